"""A district's one file on disk: writing, checking, upgrading and backing it up.

The file is JSON: a first line with the format's number and the checksum of what follows, then one record a line.
"""

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from storage.atomic_files import keep_link, write_whole
from storage.port import CannotReadError, DamagedError, NewerFormatError
from storage.serialize import Row, Tables

Stamp: TypeAlias = tuple[int, int, int]

FORMAT = 6
UPGRADES: dict[int, Callable[[Tables], Tables]] = {number: lambda tables: tables for number in range(1, FORMAT)}
"""By format number, what turns it into the next format.

New in 2: a reminder's message (`post`). In 3: what was published last, and whether posted pages are checked. In 4:
exceptions for a child's plan, families' requests, requests for products, trainings, and a contract's schools and
subprocessors. In 5: erasures that leave in an event what it says of other records. In 6: how a deadline's dates were
counted.
"""
BACKUPS_KEPT = 5
"""How many hourly backups are kept."""

_NUMBER = re.compile(rb'\{"format":(\d+)')
_FIRST_LINE = re.compile(rb'\{"format":\d+,"sha256":"([0-9a-f]{64})","data":\n')
_LAST_LINE = b"\n}\n"


class WholeFile:
    """One file that is always whole. The caller holds the writers' lock around `load` and `save`."""

    def __init__(self, path: Path, backups: Path | None) -> None:
        self.path = path
        self._backups = backups
        self._stamp: Stamp | None = None
        self._lines: dict[str, dict[str, tuple[Row, bytes]]] = {}

    def changed(self) -> bool:
        """Whether the file on disk is not the one that was last loaded or saved. Raises CannotReadError."""
        try:
            return _stamp(self.path.stat()) != self._stamp
        except FileNotFoundError:
            return self._stamp is not None
        except OSError as error:
            raise CannotReadError(self.path, error) from error

    def load(self) -> Tables:
        """The file's tables; empty where there is none yet. Raises DamagedError, NewerFormatError, CannotReadError.

        A damaged file without a backup folder counts as empty: it holds only short-lived data.
        """
        try:
            with self.path.open("rb") as file:
                stamp, raw = _stamp(os.fstat(file.fileno())), file.read()
        except FileNotFoundError:
            if self._backups and (self._stamp or self.backups()):
                raise self._damaged("is gone") from None
            self._stamp = None
            return {}
        except OSError as error:
            raise CannotReadError(self.path, error) from error
        parsed = parse(self.path, raw)
        if isinstance(parsed, str):
            if self._backups:
                raise self._damaged(parsed)
            parsed = FORMAT, b""
        number, body = parsed
        tables = self._read(body)
        if number < FORMAT:
            return self._upgrade(number, tables)
        self._stamp = stamp
        return tables

    def save(self, tables: Tables, when: datetime | None) -> None:
        """Write the tables; the old file becomes this hour's backup unless there is one.

        `when` says which hour that is; None makes no backup.
        """
        self._stamp = _stamp(write_whole(self.path, self._render(tables), self._spare(when)))
        self._prune()

    def keep_copy(self, name: str) -> Path | None:
        """Link the file as it is, good or damaged, under a new name among the backups; None where there is no file."""
        if not self._backups or not self.path.exists():
            return None
        spare = self._backups / f"{name}-{len(self.backups(f'{name}-*.json')) + 1}.json"
        keep_link(self.path, spare)
        return spare

    def backups(self, pattern: str = "*.json") -> list[Path]:
        """The backups, in no order."""
        return list(self._backups.glob(pattern)) if self._backups else []

    def forget(self) -> None:
        """Forget what was last read, so that the file is read again."""
        self._stamp = self._stamp and (0, 0, 0)

    def _upgrade(self, number: int, tables: Tables) -> Tables:
        for step in range(number, FORMAT):
            tables = UPGRADES[step](tables)
        spare = self._backups / f"before-format-{FORMAT}.json" if self._backups else None
        self._stamp = _stamp(write_whole(self.path, self._render(tables), spare))
        return tables

    def _render(self, tables: Tables) -> Iterator[bytes]:
        body = b"{\n" + b",\n".join(self._table(name, rows) for name, rows in tables.items()) + b"\n}"
        check = hashlib.sha256(body).hexdigest()
        yield b'{"format":%d,"sha256":"%s","data":\n' % (FORMAT, check.encode())
        yield body
        yield _LAST_LINE

    def _table(self, name: str, rows: Mapping[str, Row]) -> bytes:
        lines = self._lines.setdefault(name, {})
        text = b",\n".join(self._line(lines, key, row) for key, row in rows.items())
        return json.dumps(name).encode() + b":{\n" + text + b"\n}"

    def _line(self, lines: dict[str, tuple[Row, bytes]], key: str, row: Row) -> bytes:
        # Encoding is what a write costs, and rows are never changed in place: the same object has the same text.
        known = lines.get(key)
        if known and known[0] is row:
            return known[1]
        line = f"{json.dumps(key)}:{json.dumps(row, separators=(',', ':'))}".encode()
        lines[key] = row, line
        return line

    def _read(self, body: bytes) -> Tables:
        """The tables; an unchanged line gives the same row object as before, so that caches of it stay valid."""
        known, self._lines = self._lines, {}
        return {name: self._rows(name, lines, known.get(name, {})) for name, lines in _by_table(body).items()}

    def _rows(self, name: str, lines: list[bytes], known: Mapping[str, tuple[Row, bytes]]) -> dict[str, Row]:
        by_line = {line: (key, row) for key, (row, line) in known.items()}
        new = [line for line in lines if line not in by_line]
        decoded = json.loads(b"{" + b",".join(new) + b"}")
        by_line |= zip(new, decoded.items(), strict=True)
        self._lines[name] = {by_line[line][0]: (by_line[line][1], line) for line in lines}
        return {key: row for key, (row, _) in self._lines[name].items()}

    def _spare(self, when: datetime | None) -> Path | None:
        """The path under which the replaced file is kept, if it is the first of its hour."""
        if not when or not self._backups or not self.path.exists():
            return None
        hour = f"{when.astimezone(UTC):%Y-%m-%dT%H}"
        copies = self.backups("hour-*.json")
        if any(copy.stem.endswith(hour) for copy in copies):
            return None
        last = max((int(copy.name.split("-")[1]) for copy in copies), default=0)
        return self._backups / f"hour-{last + 1:06d}-{hour}.json"

    def _prune(self) -> None:
        for old in sorted(self.backups("hour-*.json"))[:-BACKUPS_KEPT]:
            old.unlink(missing_ok=True)

    def _damaged(self, why: str) -> DamagedError:
        newest = sorted(self.backups(), key=lambda copy: copy.stat().st_mtime_ns, reverse=True)
        return DamagedError(self.path, why, next(filter(is_readable, newest), None))


