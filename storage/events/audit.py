"""The audit chain, whose hashes reveal a change to the past, and the comparison of the records with it.

Each event carries the hash of the one before it. Rewriting an event means rewriting every later one, and then the last
hash differs from the head that an export, a backup or an audit printed.
"""

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields, replace
from itertools import takewhile
from typing import Any

from storage.events.change import BOOKKEEPING, KINDS, NOTHING
from storage.records import Event, Record, Reminder
from storage.serialize import Row, Tables, clean, moment, plain, table_of


@dataclass(frozen=True, slots=True)
class Head:
    """The last event's number and hash; once it is published, no event up to it can be changed unnoticed."""

    number: int
    hash: str


START = Head(0, "")


@dataclass(frozen=True, slots=True)
class Broken:
    """The first event at which the chain is broken, and why."""

    number: int
    why: str


def canonical(value: Any) -> bytes:
    """The canonical form of a JSON value: sorted keys, no blanks, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def seal(event: Event, head: Head, salt: str) -> Event:
    """The event as the next link after `head`; `salt` is random text that nobody can guess."""
    numbered = replace(event, number=head.number + 1, previous=head.hash, salt=salt)
    digested = replace(numbered, digest=_digest(salt, event.before, event.after))
    return replace(digested, hash=_hash(digested))


def redacted(event: Event, ids: Collection[str], salt: str) -> Event:
    """The event without its values of these records; its link in the chain still verifies.

    What is left, of other records, gets the new ``salt``: with the old one the erased values could be guessed.
    """
    before, after = ({key: row for key, row in side.items() if not is_about(key, ids)} for side in _sides(event))
    return replace(event, before=before, after=after, salt=salt if before or after else "")


def is_about(key: str, ids: Collection[str]) -> bool:
    """Whether the key is that of one of the records, or of a reminder of one, as in D-3/last-day."""
    return key in ids or key.partition("/")[0] in ids


def tells_of(event: Event, ids: Collection[str]) -> bool:
    """Whether the event has values of one of the records."""
    return any(is_about(key, ids) for side in _sides(event) for key in side)


def what_is_left(emptied: Iterable[Event]) -> dict[str, Mapping[str, str]]:
    """For an erasure's ``after``: by emptied event the digest of what is left of it; empty where nothing is."""
    return {f"{_EVENT}{event.number}": {"digest": "" if is_empty(event) else _digest_of(event)} for event in emptied}


def left_by(erasures: Iterable[Event]) -> dict[int, str]:
    """By number of an emptied event, the digest of what the last erasure left of it; empty where nothing is left."""
    told = ((is_event(key), row) for event in erasures if event.what == ERASE for key, row in event.after.items())
    return {number: str(row.get("digest", "")) for number, row in told if number}


def is_event(key: str) -> int:
    """The number of the event that a key in an erasure's ``after`` names; 0 where the key is a record's."""
    match = re.fullmatch(rf"{_EVENT}([1-9][0-9]*)", key)
    return int(match[1]) if match else 0


def is_empty(event: Event) -> bool:
    """Whether an erasure left none of the event's values."""
    return not (event.salt or event.before or event.after)


def is_intact(event: Event, left: Mapping[int, str]) -> bool:
    """Whether the event's values are the original ones, or those that the last erasure left."""
    return _digest_of(event) == left.get(event.number, event.digest)


def verify(events: Iterable[Event], published: Iterable[Head] = ()) -> Broken | None:
    """The first broken link of a whole chain, or None; `published` are heads that people have noted elsewhere."""
    chain = list(events)
    noted_heads = {head.number: head.hash for head in published}
    erasures = _Erasures(chain)
    head = START
    for event in chain:
        if why := _fault(event, head, erasures, noted_heads.pop(event.number, event.hash)):
            return Broken(head.number + 1, why)
        head = Head(event.number, event.hash)
    if cut := max(noted_heads, default=0):
        return Broken(head.number + 1, f"the chain ends here, but event {cut} was published")
    return None


ERASE = "erase"
"""The `what` of erasures, the only events that explain why others are empty."""
_EVENT = "event "
"""Prefix of the keys in an erasure's ``after`` that name an event by number; other keys name records."""


class _Erasures:
    """The erasures of a chain, and which empty events they explain."""

    def __init__(self, chain: Iterable[Event]) -> None:
        erasures = [event for event in chain if event.what == ERASE]
        self.left = left_by(erasures)
        # Erasures of older versions do not say what they left: they emptied every event that touched the record.
        old = list(takewhile(lambda erasure: not any(map(is_event, erasure.after)), erasures))
        self._erased = {key: event.number for event in old for key in event.touched}
        self._last_old = old[-1].number if old else 0

    def explain_empty(self, event: Event) -> bool:
        """Whether an erasure explains that the event is empty."""
        if event.number in self.left:
            return not self.left[event.number]
        if event.what == ERASE:  # it had values of other records, which were erased later
            return event.number < self._last_old
        return any(event.number < self._erased.get(key, 0) for key in event.touched)


