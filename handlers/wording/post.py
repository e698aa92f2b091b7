"""What do people read in a chat of a post whose deadline is closed?"""

from __future__ import annotations

from datetime import date

from handlers.wording import day

DONE, WITHDRAWN = "Done", "Withdrawn"


def settled(word: str, title: str, subject: str) -> str:
    """The title of a post whose deadline is closed."""
    return f"{word}: {title}{f' ({subject})' if subject else ''}"[:150]


def by(who: str, on: date) -> str:
    """Who closed it."""
    return f"By {who}, {day(on)}."
