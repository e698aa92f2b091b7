"""Trains the finder when the package is built, so that nobody waits for it at the first start."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from setuptools.command.build_py import build_py

TRAINED = "knowledge/finding/trained.npz"


class WithFinder(build_py):  # type: ignore[misc] # setuptools has no types
    """Copies the package's files, and puts the trained finder beside them. pyproject.toml names it."""

    def run(self) -> None:
        """An installation for work on the project keeps its finder in the project's folder, made at the first start."""
        super().run()
        if not self.editable_mode:
            # A process of its own finds the rooms that are built, wherever another copy is installed.
            command = (sys.executable, "-m", "knowledge.building", Path(self.build_lib, TRAINED).absolute())
            one_thread = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
            subprocess.run(command, env={**os.environ, **one_thread}, check=True)  # noqa: S603 - our own module


def write_finder(file: Path) -> None:
    """Write the finder of the phrasings beside this module: the one that is there, where it has learned from them."""
    from knowledge import finding  # noqa: PLC0415 - setuptools loads this file alone, to read its class

    here = Path(finding.__file__).parent
    phrasings, own = here.parent / "phrasings", here / "trained.npz"
    stamp = finding.stamp(phrasings)
    if finding.Finder.load(own, stamp):
        shutil.copyfile(own, file)
    else:
        finding.train(finding.read_phrasings(phrasings)).save(file, stamp)


if __name__ == "__main__":
    write_finder(Path(sys.argv[1]))
