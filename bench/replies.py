"""What does the bot reply, to the letter? Records it, and compares two recordings.

    python bench/replies.py record FILE.jsonl [--small]
    python bench/replies.py compare OLD NEW [--surfaces] [--ignore FIELD,FIELD]

`--small` records a few of each. `compare` ends with 1 if a reply differs. Move code, record again, compare.
"""

import argparse
import hashlib
import json
import re
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from measure import SMALL
from replies_adapter import Reply, steady, surfaces
from replies_cases import Case, every
from replies_compare import compare

LONGEST_FILE_TEXT = 20_000
_MADE = re.compile(rb"/(?:CreationDate|ModDate) \(.*?\)|/ID \[.*?\]", re.DOTALL)


class Recorder:
    """Writes replies as JSON, one a line; in the first line the fields that each class has, with their defaults."""

    def __init__(self) -> None:
        self.defaults: dict[str, dict[str, Any]] = {}
        self.surfaces = surfaces()
        self.shown: dict[str, Any] = {}

    def line(self, case: Case) -> dict[str, Any]:
        line = {"key": case.key, "message": self.plain(case.message), "reply": self.plain(case.reply)}
        if case.shown and isinstance(case.reply, Reply):
            key = json.dumps(line["reply"])
            if key not in self.shown:
                self.shown[key] = {name: self.plain(_shown(show, case.reply)) for name, show in self.surfaces.items()}
            line["shown"] = self.shown[key]
        return line

    def plain(self, thing: Any) -> Any:
        """Dataclasses by their fields, enums by value, sets in order, functions by name, bytes by size and hash."""
        match thing:
            case Enum():
                return self.plain(thing.value)
            case bytes():
                return _told(thing)
            case Mapping():
                return {str(key): self.plain(value) for key, value in thing.items()}
            case list() | tuple():
                return [self.plain(one) for one in thing]
            case set() | frozenset():
                return sorted((self.plain(one) for one in thing), key=str)
        return self._fields(thing) if is_dataclass(thing) and not isinstance(thing, type) else _atom(thing)

    def _fields(self, thing: Any) -> dict[str, Any]:
        self._note(type(thing))
        return {"is": type(thing).__name__} | {one.name: self.plain(getattr(thing, one.name)) for one in fields(thing)}

    def _note(self, kind: type) -> None:
        if kind.__name__ in self.defaults:
            return
        found = self.defaults[kind.__name__] = {}
        for one in fields(kind):
            default = one.default if one.default_factory is MISSING else one.default_factory()
            found[one.name] = "(none)" if default is MISSING else self.plain(default)


def _atom(thing: Any) -> Any:
    """What has no parts; a function or a pattern by its name, never by its place in memory."""
    if thing is None or isinstance(thing, bool | int | float | str):
        return thing
    return getattr(thing, "__qualname__", re.sub(r" at 0x\w+", "", str(thing)))


def _shown(show: Any, reply: Reply) -> Any:
    try:
        return show(reply)
    except Exception as bug:  # noqa: BLE001 - what cannot be shown is recorded as that
        return f"{type(bug).__name__}: {bug}"


def _told(content: bytes) -> dict[str, Any]:
    """A file by its size and hash, a packed one by its members; when it was made is left out."""
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as packed:
            return {one.filename: one.CRC for one in packed.infolist() if not one.filename.endswith("core.xml")}
    content = _MADE.sub(b"", content) if content.startswith(b"%PDF") else content
    found: dict[str, Any] = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    if len(content) <= LONGEST_FILE_TEXT and b"\0" not in content:
        with suppress(UnicodeDecodeError):
            found["text"] = content.decode().splitlines()
    return found


def record(path: Path, *, small: bool) -> None:
    """Write every reply to a file."""
    steady()
    began, recorder = time.perf_counter(), Recorder()
    with tempfile.TemporaryDirectory() as folder:
        lines = {}
        for case in every(Path(folder), small=small):
            if case.key in lines:
                raise SystemExit(f"two replies have the key {case.key!r}")
            lines[case.key] = json.dumps(recorder.line(case), ensure_ascii=False)
    head = json.dumps({"classes": recorder.defaults})
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([head, *lines.values()]) + "\n", encoding="utf-8")
    print(f"{len(lines)} replies in {time.perf_counter() - began:.0f} s: {path}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    recorded = verbs.add_parser("record")
    recorded.add_argument("file", type=Path)
    compared = verbs.add_parser("compare")
    compared.add_argument("old", type=Path)
    compared.add_argument("new", type=Path)
    compared.add_argument(
        "--surfaces", action="store_true", help="show a surface's difference where the reply differs too"
    )
    compared.add_argument(
        "--ignore", default="outcome,event", help="fields of a reply that may be new, whatever is in them"
    )
    given = parser.parse_args()
    if given.verb == "record":
        record(given.file, small=SMALL)
    else:
        sys.exit(compare(given.old, given.new, set(given.ignore.split(",")), surfaces=given.surfaces))


if __name__ == "__main__":
    main()
