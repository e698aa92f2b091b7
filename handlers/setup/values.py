"""Reads hours, closures, numbers of days and time zones as people type them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from handlers.dialogue.errors import Sorry
from handlers.setup import words as setup_words
from handlers.understanding.days.dates import read_day

_HOUR = re.compile(r"(\d{1,2})(?::(\d\d))?\s*(?:([ap])\.?m\.?)?", re.IGNORECASE)
_BETWEEN = re.compile(r"[\n;]|,(?!\s*\d{4}\b(?!-))")
"""A comma before a bare year, as in Oct 7, 2026, belongs to the date."""
_UNTIL = re.compile(r"\s+(?:to|until|through|-|–)\s+", re.IGNORECASE)
_DAY = timedelta(days=1)
NOON, MOST_BEFORE, MOST_NUMBERS = 12, 60, 5


def read_hour(text: str) -> str:
    """``5:30 pm`` as ``17:30``. Raises Sorry."""
    found = _HOUR.fullmatch(text.strip())
    if not found:
        raise Sorry(setup_words.NO_HOUR)
    hours, minutes, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half and not 1 <= hours <= NOON:
        raise Sorry(setup_words.NO_HOUR)
    if half:
        hours = hours % NOON + (NOON if half == "p" else 0)
    if hours > 23 or minutes > 59:
        raise Sorry(setup_words.NO_HOUR)
    return f"{hours:02}:{minutes:02}"


def read_zone(text: str) -> str:
    """A zone that exists. Raises Sorry."""
    try:
        return ZoneInfo(text.strip()).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Sorry(setup_words.NO_ZONE) from None


def read_days_before(text: str) -> tuple[int, ...]:
    """``3, 1``: the larger first, each once. Raises Sorry."""
    words = re.split(r"[,\s]+", text.strip(", "))
    numbers = {int(word) for word in words if word.isascii() and word.isdigit() and len(word) <= 2}
    if len(numbers) < len(set(words)) or len(numbers) > MOST_NUMBERS or not numbers <= set(range(1, MOST_BEFORE + 1)):
        raise Sorry(setup_words.NO_DAYS)
    return tuple(sorted(numbers, reverse=True))


def read_closures(text: str) -> tuple[str, ...]:
    """Days and spans of days, as in ``2026-12-24 to 2027-01-01, Feb 15, 2027``, each day once. Raises Sorry."""
    found: set[date] = set()
    for piece in _BETWEEN.split(text):
        if not piece.strip():
            continue
        ends = [read_day(end) for end in _UNTIL.split(piece.strip())]
        first, last = ends[0], ends[-1]
        if last < first or len(ends) > 2:
            raise Sorry(setup_words.BACKWARDS)
        if (last - first).days >= setup_words.MOST_CLOSED:
            raise Sorry(setup_words.TOO_MANY_CLOSED)
        found |= {first + _DAY * number for number in range((last - first).days + 1)}
    if len(found) > setup_words.MOST_CLOSED:
        raise Sorry(setup_words.TOO_MANY_CLOSED)
    return tuple(day.isoformat() for day in sorted(found))


def closure_spans(days: Iterable[str]) -> str:
    """Days as `read_closures` reads them, those in a row as one span."""
    rows: list[list[date]] = []
    for day in sorted(date.fromisoformat(text) for text in days):
        if rows and day - rows[-1][-1] == _DAY:
            rows[-1].append(day)
        else:
            rows.append([day])
    return ", ".join(f"{row[0]}" if len(row) == 1 else f"{row[0]} to {row[-1]}" for row in rows)
