"""Reads a period that is told by a holiday, a break or the school year: before winter break, around New Year's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from handlers.dialogue import bounded_re as re
from handlers.understanding.days.time_span import TimeSpan, spanned
from knowledge.calendar import Calendar

_BREAKS = {
    "winter": (12, 24),
    "christmas": (12, 24),
    "xmas": (12, 24),
    "holiday": (12, 24),
    "holidays": (12, 24),
    "new year's day": (1, 1),
    "new year's eve": (12, 31),
    "new year's": (1, 1),
    "new years": (1, 1),
    "new year": (1, 1),
    "spring": (4, 10),
    "april": (4, 10),
    "february": (2, 14),
    "halloween": (10, 31),
    "valentine's day": (2, 14),
    "veterans day": (11, 11),
    "july 4th": (7, 4),
    "fourth of july": (7, 4),
    "graduation": (6, 15),
    "end of school": (6, 15),
    "school ends": (6, 15),
    "school lets out": (6, 15),
    "school gets out": (6, 15),
    "last day of school": (6, 15),
    "first day of school": (8, 28),
    "start of school": (8, 28),
    "school starts": (8, 28),
    "school opens": (8, 28),
    "school began": (8, 28),
    "school started": (8, 28),
    "summer": (6, 15),
}
"""About when each begins; a closure that is set near it goes before."""
_MOVING = {
    "thanksgiving": ("Thanksgiving", 0),
    "turkey day": ("Thanksgiving", 0),
    "labor day": ("Labor Day", 0),
    "memorial day": ("Memorial Day", 0),
    "easter": ("Good Friday", 2),
}
"""Days that move from year to year: the holiday by which each is found, and how many days after it."""
_BREAK = re.compile(
    r"\b(?P<sign>before|by|until|till|prior to|ahead of|between now and|over|during|around|at|come|after|since"
    r"|through|thru) "
    rf"(?:the |our )?(?P<break>{'|'.join((*_BREAKS, *_MOVING))})(?P<what> (?:break|vacation|recess|holidays?))?\b",
    re.IGNORECASE,
)
NEAR = 10
"""Days before and after a holiday that "around" it takes in."""
JUNE = 6
BREAK, SUMMER = 14, 75
"""Days of a break, and of the summer."""


def holiday_in(text: str, today: date, closures: Sequence[date]) -> TimeSpan | None:
    """The period before, over or after a holiday or a break that a text names, seen from ``today``."""
    found = _BREAK.search(text.replace("’", "'"))
    if found is None or (found["break"].lower() == "april" and not found["what"]):
        return None
    name = found["break"].lower()
    this = _day(name, today.year)
    begins = this if this >= today else _day(name, today.year + 1)
    if found["sign"].lower() == "since":
        return spanned(_day(name, begins.year - 1), today, found)
    near = [one for one in closures if abs((one - begins).days) <= 20 and one >= today]
    begins = min(near, default=begins)
    since, until = _span(found["sign"].lower(), begins, today, SUMMER if begins.month == JUNE else BREAK)
    return spanned(since, until, found)


def _span(sign: str, begins: date, today: date, days: int) -> tuple[date | None, date | None]:
    match sign:
        case "before" | "by" | "until" | "till" | "prior to" | "ahead of" | "between now and":
            return today, max(today, begins - timedelta(days=1))
        case "after":
            return begins, None
        case "through" | "thru":
            return today, begins + timedelta(days=days)
        case "at" | "around" | "come":
            return begins - timedelta(days=NEAR), begins + timedelta(days=NEAR)
        case _:
            return begins, begins + timedelta(days=days)


def _day(name: str, year: int) -> date:
    if name in _MOVING:
        holiday, after = _MOVING[name]
        return Calendar().named(holiday, year) + timedelta(days=after)
    return date(year, *_BREAKS[name])
