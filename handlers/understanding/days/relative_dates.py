"""Reads a day as people say it, seen from today: yesterday, last Friday, 11/26."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from handlers.dialogue import bounded_re as re
from handlers.dialogue.errors import Sorry
from handlers.understanding.days.dates import days_in, read_moment
from handlers.understanding.days.named_day import NamedDay

MOST_WORDS = 4
"""Words of a day, as in ``until Nov 26, 2026``."""
_SAID = re.compile(
    r"(?:(?:on|until|till) )?(?:(?P<which>last|this(?! morning)|next|coming) )?"
    r"(?P<day>this morning|[a-z]+\.?|[a-z]+\.? \d{1,2}(?:st|nd|rd|th)?|\d{1,2}(?:st|nd|rd|th)? (?:of )?[a-z]+\.?"
    r"|\d{1,2}/\d{1,2})"
    r"(?:,? (?:at )?(?P<time>\d{1,2}:\d\d(?: ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?))?",
    re.IGNORECASE,
)


def read_relative(text: str, today: date, *, ahead: bool = False) -> datetime:
    """A date as `read_moment` reads it, or one seen from today: ``yesterday``, ``11/26``, ``last Friday``.

    A weekday is the last one, or with ``ahead`` the next; a date without its year the one nearest to today. Raises
    Sorry.
    """
    try:
        return read_moment(text)
    except Sorry:
        found = _SAID.fullmatch(" ".join(text.split()))
        days = days_in(found["day"], today) if found else ()
        if found is None or len(days) != 1 or not _fits(found, days[0]):
            raise
    which = (found["which"] or "").lower()
    day, weekday = days[0].day, days[0].weekday
    if day is None and weekday is not None:
        day = today + timedelta(days=_until(weekday, today.weekday(), which, ahead=ahead))
    return read_moment(f"{day} {found['time'] or ''}")


def split_day(text: str, today: date) -> tuple[str, str]:
    """The day with which a text begins, as it is said, and the rest; else its first word, whatever it is."""
    words = text.split()
    starts = [words[:length] for length in range(min(MOST_WORDS, len(words)), 0, -1)]
    said = next((start for start in starts if _day(start, today)), words[:1])
    while said and not _numbered(said[-1]) and _day(said, today) == _day(said[:-1], today):
        said = said[:-1]  # of "Nov 26, 2026 at the vendor" the "at" is read as part of the day
    said = said or words[:1]
    return " ".join(said), " ".join(words[len(said) :])


def _fits(found: re.Match[str], day: NamedDay) -> bool:
    """Whether all of it was read: no weekday has a number, and no date is the last or the next one."""
    return not found["which"] if day.day else not _numbered(found["day"])


def _numbered(text: str) -> bool:
    return any(letter.isdecimal() for letter in text)


def _day(words: list[str], today: date) -> datetime | None:
    """The day, where they are one and nothing more: of `2026-11-26 3` the number is no hour."""
    try:
        found = read_relative(" ".join(words), today)
    except Sorry:
        return None
    return found if found.time() == datetime.min.time() else None


def _until(weekday: int, today: int, which: str, *, ahead: bool) -> int:
    """Days from today until the weekday that is meant; less than none where it has passed."""
    match which:
        case "last":
            return -((today - weekday) % 7 or 7)
        case "this":
            return weekday - today
        case "":
            return ((weekday - today) % 7 or 7) if ahead else -((today - weekday) % 7)
        case _:
            return (weekday - today) % 7 or 7
