"""Recover what is left in a damaged data file, or in an hourly copy."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from storage.atomic_files import write_whole
from storage.backup.archive import render
from storage.backup.backup import files_of
from storage.embedded.disk import WholeFile, is_readable
from storage.events.audit import Broken, Head, verify
from storage.events.change import EMPTY_TALLY, Tally
from storage.inspecting import Flaw
from storage.port import Store
from storage.records import Event
from storage.serialize import record


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
    """Make a backup of an hourly copy and the files that still exist beside it; False where it is not such a copy."""
    if not is_readable(copy):
        return False
    tables = WholeFile(copy, None).load()
    lacks = list[Flaw]()
    write_whole(path, render(district, tables, files_of(store, tables, lacks), lacks))
    return True
