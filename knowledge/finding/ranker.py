"""Which topics are meant by a question, best first?"""

from __future__ import annotations

import json
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from knowledge.finding import lexicon, model
from knowledge.finding.guess import Guess
from knowledge.finding.linear import Floats, log_shares, shares
from knowledge.finding.rows import pack, rows_on_disk
from knowledge.finding.views import VIEWS, Reader, features
from knowledge.finding.words import words
from knowledge.reading.reader import TextReader

_HEAT = np.float32(1.75)
"""Makes the scores of the wording honest: with it, phrasings held back in training were least surprising."""
_WORDED, _MEANT = np.float32(0.5), np.float32(0.9)
"""How much the wording and the meaning count; together more than one, as each is unsure where the other is sure."""


@dataclass(frozen=True, slots=True)
class Finder:
    """Ranks topics by how a question is worded (linear models, each with its view) and by what it means (reader).

    The reader is given after loading, as it needs the book; without one the wording decides alone.
    """

    topics: tuple[str, ...]
    reader: Reader
    models: tuple[model.Model, ...]
    lexicon_text: str
    text_reader: TextReader | None = field(default=None, repr=False)

    def rank(self, question: str) -> tuple[Guess, ...]:
        """All topics, best first; the scores add up to one."""
        worded = self.worded(question)
        likely = shares(_WORDED * worded + _MEANT * self.meant(question, worded))
        return tuple(Guess(self.topics[k], float(likely[k])) for k in np.argsort(-likely, kind="stable"))

    def worded(self, question: str) -> Floats:
        """The logarithm of each topic's share by the wording alone."""
        found = self.reader.clauses(question)
        total = np.zeros(len(self.topics), np.float32)
        for part in self.models:
            total += part.scores(features(part.view, found, self.reader.lexicon))
        return log_shares(total * _HEAT)

    def meant(self, question: str, worded: Floats) -> Floats:
        """The same by the meaning; a topic that the reader was not taught keeps what its wording says."""
        if self.text_reader is None:
            return worded
        taught = dict(zip(self.text_reader.topics, log_shares(self.text_reader.read(question).topics), strict=True))
        return np.array([taught.get(topic, worded[k]) for k, topic in enumerate(self.topics)], np.float32)

    def save(self, path: Path, stamp: str) -> None:
        """Write the finder in one go, marked with the stamp of what it learned from. Raises OSError."""
        about = {
            "stamp": stamp,
            "topics": self.topics,
            "known": sorted(self.reader.known),
            "lexicon": self.lexicon_text,
        }
        arrays: dict[str, Any] = {"about": _pack(json.dumps(about))}
        for part in self.models:
            arrays[f"{part.view}-features"] = _pack("\n".join(part.places))
            arrays[f"{part.view}-rarity"] = part.rarity
            arrays[f"{part.view}-rows"], arrays[f"{part.view}-places"] = pack(part.weights)
        with TemporaryDirectory(dir=path.parent, prefix=".learning") as folder:
            whole = Path(folder) / path.name
            with whole.open("wb") as file:
                np.savez(file, **arrays)
            whole.replace(path)

    @classmethod
    def load(cls, path: Path, stamp: str) -> Finder | None:
        """The finder saved there; None if it is missing, damaged or learned from something else."""
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                about = json.loads(_unpack(arrays["about"]))
                if about["stamp"] != stamp:
                    return None
                models = tuple(
                    model.Model(
                        view,
                        {name: place for place, name in enumerate(_unpack(arrays[f"{view}-features"]).split("\n"))},
                        arrays[f"{view}-rarity"],
                        rows_on_disk(file, f"{view}-rows", arrays[f"{view}-places"], len(about["topics"])),
                    )
                    for view in VIEWS
                )
        except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile):
            return None
        reader = Reader(lexicon.parse(about["lexicon"]), frozenset(about["known"]))
        return cls(tuple(about["topics"]), reader, models, about["lexicon"])


def train(phrasings: Mapping[str, Sequence[str]], tell: Callable[[int], None] = lambda _: None) -> Finder:
    """Learn from phrasings by topic. The same phrasings always give the same finder.

    ``tell`` hears how many percent are done.
    """
    text = lexicon.FILE.read_text(encoding="utf-8")
    topics = tuple(sorted(phrasings))
    questions = [question for topic in topics for question in phrasings[topic]]
    labels = [k for k, topic in enumerate(topics) for _ in phrasings[topic]]
    often = Counter(word for question in questions for word in set(words(question)))
    reader = Reader(lexicon.parse(text), frozenset(word for word, count in often.items() if count > 1))
    found = [reader.clauses(question) for question in questions]
    seen = {view: [features(view, clauses, reader.lexicon) for clauses in found] for view in VIEWS}
    models = list[model.Model]()
    for done, view in enumerate(VIEWS, 1):
        tell(100 * done // (len(VIEWS) + 1))
        models.append(model.train(view, seen[view], labels, len(topics)))
    return Finder(topics, reader, tuple(models), text)


def _pack(text: str) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    return np.frombuffer(text.encode(), np.uint8)


def _unpack(array: np.ndarray[tuple[int], np.dtype[np.uint8]]) -> str:
    return array.tobytes().decode()
