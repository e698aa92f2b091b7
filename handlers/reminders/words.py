"""The sentences of reminders and of the morning digest."""

from __future__ import annotations

from datetime import date

from handlers.dialogue.shorten import short
from handlers.dialogue.words import day

WITHDRAWN = "Withdrawn: "

# The morning digest.
LATE = "Overdue:"
SOON = "Within a week:"
VENDORS_CLOCKS = "Vendors' clocks:"
NOTHING_SOON = "Nothing is due within a week."
ALL = "All deadlines"


def digest_title(today: date, late: int, soon: int) -> str:
    """The day, and how many deadlines are pressing."""
    found = [f"{late} overdue"] * bool(late) + [f"{soon} due within a week"] * bool(soon)
    return f"{day(today)}: {', '.join(found) or 'all quiet'}"


def more(number: int) -> str:
    """How many deadlines of a list are not shown."""
    return f"and {number} more."


def closed_title(title: str, subject: str, *, done: bool) -> str:
    """The title of a post whose deadline is closed; the tone shows that it is done."""
    return short(f"{'' if done else WITHDRAWN}{title}{f' ({subject})' if subject else ''}")


def closed_by(who: str, on: date) -> str:
    """Who closed it, and when."""
    return f"By {who}, {day(on)}."


def sent_elsewhere(place: str) -> str:
    """Why a post is here and not at its own place."""
    return f"I could not reach {place}, so I am telling you here. Please check that I can still post there."
