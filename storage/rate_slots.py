"""When may a place be spoken to next?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

SKEW = timedelta(seconds=5)
"""How far the clocks of two replicas may differ; a turn taken further in the future than this is from a clock
that was set back since, and holds nobody up."""


@dataclass(frozen=True, slots=True)
class RateSlot:
    """The last turn at a place: taken at `since`, nobody speaks there before `until`."""

    place: str
    since: datetime
    until: datetime
    TABLE = "Turn"

    @property
    def id(self) -> str:
        """One for each place."""
        return self.place

    def over(self, now: datetime) -> bool:
        """Whether the next may have its turn."""
        return self.until <= now or self.since > now + SKEW
