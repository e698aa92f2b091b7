"""Whose turn is it in one look at what is due?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from threading import Lock

from handlers.desk import Desk
from handlers.promises.ways import Place, Ways, places
from storage.records import Deadline, Reminder, Setup

LEASE = timedelta(minutes=2)
"""How long a claimed reminder is ours to send."""
ENOUGH = LEASE / 2
"""A post is begun only where so much of that is left; it ends within that time."""
AT_ONCE = 50
"""Reminders that are claimed together."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one post: ``sent``, ``failed``, ``held`` until a moment, or ``spared``, as nobody needs it."""

    word: str
    place: str = ""
    until: datetime | None = None
    steps: tuple[Reminder, ...] = ()


@dataclass(frozen=True, slots=True)
class Beat:
    """What one look at what is due brought."""

    outcomes: tuple[Outcome, ...]

    @property
    def sent(self) -> int:
        """How many posts went out."""
        return sum(outcome.word == "sent" for outcome in self.outcomes)

    @property
    def turns(self) -> set[datetime]:
        """When those that were held may go out."""
        return {outcome.until for outcome in self.outcomes if outcome.until}


@dataclass(frozen=True, slots=True)
class Look:
    """What everybody in it needs, and until when each place's queue is planned.

    It looks at what was due when it ``began``, and speaks to each place once, so that none lasts long.
    """

    began: Desk
    ways: Ways
    now: Callable[[], datetime]
    over: Callable[[], bool]
    setup: Setup = field(init=False)
    planned: dict[str, datetime] = field(default_factory=dict)
    known: dict[tuple[str, str], list[Place]] = field(default_factory=dict)
    one_plans: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        object.__setattr__(self, "setup", self.began.store.setup())

    def desk(self) -> Desk:
        """The desk as late as it is."""
        return replace(self.began, now=self.now())

    def _instant(self) -> datetime:
        """Now in UTC: a second later is a second later, also when the hour comes twice in the fall."""
        return self.now().astimezone(UTC)

    def claim(self) -> list[Reminder]:
        """The next ones, ours for a whole lease from this moment."""
        return self.began.store.claim_due(self.began.now, self._instant() - self.began.now + LEASE, AT_ONCE)

    def may_begin(self, claimed: Reminder, now: datetime) -> bool:
        """Whether the post is ours until it is out: another bot may take it when the lease has ended."""
        return not self.over() and bool(claimed.claimed_until and claimed.claimed_until - now > ENOUGH)

    def turn(self, place: Place) -> datetime | None:
        """When the next post may go out at a place; None where it may now, and we have the turn."""
        gap, now = self.ways[place.surface].gap, self._instant()
        if until := self._behind(place):
            return until
        turn = self.began.store.take_turn(place.id, now, gap) if gap else now
        if turn > now:
            return self._behind(place, turn)
        if gap:
            with self.one_plans:
                self.planned.setdefault(place.id, now)
        return None

    def silence(self, place: Place, seconds: float) -> datetime:
        """The place is left alone for so long; when the post that was to go out may."""
        now = self._instant()
        until = now + timedelta(seconds=seconds)
        self.began.store.hold_turns(place.id, now, until)
        return self._behind(place, until) or until

    def _behind(self, place: Place, turn: datetime | None = None) -> datetime | None:
        """After those that wait at the place, and not before ``turn``; None where nobody waits and no turn is given."""
        with self.one_plans:
            queued = self.planned.get(place.id)
            moment = queued + self.ways[place.surface].gap if queued else turn
            if moment is None:
                return None
            self.planned[place.id] = max(moment, turn or moment)
            return self.planned[place.id]

    def places(self, reader: str, deadline: Deadline | None) -> list[Place]:
        """Where the reader is to be reached, looked up once."""
        key = (reader, deadline.owner if deadline else "")
        if key not in self.known:
            self.known[key] = places(reader, deadline, self.began, self.ways)
        return self.known[key]
