"""Checks whether a proof can be looked up later."""

from __future__ import annotations

from datetime import date

from handlers.dialogue import bounded_re as re
from handlers.understanding.days.dates import days_in, month_in

_ADDRESS = re.compile(r"\bhttps?://\S|\bwww\.|\b[\w-]{2,}\.[a-z]{2,6}\b", re.IGNORECASE)
"""Of a page, or the name of a file."""


def proves(said: str, today: date) -> bool:
    """Whether it has an address, a file's name or a day, where somebody can look it up later."""
    return bool(_ADDRESS.search(said) or days_in(said, today) or month_in(said))
