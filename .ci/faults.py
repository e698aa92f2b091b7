"""Sow small faults one by one, and say which of them no test finds.

``python .ci/faults.py map`` notes which tests run which lines (twice as long as the tests themselves), then
``python .ci/faults.py try`` runs, for each fault of faults.yaml, the tests that run its lines until one fails;
``try 3 17`` only these, ``try --whole 3`` with every other test too, ``try --long 3`` with the long ones.
Several may try at once, each its own numbers. What was found is kept in build/faults; ``show`` prints it.
A fault whose text no longer stands exactly once in its file is refused, and fails a test.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import yaml
from coverage.numbits import numbits_to_nums

ROOT = Path(__file__).parents[1]
BUILD = ROOT / "build"
MAP, FOUND, TREE = BUILD / "faults.map", BUILD / "faults", BUILD / f"faults-tree-{os.getpid()}"
PYTEST = (str(ROOT / ".venv/bin/python"), "-m", "pytest", "-q", "-p", "no:cacheprovider")
SECONDS = int(os.environ.get("FAULT_SECONDS", "900"))
"""So long the tests of one fault may take; a fault that takes longer is undecided, and tried again the next time."""
UNDECIDED = "undecided"

Fault = Mapping[str, str]


def main() -> None:
    """Do what the command says."""
    match sys.argv[1:]:
        case ["map"]:
            note_map()
        case ["try", *words]:
            flags, numbers = {word for word in words if word[0] == "-"}, [int(word) for word in words if word[0] != "-"]
            try_all(numbers, whole="--whole" in flags, long="--long" in flags)
        case ["show"]:
            show()
        case _:
            sys.exit(__doc__)


def faults() -> list[Fault]:
    """Each with what goes wrong, its file, the text there and what is put in its place."""
    read: list[Fault] = yaml.safe_load((ROOT / ".ci/faults.yaml").read_text())
    return read


def stale(every: Iterable[Fault], root: Path = ROOT) -> dict[int, str]:
    """A sentence about each fault that cannot be sown, by its number: its text does not stand exactly once there."""
    sentences = dict[int, str]()
    for number, fault in enumerate(every, 1):
        path = root / fault["file"]
        times = path.read_text().count(fault["find"]) if path.is_file() else 0
        if times != 1:
            sentences[number] = (
                f"Fault {number} cannot be sown: {fault['file']} has its text {times} times, not once. "
                f"Write it in .ci/faults.yaml for what stands there now. {fault['what']}"
            )
    return sentences


def note_map() -> None:
    """Run the tests, and note for each which lines of the four rooms it runs in its own process."""
    tree()
    rooms = [f"--cov={room}" for room in ("bot", "handlers", "knowledge", "storage")]
    command = [*PYTEST, "-n", "4", "--dist", "worksteal", *rooms, "--cov-context=test", "--cov-report="]
    environment = {**env(), "COVERAGE_FILE": str(MAP), "COVERAGE_CORE": "ctrace"}
    sys.exit(subprocess.run(command, cwd=TREE, env=environment, check=False).returncode)


def env() -> dict[str, str]:
    """That of the tests in the copy."""
    return {**os.environ, "PYTHONPATH": str(TREE), "PYTHONDONTWRITEBYTECODE": "1"}


def tree() -> None:
    """A copy of what is committed, in which faults are sown."""
    shutil.rmtree(TREE, ignore_errors=True)
    subprocess.run(("git", "clone", "-q", ROOT, TREE), check=True)  # noqa: S607
    (TREE / ".venv").symlink_to(ROOT / ".venv")
    shutil.copy2(ROOT / "knowledge/finding/trained.npz", TREE / "knowledge/finding/trained.npz")


def try_all(numbers: list[int], *, whole: bool, long: bool) -> None:
    """Sow each and say which test found it; those that cannot be sown are refused at the end."""
    tree()
    FOUND.mkdir(exist_ok=True)
    every = faults()
    refused = {number: why for number, why in stale(every, TREE).items() if number in (numbers or [number])}
    for number, fault in enumerate(every, 1):
        note = FOUND / f"{number}.txt"
        if number in refused or number not in (numbers or [number]) or (not numbers and note.exists()):
            continue
        began = time.monotonic()
        path = TREE / fault["file"]
        right = path.read_text()
        path.write_text(right.replace(fault["find"], fault["put"]))
        try:
            by = caught_by(fault, right, whole=whole, long=long)
        finally:
            path.write_text(right)
        if by != UNDECIDED:
            note.write_text(by)
        print(f"{number:3}  {by or 'NOT FOUND'}  ({time.monotonic() - began:.0f} s)  {fault['what']}", flush=True)
    shutil.rmtree(TREE)
    show()
    if refused:
        sys.exit("\n".join(refused.values()))


def caught_by(fault: Fault, right: str, *, whole: bool, long: bool) -> str:
    """The first test that fails; empty where none does."""
    if long:
        return first_failure(["-m", "long", "tests"])
    found = first_failure(tests_of(fault, right))
    return found or (first_failure(["-n", "4", "--dist", "worksteal", "tests"]) if whole else "")


def first_failure(words: list[str]) -> str:
    """The first of these tests that fails; empty where none does."""
    listed = BUILD / f"{TREE.name}.txt"
    listed.write_text("\n".join(words))
    command = [*PYTEST, "-x", "--tb=no", "-rfE", f"@{listed}"]
    try:
        ended = subprocess.run(
            command, cwd=TREE, env=env(), capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return UNDECIDED
    failed = [line for line in ended.stdout.splitlines() if line.startswith(("FAILED ", "ERROR "))]
    if ended.returncode not in (0, 1, 5) and not failed:
        sys.exit(f"The tests could not be run:\n{ended.stdout}{ended.stderr}")
    return failed[0].split(" - ")[0] if failed else ""


def tests_of(fault: Fault, right: str) -> list[str]:
    """The tests that run a line of the fault, those near it first; where none does, all of its package."""
    first = right[: right.index(fault["find"])].count("\n") + 1
    lines = set(range(first, first + fault["find"].rstrip("\n").count("\n") + 1))
    package = Path("tests", *Path(fault["file"]).parts[:2])
    near = package if (TREE / package).is_dir() else package.parent
    ran = {test for test, its in _ran(fault["file"]) if lines & its} if MAP.exists() else set()
    return sorted(ran, key=lambda test: (not test.startswith(f"{near}/"), test)) or [str(near)]


def _ran(file: str) -> Iterator[tuple[str, set[int]]]:
    with sqlite3.connect(MAP) as db:
        rows = db.execute(
            "select context.context, line_bits.numbits from line_bits join context on context.id = line_bits.context_id"
            " join file on file.id = line_bits.file_id where file.path like ? and context.context != ''",
            (f"%/{file}",),
        )
        for test, bits in rows:
            yield test.rpartition("|")[0], set(numbits_to_nums(bits))


def show() -> None:
    """Say how many were found, and which were not."""
    found = {int(note.stem): note.read_text() for note in FOUND.glob("*.txt")}
    every = faults()
    missed = [number for number, by in found.items() if not by]
    print(f"{len(found)} of {len(every)} faults tried, {len(found) - len(missed)} found")
    for number in sorted(missed):
        print(f"{number:3}  {every[number - 1]['file']}: {every[number - 1]['what']}")


if __name__ == "__main__":
    main()
