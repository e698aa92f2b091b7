"""What all messages of one batch share: the clock, the lease on the district, its claims, and each place's queue."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from threading import Lock

from handlers.deadlines.steps import Recipient, StepKind, kind_of, recipient_of
from handlers.dialogue.desk import Desk
from handlers.questions.answer import is_letter, reader_of
from handlers.reminders.channels import Channels, Place, own_places, places
from storage.records import Deadline, Reminder, Setup, Status

LEASE = timedelta(minutes=2)
"""How long a claimed reminder, and the district's due work, is ours."""
BATCH_SIZE = 2000
"""Reminders that are claimed together, with what else is due of their deadlines."""
BUSY = timedelta(seconds=1)
"""After which a bot looks again where another one does the district's due work."""
MOST_TODAY = 2000
LEASE_NAME = "due work"
"""The slot that one bot holds at a time; no place is called so."""


class Result(StrEnum):
    """How one message ended; the value is the name under which it is counted."""

    SENT = "sent"
    CHANGED = "changed"
    """In place."""
    FAILED = "failed"
    HELD = "held"
    """Until a later moment."""
    NOT_NEEDED = "not needed"
    """Nobody has to read it anymore, or another bot took it over."""


@dataclass(frozen=True, slots=True)
class PostResult:
    """What came of one message; a held one says until when, and which reminders it would have sent."""

    result: Result
    place: str = ""
    until: datetime | None = None
    steps: tuple[Reminder, ...] = ()


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What came of all that was due."""

    deliveries: tuple[PostResult, ...]

    @property
    def sent(self) -> int:
        """How many messages went out."""
        return sum(delivery.result is Result.SENT for delivery in self.deliveries)

    @property
    def held_until(self) -> set[datetime]:
        """The moments at which held messages may go out."""
        return {delivery.until for delivery in self.deliveries if delivery.until}


@dataclass(frozen=True, slots=True)
class Batch:
    """One pass over what was due when it ``began``; each place gets one message in it, so that no pass lasts long."""

    began: Desk
    channels: Channels
    now: Callable[[], datetime]
    over: Callable[[], bool]
    setup: Setup = field(init=False)
    open_ones: dict[str, Deadline] = field(init=False)
    """Deadlines, by id."""
    today: tuple[Reminder, ...] = field(init=False)
    """What went out today, the newest first."""
    chats: frozenset[str] = field(init=False)
    """The places of one person each."""
    queue_ends: dict[str, datetime] = field(default_factory=dict)
    """By place: when the last message that waits there may go out."""
    found_places: dict[tuple[Recipient, str], list[Place]] = field(default_factory=dict)
    queue_lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        store, midnight = (
            self.began.store,
            datetime.combine(self.began.today, datetime.min.time(), self.began.now.tzinfo),
        )
        object.__setattr__(self, "setup", store.setup())
        object.__setattr__(self, "open_ones", {one.id: one for one in store.deadlines(status=Status.OPEN)})
        object.__setattr__(self, "today", tuple(store.sent(midnight, MOST_TODAY)))
        object.__setattr__(self, "chats", frozenset(person.place for person in store.people() if person.place))

    def desk(self) -> Desk:
        """The desk at the present moment."""
        return replace(self.began, now=self.now())

    def _instant(self) -> datetime:
        """Now in UTC: a second later is a second later, also when an hour comes twice in the fall."""
        return self.now().astimezone(UTC)

    def take_lease(self) -> bool:
        """Whether the district's due work is ours: one bot at a time does it, and a dead one loses it soon."""
        now = self._instant()
        return self.began.store.take_slot(LEASE_NAME, now, LEASE) == now

    def give_back(self) -> None:
        """Let another bot do what falls due next."""
        now = self._instant()
        self.began.store.hold_slots(LEASE_NAME, now, now)

    def claim(self) -> list[Reminder]:
        """All that is due, ours for a whole lease from this moment."""
        began = self.began.now.astimezone(UTC)
        claimed = self.began.store.claim_due(began, self._instant() - began + LEASE, BATCH_SIZE)
        # a deadline may have been saved, or opened again, after the batch began
        self.open_ones.update((one.id, one) for one in self.began.store.deadlines(status=Status.OPEN))
        return claimed

    def begin(self, steps: Sequence[Reminder], post: str) -> bool:
        """Whether they are still ours, for a whole lease from now, and are the message of that name from now on."""
        return self.began.store.name_post(steps, post, self._instant(), LEASE)

    def deadline(self, id: str) -> Deadline | None:
        """The deadline, if it was open when the batch began, or when it claimed what is due."""
        return self.open_ones.get(id)

    def wait_for_slot(self, place: Place) -> datetime | None:
        """When the next message may go out at a place; None where it may now, and the slot is ours."""
        gap, now = self.channels[place.surface].gap, self._instant()
        if until := self._queue(place):
            return until
        slot = self.began.store.take_slot(place.id, now, gap) if gap else now
        if slot > now:
            return self._queue(place, slot)
        if gap:
            with self.queue_lock:
                self.queue_ends.setdefault(place.id, now)
        return None

    def pause(self, place: Place, seconds: float) -> datetime:
        """Leave the place alone for so long; returns when the message that was to go out may."""
        now = self._instant()
        until = now + timedelta(seconds=seconds)
        self.began.store.hold_slots(place.id, now, until)
        return self._queue(place, until) or until

    def _queue(self, place: Place, slot: datetime | None = None) -> datetime | None:
        """After all that wait at the place, not before ``slot``; None where nothing waits and no slot is given."""
        with self.queue_lock:
            last = self.queue_ends.get(place.id)
            moment = last + self.channels[place.surface].gap if last else slot
            if moment is None:
                return None
            self.queue_ends[place.id] = max(moment, slot or moment)
            return self.queue_ends[place.id]

    def places(self, step: Reminder, deadline: Deadline | None) -> Sequence[Place]:
        """Where the step's reader can be reached, the best place first; looked up once."""
        if is_letter(step):
            return own_places(reader_of(step, self.began), self.began, self.channels, by_mail=False)
        if kind_of(step) is StepKind.OWN:
            return own_places(step.where, self.began, self.channels)
        recipient = recipient_of(step)
        key = (recipient, deadline.owner if deadline else "")
        if key not in self.found_places:
            self.found_places[key] = places(recipient, deadline, self.began, self.channels)
        return self.found_places[key]
