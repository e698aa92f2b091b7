"""The finder, which ranks the topics a question may mean: lexicon, features, training, and reading the phrasings."""

from __future__ import annotations

import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from itertools import combinations, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from knowledge.complaint import BadLaw, Complaint
from knowledge.finding import linear
from knowledge.finding.linear import Floats, log_shares, pack, rows_on_disk, shares
from knowledge.finding.words import clauses, stem, words
from knowledge.reading.reader import TextReader


@dataclass(frozen=True, slots=True)
class Guess:
    """A topic, and how likely it is meant: a share between 0 and 1."""

    topic: str
    score: float


FILE = Path(__file__).parent / "lexicon.txt"
_LISTS = ("repair", "leave")
_MEND = "Write kind.concept: word, word, two words. A line that starts with # is a comment."


@dataclass(frozen=True)
class Lexicon:
    """Concepts by stemmed phrase, and for typing errors the words to ``repair`` to and those to ``leave``."""

    concepts: Mapping[tuple[str, ...], tuple[str, ...]]
    repair: tuple[str, ...]
    leave: frozenset[str]

    @cached_property
    def longest(self) -> Mapping[str, int]:
        """By stem, the number of words in the longest phrase that starts with it."""
        lengths: dict[str, int] = {}
        for phrase in self.concepts:
            lengths[phrase[0]] = max(len(phrase), lengths.get(phrase[0], 0))
        return lengths

    def read(self, stems: Sequence[str]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """Start, end and concepts of each phrase, left to right, the longest first; a word without concepts has ()."""
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
        """The legal word for which an unknown word is a typing error; the word itself where none is close enough."""
        if len(word) < 5 or word in self.leave or not word.isalpha():
            return word
        slack = 1 if len(word) < 10 else 2
        matches = extract(word, self.repair, scorer=OSA.distance, score_cutoff=slack, limit=2)
        matches = [match for match in matches if match[0][0] == word[0] and abs(len(match[0]) - len(word)) <= slack]
        return matches[0][0] if matches and (len(matches) == 1 or matches[0][1] < matches[1][1]) else word


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
    """Reads questions as clauses of words; a word that is not known is corrected to a similar legal word."""

    lexicon: Lexicon
    known: frozenset[str]

    def clauses(self, question: str) -> list[list[str]]:
        """The question's words, clause by clause, with typing errors corrected."""
        return [[self._mended(word) for word in clause] for clause in clauses(question)]

    def _mended(self, word: str) -> str:
        return word if word in self.known or (stem(word),) in self.lexicon.concepts else self.lexicon.mend(word)


def meaning(found: list[list[str]], lexicon: Lexicon) -> Iterator[str]:
    """Features: concepts, pairs of concepts in one clause (who does what with which data), and neighbors in order."""
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
        for first, second in combinations(sorted(set(seen)), 2):
            yield f"p {first} {second}"
        for first, second in pairwise([*slots, ">"]):
            yield f"s {first} {second}"


def wording(found: list[list[str]], lexicon: Lexicon) -> Iterator[str]:
    """Features: words, pairs of neighboring words, and concepts."""
    for clause in found:
        stems = [stem(word) for word in clause]
        for word in stems:
            yield f"w {word}"
        for first, second in pairwise(["<", *stems, ">"]):
            yield f"b {first} {second}"
        for _, _, concepts in lexicon.read(stems):
            for concept in concepts:
                yield f"c {concept}"


def spelling(found: list[list[str]], lexicon: Lexicon) -> Iterator[str]:  # noqa: ARG001 - one signature for all views
    """Features: runs of two to five letters within words."""
    for clause in found:
        for word in clause:
            text = f" {word} "
            for size in range(2, min(5, len(text)) + 1):
                for at in range(len(text) - size + 1):
                    yield text[at : at + size]


View = Callable[[list[list[str]], Lexicon], Iterable[str]]
VIEWS: Mapping[str, View] = {"meaning": meaning, "wording": wording, "spelling": spelling}


def features(view: str, found: list[list[str]], lexicon: Lexicon) -> Counter[str]:
    """How often each feature of a view occurs."""
    return Counter(VIEWS[view](found, lexicon))


_HEAT = np.float32(1.75)
"""Factor for the scores by wording, chosen so that phrasings held back from training were least surprising."""
_WORDED, _MEANT = np.float32(0.5), np.float32(0.9)
"""Weights of wording and meaning; more than 1 together, as each is unsure where the other is sure."""


@dataclass(frozen=True, slots=True)
class Finder:
    """Ranks topics by a question's wording (a linear model for each view) and by its meaning (``text_reader``).

    The text reader is added after loading, as it needs the law files; without one the wording decides alone.
    """

    topics: tuple[str, ...]
    reader: Reader
    models: tuple[linear.Model, ...]
    lexicon_text: str
    text_reader: TextReader | None = field(default=None, repr=False)

    def rank(self, question: str) -> tuple[Guess, ...]:
        """All topics, best first; the scores add up to one."""
        worded = self.worded(question)
        likely = shares(_WORDED * worded + _MEANT * self.meant(question, worded))
        return tuple(Guess(self.topics[k], float(likely[k])) for k in np.argsort(-likely, kind="stable"))

    def worded(self, question: str) -> Floats:
        """The logarithm of each topic's share, by the wording alone."""
        question_clauses = self.reader.clauses(question)
        total = np.zeros(len(self.topics), np.float32)
        for model in self.models:
            total += model.scores(features(model.view, question_clauses, self.reader.lexicon))
        return log_shares(total * _HEAT)

    def meant(self, question: str, worded: Floats) -> Floats:
        """The same by the meaning; a topic that the text reader was not taught keeps its share by the wording."""
        if self.text_reader is None:
            return worded
        taught = dict(zip(self.text_reader.topics, log_shares(self.text_reader.read(question).topics), strict=True))
        return np.array([taught.get(topic, worded[k]) for k, topic in enumerate(self.topics)], np.float32)

    def save(self, path: Path, stamp: str) -> None:
        """Write the finder, whole or not at all, with the stamp of what it learned from. Raises OSError."""
        about = {
            "stamp": stamp,
            "topics": self.topics,
            "known": sorted(self.reader.known),
            "lexicon": self.lexicon_text,
        }
        arrays: dict[str, Any] = {"about": _pack(json.dumps(about))}
        for model in self.models:
            arrays[f"{model.view}-features"] = _pack("\n".join(model.places))
            arrays[f"{model.view}-rarity"] = model.rarity
            arrays[f"{model.view}-rows"], arrays[f"{model.view}-places"] = pack(model.weights)
        with TemporaryDirectory(dir=path.parent, prefix=".learning") as folder:
            whole = Path(folder) / path.name
            with whole.open("wb") as file:
                np.savez(file, **arrays)
            whole.replace(path)

    @classmethod
    def load(cls, path: Path, stamp: str) -> Finder | None:
        """The finder saved at the path; None if it is missing, damaged or has another stamp."""
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                about = json.loads(_unpack(arrays["about"]))
                if about["stamp"] != stamp:
                    return None
                models = tuple(
                    linear.Model(
                        view,
                        {name: place for place, name in enumerate(_unpack(arrays[f"{view}-features"]).split("\n"))},
                        arrays[f"{view}-rarity"],
                        rows_on_disk(file, f"{view}-rows", arrays[f"{view}-places"], len(about["topics"])),
                    )
                    for view in VIEWS
                )
        except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile):
            return None
        reader = Reader(parse(about["lexicon"]), frozenset(about["known"]))
        return cls(tuple(about["topics"]), reader, models, about["lexicon"])