def parse(path: Path, raw: bytes) -> tuple[int, bytes] | str:
    """The file's format and data as they were written, or what is wrong with it; raises NewerFormatError."""
    number = _NUMBER.match(raw)
    if number and int(number[1]) > FORMAT:
        raise NewerFormatError(path, int(number[1]), FORMAT)
    first = _FIRST_LINE.match(raw)
    if not number or not first:
        return "is not in the format of this program"
    body = raw[first.end() : -len(_LAST_LINE)]
    if hashlib.sha256(body).hexdigest().encode() != first[1] or not raw.endswith(_LAST_LINE):
        return "does not match its checksum: it was cut short or changed"
    return int(number[1]), body


def _by_table(body: bytes) -> dict[str, list[bytes]]:
    """The lines of each table's rows, as in `"C-12":{…}`."""
    tables: dict[str, list[bytes]] = {}
    rows: list[bytes] = []
    for line in body.split(b"\n"):
        if line.endswith(b":{"):
            rows = tables.setdefault(json.loads(line[:-2]), [])
        elif line.startswith(b'"'):
            rows.append(line.removesuffix(b","))
    return tables


def is_readable(copy: Path) -> bool:
    """Whether the copy is whole and in a known format."""
    try:
        return not isinstance(parse(copy, copy.read_bytes()), str)
    except (NewerFormatError, OSError):
        return False


def _stamp(stat: os.stat_result) -> Stamp:
    return stat.st_mtime_ns, stat.st_size, stat.st_ino
