"""The sentences about a period that cannot be."""

from __future__ import annotations

from datetime import date

from handlers.dialogue.words import day

_EXAMPLES = 'Write it like "last month", "2026" or "2026-07-01 to 2026-12-31"; nothing means this school year so far.'


def no_period(text: str) -> str:
    """The words typed name no period."""
    return f"I cannot read a period in '{text.strip()[:40]}'. {_EXAMPLES}"


def backward(since: date, until: date) -> str:
    """The period ends before it begins."""
    return f"The period ends ({day(until)}) before it begins ({day(since)}). {_EXAMPLES}"


def not_yet(since: date) -> str:
    """The period has not begun yet."""
    return f"That period begins on {day(since)}, so there is nothing to count yet. {_EXAMPLES}"
