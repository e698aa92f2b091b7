"""The questions to the records, answered from any rows, and the search in their texts."""

# ruff: noqa: D102 (some names say it all)

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from threading import Lock
from typing import Any, Generic, Protocol, TypeVar
from weakref import WeakKeyDictionary

from storage.events.audit import START, Head
from storage.events.change import Tally
from storage.kinds import Training
from storage.records import (
    NUMBERED,
    Breach,
    Contract,
    Deadline,
    Event,
    Gap,
    Numbered,
    Person,
    Place,
    Record,
    Reminder,
    Role,
    Setup,
    Status,
    StoredFile,
)
from storage.serialize import clean, moment


class _Signs(dict[int, str]):
    """For `str.translate`: removes apostrophes, and turns all that is no letter, digit or symbol into a blank."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        kind = unicodedata.category(letter)
        self[code] = " " if kind[0] in "PZ" or kind == "Cc" else letter
        return self[code]


_SIGNS = _Signs({ord(sign): "" for sign in "'\u2019`"})


def has(search: str, ids: Iterable[str], *texts: str) -> bool:
    """Whether each word is one of the ids, or is in the texts; a word with a digit must begin a word there.

    So `12` finds 12 and 120, but not 312, and `C-7` finds neither C-70 nor a product called Magic 7.
    """
    words = [word for word in map(_bare, clean(search).split()) if word]
    if not words:
        return True
    named, text = {_bare(id) for id in ids}, f" {_bare(' '.join(texts))}"
    return all(word in named or (f" {word}" if _counts(word) else word) in text for word in words)


def _bare(text: str) -> str:
    """The text in small letters and without punctuation, which separates words."""
    return " ".join(text.casefold().translate(_SIGNS).split())


def _counts(word: str) -> bool:
    return any(letter.isdecimal() for letter in word)


R = TypeVar("R")
S = TypeVar("S")
N = TypeVar("N", bound=Numbered)
K = TypeVar("K", bound=Record)


def origin_of(store: S) -> S:
    """The store itself, behind a view of it."""
    origin: S = getattr(store, "origin", store)
    return origin


class KeptByHead(Generic[R]):
    """What was worked out from each store's records, for as long as nothing is written there."""

    def __init__(self) -> None:
        self._kept: WeakKeyDictionary[ReadableStore, tuple[Head, R]] = WeakKeyDictionary()
        self._lock = Lock()

    def of(self, store: "ReadableStore", work: "Callable[[ReadableStore], R]") -> R:
        """What was kept, else what it comes to now. Raises StoreError.

        It is worked out from the store itself, as a view may show what was there before its head.
        """
        origin = origin_of(store)
        head = origin.head()
        with self._lock:
            kept = self._kept.get(origin)
        if kept and kept[0] == head:
            return kept[1]
        made = work(origin)
        with self._lock:
            self._kept[origin] = (head, made)
        return made


class ReadableRows(Protocol):
    """What an implementation provides: one district's records, in no order unless a method says so."""

    def get(self, kind: type[R], key: str) -> R | None: ...

    def some(self, kind: type[R], ids: Iterable[str]) -> list[R]:
        """Of the records with these ids those that are there."""

    def find(self, kind: type[R], **equal: str | None) -> list[R]:
        """The records whose plain fields have these values; None means any value."""

    def waiting(self, at: str, limit: int) -> list[Reminder]:
        """The reminders that are due and not claimed at that moment, the oldest first."""

    def sent(self, since: str, limit: int) -> list[Reminder]:
        """The reminders sent at or after the moment, the newest first."""

    def touching(self, ids: set[str]) -> list[Event]:
        """The events that touched one of the ids."""

    def request(self, name: str) -> Event | None:
        """The event of the request, if there is one."""

    def tally(self) -> Tally | None: ...


