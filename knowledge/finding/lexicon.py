"""Which everyday words mean the same to the finder, and which typing errors may be mended?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from knowledge.complaint import BadLaw, Complaint
from knowledge.finding.words import stem

FILE = Path(__file__).parent / "lexicon.txt"
_LISTS = ("repair", "leave")
_MEND = "Write kind.concept: word, word, two words. A line that starts with # is a comment."


@dataclass(frozen=True)
class Lexicon:
    """Concepts by stemmed phrase, and the two lists that govern the mending of typing errors."""

    concepts: Mapping[tuple[str, ...], tuple[str, ...]]
    repair: tuple[str, ...]
    leave: frozenset[str]

    @cached_property
    def longest(self) -> Mapping[str, int]:
        """How many words the longest phrase has that starts with this stem."""
        found: dict[str, int] = {}
        for phrase in self.concepts:
            found[phrase[0]] = max(len(phrase), found.get(phrase[0], 0))
        return found

    def read(self, stems: Sequence[str]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """Start, end and concepts of each phrase, left to right, the longest first; a word without concept has none."""
        at = 0
        while at < len(stems):
            for size in range(min(self.longest.get(stems[at], 0), len(stems) - at), 0, -1):
                if concepts := self.concepts.get(tuple(stems[at : at + size])):
                    yield at, at + size, concepts
                    at += size
                    break
            else:
                yield at, at + 1, ()
                at += 1

    def mend(self, word: str) -> str:
        """The legal word that an unknown word was meant to be; the word itself where none is close enough."""
        if len(word) < 5 or word in self.leave or not word.isalpha():
            return word
        slack = 1 if len(word) < 10 else 2
        near = extract(word, self.repair, scorer=OSA.distance, score_cutoff=slack, limit=2)
        near = [match for match in near if match[0][0] == word[0] and abs(len(match[0]) - len(word)) <= slack]
        return near[0][0] if near and (len(near) == 1 or near[0][1] < near[1][1]) else word


def parse(text: str, file: str = FILE.name) -> Lexicon:
    """A lexicon from the text of its file. Raises BadLaw with every malformed line."""
    concepts: dict[tuple[str, ...], list[str]] = {}
    lists: dict[str, list[str]] = {name: [] for name in _LISTS}
    complaints = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, colon, rest = line.partition(":")
        entries = [entry for entry in (part.strip().lower() for part in rest.split(",")) if entry]
        if name in lists:
            lists[name] += entries
        elif not colon or not entries or name.count(".") != 1:
            complaints.append(Complaint(file, number, f"this is not a line of the lexicon: {line[:60]}", _MEND))
        else:
            for entry in entries:
                names = concepts.setdefault(tuple(stem(word) for word in entry.split()), [])
                if name not in names:
                    names.append(name)
    if complaints:
        raise BadLaw(complaints)
    frozen = {phrase: tuple(names) for phrase, names in concepts.items()}
    return Lexicon(frozen, tuple(dict.fromkeys(lists["repair"])), frozenset(lists["leave"]))
