"""A day that a sentence names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

WEEK = 7


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day that a sentence names, and where in it: a date, or only a weekday (0 is Monday), or neither: last week."""

    day: date | None
    weekday: int | None
    start: int
    end: int
    ahead: bool = False
    """A weekday that is still to come."""
    relative: bool = False
    """Said from today, as yesterday or last Friday."""
    follows: bool = False
    """Said from the date named before it, as that Friday."""
    of_month: int = 0
    """The day of a month that is not named, as the 23rd."""

    @property
    def vague(self) -> bool:
        """Whether one has to ask which day that is."""
        return self.day is None and self.weekday is None

    def on(self, today: date) -> date | None:
        """The date; of a bare weekday the last one, or the next one where it is still to come."""
        if self.day or self.weekday is None:
            return self.day
        if self.ahead:
            return today + timedelta(days=(self.weekday - today.weekday()) % WEEK or WEEK)
        return today - timedelta(days=(today.weekday() - self.weekday) % WEEK)
