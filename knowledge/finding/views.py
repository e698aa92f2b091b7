"""What can be seen in a question: its meaning, its wording, its spelling?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise

from knowledge.finding.lexicon import Lexicon
from knowledge.finding.words import clauses, stem

_SMALL = frozenset(
    stem(word)
    for word in """
    a an the of to in on at is are be been being am was were it its this that these those their our his her my your we
    they he she i you them us me so and or but if then as with for from by into about there do does did has have had
    just really please hi ok hey any some
    """.split()
)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads questions as clauses of words; a word that is neither known nor common is mended towards a legal word."""

    lexicon: Lexicon
    known: frozenset[str]

    def clauses(self, question: str) -> list[list[str]]:
        """The question's words, clause by clause, typing errors mended."""
        return [[self._mended(word) for word in clause] for clause in clauses(question)]

    def _mended(self, word: str) -> str:
        return word if word in self.known or (stem(word),) in self.lexicon.concepts else self.lexicon.mend(word)


def meaning(found: list[list[str]], lexicon: Lexicon) -> Iterator[str]:
    """Concepts, which two stand in one clause (who does what with which data), and neighbours without small words."""
    for clause in found:
        stems = [stem(word) for word in clause]
        slots = ["<"]
        seen: list[str] = []
        for start, _, concepts in lexicon.read(stems):
            seen += concepts
            if concepts:
                slots.append(concepts[0])
            elif stems[start] not in _SMALL:
                slots.append(stems[start])
        for concept in seen:
            yield f"c {concept}"
        for one, other in combinations(sorted(set(seen)), 2):
            yield f"p {one} {other}"
        for one, other in pairwise([*slots, ">"]):
            yield f"s {one} {other}"


def wording(found: list[list[str]], lexicon: Lexicon) -> Iterator[str]:
    """The words themselves, two neighbouring words, and the concepts."""
    for clause in found:
        stems = [stem(word) for word in clause]
        for word in stems:
            yield f"w {word}"
        for one, other in pairwise(["<", *stems, ">"]):
            yield f"b {one} {other}"
        for _, _, concepts in lexicon.read(stems):
            for concept in concepts:
                yield f"c {concept}"


def spelling(found: list[list[str]], lexicon: Lexicon) -> Iterator[str]:  # noqa: ARG001 - one signature for all views
    """Runs of two to five letters within words."""
    for clause in found:
        for word in clause:
            text = f" {word} "
            for size in range(2, min(5, len(text)) + 1):
                for at in range(len(text) - size + 1):
                    yield text[at : at + size]


View = Callable[[list[list[str]], Lexicon], Iterable[str]]
VIEWS: Mapping[str, View] = {"meaning": meaning, "wording": wording, "spelling": spelling}


def features(view: str, found: list[list[str]], lexicon: Lexicon) -> Counter[str]:
    """How often each feature of the view occurs."""
    return Counter(VIEWS[view](found, lexicon))
