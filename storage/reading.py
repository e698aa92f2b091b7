"""How does a drawer answer the questions of the port?"""

# ruff: noqa: D102 (the port says what each question means)

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice, takewhile
from typing import Generic, TypeVar

from storage.audit import START, Head
from storage.disk import Row, Tables
from storage.plain import moment
from storage.records import (
    Breach,
    Contract,
    Deadline,
    Event,
    Person,
    Place,
    Reminder,
    Role,
    Status,
    StoredFile,
)
from storage.tiny import Drawer

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Tally:
    """The drawer's own count: the last number of each kind of id, and the audit's head."""

    ids: Mapping[str, int]
    number: int
    hash: str
    id: str = "tally"


class Index(Generic[T]):
    """What was worked out of some kinds of records, until one of them changes."""

    def __init__(self, work: Callable[[Tables], T], *kinds: type) -> None:
        self._work, self._names = work, [kind.__name__ for kind in kinds]
        self._known: tuple[list[object], T] | None = None

    def of(self, tables: Tables) -> T:
        now: list[object] = [tables.get(name) for name in self._names]
        if not self._known or any(old is not new for old, new in zip(self._known[0], now, strict=True)):
            self._known = (now, self._work(tables))
        return self._known[1]


class DrawerReading:
    """`Reading` on a drawer."""

    def __init__(self, drawer: Drawer) -> None:
        self._drawer = drawer
        self._waiting = Index(_waiting, Reminder, Deadline)
        self._sent = Index(_sent, Reminder)

    def contract(self, key: str) -> Contract | None:
        return self._drawer.get(Contract, key)

    def contracts(self, search: str = "") -> list[Contract]:
        return sorted(self._drawer.search(Contract, _has(search, "vendor", "product", "description")), key=_number)

    def breach(self, key: str) -> Breach | None:
        return self._drawer.get(Breach, key)

    def breaches(self, search: str = "") -> list[Breach]:
        return sorted(self._drawer.search(Breach, _has(search, "vendor", "description")), key=_number)

    def deadline(self, key: str) -> Deadline | None:
        return self._drawer.get(Deadline, key)

    def deadlines(
        self, *, status: Status | None = None, owner: str | None = None, record: str | None = None
    ) -> list[Deadline]:
        wanted = {"status": status, "owner": owner, "record": record}
        asked = {name: value for name, value in wanted.items() if value is not None}
        found = self._drawer.search(Deadline, lambda row: all(row[name] == value for name, value in asked.items()))
        return sorted(found, key=lambda deadline: (deadline.safe, _number(deadline)))

    def reminders(self, deadline: str) -> list[Reminder]:
        found = self._drawer.search(Reminder, lambda row: bool(row["deadline"] == deadline))
        return sorted(found, key=lambda reminder: (reminder.due_at, reminder.step))

    def due(self, now: datetime, limit: int = 100) -> list[Reminder]:
        at = moment(now)
        with self._drawer.reading() as tables:
            rows = tables.get(Reminder.__name__, {})
            due = takewhile(lambda waiting: waiting[0] <= at, self._waiting.of(tables))
            free = (key for _, key in due if (rows[key]["claimed_until"] or "") <= at)
            return self._drawer.records(Reminder, islice(free, limit))

    def sent(self, after: datetime | None = None, limit: int = 20) -> list[Reminder]:
        since = moment(after) if after else ""
        with self._drawer.reading() as tables:
            newest = takewhile(lambda sent: sent[0] >= since, self._sent.of(tables))
            return self._drawer.records(Reminder, (key for _, key in islice(newest, limit)))

    def history(self, key: str) -> list[Event]:
        ids = {key, *(deadline.id for deadline in self.deadlines(record=key))}
        return sorted(self._drawer.search(Event, lambda row: not ids.isdisjoint(row["touched"])), key=_event_number)

    def events(self) -> list[Event]:
        return sorted(self._drawer.search(Event, _any), key=_event_number)

    def head(self) -> Head:
        tally = self._drawer.get(Tally, "tally")
        return Head(tally.number, tally.hash) if tally else START

    def place(self, key: str) -> Place | None:
        return self._drawer.get(Place, key)

    def places(self) -> list[Place]:
        return sorted(self._drawer.search(Place, _any), key=_id)

    def person(self, key: str) -> Person | None:
        return self._drawer.get(Person, key)

    def people(self, role: Role | None = None) -> list[Person]:
        return sorted(self._drawer.search(Person, lambda row: role is None or row["role"] == role), key=_id)

    def file(self, sha256: str) -> StoredFile | None:
        return self._drawer.get(StoredFile, sha256)


def _waiting(tables: Tables) -> list[tuple[str, str]]:
    """When and what: each unsent reminder of an open deadline, the oldest first."""
    deadlines = tables.get(Deadline.__name__, {})
    open_ones = {key for key, row in deadlines.items() if row["status"] == Status.OPEN}
    return sorted(
        (row["due_at"], key)
        for key, row in tables.get(Reminder.__name__, {}).items()
        if row["sent_at"] is None and not row["withdrawn"] and row["deadline"] in open_ones
    )


def _sent(tables: Tables) -> list[tuple[str, str]]:
    """When and what: each reminder that went out, the newest first."""
    rows = tables.get(Reminder.__name__, {}).items()
    return sorted(((row["sent_at"], key) for key, row in rows if row["sent_at"]), reverse=True)


def _any(_: Row) -> bool:
    return True


def _has(search: str, *names: str) -> Callable[[Row], bool]:
    words = search.casefold().split()

    def fits(row: Row) -> bool:
        text = " ".join(row[name] for name in names).casefold()
        return all(word in text for word in words)

    return fits


def _number(record: Contract | Breach | Deadline) -> int:
    return int(record.id.partition("-")[2])


def _id(record: Place | Person) -> str:
    return record.id


def _event_number(event: Event) -> int:
    return event.number
