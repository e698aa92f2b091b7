"""Which day does a person mean?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dateutil import parser

from handlers import wording
from handlers.desk import Sorry

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sunday)"
_SPOKEN = re.compile(
    rf"(?P<full>\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+\d{{4}})\b"
    rf"|\b(?P<part>{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}/\d{{1,2}})\b(?!/)"
    rf"|\b(?P<word>today|this morning|yesterday|tomorrow)\b"
    rf"|\b(?P<weekday>{_WEEKDAY})\b",
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(rf"\b{_MONTH},?\s+(?:of\s+)?\d{{4}}\b", re.IGNORECASE)
_TWO_DAYS = (datetime(1904, 1, 1), datetime(1908, 2, 2))  # noqa: DTZ001 - the district's own time
_FROM_TODAY = {"today": 0, "this morning": 0, "yesterday": -1, "tomorrow": 1}


@dataclass(frozen=True, slots=True)
class Spoken:
    """A day that a sentence names: a date, or only a weekday (0 is Monday)."""

    day: date | None
    weekday: int


def read_day(text: str) -> date:
    """One date as typed (``2026-10-07``, ``Oct 7, 2026``, ``10/7/2026``: month first). Raises Sorry."""
    return read_moment(text).date()


def read_moment(text: str) -> datetime:
    """A date, with a time if one is given (else midnight), without a zone unless typed. Raises Sorry."""
    try:
        # Read on two different days: what comes out otherwise was guessed, not typed.
        found, other = (parser.parse(text.strip(), default=day) for day in _TWO_DAYS)
    except (ValueError, OverflowError):
        raise Sorry(wording.no_date(text)) from None
    if found.date() != other.date() or found.year not in range(1900, 2101):
        raise Sorry(wording.no_date(text))
    return found


def days_in(text: str, today: date) -> tuple[Spoken, ...]:
    """The days that a sentence names, in order; a date without its year is the one nearest to today.

    Beside a date, bare weekdays are left out: in ``Thu July 2, 2026`` they are the same day.
    """
    found: list[Spoken] = []
    for match in _SPOKEN.finditer(text):
        day = _day(match, today)
        if day is None and match["weekday"] is None:
            continue
        weekday = day.weekday() if day else _weekday(match["weekday"])
        spoken = Spoken(day, weekday)
        found.append(spoken)
    dated = tuple(spoken for spoken in found if spoken.day)
    return dated or tuple(found)


def month_in(text: str) -> date | None:
    """The first day of the one month and year that a sentence names, as in "back in May 2017"."""
    found = _MONTH_YEAR.findall(text)
    return parser.parse(found[0], default=datetime(1, 1, 1)).date() if len(found) == 1 else None  # noqa: DTZ001


def _day(match: re.Match[str], today: date) -> date | None:
    if word := match["word"]:
        return today + timedelta(days=_FROM_TODAY[word.lower()])
    written = match["full"] or match["part"]
    if not written:
        return None
    try:
        day = parser.parse(written.replace(" of ", " "), default=datetime(today.year, 1, 1)).date()  # noqa: DTZ001
    except (ValueError, OverflowError):
        return None
    if match["part"]:
        years = [day.replace(year=day.year + more) for more in (-1, 0, 1) if (day.month, day.day) != (2, 29)] or [day]
        day = min(years, key=lambda other: abs((other - today).days))
    return day if 2000 <= day.year <= 2099 else None


def _weekday(text: str) -> int:
    return next(number for number, name in enumerate(_WEEKDAYS) if name.startswith(text.lower()[:3]))
