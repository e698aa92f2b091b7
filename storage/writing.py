"""Makes a change and its audit event in one write, and erases records, whatever stores the rows."""

# ruff: noqa: D102 (the port says what each verb means)

import logging
import secrets
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from storage.events import audit
from storage.events.audit import differences_of, is_empty, is_intact, left_by, tells_of
from storage.events.change import EMPTY_TALLY, Ids, Tally, check, cleaned, describe, subjects
from storage.port import ChangedOutsideError, ChangeResult, Draft, Store
from storage.reading import ReadableRows, ReadableStore, RecordReader
from storage.records import (
    NUMBERED,
    Contract,
    Deadline,
    Event,
    Numbered,
    OfVendor,
    Person,
    Record,
    Reminder,
    Setup,
    StoredFile,
    kind_with,
)
from storage.serialize import clean


def records_to_erase(records: ReadableStore, key: str) -> list[Record]:
    """The record, a contract's breaches, their deadlines and reminders, and files that no other record names."""
    heads = _heads(records, key)
    opened = [deadline for head in heads for deadline in records.deadlines(record=head.id)]
    deadlines = [*(head for head in heads if isinstance(head, Deadline)), *opened]
    reminders: list[Reminder] = [step for deadline in deadlines for step in records.reminders(deadline.id)]
    return [*heads, *opened, *reminders, *_files(records, heads)]


def events_to_redact(touching: Iterable[Event], erasures: Iterable[Event], ids: Collection[str]) -> list[Event]:
    """The events that have values of these records.

    They are among the events that touched the records, and among erasures of older versions.
    """
    found = {event.number: event for event in [*touching, *erasures]}
    return [event for event in found.values() if tells_of(event, ids)]


def refuse_changed(gone: Sequence[Record], touching: Sequence[Event], erasures: Sequence[Event]) -> None:
    """Raise ChangedOutsideError where a record, or an event that would be emptied, is not what was written.

    Erasing would hide the change, and might also erase what belongs to another record.
    """
    left = left_by(erasures)
    events_in_order = sorted(
        {event.number: event for event in [*touching, *erasures]}.values(), key=lambda event: event.number
    )
    events = [f"event {event.number}" for event in events_in_order if not (is_empty(event) or is_intact(event, left))]
    differing = differences_of(gone, events_in_order)
    records = [f"{one.id} ({', '.join(one.fields).replace('_', ' ') or 'added'})" for one in differing]
    if records or events:
        raise ChangedOutsideError([*records, *events])


def _heads(records: ReadableStore, key: str) -> list[Record]:
    kind = kind_with(key)
    numbered = records.record(kind, key) if kind else None
    found: list[Record] = [record for record in (numbered, records.person(key), records.place(key)) if record]
    found += [one for one in records.trainings(key) if any(isinstance(record, Person) for record in found)]
    if any(isinstance(record, Contract) for record in found):
        found += [breach for breach in records.breaches() if breach.contract == key]
    return found


def _files(records: ReadableStore, heads: Sequence[Record]) -> list[StoredFile]:
    """The files of the contracts and those that came with the records, unless another contract uses them."""
    going = {head.id for head in heads if isinstance(head, OfVendor)}
    ours = {head.file for head in heads if isinstance(head, Contract)}
    ours |= {key for id in going for event in records.history(id) for key in event.touched}
    theirs = {contract.file for contract in records.contracts() if contract.id not in going}
    return [file for file in map(records.file, sorted(ours - theirs - {""})) if file]


R = TypeVar("R")
log = logging.getLogger("dpa")
OnFile = Mapping[tuple[type[Any], str], Any]


class WritableRows(ReadableRows, Protocol):
    """What an implementation provides during a change, when nobody else may change the district."""

    def put(self, records: Iterable[Any]) -> None:
        """Put records, replacing those with the same ids."""

    def drop(self, kind: type[Any], ids: Iterable[str]) -> None:
        """Remove the records with these ids."""

    def highest(self, kind: type[Any]) -> int:
        """The highest number on file, of events or in the ids of this kind; 0 where there is none."""


