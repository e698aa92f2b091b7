"""Back up a district's records, and restore them."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from storage.atomic_files import write_whole
from storage.backup.archive import Backup, read, render
from storage.erasing import records_to_erase
from storage.events.audit import ERASE
from storage.inspecting import Flaw, kept_file
from storage.port import ChangedOutsideError, DamagedError, Store, StoreError
from storage.records import Event, StoredFile
from storage.serialize import Tables


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
    kept = list[str]()
    for event in lost:
        if event.what == ERASE and records_to_erase(store, event.touched[0]):
            try:
                store.erase(replace(event, made=(), touched=()), event.touched[0])
            except ChangedOutsideError as changed:
                kept.append(f"{event.touched[0]} had been erased and is on file again. {changed}")
    if kept:
        raise StoreError(f"{path} was restored, but {' '.join(kept)}")
    return backup


def events_missing_from(events: Sequence[Event], tables: Tables) -> list[Event]:
    """The events that the tables lack."""
    known = {row["hash"] for row in tables.get(Event.__name__, {}).values()}
    return [event for event in events if event.hash not in known]


def count_changes(events: Sequence[Event]) -> str:
    """As in 2 changes."""
    return f"{len(events)} change{'' if len(events) == 1 else 's'}"


def files_of(store: Store, tables: Tables, lacks: list[Flaw]) -> Iterator[bytes]:
    """The bytes of each file that the tables name; those that are gone or damaged are put among ``lacks`` instead."""
    for sha256 in tables.get(StoredFile.__name__, {}):
        found = kept_file(store, tables, sha256)
        if isinstance(found, Flaw):
            lacks.append(found)
        else:
            yield found