def train(phrasings: Mapping[str, Sequence[str]], tell: Callable[[int], None] = lambda _: None) -> Finder:
    """Learn from phrasings by topic. The same phrasings always give the same finder.

    ``tell`` is called with how many percent are done.
    """
    text = FILE.read_text(encoding="utf-8")
    topics = tuple(sorted(phrasings))
    questions = [question for topic in topics for question in phrasings[topic]]
    labels = [k for k, topic in enumerate(topics) for _ in phrasings[topic]]
    often = Counter(word for question in questions for word in set(words(question)))
    reader = Reader(parse(text), frozenset(word for word, count in often.items() if count > 1))
    question_clauses = [reader.clauses(question) for question in questions]
    features_by_view = {
        view: [features(view, clauses, reader.lexicon) for clauses in question_clauses] for view in VIEWS
    }
    models = list[linear.Model]()
    for done, view in enumerate(VIEWS, 1):
        tell(100 * done // (len(VIEWS) + 1))
        models.append(linear.train(view, features_by_view[view], labels, len(topics)))
    return Finder(topics, reader, tuple(models), text)


def _pack(text: str) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    return np.frombuffer(text.encode(), np.uint8)


def _unpack(array: np.ndarray[tuple[int], np.dtype[np.uint8]]) -> str:
    return array.tobytes().decode()


_TOPIC = re.compile(r"== ([a-z0-9]+(?:-[a-z0-9]+)*)")
_HEADING = "Write == and the topic's id: small letters, digits and single hyphens."
_HERE = Path(__file__).parent
_LEARNED_FROM = ("lexicon.txt",)


def read_phrasings(folder: Path) -> dict[str, tuple[str, ...]]:
    """Each topic's phrasings, from all text files of the folder. Raises BadLaw with every malformed line."""
    phrasings: dict[str, list[str]] = {}
    owners: dict[str, str] = {}
    complaints = []
    for file in sorted(folder.glob("*.txt")):
        topic = ""
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            text = line.strip()
            if not text or text.startswith("#"):
                continue
            if text.startswith("="):
                heading = _TOPIC.fullmatch(text)
                topic = heading.group(1) if heading else "?"
                wrong, mend = ("", "") if heading else (f"this heading names no topic: {text[:60]}", _HEADING)
            else:
                owner = owners.setdefault(" ".join(words(text)) or text, topic)
                wrong, mend = _fault(text, topic, owner)
                if not wrong:
                    phrasings.setdefault(topic, []).append(text)
            if wrong:
                complaints.append(Complaint(file.name, number, wrong, mend))
    if not phrasings and not complaints:
        complaints.append(Complaint(str(folder), 1, "there are no phrasings here", "Restore knowledge/phrasings."))
    if complaints:
        raise BadLaw(complaints)
    return {topic: tuple(dict.fromkeys(texts)) for topic, texts in sorted(phrasings.items())}


def _fault(text: str, topic: str, owner: str) -> tuple[str, str]:
    """What is wrong with a phrasing, and how to correct it; empty if nothing is, or if only its heading is."""
    if not topic:
        return f"this phrasing has no topic: {text[:60]}", "Put it below the line == topic to which it belongs."
    if owner != topic and "?" not in (owner, topic):
        return f"this phrasing stands below {owner} already: {text[:60]}", "Leave it below the topic that answers it."
    return "", ""


def stamp(folder: Path) -> str:
    """A hash of the phrasings and of this package's files; when it changes, the finder must be trained again."""
    mark = sha256()
    for file in (*sorted(folder.glob("*.txt")), *(_HERE / name for name in _LEARNED_FROM), *sorted(_HERE.glob("*.py"))):
        mark.update(f"{file.name}\n".encode() + sha256(file.read_bytes()).digest())
    return mark.hexdigest()
