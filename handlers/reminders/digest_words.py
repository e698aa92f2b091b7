"""Which sentences stand in the morning's digest?"""

from __future__ import annotations

from datetime import date

from handlers.dialogue.words import day

LATE = "Overdue:"
SOON = "Within a week:"
THEIRS = "Vendors' clocks:"
NOTHING_SOON = "Nothing is due within a week."
ALL = "All deadlines"


def title(today: date, late: int, soon: int) -> str:
    """The day, and how it stands."""
    found = [f"{late} overdue"] * bool(late) + [f"{soon} due within a week"] * bool(soon)
    return f"{day(today)}: {', '.join(found) or 'all quiet'}"


def more(number: int) -> str:
    """That the list is longer."""
    return f"and {number} more."


def head(number: int, hash: str) -> str:
    """The end of the audit chain, so that nobody can cut it off unnoticed."""
    return f"Audit: {number} events, the last is {hash[:16]}."
