"""The small counters that tell how often something happened on a day, and nothing else about it."""

from dataclasses import dataclass
from datetime import date, timedelta

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
        """One for each thing and day."""
        return f"{self.what} {self.day}"
