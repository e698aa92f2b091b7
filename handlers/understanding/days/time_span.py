"""A period of days, and where in a text it was said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from handlers.dialogue import bounded_re as re


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """From when until when, both included; either may be open. ``said`` is how it was said, and where."""

    since: date | None
    until: date | None
    said: str
    start: int
    end: int
    soon: bool = False
    """Whether only "soon" was said, so that whatever is asked for sets its length."""


def spanned(since: date | None, until: date | None, match: re.Match[str]) -> TimeSpan:
    """The period that a match names."""
    return TimeSpan(since, until, match[0].strip(), match.start(), match.end())
