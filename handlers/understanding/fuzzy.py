"""Compares names and texts by their spelling: which may stand for which.

Three policies, each with its one measure (of rapidfuzz) and cutoff. They compare spelling, never meaning.
"""

from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

TYPO_FROM = 4
"""Letters; one edit makes another word of most shorter ones."""
SAME_TEXT = 92
"""Two or three wrong letters in a short question, a word more in a long one."""
CLOSE = 75
"""Only for what is offered and never done: also part of a name, or its words in another order."""
CLOSE_FROM = 3
"""Letters; with fewer everything is close."""


def is_typo(typed: str, name: str) -> bool:
    """Whether it is the name with one letter missing, added, changed, or two of them swapped; not the name itself."""
    return len(typed) >= TYPO_FROM and typed != name and OSA.distance(typed, name, score_cutoff=1) == 1


def slip_of(typed: str, names: Iterable[str]) -> str:
    """The first name of which it is a typo; empty where it is none."""
    if len(typed) < TYPO_FROM:
        return ""
    matches = process.extract(typed, tuple(names), scorer=OSA.distance, score_cutoff=1)
    return next((name for name, distance, _ in matches if distance), "")


def same_text(one: str, other: str) -> bool:
    """Whether two questions are the same but for a slip or a sign."""
    return fuzz.ratio(one.casefold(), other.casefold()) >= SAME_TEXT


def closest(said: str, names: Iterable[str], most: int = 3) -> list[str]:
    """Names worth offering with "Did you mean", the nearest first; none where nothing is close."""
    if len(said) < CLOSE_FROM:
        return []
    matches = process.extract(said.casefold(), _folded(names), scorer=fuzz.WRatio, limit=most, score_cutoff=CLOSE)
    return [name for _, _, name in matches]


def _folded(names: Iterable[str]) -> Mapping[str, str]:
    return {name: name.casefold() for name in names if name}
