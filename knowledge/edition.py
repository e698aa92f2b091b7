"""The version of the law files, and a district's copy of them beside those of the package."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from knowledge.complaint import Complaint

HERE = Path(__file__).parent
FILE = "edition.yaml"
ORIGIN = "copied-from.json"
"""In a copy: the edition that was copied, and the hash of each of its files."""
COPIED = (
    *(FILE, "verified.yaml", "law/*.yaml", "notices/*.yaml", "topics/*.yaml"),
    *("phrasings/*.txt", "questions/*.txt", "requests/*.txt"),
)
"""The files that a district may edit; the rest is the program's."""
_MEND = "Write two lines: version: 2026.1 and date: 2026-11-27."


@dataclass(frozen=True, slots=True)
class Edition:
    """Which law files these are: their version, the day of their last change, and whether they are a copy."""

    version: str
    date: date
    copied: bool = False


class FileChange(Enum):
    """How a file of a copy differs from the package's, as far as the edition that was copied tells."""

    YOURS = "changed in your copy"
    PACKAGE = "changed in the package"
    BOTH = "changed in your copy and in the package"
    DIFFERS = "differs from the package"
    ADDED = "only in your copy"
    NEW = "only in the package"
    REMOVED = "removed from your copy"
    GONE = "no longer in the package"


def read_edition(folder: Path = HERE) -> Edition | Complaint | None:
    """The edition of the law files in a folder, or what is wrong with its file; None where it has no such file."""
    where = f"{folder.name}/{FILE}"
    if not (folder / FILE).exists():
        return None
    text = (folder / FILE).read_text(encoding="utf-8", errors="replace")
    lines = [line.partition("#")[0].partition(":") for line in text.splitlines()]
    said = {name.strip(): value.strip().strip("'\"") for name, colon, value in lines if colon}
    try:
        version, day = said.pop("version"), date.fromisoformat(said.pop("date"))
    except (KeyError, ValueError):
        version, day = "", date.min
    if said or not version or len(version) > 40:
        return Complaint(where, 1, "the version of the law files cannot be read", _MEND)
    return Edition(version, day, folder.resolve() != HERE.resolve())


def files_of(folder: Path) -> dict[str, Path]:
    """The files of a copy, or of the package, that a district may edit, by their names in the folder."""
    found = (path for pattern in COPIED for path in folder.glob(pattern))
    return {path.relative_to(folder).as_posix(): path for path in sorted(found)}


def copy_law(to: Path, package: Path = HERE) -> int:
    """Make a copy for a district, whole or not at all; how many files it has. Raises OSError, also where it exists."""
    to.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=to.parent, prefix=".law-") as scratch:
        new = Path(scratch) / to.name
        files = files_of(package)
        for name, path in files.items():
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, new / name)
        origin = {name: _mark(path) for name, path in files.items()}
        (new / ORIGIN).write_text(json.dumps(origin, indent=1) + "\n", encoding="utf-8")
        new.rename(to)  # an empty folder there is replaced, any other is not
    return len(files)


def compare(copy: Path, package: Path = HERE) -> dict[str, FileChange]:
    """The files that differ between a copy and the package, by name, each with how."""
    ours, theirs = ({name: _mark(path) for name, path in files_of(folder).items()} for folder in (copy, package))
    return dict(_changes(ours, theirs, _origin(copy)))


def _changes(
    ours: Mapping[str, str], theirs: Mapping[str, str], origin: Mapping[str, str]
) -> Iterator[tuple[str, FileChange]]:
    for name in sorted({*ours, *theirs}):
        here, there, was = ours.get(name), theirs.get(name), origin.get(name)
        if here == there:
            continue
        if there is None:
            yield name, FileChange.GONE if was else FileChange.ADDED
        elif here is None:
            yield name, FileChange.REMOVED if was else FileChange.NEW
        elif was is None:
            yield name, FileChange.DIFFERS
        else:
            yield name, {here: FileChange.PACKAGE, there: FileChange.YOURS}.get(was, FileChange.BOTH)


def _origin(copy: Path) -> Mapping[str, str]:
    """The hashes of what was copied; none where that is not known."""
    try:
        found = json.loads((copy / ORIGIN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _mark(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