class ReadableStore(Protocol):
    """Questions to the records, answered from any rows.

    A single record is None where there is none; lists come in their natural order.
    """

    _rows: ReadableRows

    def record(self, kind: type[N], key: str) -> N | None:
        """The record of this kind with that id."""
        return self._rows.get(kind, clean(key))

    def records(self, kind: type[N], search: str = "") -> list[N]:
        """The records of this kind that have every word of `search`, by id; withdrawn ones too.

        A word is an id, or part of the fields that are searched (`NUMBERED`). See `storage.reading.has`.
        """
        found = self._rows.find(kind)
        return sorted((one for one in found if _fits(one, search)) if search else found, key=number_of)

    def contract(self, key: str) -> Contract | None:
        return self.record(Contract, key)

    def contracts(self, search: str = "") -> list[Contract]:
        return self.records(Contract, search)

    def breach(self, key: str) -> Breach | None:
        return self.record(Breach, key)

    def breaches(self, search: str = "") -> list[Breach]:
        return self.records(Breach, search)

    def deadline(self, key: str) -> Deadline | None:
        return self.record(Deadline, key)

    def deadlines(
        self, *, status: Status | None = None, owner: str | None = None, record: str | None = None
    ) -> list[Deadline]:
        """The deadlines with all the given values, the earliest safe date first."""
        found = self._rows.find(Deadline, status=status, owner=owner, record=record)
        return sorted(found, key=lambda deadline: (deadline.safe, number_of(deadline)))

    def some(self, kind: type[K], keys: Iterable[str]) -> Mapping[str, K]:
        """Of the records with these ids those that are there, by id; read at once."""
        return {one.id: one for one in self._rows.some(kind, map(clean, keys))}

    def reminders(self, deadline: str) -> list[Reminder]:
        """All steps of a deadline, sent or not, the earliest first."""
        found = self._rows.find(Reminder, deadline=deadline)
        return sorted(found, key=lambda reminder: (reminder.due_at, reminder.step))

    def due(self, now: datetime, limit: int = 100) -> list[Reminder]:
        """Unsent, unclaimed reminders of open deadlines, or of none, due at or before `now`, the oldest first."""
        return self._rows.waiting(moment(now), limit)

    def in_message(self, sent_as: str) -> list[Reminder]:
        """The reminders that went out in one message, given by its address."""
        return self._rows.find(Reminder, sent_as=sent_as)

    def sent(self, after: datetime | None = None, limit: int = 20) -> list[Reminder]:
        """The reminders that went out at or after that moment, the newest first; of all times where none is given."""
        return self._rows.sent(moment(after) if after else "", limit)

    def history(self, key: str) -> list[Event]:
        """What happened to a record and to the deadlines that follow from it, oldest first."""
        return _in_order(self._rows.touching({clean(key), *(deadline.id for deadline in self.deadlines(record=key))}))

    def event_of(self, request: str) -> Event | None:
        """The event of a button or command, by its `Event.request`; None where it has changed nothing so far."""
        return self._rows.request(clean(request))

    def events(self) -> list[Event]:
        """The whole audit chain."""
        return _in_order(self._rows.find(Event))

    def head(self) -> Head:
        """The number and hash of the last event, to be published."""
        tally = self._rows.tally()
        return Head(tally.number, tally.hash) if tally else START

    def trainings(self, who: str | None = None) -> list[Training]:
        """The trainings of everybody or of one person, the oldest first."""
        return sorted((one for one in self._rows.find(Training) if who in {None, one.who}), key=number_of)

    def gap(self, key: str) -> Gap | None:
        return self.record(Gap, key)

    def gaps(self) -> list[Gap]:
        """Questions that the book did not answer, the oldest first; those with a topic are the district's phrasings."""
        return sorted(self._rows.find(Gap), key=lambda gap: gap.asked)

    def setup(self) -> Setup:
        """The district's setup; what is not set yet has its default."""
        return self._rows.get(Setup, Setup().id) or Setup()

    def place(self, key: str) -> Place | None:
        return self._rows.get(Place, clean(key))

    def places(self) -> list[Place]:
        """All places, by id."""
        return sorted(self._rows.find(Place), key=lambda place: place.id)

    def person(self, key: str) -> Person | None:
        return self._rows.get(Person, clean(key))

    def people(self, role: Role | None = None) -> list[Person]:
        """The people with exactly this role, or all, by id."""
        return sorted(self._rows.find(Person, role=role), key=lambda person: person.id)

    def file(self, sha256: str) -> StoredFile | None:
        return self._rows.get(StoredFile, clean(sha256))


class RecordReader(ReadableStore):
    """A `ReadableStore` on its own, as inside a change."""

    def __init__(self, rows: ReadableRows) -> None:
        self._rows = rows


def _fits(record: Any, search: str) -> bool:
    """Whether the search finds the record, by its ids and the fields of its kind that are searched."""
    filing = NUMBERED[type(record)]
    ids = [record.id, *([getattr(record, filing.also)] if filing.also else ())]
    return has(search, ids, *(getattr(record, name) for name in filing.searched))


def number_of(record: Numbered) -> int:
    """The number in its id."""
    return int(record.id.partition("-")[2])


def _in_order(events: Iterable[Event]) -> list[Event]:
    return sorted(events, key=lambda event: event.number)
