"""The slots that limit how often a place gets a message."""

from dataclasses import dataclass
from datetime import datetime, timedelta

CLOCK_SKEW = timedelta(seconds=5)
"""How far the clocks of two replicas may differ. A slot taken further in the future comes from a clock that was set
back since, and is ignored."""


@dataclass(frozen=True, slots=True)
class RateSlot:
    """The last slot of a place: taken at `since`; nothing more is sent there before `until`."""

    place: str
    since: datetime
    until: datetime
    TABLE = "Turn"

    @property
    def id(self) -> str:
        """One for each place."""
        return self.place

    def over(self, now: datetime) -> bool:
        """Whether the next slot may be taken."""
        return self.until <= now or self.since > now + CLOCK_SKEW
