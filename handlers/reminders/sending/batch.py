"""What all messages of one pass share: the clock, the lease on the district, its claims, and each place's queue."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from threading import Lock

from handlers.deadlines.steps import Recipient, StepKind, kind_of, recipient_of
from handlers.dialogue.desk import Desk
from handlers.questions.lead_questions import is_letter, reader_of
from handlers.reminders.channels import Channels, Place, own_places, places
from storage.records import Deadline, Reminder, Setup, Status

LEASE = timedelta(minutes=2)
"""How long this bot holds a claimed reminder and the district's due work."""
BATCH_SIZE = 2000
"""The most reminders claimed at once, together with what else is due for their deadlines."""
BUSY = timedelta(seconds=1)
"""How long to wait while another bot does the district's due work."""
MOST_TODAY = 2000
LEASE_NAME = "due work"
"""The name of the slot that one bot holds at a time; no place has this id."""


class Result(StrEnum):
    """How one message ended; the value is the name under which it is counted."""

    SENT = "sent"
    CHANGED = "changed"
    """An earlier message was changed in place."""
    FAILED = "failed"
    HELD = "held"
    """It waits for a later time."""
    NOT_NEEDED = "not needed"
    """Nobody needs to be told, or another bot has it now."""


@dataclass(frozen=True, slots=True)
class PostResult:
    """The result of one message; a held one has ``until`` and the reminders it would have sent."""

    result: Result
    place: str = ""
    until: datetime | None = None
    steps: tuple[Reminder, ...] = ()


@dataclass(frozen=True, slots=True)
class BatchResult:
    """The results of all that was due."""

    deliveries: tuple[PostResult, ...]

    @property
    def sent(self) -> int:
        """How many messages went out."""
        return sum(delivery.result is Result.SENT for delivery in self.deliveries)

    @property
    def held_until(self) -> set[datetime]:
        """The times at which held messages may go out."""
        return {delivery.until for delivery in self.deliveries if delivery.until}


@dataclass(frozen=True, slots=True)
class Batch:
    """One pass over what was due when it ``began``; it sends each place one message, so that it ends soon."""

    began: Desk
    channels: Channels
    now: Callable[[], datetime]
    over: Callable[[], bool]
    setup: Setup = field(init=False)
    open_ones: dict[str, Deadline] = field(init=False)
    """Open deadlines, by id."""
    today: tuple[Reminder, ...] = field(init=False)
    """Reminders sent today, the newest first."""
    chats: frozenset[str] = field(init=False)
    """The ids of places that belong to one person."""
    queue_ends: dict[str, datetime] = field(default_factory=dict)
    """When the last message waiting at a place may go out, by place id."""
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
        """The desk at the present time."""
        return replace(self.began, now=self.now())

    def _instant(self) -> datetime:
        """The present time in UTC, where time differences are right even when an hour repeats in the fall."""
        return self.now().astimezone(UTC)

    def take_lease(self) -> bool:
        """Whether this bot now holds the district's due work; a bot that stops loses it after `LEASE`."""
        now = self._instant()
        return self.began.store.take_slot(LEASE_NAME, now, LEASE) == now

    def give_back(self) -> None:
        """Gives up the district's due work, so that another bot can do it."""
        now = self._instant()
        self.began.store.hold_slots(LEASE_NAME, now, now)

    def claim(self) -> list[Reminder]:
        """Claims all that is due, for a whole lease from now."""
        began = self.began.now.astimezone(UTC)
        claimed = self.began.store.claim_due(began, self._instant() - began + LEASE, BATCH_SIZE)
        # a deadline may have been saved, or opened again, after the batch began
        self.open_ones.update((one.id, one) for one in self.began.store.deadlines(status=Status.OPEN))
        return claimed

    def begin(self, steps: Sequence[Reminder], post: str) -> bool:
        """Names the steps' message ``post`` and renews their claim; False where this bot no longer holds them."""
        return self.began.store.name_post(steps, post, self._instant(), LEASE)

    def deadline(self, id: str) -> Deadline | None:
        """The deadline, if it was open when the pass began or claimed; else None."""
        return self.open_ones.get(id)

    def wait_for_slot(self, place: Place) -> datetime | None:
        """When the next message may go out at a place; None where it may now, and takes the slot."""
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
        """Sends nothing to the place for so many seconds; returns when the waiting message may go out."""
        now = self._instant()
        until = now + timedelta(seconds=seconds)
        self.began.store.hold_slots(place.id, now, until)
        return self._queue(place, until) or until

    def _queue(self, place: Place, slot: datetime | None = None) -> datetime | None:
        """Adds a message to the place's queue, not before ``slot``, and returns when it may go out.

        None where nothing waits at the place and no slot is given.
        """
        with self.queue_lock:
            last = self.queue_ends.get(place.id)
            moment = last + self.channels[place.surface].gap if last else slot
            if moment is None:
                return None
            self.queue_ends[place.id] = max(moment, slot or moment)
            return self.queue_ends[place.id]

    def places(self, step: Reminder, deadline: Deadline | None) -> Sequence[Place]:
        """Where the step's reader can be reached, the best place first; looked up once a pass."""
        if is_letter(step):
            return own_places(reader_of(step, self.began), self.began, self.channels, by_mail=False)
        if kind_of(step) is StepKind.OWN:
            return own_places(step.where, self.began, self.channels)
        recipient = recipient_of(step)
        key = (recipient, deadline.owner if deadline else "")
        if key not in self.found_places:
            self.found_places[key] = places(recipient, deadline, self.began, self.channels)
        return self.found_places[key]
