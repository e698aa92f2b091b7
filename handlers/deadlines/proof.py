"""Checks whether a proof can be looked up later."""

from __future__ import annotations

import re
from datetime import date

from handlers.deadlines import words as deadline_words
from handlers.understanding.days.dates import days_in, month_in

_ADDRESS = re.compile(r"\bhttps?://\S|\bwww\.|\b[\w-]{2,}\.[a-z]{2,6}\b", re.IGNORECASE)
"""Of a page, or the name of a file."""


def proves(said: str, today: date) -> bool:
    """Whether it has an address, a file's name or a day, where somebody can look it up later."""
    return bool(_ADDRESS.search(said) or days_in(said, today) or month_in(said))


def doubt_about(said: str, today: date) -> str:
    """What is to be confirmed before it is kept: that nobody can look it up, or that its day is to come; else empty."""
    if said and not proves(said, today):
        return deadline_words.KEEP_PROOF
    ahead = next((one.day for one in days_in(said, today) if one.day and one.day > today), None)
    return deadline_words.still_to_come(ahead) if ahead else ""
