"""Chain the audit's events by hashes, so that a change to the past is found.

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
    """The last event's number and hash: publish it, and everything up to it is pinned."""

    number: int
    hash: str


START = Head(0, "")


@dataclass(frozen=True, slots=True)
class Broken:
    """The first event at which the chain does not hold, and why."""

    number: int
    why: str


def canonical(value: Any) -> bytes:
    """The one way to write a JSON value: sorted keys, no blanks, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def seal(event: Event, head: Head, salt: str) -> Event:
    """The event as the next link after `head`; `salt` is random text that nobody can guess."""
    numbered = replace(event, number=head.number + 1, previous=head.hash, salt=salt)
    digested = replace(numbered, digest=_digest(salt, event.before, event.after))
    return replace(digested, hash=_hash(digested))


def redacted(event: Event, ids: Collection[str], salt: str) -> Event:
    """The event without what it says of these records; its link in the chain still verifies.

    What it says of others gets a new digest and a new salt: by the old one the erased values could be guessed.
    """
    before, after = ({key: row for key, row in side.items() if not is_about(key, ids)} for side in _sides(event))
    return replace(event, before=before, after=after, salt=salt if before or after else "")


def is_about(key: str, ids: Collection[str]) -> bool:
    """Whether what an event says under the key is of one of the records, or of a reminder of one: D-3/last-day."""
    return key in ids or key.partition("/")[0] in ids


def tells_of(event: Event, ids: Collection[str]) -> bool:
    """Whether the event has values of one of the records."""
    return any(is_about(key, ids) for side in _sides(event) for key in side)


def what_is_left(emptied: Iterable[Event]) -> dict[str, Mapping[str, str]]:
    """What an erasure says of the events that it emptied: the digest of what it left of each."""
    return {f"{_EVENT}{event.number}": {"digest": "" if is_empty(event) else _digest_of(event)} for event in emptied}


def left_by(erasures: Iterable[Event]) -> dict[int, str]:
    """By number of an emptied event: the digest of what the last erasure left of it; empty where nothing is left."""
    told = ((is_event(key), row) for event in erasures if event.what == ERASE for key, row in event.after.items())
    return {number: str(row.get("digest", "")) for number, row in told if number}


def is_event(key: str) -> int:
    """The number of the event of which an erasure says what is left; 0 where the key is that of a record."""
    found = re.fullmatch(rf"{_EVENT}([1-9][0-9]*)", key)
    return int(found[1]) if found else 0


def is_empty(event: Event) -> bool:
    """Whether an erasure left nothing of what it said of the records."""
    return not (event.salt or event.before or event.after)


def is_intact(event: Event, left: Mapping[int, str]) -> bool:
    """Whether it says of the records what it said at first, or what the last erasure left of that."""
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
"""The only `what` that lets the events of the records it touches stand empty."""
_EVENT = "event "
"""With this, and its number, an erasure names an event in its ``after``, where else records are named."""


class _Erasures:
    """What the erasures of a chain explain."""

    def __init__(self, chain: Iterable[Event]) -> None:
        erasures = [event for event in chain if event.what == ERASE]
        self.left = left_by(erasures)
        # Before erasures said what they left, they emptied wholly every event that had touched the record.
        old = list(takewhile(lambda erasure: not any(map(is_event, erasure.after)), erasures))
        self._erased = {key: event.number for event in old for key in event.touched}
        self._last_old = old[-1].number if old else 0

    def explain_empty(self, event: Event) -> bool:
        """Whether nothing had to be left of the event."""
        if event.number in self.left:
            return not self.left[event.number]
        if event.what == ERASE:  # it had told of what stood beside, which was erased later
            return event.number < self._last_old
        return any(event.number < self._erased.get(key, 0) for key in event.touched)


def _fault(event: Event, head: Head, erasures: _Erasures, published: str) -> str:
    """What is wrong with the event after `head`; empty where it is valid."""
    emptied = is_empty(event)
    faults = {
        f"event {event.number} is here: one was removed or inserted": event.number != head.number + 1,
        "it does not follow the event before it: one was removed, inserted or changed": event.previous != head.hash,
        "its content was emptied, but no erasure explains it": emptied and not erasures.explain_empty(event),
        "what it says about the records was changed": not emptied and not is_intact(event, erasures.left),
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
