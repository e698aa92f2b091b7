"""Write and read the file format of a backup.

One JSON value a line: what it is, the records and events, the bytes of files, which files it lacks and why, and at the
end how many lines there are and their checksum.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from storage.embedded.disk import FORMAT, UPGRADES
from storage.events.audit import verify
from storage.events.change import Tally
from storage.inspecting import Flaw
from storage.port import DamagedError, NewerFormatError, StoreError
from storage.records import Event, Record
from storage.serialize import Tables, record

KINDS: dict[str, type[Any]] = {kind.__name__: kind for kind in (*get_args(Record), Event, Tally)}
_BYTES = b'["bytes",'


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was read and found whole."""

    path: Path
    district: str
    tables: Tables

    def contents(self) -> Iterator[bytes]:
        """The bytes of each file in it."""
        with self.path.open("rb") as lines:
            for line in lines:
                if line.startswith(_BYTES):
                    yield base64.b64decode(json.loads(line)[2])


def render(district: str, tables: Tables, contents: Iterable[bytes], lacks: Sequence[Flaw] = ()) -> Iterator[bytes]:
    """The lines of a backup; ``lacks`` are kept files that, once all contents came, it has not."""
    check, count = hashlib.sha256(), 0
    for line in _lines(district, tables, contents, lacks):
        check.update(line)
        count += 1
        yield line
    yield _line({"lines": count, "sha256": check.hexdigest()})


def read(path: Path) -> Backup:
    """The backup, checked from end to end.

    Raises DamagedError or NewerFormatError, and StoreError where it cannot be read.
    """
    try:
        district, tables = _tables(path)
        _ = [record(KINDS[name], row) for name, rows in tables.items() for row in rows.values()]
        events = [record(Event, row) for row in tables.get(Event.__name__, {}).values()]
    except OSError as error:
        raise StoreError(f"The backup {path} cannot be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise DamagedError(path, "is not a backup of this program, or was cut short or changed", None) from error
    if broken := verify(sorted(events, key=lambda event: event.number)):
        raise DamagedError(path, f"has an audit chain that breaks at event {broken.number}: {broken.why}", None)
    return Backup(path, district, tables)


def _lines(district: str, tables: Tables, contents: Iterable[bytes], lacks: Sequence[Flaw]) -> Iterator[bytes]:
    yield _line({"dpa": "backup", "format": FORMAT, "district": district})
    for name, rows in tables.items():
        yield from (_line([name, key, dict(row)]) for key, row in rows.items())
    for content in contents:
        yield _line(["bytes", hashlib.sha256(content).hexdigest(), base64.b64encode(content).decode()])
    for one in lacks:
        yield _line({"lacks": one.id, "of": one.detail, "why": one.trouble.value})


def _line(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode() + b"\n"


def _tables(path: Path) -> tuple[str, Tables]:
    """The district and its rows, upgraded to the current format."""
    number = _check(path)
    tables: Tables = {}
    with path.open("rb") as lines:
        district = json.loads(next(lines))["district"]
        for line in lines:
            if line.startswith(b"[") and not line.startswith(_BYTES):
                name, key, row = json.loads(line)
                tables.setdefault(name, {})[key] = row
    for step in range(number, FORMAT):
        tables = UPGRADES[step](tables)
    return district, tables


def _check(path: Path) -> int:
    """The format number; raises ValueError where the file is not whole."""
    check, count, last = hashlib.sha256(), 0, b""
    with path.open("rb") as lines:
        begin = json.loads(first := next(lines, b"{}"))
        check.update(first)
        for line in lines:
            check.update(last)
            last, count = line, count + 1
    if begin["dpa"] == "backup" and begin["format"] > FORMAT:
        raise NewerFormatError(path, begin["format"], FORMAT)
    if json.loads(last or b"{}") != {"lines": count, "sha256": check.hexdigest()}:
        raise ValueError("it was cut short or changed")
    return int(begin["format"])
