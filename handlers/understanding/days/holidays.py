"""Reads a period that is told by a holiday, a break or the school year: before winter break, around New Year's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from handlers.understanding.days.time_span import TimeSpan, spanned

_BREAKS = {
    "winter": (12, 24),
    "christmas": (12, 24),
    "xmas": (12, 24),
    "holiday": (12, 24),
    "holidays": (12, 24),
    "thanksgiving": (11, 26),
    "turkey day": (11, 26),
    "new year's day": (1, 1),
    "new year's eve": (12, 31),
    "new year's": (1, 1),
    "new years": (1, 1),
    "new year": (1, 1),
    "spring": (4, 10),
    "april": (4, 10),
    "easter": (4, 10),
    "february": (2, 14),
    "halloween": (10, 31),
    "valentine's day": (2, 14),
    "labor day": (9, 7),
    "memorial day": (5, 25),
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
_BREAK = re.compile(
    r"\b(?P<sign>before|by|until|till|prior to|ahead of|between now and|over|during|around|at|come|after|since"
    r"|through|thru) "
    rf"(?:the |our )?(?P<break>{'|'.join(_BREAKS)})(?P<what> (?:break|vacation|recess|holidays?))?\b",
    re.IGNORECASE,
)
NEAR = 10
"""Days before and after a holiday that "around" it takes in."""
BREAK, SUMMER = 14, 75
"""Days of a break, and of the summer."""


def holiday_in(text: str, today: date, closures: Sequence[date]) -> TimeSpan | None:
    """The period before, over or after a holiday or a break that a text names, seen from ``today``."""
    found = _BREAK.search(text.replace("’", "'"))
    if found is None or (found["break"].lower() == "april" and not found["what"]):
        return None
    month, day = _BREAKS[found["break"].lower()]
    begins = _next(month, day, today)
    if found["sign"].lower() == "since":
        return spanned(begins.replace(year=begins.year - 1), today, found)
    near = [one for one in closures if abs((one - begins).days) <= 20 and one >= today]
    begins = min(near, default=begins)
    since, until = _span(found["sign"].lower(), begins, today, SUMMER if month == 6 else BREAK)
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


def _next(month: int, day: int, today: date) -> date:
    this = date(today.year, month, day)
    return this if this >= today else date(today.year + 1, month, day)
