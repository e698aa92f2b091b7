"""Finds dates that no calendar has, as February 30."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator

from handlers.dialogue import bounded_re as re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WRITTEN = re.compile(
    rf"\b(?P<name>{_NAME})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|:)(?:,?\s+(?P<year>\d{{4}}))?(?!\w)"
    rf"|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<name2>{_NAME})(?!\w)(?:,?\s+(?P<year2>\d{{4}}))?"
    r"|(?<![\d/])(?P<month>\d{1,2})/(?P<day3>\d{1,2})(?:/(?P<year3>\d{2,4}))?(?![\d/])"
    r"|(?<!\d)(?P<year4>\d{4})-(?P<month2>\d{1,2})-(?P<day4>\d{1,2})(?!\d)",
    re.IGNORECASE,
)
LEAP = 2000
AROUND_THE_CLOCK = "24/7"
MOST_MONTHS = 12


def impossible_dates(text: str) -> tuple[tuple[int, int, str], ...]:
    """Where each stands, and how it was written."""
    return tuple(_found(text))


def _found(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _WRITTEN.finditer(text):
        said = match[0].strip()
        name = match["name"] or match["name2"]
        month = _MONTHS.index(name[:3].lower()) + 1 if name else int(match["month"] or match["month2"])
        day = int(match["day"] or match["day2"] or match["day3"] or match["day4"])
        year = int(match["year"] or match["year2"] or match["year3"] or match["year4"] or LEAP)
        year = year + LEAP if year < 100 else year
        if said != AROUND_THE_CLOCK and not _exists(year, month, day):
            yield match.start(), match.end(), said


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= MOST_MONTHS and 1 <= day <= monthrange(year, month)[1]
