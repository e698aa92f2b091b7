"""Compare each record with what its events say about it.

The events tell every field of a record from its first moment on, so what they come to must be what is on record.
A record that somebody changed, added or removed beside the program differs from them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields
from typing import Any

from storage.events.audit import ERASE, is_event
from storage.events.change import BOOKKEEPING, KINDS, NOTHING
from storage.records import Event, Record, Reminder
from storage.serialize import Row, Tables, clean, plain, table_of


@dataclass(frozen=True, slots=True)
class Difference:
    """A record that is not what its events say; `event` is the last one that spoke of it, 0 where none did."""

    id: str
    event: int = 0
    fields: tuple[str, ...] = ()
    """The fields that differ; empty where the whole record was added or removed."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of comparing.

    `compared` records were held against their events. Of `partly` among them only what was written since could be
    compared, as an erasure emptied earlier events. `untold` reminders were planned before events told of them.
    """

    compared: int
    partly: int
    untold: int
    differences: Sequence[Difference]


@dataclass(slots=True)
class _Told:
    """What the events say of one record."""

    first: int
    event: int
    whole: bool
    """Whether they tell it from its first moment on."""
    fields: dict[str, Any] = field(default_factory=dict)


class _Replay:
    """What the events come to, record by record."""

    def __init__(self, events: Sequence[Row]) -> None:
        self.told: dict[str, _Told] = {}
        self.since = 0
        """The first event that told of a planned reminder; 0 where none did."""
        self._reminders: dict[str, list[str]] = {}
        erasures = (event for event in events if event["what"] == ERASE)
        self._left = {number for erasure in erasures for key in erasure["after"] if (number := is_event(key))}
        self._emptied: set[str] = set()
        for event in events:
            self._take(event)

    def _take(self, event: Row) -> None:
        if event["what"] == ERASE:
            for key in self._with_reminders(event["touched"]):
                self.told.pop(key, None)
        elif not event["salt"] and event["number"] not in self._left:
            self._emptied.add(event["when"])
            for key in self._with_reminders(event["touched"]):
                self.told[key] = _Told(event["number"], event["number"], whole=False)
        for key, new in event["after"].items():
            if not is_event(key):
                self._add(key, new, event)

    def _add(self, key: str, new: Mapping[str, Any], event: Row) -> None:
        number, planned = event["number"], "due_at" in new and key not in event["before"]
        if key not in self.told or event["what"] == ERASE:
            self.told[key] = _Told(number, number, whole=key not in event["before"])
            if "/" in key:
                self._reminders.setdefault(key.partition("/")[0], []).append(key)
        self.told[key].fields.update(new)
        self.told[key].event = number
        if planned and not self.since:
            self.since = number

    def _with_reminders(self, keys: Sequence[str]) -> Iterator[str]:
        for key in keys:
            yield key
            yield from self._reminders.get(key, ())

    def may_be_untold(self, row: Row) -> bool:
        """Whether a reminder without an event may have been planned before events told of reminders.

        That it was sent, or withdrawn, was always told; by an event that may have been emptied since, wholly.
        """
        sent = row.get("sent_at")
        if row.get("withdrawn") or (sent and sent not in self._emptied):
            return False
        source = self.told.get(row["deadline"])
        return not self.since or not row["deadline"] or source is None or not source.whole or source.first < self.since


def compare(tables: Tables) -> Comparison:
    """Hold every record of a store against its audit chain, which must be whole; both as of one moment."""
    replay = _Replay(sorted(tables.get(table_of(Event), {}).values(), key=lambda row: int(row["number"])))
    found: list[Difference] = []
    known, untold = set[str](), 0
    for kind in KINDS:
        for key, row in tables.get(table_of(kind), {}).items():
            known.add(key)
            told = replay.told.get(key)
            if told and (names := tuple(_unequal(kind, key, row, told))):
                found.append(Difference(key, told.event, names))
            elif not told and kind is Reminder and replay.may_be_untold(row):
                untold += 1
            elif not told:
                found.append(Difference(key))
    gone = [Difference(key, told.event) for key, told in replay.told.items() if told.fields and key not in known]
    compared = [told for key, told in replay.told.items() if key in known]
    return Comparison(len(compared), sum(not told.whole for told in compared), untold, [*found, *gone])


def differences_of(records: Iterable[Record], events: Iterable[Event]) -> list[Difference]:
    """Those of the records that are not what the events say, which are all that touched them, and all erasures."""
    replay = _Replay([plain(event) for event in events])
    found: list[Difference] = []
    for one in records:
        key, told = clean(one.id), replay.told.get(clean(one.id))
        names = tuple(_unequal(type(one), key, plain(one), told)) if told else ()
        if names or not (told or isinstance(one, Reminder)):
            found.append(Difference(key, told.event if told else 0, names))
    return found


def _unequal(kind: type[Any], key: str, row: Row, told: _Told) -> Iterator[str]:
    """The fields of a record that are not as its events tell them."""
    expected = {**_of_key(kind, key), **told.fields}
    for name, usual in _DEFAULTS[kind].items():
        value, is_told = row.get(name, usual), name in expected
        if name in BOOKKEEPING or not (is_told or told.whole) or value == expected.get(name):
            continue
        if value in NOTHING and expected.get(name) in NOTHING:
            continue
        if is_told or value != usual:
            yield name


def _of_key(kind: type[Any], key: str) -> Mapping[str, str]:
    """What the id of a record says of its fields."""
    if kind is not Reminder:
        return {"id": key} if "id" in _DEFAULTS[kind] else {}
    deadline, slash, step = key.partition("/")
    return {"deadline": deadline, "step": step} if slash else {"deadline": "", "step": key}


def _defaults(kind: type[Any]) -> Mapping[str, Any]:
    """The stored fields of a kind, each with what it is where nobody said anything."""
    needed = {it.name: None for it in fields(kind) if it.default is MISSING and it.default_factory is MISSING}
    return plain(kind(**needed))


_DEFAULTS: Mapping[type[Any], Mapping[str, Any]] = {kind: _defaults(kind) for kind in KINDS}
