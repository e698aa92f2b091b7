"""Checks what a change puts, and describes it as an audit event; the same for every implementation of the port."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from storage.records import (
    NUMBERED,
    Event,
    Numbered,
    Person,
    Place,
    Record,
    Reminder,
    Setup,
    StoredFile,
    kind_with,
)
from storage.serialize import clean, plain

KINDS: tuple[type[Record], ...] = (*NUMBERED, Person, Place, Setup, StoredFile, Reminder)
"""Every kind of record that a change may put."""
NOTHING: tuple[Any, ...] = (None, "", [], {})
"""Empty values, which an event of a new record leaves out."""
BOOKKEEPING = {"claimed_until", "attempts", "trouble", "post"}
"""Fields that change without an event, as they only track the sending of a reminder."""
_OF_PLAN = {"deadline", "step"}
"""Fields of a new reminder that follow from its id."""


@dataclass(frozen=True, slots=True)
class Tally:
    """A store's own counters: the last number of each kind of id, and the audit's head."""

    ids: Mapping[str, int]
    number: int
    hash: str
    id: str = "tally"


EMPTY_TALLY = Tally({}, 0, "")


class Ids:
    """Gives out ids, counted by letter; `made` are the new ids of this change."""

    def __init__(self, last: Mapping[str, int]) -> None:
        self.last = dict(last)
        self.made: set[str] = set()

    def next(self, kind: type[Numbered]) -> str:
        """The next id of the kind, as in C-12."""
        letter = NUMBERED[kind].letter
        self.last[letter] = self.last.get(letter, 0) + 1
        new_id = f"{letter}-{self.last[letter]}"
        self.made.add(new_id)
        return new_id


def check(puts: Sequence[Record], made: Iterable[str], on_file: Callable[[type[Record], str], Record | None]) -> None:
    """Raise ValueError for a bug: an id that was not given out, a record put twice, or a link to nothing."""
    keys = {(type(record), record.id) for record in puts}
    if len(keys) < len(puts):
        raise ValueError(f"a record is put twice in one change: {[record.id for record in puts]}")
    for kind, key in keys:
        if kind in NUMBERED and key not in made and not on_file(kind, key):
            raise ValueError(f"{key} is neither on file nor a new id of this change")
    for record in puts:
        source_id = _source(record)
        source = kind_with(source_id)
        if source_id and not (source and ((source, source_id) in keys or on_file(source, source_id))):
            raise ValueError(f"{record.id} follows from {source_id}, which is not on file")


def cleaned(event: Event) -> Event:
    """The event as it will be stored, so that its hash covers what is read later."""
    who, what, surface, request = map(clean, (event.who, event.what, event.surface, event.request))
    return replace(event, who=who, what=what, surface=surface, request=request)


def describe(event: Event, changes: Sequence[tuple[Record | None, Record]]) -> Event:
    """The event with what it makes, touches and changes; `changes` are each record as it was and as it will be."""
    before, after = {}, {}
    for old, new in changes:
        key = clean(new.id)
        was, will = (plain(old) if old else {}), plain(new)
        implied = _OF_PLAN if old is None and isinstance(new, Reminder) else set[str]()
        names = [name for name in will if will[name] != was.get(name) and name not in BOOKKEEPING | implied]
        before[key] = {name: was[name] for name in names if name in was}
        after[key] = {name: will[name] for name in names if name in was or will[name] not in NOTHING}
    return replace(
        event,
        made=tuple(clean(new.id) for old, new in changes if old is None and type(new) in NUMBERED),
        touched=subjects(new for _, new in changes),
        before={key: row for key, row in before.items() if row},
        after={key: row for key, row in after.items() if row},
    )


def subjects(records: Iterable[Record]) -> tuple[str, ...]:
    """The ids of the records as people know them; a reminder has that of its deadline."""
    ids = (record.deadline if isinstance(record, Reminder) else record.id for record in records)
    return tuple(dict.fromkeys(clean(key) for key in ids if key))


def _source(record: Record) -> str:
    if isinstance(record, Reminder):
        return record.deadline
    field = NUMBERED[type(record)].source if isinstance(record, Numbered) else ""
    return str(getattr(record, field)) if field else ""
