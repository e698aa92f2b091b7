"""Which kinds of data does a question speak of?"""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.citation import Citation
from knowledge.finding.words import clauses, stem
from knowledge.law import LawOfDay
from knowledge.model import Kind

MOST = 3


def kinds_in(question: str, at: Citation, law: LawOfDay) -> tuple[Kind, ...]:
    """Those on the list at that cite for which the question has a word, in the order of the list."""
    said = {phrase for clause in clauses(question) for phrase in _runs([stem(word) for word in clause])}
    here = (kind for kind in law.kinds.values() if kind.cite == at)
    return tuple(kind for kind in here if said.intersection(_stems(words) for words in kind.words))[:MOST]


def _runs(stems: list[str]) -> Iterator[tuple[str, ...]]:
    for start in range(len(stems)):
        for end in range(start + 1, len(stems) + 1):
            yield tuple(stems[start:end])


def _stems(words: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in words.replace("-", " ").split())
