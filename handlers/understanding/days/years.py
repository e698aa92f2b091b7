"""Finds the year of a date that is named without one: by its weekday, by another date near it, by what was done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from handlers.dialogue import bounded_re as re
from handlers.understanding.days.named_day import NamedDay

_YEAR = re.compile(r"\d{4}|/\d{1,2}/")
_BY_ITSELF = re.compile(rf"(?:mon|tue|wed|thu|fri|sat|sun)|.*(?:{_YEAR.pattern})", re.IGNORECASE)
_DONE = re.compile(
    r"\b(?:was|were|did|had|found|told|came|got|sent|learned|heard|put|went|knew|wrote|stolen"
    r"|(?:discover|notic|notif|sign|post|execut|reach|arriv|receiv|leak|happen)i?ed)\b",
    re.IGNORECASE,
)
_TO_COME = re.compile(r"\b(?:will|shall|going to|plan|if|suppose|say)\b", re.IGNORECASE)
NEAR = 60
"""Days within which two dates of one message belong to the same course of events."""


def with_years(days: Sequence[NamedDay], text: str, today: date) -> list[NamedDay]:
    """The days with the weekday before a date taken into it, and each date without a year in the year that fits."""
    found = list(_with_weekdays(days, text))
    dated = [one for one in found if one.day and not one.relative]
    sure = [one for one in dated if _told(one, text)]
    known = [one.day for one in sure or dated if one.day]
    if not known:
        return found
    ahead = not sure and len(known) > 1 and min(known) > today
    if ahead and _DONE.search(text) and not _TO_COME.search(text):
        found = [_passed(one, today) for one in found]  # what is told as done lies in the past
        known = [one.day for one in found if one.day and not one.relative]
    base = min(known, key=lambda day: (day > today, _apart(day, today)))
    return [_near(one, base) if one.day and not one.relative and not _told(one, text) else one for one in found]


def _with_weekdays(days: Sequence[NamedDay], text: str) -> Iterable[NamedDay]:
    """Each date from the weekday before it on, where the date falls on it; that weekday may tell the year."""
    before: NamedDay | None = None
    for day in days:
        weekday = before.weekday if before and before.day is None and not before.relative else None
        touches = before is not None and not text[before.end : day.start].strip(" ,(")
        if before and weekday is not None and touches and day.day and not day.relative:
            fits = day if day.weekday == weekday or _YEAR.search(text, day.start, day.end) else _on(weekday, day)
            yield replace(fits, start=before.start) if fits.weekday == weekday else fits
        else:
            yield day
        before = day


def _on(weekday: int, day: NamedDay) -> NamedDay:
    """The date in the nearest year in which it falls on that weekday; as it is, where it does in none."""
    return next((one for one in _years(day) if one.weekday == weekday), day)


def _passed(day: NamedDay, today: date) -> NamedDay:
    """The date in the last year in which it has passed."""
    if day.day is None or day.relative or day.day <= today:
        return day
    return next((one for one in _years(day) if one.day and one.day <= today), day)


def _told(day: NamedDay, text: str) -> bool:
    """Whether its year is told: by itself, or by its weekday."""
    return _BY_ITSELF.match(text, day.start, day.end) is not None


def _near(day: NamedDay, base: date) -> NamedDay:
    return next((one for one in (day, *_years(day, base.year)) if _apart(one.day, base) <= NEAR), day)


def _years(day: NamedDay, year: int = 0) -> Iterable[NamedDay]:
    """The same date a year before and after it, or in and around that year."""
    assert day.day
    for more in (0, -1, 1):
        try:
            moved = day.day.replace(year=(year or day.day.year) + more)
        except ValueError:
            continue
        yield replace(day, day=moved, weekday=moved.weekday())


def _apart(day: date | None, other: date) -> int:
    assert day
    return abs((day - other).days)
