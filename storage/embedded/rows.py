"""The rows of one district in its file, with indexes for the questions that are asked often."""

# ruff: noqa: D102 (reading.py and writing.py say what each word means)

import sys
from collections.abc import Callable, Iterable
from itertools import islice, takewhile
from typing import Any, Generic, TypeVar

from storage.embedded.tiny import RecordFile
from storage.events.change import Tally
from storage.records import Deadline, Event, Reminder, Status
from storage.serialize import Tables, clean, table_of

R = TypeVar("R")
T = TypeVar("T")


class Index(Generic[T]):
    """A result computed from some kinds of records, kept until one of these changes."""

    def __init__(self, work: Callable[[Tables], T], *kinds: type) -> None:
        self._work, self._names = work, [kind.__name__ for kind in kinds]
        self._known: tuple[list[object], T] | None = None

    def of(self, tables: Tables) -> T:
        now: list[object] = [tables.get(name) for name in self._names]
        if not self._known or any(old is not new for old, new in zip(self._known[0], now, strict=True)):
            self._known = (now, self._work(tables))
        return self._known[1]


class EmbeddedRows:
    """`WritableRows` on a `RecordFile`."""

    def __init__(self, records: RecordFile) -> None:
        self._records = records
        self._waiting = Index(_waiting, Reminder, Deadline)
        self._sent = Index(_sent, Reminder)
        self._requests = Index(_requests, Event)

    def get(self, kind: type[R], key: str) -> R | None:
        return self._records.get(kind, key)

    def find(self, kind: type[R], **equal: str | None) -> list[R]:
        asked = {name: clean(value) for name, value in equal.items() if value is not None}
        return self._records.search(kind, lambda row: all(row[name] == value for name, value in asked.items()))

    def waiting(self, at: str, limit: int) -> list[Reminder]:
        with self._records.reading() as tables:
            rows = tables.get(Reminder.__name__, {})
            due = takewhile(lambda waiting: waiting[0] <= at, self._waiting.of(tables))
            free = (key for _, key in due if (rows[key]["claimed_until"] or "") <= at)
            return self._records.records(Reminder, islice(free, limit))

    def whole(self, at: str, limit: int) -> list[Reminder]:
        """The oldest due reminders that nobody claims, with the other such ones of the same message or deadline.

        A message is taken whole or not at all.
        """
        due = self.waiting(at, sys.maxsize)
        posts = {reminder.post for reminder in due[:limit]} - {""}
        batch = [*due[:limit], *(reminder for reminder in due[limit:] if reminder.post in posts)]
        deadlines = {reminder.deadline for reminder in batch} - {""}
        taken = {reminder.id for reminder in batch} | {one.id for one in due if one.deadline in deadlines}
        partly = {reminder.post for reminder in due if reminder.id not in taken} - {""}
        return [reminder for reminder in due if reminder.id in taken and reminder.post not in partly]

    def sent(self, since: str, limit: int) -> list[Reminder]:
        with self._records.reading() as tables:
            newest = takewhile(lambda sent: sent[0] >= since, self._sent.of(tables))
            return self._records.records(Reminder, (key for _, key in islice(newest, limit)))

    def touching(self, ids: set[str]) -> list[Event]:
        return self._records.search(Event, lambda row: not ids.isdisjoint(row["touched"]))

    def tally(self) -> Tally | None:
        return self._records.get(Tally, "tally")

    def some(self, kind: type[R], ids: Iterable[str]) -> list[R]:
        found = (self._records.get(kind, key) for key in ids)
        return [record for record in found if record]

    def put(self, records: Iterable[Any]) -> None:
        self._records.put(records)

    def drop(self, kind: type[Any], ids: Iterable[str]) -> None:
        self._records.drop(kind, ids)

    def highest(self, kind: type[Any]) -> int:
        with self._records.reading() as tables:
            numbers = (key.rpartition("-")[2] for key in tables.get(table_of(kind), {}))
            return max((int(number) for number in numbers if number.isdecimal()), default=0)

    def request(self, name: str) -> Event | None:
        with self._records.reading() as tables:
            number = self._requests.of(tables).get(name)
            return self._records.get(Event, number) if number else None


def _waiting(tables: Tables) -> list[tuple[str, str]]:
    """Moment and key of each unsent reminder of an open deadline or of none, the oldest first."""
    deadlines = tables.get(Deadline.__name__, {})
    open_ones = {key for key, row in deadlines.items() if row["status"] == Status.OPEN}
    return sorted(
        (row["due_at"], key)
        for key, row in tables.get(Reminder.__name__, {}).items()
        if row["sent_at"] is None and not row["withdrawn"] and (not row["deadline"] or row["deadline"] in open_ones)
    )


def _sent(tables: Tables) -> list[tuple[str, str]]:
    """Moment and key of each reminder that was sent, the newest first."""
    rows = tables.get(Reminder.__name__, {}).items()
    return sorted(((row["sent_at"], key) for key, row in rows if row["sent_at"]), reverse=True)


def _requests(tables: Tables) -> dict[str, str]:
    """The number of each request's event."""
    return {row["request"]: number for number, row in tables.get(Event.__name__, {}).items() if row["request"]}
