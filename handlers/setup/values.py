"""Reads hours, numbers of days and time zones as people type them."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from handlers.dialogue import bounded_re as re
from handlers.dialogue.errors import Sorry
from handlers.setup import words as setup_words

_HOUR = re.compile(r"(\d{1,2})(?::(\d\d))?\s*(?:([ap])\.?m\.?)?", re.IGNORECASE)
NOON, MOST_BEFORE, MOST_BEFORE_END, MOST_NUMBERS = 12, 60, 365, 5


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


def read_renewals(text: str) -> tuple[int, ...]:
    """``120, 60, 30``: the same for the end of a contract. Raises Sorry."""
    return read_days_before(text, MOST_BEFORE_END, setup_words.NO_RENEWALS)


def read_days_before(text: str, most: int = MOST_BEFORE, wrong: str = setup_words.NO_DAYS) -> tuple[int, ...]:
    """``3, 1``: the larger first, each once. Raises Sorry."""
    words = re.split(r"[,\s]+", text.strip(", "))
    numbers = {int(word) for word in words if word.isascii() and word.isdigit() and len(word) <= 3}
    if len(numbers) < len(set(words)) or len(numbers) > MOST_NUMBERS or not numbers <= set(range(1, most + 1)):
        raise Sorry(wrong)
    return tuple(sorted(numbers, reverse=True))