def _fault(event: Event, head: Head, erasures: _Erasures, published: str) -> str:
    """What is wrong with the event after `head`; empty where it is valid."""
    is_emptied = is_empty(event)
    faults = {
        f"event {event.number} is here: one was removed or inserted": event.number != head.number + 1,
        "it does not follow the event before it: one was removed, inserted or changed": event.previous != head.hash,
        "its content was emptied, but no erasure explains it": is_emptied and not erasures.explain_empty(event),
        "what it says about the records was changed": not is_emptied and not is_intact(event, erasures.left),
        "it was changed": event.hash != _hash(event),
        "it is not the event that was published": event.hash != published,
    }
    return next((why for why, found in faults.items() if found), "")


def _sides(event: Event) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    return event.before, event.after


def _digest_of(event: Event) -> str:
    return _digest(event.salt, event.before, event.after)


def _digest(salt: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical([salt, dict(before), dict(after)])).hexdigest()


def _hash(event: Event) -> str:
    link = [event.number, event.who, event.what, moment(event.when), event.surface, event.request]
    return hashlib.sha256(canonical([*link, event.made, event.touched, event.digest, event.previous])).hexdigest()


@dataclass(frozen=True, slots=True)
class Difference:
    """A record that is not what its events say; `event` is the number of its last one, 0 where there is none."""

    id: str
    event: int = 0
    fields: tuple[str, ...] = ()
    """The fields that differ; empty where the whole record was added or removed."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The result of comparing the records with their events.

    `compared` records were compared. Of `partly` among them only later changes could be, as an erasure emptied earlier
    events. `untold` reminders were planned before reminders had events.
    """

    compared: int
    partly: int
    untold: int
    differences: Sequence[Difference]


@dataclass(slots=True)
class _Told:
    """What the events say of one record: the numbers of the first and the last of them, and its fields."""

    first: int
    event: int
    whole: bool
    """Whether the events cover the record from its creation on."""
    fields: dict[str, Any] = field(default_factory=dict)


class _Replay:
    """The state of each record by its events alone."""

    def __init__(self, events: Sequence[Row]) -> None:
        self.told: dict[str, _Told] = {}
        self.since = 0
        """The number of the first event about a planned reminder; 0 where there is none."""
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
        """Whether a reminder without events may have been planned before reminders had any.

        Sending and withdrawing always made an event, which an erasure may have emptied since.
        """
        sent = row.get("sent_at")
        if row.get("withdrawn") or (sent and sent not in self._emptied):
            return False
        source = self.told.get(row["deadline"])
        return not self.since or not row["deadline"] or source is None or not source.whole or source.first < self.since


def compare(tables: Tables) -> Comparison:
    """Compare every record with the audit chain, which must be valid; the tables are as of one moment."""
    replay = _Replay(sorted(tables.get(table_of(Event), {}).values(), key=lambda row: int(row["number"])))
    differences: list[Difference] = []
    known, untold = set[str](), 0
    for kind in KINDS:
        for key, row in tables.get(table_of(kind), {}).items():
            known.add(key)
            told = replay.told.get(key)
            if told and (names := tuple(_unequal(kind, key, row, told))):
                differences.append(Difference(key, told.event, names))
            elif not told and kind is Reminder and replay.may_be_untold(row):
                untold += 1
            elif not told:
                differences.append(Difference(key))
    removed = [Difference(key, told.event) for key, told in replay.told.items() if told.fields and key not in known]
    compared = [told for key, told in replay.told.items() if key in known]
    return Comparison(len(compared), sum(not told.whole for told in compared), untold, [*differences, *removed])


def differences_of(records: Iterable[Record], events: Iterable[Event]) -> list[Difference]:
    """The records that are not what their events say; ``events`` are all that touched them, and all erasures."""
    replay = _Replay([plain(event) for event in events])
    differences: list[Difference] = []
    for one in records:
        key, told = clean(one.id), replay.told.get(clean(one.id))
        names = tuple(_unequal(type(one), key, plain(one), told)) if told else ()
        if names or not (told or isinstance(one, Reminder)):
            differences.append(Difference(key, told.event if told else 0, names))
    return differences


def _unequal(kind: type[Any], key: str, row: Row, told: _Told) -> Iterator[str]:
    """The fields of a record that differ from its events."""
    expected = {**_of_key(kind, key), **told.fields}
    for name, default in _DEFAULTS[kind].items():
        value, is_told = row.get(name, default), name in expected
        if name in BOOKKEEPING or not (is_told or told.whole) or value == expected.get(name):
            continue
        if value in NOTHING and expected.get(name) in NOTHING:
            continue
        if is_told or value != default:
            yield name


def _of_key(kind: type[Any], key: str) -> Mapping[str, str]:
    """The fields that follow from a record's id."""
    if kind is not Reminder:
        return {"id": key} if "id" in _DEFAULTS[kind] else {}
    deadline, slash, step = key.partition("/")
    return {"deadline": deadline, "step": step} if slash else {"deadline": "", "step": key}


def _defaults(kind: type[Any]) -> Mapping[str, Any]:
    """The stored fields of a kind, each with its default."""
    needed = {it.name: None for it in fields(kind) if it.default is MISSING and it.default_factory is MISSING}
    return plain(kind(**needed))


_DEFAULTS: Mapping[type[Any], Mapping[str, Any]] = {kind: _defaults(kind) for kind in KINDS}
