"""Where each deadline lies on the board's timeline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from handlers.board import words as board_words

BEFORE = 2
"""Days before today that are on it: what is overdue is listed apart."""
SHORTEST, LONGEST = 12, 70
"""Days after today that are on it, at least and at most."""
FOUR_WEEKS = 28
EDGE = 2.0


@dataclass(frozen=True, slots=True)
class Lane:
    """One deadline, in percent from the left edge; what lies outside the window stands at its edge."""

    safe: float
    last: float
    today: float
    clipped: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """The days that are on the timeline, with a tick each week or two."""

    start: date
    end: date
    today: date
    ticks: tuple[tuple[float, str], ...] = ()

    def place(self, day: date) -> float:
        """A day in percent from the left edge, inside a small margin."""
        share = (day - self.start).days / (self.end - self.start).days
        return round(EDGE + min(max(share, 0), 1) * (100 - 2 * EDGE), 2)

    def lane(self, safe: date, last: date) -> Lane:
        """A deadline's place."""
        return Lane(self.place(safe), self.place(last), self.place(self.today), safe > self.end)


def timeline_around(today: date, lasts: Sequence[date]) -> Timeline:
    """The days around today that show most of these last dates."""
    ahead = max(((last - today).days + 4 for last in lasts if (last - today).days <= LONGEST), default=0)
    ahead = min(max(ahead, SHORTEST), LONGEST)
    bare = Timeline(today - timedelta(days=BEFORE), today + timedelta(days=ahead), today)
    step = 7 if ahead <= FOUR_WEEKS else 14
    monday = bare.start + timedelta(days=-bare.start.weekday() % 7)
    days = [monday + timedelta(days=n) for n in range(0, (bare.end - monday).days + 1, step)]
    return replace(bare, ticks=tuple((bare.place(day), board_words.tick(day)) for day in days))
