"""What do people read in a chat of a post whose deadline is closed?"""

from __future__ import annotations

from datetime import date

from handlers.dialogue.shorten import short
from handlers.dialogue.words import day

WITHDRAWN = "Withdrawn: "


def settled(title: str, subject: str, *, done: bool) -> str:
    """The title of a post whose deadline is closed; that it is done is said by its tone."""
    return short(f"{'' if done else WITHDRAWN}{title}{f' ({subject})' if subject else ''}")


def by(who: str, on: date) -> str:
    """Who closed it."""
    return f"By {who}, {day(on)}."


def sent_elsewhere(place: str) -> str:
    """Why a post is here and not at its own place."""
    return f"I could not reach {place}, so I am telling you here. Please check that I can still post there."
