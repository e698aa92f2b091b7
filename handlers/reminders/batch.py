"""What all posts of one batch share: the clock, the claimed reminders, their places, and each place's queue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from threading import Lock

from handlers.deadlines.steps import Recipient
from handlers.dialogue.desk import Desk
from handlers.reminders.channels import Channels, Place, places
from storage.records import Deadline, Reminder, Setup

LEASE = timedelta(minutes=2)
"""How long a claimed reminder is ours to send."""
SENDING_TIME = LEASE / 2
"""A post is begun only where so much of the lease is left; it ends within that time."""
BATCH_SIZE = 50
"""Reminders that are claimed together."""


class Result(StrEnum):
    """How the sending of one post ended; the value is the name under which it is counted."""

    SENT = "sent"
    FAILED = "failed"
    HELD = "held"
    """Until a later moment."""
    NOT_NEEDED = "not needed"
    """Nobody has to read it anymore, or another bot took it over."""


@dataclass(frozen=True, slots=True)
class PostResult:
    """What came of one post; a held one says until when, and which reminders it would have sent."""

    result: Result
    place: str = ""
    until: datetime | None = None
    steps: tuple[Reminder, ...] = ()


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What came of all posts that were due."""

    deliveries: tuple[PostResult, ...]

    @property
    def sent(self) -> int:
        """How many posts went out."""
        return sum(delivery.result is Result.SENT for delivery in self.deliveries)

    @property
    def held_until(self) -> set[datetime]:
        """The moments at which held posts may go out."""
        return {delivery.until for delivery in self.deliveries if delivery.until}


@dataclass(frozen=True, slots=True)
class Batch:
    """One pass over what was due when it ``began``; each place gets one post in it, so that no pass lasts long."""

    began: Desk
    channels: Channels
    now: Callable[[], datetime]
    over: Callable[[], bool]
    setup: Setup = field(init=False)
    queue_ends: dict[str, datetime] = field(default_factory=dict)
    """By place: when the last post that waits there may go out."""
    found_places: dict[tuple[Recipient, str], list[Place]] = field(default_factory=dict)
    queue_lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        object.__setattr__(self, "setup", self.began.store.setup())

    def desk(self) -> Desk:
        """The desk at the present moment."""
        return replace(self.began, now=self.now())

    def _instant(self) -> datetime:
        """Now in UTC: a second later is a second later, also when an hour comes twice in the fall."""
        return self.now().astimezone(UTC)

    def claim(self) -> list[Reminder]:
        """The next reminders, ours for a whole lease from this moment."""
        began = self.began.now.astimezone(UTC)
        return self.began.store.claim_due(began, self._instant() - began + LEASE, BATCH_SIZE)

    def may_begin(self, claimed: Reminder, now: datetime) -> bool:
        """Whether the post is ours until it is out: another bot may take it when the lease has ended."""
        return not self.over() and bool(claimed.claimed_until and claimed.claimed_until - now > SENDING_TIME)

    def wait_for_slot(self, place: Place) -> datetime | None:
        """When the next post may go out at a place; None where it may now, and the slot is ours."""
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
        """Leave the place alone for so long; returns when the post that was to go out may."""
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

    def places(self, recipient: Recipient, deadline: Deadline | None) -> list[Place]:
        """Where the recipient can be reached, looked up once."""
        key = (recipient, deadline.owner if deadline else "")
        if key not in self.found_places:
            self.found_places[key] = places(recipient, deadline, self.began, self.channels)
        return self.found_places[key]
