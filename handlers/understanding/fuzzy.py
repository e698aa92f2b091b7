"""Which names are written much like what somebody wrote?"""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from handlers.dialogue.reply import LONGEST_LABEL, Choice
from handlers.dialogue.shorten import short

NEAR = 75
SHORTEST = 3
"""Letters; with fewer everything is near."""


def closest(said: str, names: Iterable[str], most: int = 3) -> list[str]:
    """The nearest first; none where nothing is near."""
    if len(said) < SHORTEST:
        return []
    known = {name: name.casefold() for name in names if name}
    found = process.extract(said.casefold(), known, scorer=fuzz.WRatio, limit=most, score_cutoff=NEAR)
    return [name for _, _, name in found]


def offered(command: str, found: Iterable[str]) -> list[Choice]:
    """A button for each, which gives the command with it."""
    return [Choice(short(name, LONGEST_LABEL), f"{command} {name}") for name in found]
