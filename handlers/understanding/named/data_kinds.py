"""Finds the kinds of data that a question speaks of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from knowledge.finding.words import clauses, stem
from knowledge.model import Kind


def kinds_in(question: str, known: Sequence[Kind]) -> tuple[Kind, ...]:
    """Those of the known kinds for which the question has a word, in their order."""
    names, longest = _names(tuple(kind.words for kind in known))
    found: set[int] = set()
    for clause in clauses(question):
        stems = [stem(word) for word in clause]
        for start in range(len(stems)):
            for end in range(start + 1, min(start + longest, len(stems)) + 1):
                found.update(names.get(tuple(stems[start:end]), ()))
    return tuple(known[place] for place in sorted(found))


@lru_cache(maxsize=4)
def _names(every: tuple[tuple[str, ...], ...]) -> tuple[Mapping[tuple[str, ...], tuple[int, ...]], int]:
    """Of each name of a kind, in stems, the places of its kinds; and how many words the longest has."""
    found: dict[tuple[str, ...], tuple[int, ...]] = {}
    for place, words in enumerate(every):
        for stems in map(_stems, words):
            found[stems] = (*found.get(stems, ()), place)
    return found, max(map(len, found), default=0)


def _stems(words: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in words.replace("-", " ").split())
