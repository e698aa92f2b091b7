"""Short-lived rows without audit events: rate slots, daily counters, access tokens, and when a bot last ran."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

CLOCK_SKEW = timedelta(seconds=5)
"""How far the clocks of two replicas may differ. A slot taken further in the future comes from a clock that was set
back since, and is ignored."""


@dataclass(frozen=True, slots=True)
class RateSlot:
    """The last slot of a place: taken at `since`; nothing else is sent there before `until`."""

    place: str
    since: datetime
    until: datetime
    TABLE = "Turn"

    @property
    def id(self) -> str:
        """One id for each place."""
        return self.place

    def over(self, now: datetime) -> bool:
        """Whether the next slot may be taken."""
        return self.until <= now or self.since > now + CLOCK_SKEW


KEPT = timedelta(days=400)
"""How long a counter is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCount:
    """How often `what` happened on a day."""

    what: str
    day: date
    number: int

    @property
    def id(self) -> str:
        """One id for each `what` and day."""
        return f"{self.what} {self.day}"


@dataclass(frozen=True, slots=True)
class LastBeat:
    """When a bot last ran on these records; the only row of its table."""

    at: datetime
    id = "last"


TokenKind = Literal["link", "visit", "notice", "program", "calendar"]
"""A link begins one visit; a visit opens every page until it ends; a notice is something to tell a person once.

A program's token lets another assistant or a script read the records; a calendar's gives the deadlines to a calendar.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessToken:
    """Lets one person (as in `slack:U042`) in before `until`; `id` is the `fingerprint` of the secret they hold.

    A program that reads for nobody in particular has an id of its own, as in `program:staff:copilot`.
    """

    id: str
    person: str
    until: datetime
    kind: TokenKind
    TABLE = "Pass"


def fingerprint(secret: str) -> str:
    """The sha256 of a secret, with which nobody who reads the records can sign in."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