class RecordWriter(RecordReader, Store):
    """The verbs of `Store` that change records."""

    def _changing(self, when: datetime | None) -> AbstractContextManager[WritableRows]:
        """Lock the district; what is put inside is saved together at the end, or not at all."""
        raise NotImplementedError

    def _erase_outside(self, event: Event, key: str, gone: Sequence[Record]) -> None:
        """Erase what is stored outside the rows: in backups, and the bytes of files."""
        raise NotImplementedError

    def change(self, event: Event, write: Callable[[Draft], Iterable[Record]]) -> ChangeResult:
        event = cleaned(event)
        with self._changing(event.when) as rows:
            if first := rows.request(event.request):
                return ChangeResult(first, again=True)
            tally = rows.tally() or EMPTY_TALLY
            ids = Ids(tally.ids)
            puts = list(write(_Draft(rows, ids)))
            old = _on_file(rows, puts)
            check(puts, ids.made, lambda kind, key: old.get((kind, key)) or rows.get(kind, key))
            return ChangeResult(_append(rows, event, puts, old, replace(tally, ids=ids.last)), again=False)

    def mark_sent(
        self, claimed: Sequence[Reminder], now: datetime, sent_as: str = "", then: Sequence[Reminder] = ()
    ) -> None:
        with self._changing(now) as rows:
            old = _on_file(rows, [*claimed, *then])
            here = (old.get((Reminder, reminder.id)) for reminder in claimed)
            sent = [replace(it, sent_at=now, sent_as=sent_as, trouble="") for it in here if it and not it.sent_at]
            if sent:
                new = [reminder for reminder in then if (Reminder, reminder.id) not in old]
                event = Event(who="clock", what="remind", when=now, surface="clock")
                _append(rows, event, [*sent, *new], old, rows.tally() or EMPTY_TALLY)

    def mark_failed(self, claimed: Sequence[Reminder], now: datetime, retry_at: datetime, trouble: str) -> None:
        with self._changing(now) as rows:
            ours = _still_claimed(rows, claimed)
            rows.put(replace(reminder, claimed_until=retry_at, trouble=trouble) for reminder in ours)

    def postpone(self, claimed: Sequence[tuple[Reminder, datetime]], now: datetime) -> None:
        until = {reminder.id: moment for reminder, moment in claimed}
        with self._changing(now) as rows:
            ours = _still_claimed(rows, [reminder for reminder, _ in claimed])
            rows.put(replace(it, claimed_until=until[it.id], attempts=it.attempts - 1) for it in ours)

    def name_post(self, claimed: Sequence[Reminder], post: str, now: datetime, lease: timedelta) -> bool:
        with self._changing(now) as rows:
            ours = [reminder for reminder in _still_claimed(rows, claimed) if not reminder.withdrawn]
            if len(ours) < len(claimed):
                return False
            rows.put([replace(reminder, post=clean(post), claimed_until=now + lease) for reminder in ours])
            if any(reminder.post == clean(post) for reminder in ours):
                ids = {reminder.id for reminder in ours}
                left = [it for it in rows.find(Reminder, post=clean(post)) if not it.sent_at and it.id not in ids]
                rows.put(replace(reminder, post="") for reminder in left)
            return True

    def erase(self, event: Event, key: str) -> ChangeResult:
        event = cleaned(event)
        with self._changing(None) as rows:
            if first := rows.request(event.request):
                return ChangeResult(first, again=True)
            gone = records_to_erase(RecordReader(rows), key)
            if not gone:
                raise ValueError(f"{key} is not on file")
            touching, erasures = _history_of(rows, gone)
            refuse_changed(gone, touching, erasures)
            # The rows are erased last, so that after a kill they still say what to erase.
            self._erase_outside(event, key, gone)
            return ChangeResult(erase(rows, event, gone), again=False)


