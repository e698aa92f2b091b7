"""Backups of a district: writing, checking and restoring them, noting the last one, and moving to another store."""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

from storage.atomic_files import write_whole
from storage.embedded.disk import FORMAT, UPGRADES, WholeFile, is_readable
from storage.events.audit import ERASE, Broken, Head, verify
from storage.events.change import EMPTY_TALLY, Tally
from storage.inspecting import Flaw, kept_file
from storage.port import ChangedOutsideError, DamagedError, NewerFormatError, Store, StoreError
from storage.records import Event, Record, StoredFile
from storage.serialize import Tables, record
from storage.writing import records_to_erase

KINDS: dict[str, type[Any]] = {kind.__name__: kind for kind in (*get_args(Record), Event, Tally)}
_BYTES = b'["bytes",'


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was read and checked."""

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
    """The lines of a backup; ``lacks`` are the kept files it does not have, read only after all ``contents``."""
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


@dataclass(frozen=True, slots=True)
class Made:
    """How many records and events a backup has, and the kept files that it could not take."""

    rows: int
    lacks: Sequence[Flaw]


def back_up(store: Store, district: str, path: Path) -> Made:
    """Write the district's backup, without the kept files that are gone or damaged, which are marked in it.

    Whole or not at all, readable by its owner only. Raises DiskFullError, or StoreError where it cannot be written.
    """
    tables = store.dump()
    lacks = list[Flaw]()
    try:
        write_whole(path, render(district, tables, files_of(store, tables, lacks), lacks))
    except OSError as error:
        raise StoreError(f"The backup {path} cannot be written: {error.strerror}.") from error
    return Made(sum(map(len, tables.values())), lacks)


def restore(store: Store, district: str, path: Path, *, even_if_lost: bool = False) -> Backup:
    """Replace the district's records with a backup, whole or not at all, and repeat the erasures made since then.

    Open a damaged store by `open_embedded(…, to_restore=True)`. Raises DamagedError or NewerFormatError for the
    backup, and StoreError where the store has events that the backup does not, unless `even_if_lost`.
    """
    backup = read(path)
    if backup.district != district:
        raise StoreError(f"{path} is a backup of the district {backup.district}, not of {district}.")
    lost: Sequence[Event] = ()
    with suppress(DamagedError):  # then nobody knows which changes it had
        lost = events_missing_from(store.events(), backup.tables)
    if lost and not even_if_lost:
        raise StoreError(f"{path} lacks {count_changes(lost)} made since then, which restoring it would lose.")
    for content in backup.contents():
        store.keep_file(content)
    store.replace_all(backup.tables)
    not_erased = list[str]()
    for event in lost:
        if event.what == ERASE and records_to_erase(store, event.touched[0]):
            try:
                store.erase(replace(event, made=(), touched=()), event.touched[0])
            except ChangedOutsideError as changed:
                not_erased.append(f"{event.touched[0]} had been erased and is on file again. {changed}")
    if not_erased:
        raise StoreError(f"{path} was restored, but {' '.join(not_erased)}")
    return backup


def events_missing_from(events: Sequence[Event], tables: Tables) -> list[Event]:
    """The events that the tables lack."""
    known = {row["hash"] for row in tables.get(Event.__name__, {}).values()}
    return [event for event in events if event.hash not in known]


def count_changes(events: Sequence[Event]) -> str:
    """The number of events in words, as in ``2 changes``."""
    return f"{len(events)} change{'' if len(events) == 1 else 's'}"


def files_of(store: Store, tables: Tables, lacks: list[Flaw]) -> Iterator[bytes]:
    """The bytes of each file that the tables name; files that are gone or damaged are appended to ``lacks`` instead."""
    for sha256 in tables.get(StoredFile.__name__, {}):
        content = kept_file(store, tables, sha256)
        if isinstance(content, Flaw):
            lacks.append(content)
        else:
            yield content


@dataclass(frozen=True, slots=True)
class Chain:
    """What a damaged file still has of the audit chain: how many events, and the first broken link."""

    events: int
    broken: Broken | None


def damaged_chain(path: Path, published: Iterable[Head] = ()) -> Chain | None:
    """The audit chain of a file whose checksum does not hold; None where it cannot be read."""
    try:
        tables = json.loads(path.read_bytes())["data"]
        events = [record(Event, row) for row in tables.get(Event.__name__, {}).values()]
        events.sort(key=lambda event: event.number)
        tally = record(Tally, tables.get(Tally.__name__, {})[EMPTY_TALLY.id])
        return Chain(len(events), verify(events, [Head(tally.number, tally.hash), *published]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def backup_from_copy(copy: Path, store: Store, district: str, path: Path) -> bool:
    """Make a backup at ``path`` from an hourly copy and the store's files; False where ``copy`` is not such a copy."""
    if not is_readable(copy):
        return False
    tables = WholeFile(copy, None).load()
    lacks = list[Flaw]()
    write_whole(path, render(district, tables, files_of(store, tables, lacks), lacks))
    return True


