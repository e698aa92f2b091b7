"""The version of the law files, and a district's own copy of them compared with the package."""

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
"""The file of a copy that has the hash of each file as it was copied."""
COPIED = (
    *(FILE, "verified.yaml", "law/*.yaml", "notices/*.yaml", "topics/*.yaml"),
    *("phrasings/*.txt", "questions/*.txt", "requests/*.txt"),
)
"""Patterns of the files that a district may edit; all others are the program's."""
_MEND = "Write two lines: version: 2026.1 and date: 2026-11-27."


@dataclass(frozen=True, slots=True)
class Edition:
    """The version of the law files, the day of their last change, and whether they are a district's copy."""

    version: str
    date: date
    copied: bool = False


class FileChange(Enum):
    """How a file of a copy differs from the package's, judged by the hashes from when it was copied."""

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
    values = {name.strip(): value.strip().strip("'\"") for name, colon, value in lines if colon}
    try:
        version, day = values.pop("version"), date.fromisoformat(values.pop("date"))
    except (KeyError, ValueError):
        version, day = "", date.min
    if values or not version or len(version) > 40:
        return Complaint(where, 1, "the version of the law files cannot be read", _MEND)
    return Edition(version, day, folder.resolve() != HERE.resolve())


def files_of(folder: Path) -> dict[str, Path]:
    """The files of a copy, or of the package, that a district may edit, by their names in the folder."""
    found = (path for pattern in COPIED for path in folder.glob(pattern))
    return {path.relative_to(folder).as_posix(): path for path in sorted(found)}


def copy_law(to: Path, package: Path = HERE) -> int:
    """Copy the law files, all or none; returns how many. Raises OSError, also where the folder is not empty."""
    to.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=to.parent, prefix=".law-") as scratch:
        copy = Path(scratch) / to.name
        files = files_of(package)
        for name, path in files.items():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy / name)
        origin = {name: _mark(path) for name, path in files.items()}
        (copy / ORIGIN).write_text(json.dumps(origin, indent=1) + "\n", encoding="utf-8")
        copy.rename(to)  # an empty folder there is replaced, any other is not
    return len(files)


def compare(copy: Path, package: Path = HERE) -> dict[str, FileChange]:
    """How each file differs between a copy and the package, by name; equal files are left out."""
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
    """The hashes of the files as they were copied; empty where they are not known."""
    try:
        hashes = json.loads((copy / ORIGIN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return hashes if isinstance(hashes, dict) else {}


def _mark(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