def _still_claimed(rows: WritableRows, claimed: Sequence[Reminder]) -> list[Reminder]:
    """The claimed reminders that nobody has sent or claimed since."""
    attempts = {reminder.id: reminder.attempts for reminder in claimed}
    found = rows.some(Reminder, attempts)
    return [reminder for reminder in found if not reminder.sent_at and reminder.attempts == attempts[reminder.id]]


def erase(rows: WritableRows, event: Event, gone: Sequence[Record]) -> Event:
    """Inside a change: drop the records, take their values out of the events, and append the erasure.

    What an event says of other records stays in it, and the erasure has the digest of that.
    """
    touching, erasures = _history_of(rows, gone)
    touched, left = subjects(gone), audit.left_by(erasures)
    emptied, changed = list[Event](), list[Event]()
    for old in events_to_redact(touching, erasures, set(touched)):
        # The erasure gives no digest for an event that somebody changed, so the change still shows.
        (emptied if audit.is_intact(old, left) else changed).append(
            audit.redacted(old, set(touched), secrets.token_hex(16))
        )
    rows.put([*emptied, *changed])
    for kind in dict.fromkeys(type(record) for record in gone):
        rows.drop(kind, [clean(record.id) for record in gone if type(record) is kind])
    erasure = replace(event, what=audit.ERASE, touched=touched, after=audit.what_is_left(emptied))
    return _link(rows, erasure, rows.tally() or EMPTY_TALLY)


def _history_of(rows: WritableRows, records: Sequence[Record]) -> tuple[list[Event], list[Event]]:
    """The events that touched the records, and all erasures."""
    return rows.touching(set(subjects(records))), rows.find(Event, what=audit.ERASE)


def _on_file(rows: WritableRows, records: Sequence[Record]) -> OnFile:
    """The records that these replace, by kind and id."""
    by_kind: dict[type[Any], list[str]] = {}
    for record in records:
        by_kind.setdefault(type(record), []).append(clean(record.id))
    return {(kind, old.id): old for kind, ids in by_kind.items() for old in rows.some(kind, ids)}


def _append(rows: WritableRows, event: Event, puts: Sequence[Record], old: OnFile, tally: Tally) -> Event:
    described = describe(event, [(old.get((type(record), clean(record.id))), record) for record in puts])
    rows.put(puts)
    return _link(rows, described, tally)


def _link(rows: WritableRows, event: Event, tally: Tally) -> Event:
    last = rows.highest(Event)
    if last > tally.number:  # it is chained to the counted hash, so that the chain stays broken here
        log.warning(_BEHIND, "events", tally.number, f"event {last}", f"event {last + 1}")
    sealed = audit.seal(event, audit.Head(max(last, tally.number), tally.hash), secrets.token_hex(16))
    rows.put([sealed, replace(tally, number=sealed.number, hash=sealed.hash)])
    return sealed


_BEHIND = (
    "The counter of %s was behind: at %s, although %s has been given out. Somebody changed it outside this program; %s "
    "was taken. Run dpa audit verify."
)


class _Draft(RecordReader):
    def __init__(self, rows: WritableRows, ids: Ids) -> None:
        super().__init__(rows)
        self._writable, self._ids, self._setup = rows, ids, super().setup()
        self._held: set[type[Numbered]] = set()

    def setup(self) -> Setup:
        """The setup as it was when the change began; read once, as each deadline needs it."""
        return self._setup

    def new_id(self, kind: type[Numbered]) -> str:
        if kind not in self._held:
            self._hold(kind)
        return self._ids.next(kind)

    def _hold(self, kind: type[Numbered]) -> None:
        """Raise the counter above every id that is or was on file, so that no id is given out twice."""
        self._held.add(kind)
        letter = NUMBERED[kind].letter
        counted = self._ids.last.get(letter, 0)
        used = max(counted, self._writable.highest(kind))
        while self._rows.touching({f"{letter}-{used + 1}"}):
            used += 1
        if used > counted:
            log.warning(_BEHIND, f"{letter}-…", counted, f"{letter}-{used}", f"{letter}-{used + 1}")
            self._ids.last[letter] = used
