"""The sentences about pages that are no longer where they were posted."""

from __future__ import annotations

from collections.abc import Sequence

HEADING = "Posted pages to look at"
WHAT_TO_DO = "Post it again, or correct the address on record. I tell you of each page once."
REGISTER = "Show the register"
OWN = "the public register"
MOST_NAMED, MOST_LISTED = 3, 15


def title(number: int, *, gone: bool) -> str:
    """How many pages it is about."""
    if number > 1:
        return f"{number:,} posted pages need a look"
    return "A posted page is gone" if gone else "A posted page leads elsewhere"


def line(ids: Sequence[str], address: str, *, gone: bool) -> str:
    """What is wrong with a page, and whose it is."""
    named = [id or OWN for id in ids[:MOST_NAMED]]
    named += [f"{len(ids) - MOST_NAMED:,} more"] if len(ids) > MOST_NAMED else []
    whose = f"{', '.join(named[:-1])} and {named[-1]}" if len(named) > 1 else named[0]
    return f"The page of {whose} {'is gone' if gone else 'leads to another website'}: {address}"


def more(number: int) -> str:
    """How many are not listed."""
    return f"… and {number:,} more"
