"""Checks what has no audit events: kept files, claims, slots, tokens, counters, and unknown tables and fields."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any

from storage.events.change import EMPTY_TALLY, KINDS, Tally
from storage.port import DamagedError, Store
from storage.records import NUMBERED, Conversation, Event, Reminder, StoredFile
from storage.serialize import NOT_A_RECORD, Row, Tables, moment, record, table_of
from storage.transient import AccessToken, DayCount, LastBeat, RateSlot


class Trouble(StrEnum):
    """What can be wrong with data that has no audit events."""

    FILE_GONE = "file gone"
    FILE_DAMAGED = "file damaged"
    HELD = "held"  # a reminder that is claimed until a far day
    CLOSED = "closed"  # a reminder that the database holds back, although its deadline is open
    SLOT = "slot"  # a place to which nothing is sent before a far day
    TOKEN = "token"  # noqa: S105 - one that lasts longer than any that we issue
    BEHIND = "behind"  # a counter that is lower than the numbers given out
    NUMBER = "number"  # an event stored under a number that is not its own
    TABLE = "table"  # an unknown one
    FIELD = "field"  # an unknown one
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something that this program would not have written; ``detail`` is the field, day, number or records concerned."""

    trouble: Trouble
    id: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """The latest moments that this program may have written by now: for claims, for slots, and for tokens by kind."""

    claims: datetime
    slots: datetime
    tokens: Mapping[str, datetime]


_STORED: Mapping[str, type[Any]] = {table_of(kind): kind for kind in (*KINDS, Event, Tally)}
_BESIDE: Mapping[str, type[Any]] = {
    table_of(kind): kind for kind in (Conversation, RateSlot, AccessToken, DayCount, LastBeat)
}


def inspect(store: Store, tables: Tables, limits: Limits) -> list[Flaw]:
    """All flaws in data without audit events; ``tables`` are all rows of the store as of one moment."""
    beside = store.beside()
    flaws = [*_unknown(tables, _STORED), *_unknown(beside.rows, _BESIDE)]
    with_flaws = {one.id for one in flaws}
    flaws += (one for one in (*file_flaws(store, tables), *_claims(tables, limits)) if one.id not in with_flaws)
    flaws += (Flaw(Trouble.CLOSED, key) for key in beside.closed)
    flaws += (one for one in _beside(beside.rows, limits) if one.id not in with_flaws)
    return [*flaws, *_counters(tables)]


def _unknown(tables: Tables, known: Mapping[str, type[Any]]) -> Iterator[Flaw]:
    """Tables and fields that this version does not know, rows that it cannot read, and events under a wrong number."""
    for name, rows in tables.items():
        if name not in known:
            yield Flaw(Trouble.TABLE, name)
            continue
        names = {field.name for field in fields(known[name])}
        for key, row in rows.items():
            shown = f"Event {key}" if name == Event.__name__ else key
            unknown = [field for field in row if field not in names]
            yield from (Flaw(Trouble.FIELD, shown, field) for field in unknown)
            if not unknown and not _is_readable(known[name], row):
                yield Flaw(Trouble.UNREADABLE, shown, name)
            if name == Event.__name__ and key != str(row.get("number")):
                yield Flaw(Trouble.NUMBER, key, str(row.get("number")))


def _is_readable(kind: type[Any], row: Row) -> bool:
    try:
        record(kind, row)
    except NOT_A_RECORD:
        return False
    return True


def file_flaws(store: Store, tables: Tables) -> list[Flaw]:
    """The kept files whose bytes are gone or damaged, each with the records it belongs to."""
    found = (kept_file(store, tables, sha256) for sha256 in tables.get(StoredFile.__name__, {}))
    return [one for one in found if isinstance(one, Flaw)]


def kept_file(store: Store, tables: Tables, sha256: str) -> bytes | Flaw:
    """The bytes of a kept file, or what is wrong with them."""
    row = tables[StoredFile.__name__][sha256]
    name, records = str(row.get("name") or sha256[:12]), _named_by(tables, sha256)
    try:
        content = store.file_content(sha256)
    except DamagedError:
        return Flaw(Trouble.FILE_DAMAGED, name, records)
    return Flaw(Trouble.FILE_GONE, name, records) if content is None else content


def _named_by(tables: Tables, sha256: str) -> str:
    """The records with which the file came, or that name it, as in C-3, C-4; empty where none is known."""
    named = [row for row in tables.get("Contract", {}).values() if row.get("file") == sha256]
    touching = (event for event in tables.get(Event.__name__, {}).values() if sha256 in event.get("touched", ()))
    ids = [str(row.get("id")) for row in named]
    ids += (key for event in touching for key in event["touched"] if re.fullmatch("[A-Z]-[0-9]+", key))
    return ", ".join(dict.fromkeys(ids))


def _claims(tables: Tables, limits: Limits) -> Iterator[Flaw]:
    for key, row in tables.get(Reminder.__name__, {}).items():
        until, waits = row.get("claimed_until"), not (row.get("sent_at") or row.get("withdrawn"))
        if waits and until and str(until) > moment(limits.claims):
            yield Flaw(Trouble.HELD, key, str(until))


def _beside(rows: Tables, limits: Limits) -> Iterator[Flaw]:
    for key, row in rows.get(table_of(RateSlot), {}).items():
        if str(row.get("until")) > moment(limits.slots) and str(row.get("since")) <= moment(limits.slots):
            yield Flaw(Trouble.SLOT, key, str(row.get("until")))
    for row in rows.get(table_of(AccessToken), {}).values():
        latest = limits.tokens.get(str(row.get("kind")))
        if latest is None or str(row.get("until")) > moment(latest):
            yield Flaw(Trouble.TOKEN, str(row.get("person")), str(row.get("until")))


def _counters(tables: Tables) -> Iterator[Flaw]:
    """Counters that are behind, so that a number would be given out twice."""
    tally = tables.get(Tally.__name__, {}).get(EMPTY_TALLY.id, {})
    ids = tally.get("ids", {})
    counted = ids if isinstance(ids, Mapping) else {}
    used = [key for kind in NUMBERED for key in tables.get(table_of(kind), {})]
    used += (key for event in tables.get(Event.__name__, {}).values() for key in event.get("touched", ()))
    for letter, number in _highest(used).items():
        if number > counted.get(letter, 0):
            yield Flaw(Trouble.BEHIND, letter, str(number))


def _highest(ids: Iterable[str]) -> dict[str, int]:
    """The highest number by letter."""
    letters = "".join(one.letter for one in NUMBERED.values())
    highest: dict[str, int] = {}
    for key in ids:
        if parts := re.fullmatch(f"([{letters}])-([0-9]+)", key):
            highest[parts[1]] = max(highest.get(parts[1], 0), int(parts[2]))
    return highest
