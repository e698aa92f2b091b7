"""Trains the finder when the package is built, so that the first start need not."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from setuptools.command.build_py import build_py

TRAINED = "knowledge/finding/trained.npz"


class WithFinder(build_py):  # type: ignore[misc] # setuptools has no types
    """The build step, named in pyproject.toml: copies the package's files, and writes the trained finder with them."""

    def run(self) -> None:
        """Build; an editable installation trains its finder at the first start, in the project's folder."""
        super().run()
        if not self.editable_mode:
            # In a process of its own, so that it uses the files being built, even if another copy is installed.
            command = (sys.executable, "-m", "knowledge.building", Path(self.build_lib, TRAINED).absolute())
            one_thread = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
            subprocess.run(command, env={**os.environ, **one_thread}, check=True)  # noqa: S603 - our own module


def write_finder(file: Path) -> None:
    """Write the finder for this package's phrasings: a copy of the trained one if it is current, else a new one."""
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