@dataclass(frozen=True, slots=True)
class Moved:
    """How much was moved; `broken` is the first bad link of the audit chain, which is moved as it is.

    `lacks` are the kept files that were gone or damaged in the source.
    """

    records: int
    events: int
    files: int
    broken: Broken | None
    lacks: Sequence[Flaw] = ()


def move(source: Store, target: Store) -> Moved:
    """Make the target hold exactly what the source does, and compare every row and every file; may be repeated.

    Nothing is taken out of the source. Raises StoreError where the target has changes that the source lacks (it has
    been in use), or where somebody wrote to either side meanwhile.
    """
    tables = source.dump()
    if extra_events := events_missing_from(target.events(), tables):
        raise StoreError(
            f"The target has {count_changes(extra_events)} that the source lacks: it is in use. Nothing was moved."
        )
    files, lacks = 0, list[Flaw]()
    for content in files_of(source, tables, lacks):
        target.keep_file(content)
        files += 1
    target.replace_all(tables)
    if difference := next(differences(source, target), ""):
        raise StoreError(
            f"{difference} differs between the two sides: something changed meanwhile. Please run the move again."
        )
    events = len(tables.get("Event", {}))
    records = sum(map(len, tables.values())) - events - len(tables.get("Tally", {}))
    return Moved(records, events, files, verify(target.events()), lacks)


def differences(one: Store, other: Store) -> Iterator[str]:
    """Each record, event and file that differs between the two stores, by name."""
    ours, theirs = one.dump(), other.dump()
    for name in sorted(ours.keys() | theirs.keys()):
        here, there = ours.get(name, {}), theirs.get(name, {})
        yield from (f"{name} {key}" for key in sorted(here.keys() | there.keys()) if here.get(key) != there.get(key))
    for sha256, row in ours.get(StoredFile.__name__, {}).items():
        files = kept_file(one, ours, sha256), kept_file(other, theirs, sha256)
        if files[0] != files[1] and any(isinstance(file, bytes) for file in files):
            yield f"the file {row['name']}"


@dataclass(frozen=True, slots=True)
class BackupNote:
    """When the last backup of a district was made, and whether a later one failed."""

    made: datetime | None = None
    failed: bool = False


def note_backup(data: Path, district: str, now: datetime, *, failed: bool) -> None:
    """Note how a backup went. Where the folder cannot be written, as beside a database, nothing is noted."""
    made = backup_note(data, district).made if failed else now
    text = json.dumps({"made": made.isoformat() if made else None, "failed": failed})
    with suppress(OSError):
        write_whole(_path(data, district), [text.encode()])


def backup_note(data: Path, district: str) -> BackupNote:
    """The last note; an empty one where there is none or it cannot be read."""
    try:
        noted = json.loads(_path(data, district).read_bytes())
        made = datetime.fromisoformat(noted["made"]) if noted["made"] else None
        return BackupNote(made if made and made.tzinfo else None, failed=bool(noted["failed"]))
    except (OSError, ValueError, KeyError, TypeError):
        return BackupNote()


def _path(data: Path, district: str) -> Path:
    return data / f"last-backup-{district}.json"
