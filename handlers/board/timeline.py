"""Where each deadline lies on the board's timeline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from handlers.board import words as board_words

BEFORE = 9
"""Days before today that are on it."""
SHORTEST, LONGEST = 28, 70
"""Days after today that are on it, at least and at most."""
EDGE = 2.0
WEEKS = 6


@dataclass(frozen=True, slots=True)
class Lane:
    """One deadline, in percent from the left edge; what lies outside the window stands at its edge."""

    safe: float
    last: float
    today: float
    clipped: bool
    gone: int = 0
    """Days from its last date until today, where that lies before the window."""


@dataclass(frozen=True, slots=True)
class WeekBar:
    """How many deadlines fall into a week; ``height`` is in percent of the tallest."""

    label: str
    number: int
    height: float
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """The days that are on the timeline, with a tick each week or two."""

    start: date
    end: date
    today: date
    ticks: tuple[tuple[float, str], ...] = ()
    piles: tuple[WeekBar, ...] = ()

    def place(self, day: date) -> float:
        """A day in percent from the left edge, inside a small margin."""
        share = (day - self.start).days / (self.end - self.start).days
        return round(EDGE + min(max(share, 0), 1) * (100 - 2 * EDGE), 2)

    def lane(self, safe: date, last: date) -> Lane:
        """A deadline's place."""
        outside = last < self.start or safe > self.end
        gone = (self.today - last).days if last < self.start else 0
        return Lane(self.place(safe), self.place(last), self.place(self.today), outside, gone)

    def counted(self, dates: Iterable[tuple[date, date]]) -> Timeline:
        """With how many deadlines fall into each week: overdue, six weeks, later."""
        monday = self.today - timedelta(days=self.today.weekday())
        numbers = [0] * (WEEKS + 2)
        for safe, last in dates:
            week = max(0, (safe - monday).days // 7)
            numbers[0 if last < self.today else min(week, WEEKS) + 1] += 1
        labels = [board_words.tick(monday + timedelta(weeks=week)) for week in range(WEEKS)]
        tallest = max(1, *numbers)
        piles = tuple(
            WeekBar(label, number, round(100 * number / tallest, 1), overdue=place == 0)
            for place, (label, number) in enumerate(
                zip((board_words.OVERDUE, *labels, board_words.LATER), numbers, strict=True)
            )
        )
        return replace(self, piles=piles)


def timeline_around(today: date, lasts: Sequence[date]) -> Timeline:
    """The days around today that show most of these last dates."""
    ahead = max(((last - today).days + 4 for last in lasts if (last - today).days <= LONGEST), default=0)
    ahead = min(max(ahead, SHORTEST), LONGEST)
    bare = Timeline(today - timedelta(days=BEFORE), today + timedelta(days=ahead), today)
    step = 7 if ahead <= SHORTEST else 14
    monday = bare.start + timedelta(days=-bare.start.weekday() % 7)
    days = [monday + timedelta(days=n) for n in range(0, (bare.end - monday).days + 1, step)]
    return replace(bare, ticks=tuple((bare.place(day), board_words.tick(day)) for day in days))
