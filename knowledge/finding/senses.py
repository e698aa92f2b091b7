"""What does a question mean, where its words are new to us?

A table of meanings for 28,000 pieces of English words, distilled from the sentence model all-MiniLM-L6-v2 (Apache
License 2.0; Microsoft and the sentence-transformers project): each piece was put through the model alone, and the 256
directions in which pieces differ most were kept, as whole numbers. ``docs/decisions.md`` says what it brings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.finding.linear import Floats

FILE = Path(__file__).parent / "senses.npz"
_WORD = re.compile(r"[a-z]+|\d+")
_LOUD, _PEAK = np.float32(12), np.float32(0.5)
_EPOCHS, _BATCH, _STEP, _INERTIA = 20, 128, np.float32(0.1), np.float32(0.9)


@dataclass(frozen=True, slots=True)
class Table:
    """The meaning of each piece; a piece that continues a word starts with ``##``."""

    pieces: Mapping[str, int]
    meanings: NDArray[np.int8]

    def read(self, text: str) -> list[int]:
        """The pieces of a text, the longest first; what cannot be read is left out."""
        return [piece for word in _WORD.findall(text.lower()) for piece in self._split(word)]

    def _split(self, word: str) -> Iterable[int]:
        start = 0
        while start < len(word):
            for end in range(len(word), start, -1):
                piece = self.pieces.get(("##" if start else "") + word[start:end])
                if piece is not None:
                    yield piece
                    start = end
                    break
            else:
                return


@cache
def table() -> Table:
    """The table, read once."""
    with np.load(FILE, allow_pickle=False) as arrays:
        pieces = arrays["pieces"].tobytes().decode().split("\n")
        return Table({piece: place for place, piece in enumerate(pieces)}, arrays["table"])


@dataclass(frozen=True, slots=True)
class Senses:
    """Scores topics by what a question means: a softmax over the rare-weighted mean and the peaks of its pieces."""

    rarity: Floats
    weights: NDArray[np.float16]

    def scores(self, question: str) -> Floats:
        """One logit a topic."""
        logits: Floats = vector(table().read(question), self.rarity) @ self.weights.astype(np.float32)
        return logits


def vector(pieces: Sequence[int], rarity: Floats) -> Floats:
    """The mean meaning, and the strongest meaning in each direction; a one for the bias at the end."""
    width = table().meanings.shape[1]
    found = np.zeros(2 * width + 1, np.float32)
    found[-1] = 1
    if pieces:
        meanings = table().meanings[list(pieces)].astype(np.float32)
        mean, peak = rarity[list(pieces)] @ meanings, meanings.max(axis=0)
        found[:width] = _LOUD * mean / max(float(np.linalg.norm(mean)), 1e-6)
        found[width:-1] = _LOUD * _PEAK * peak / max(float(np.linalg.norm(peak)), 1e-6)
    return found


def train(questions: Sequence[str], labels: Sequence[int], topics: int) -> Senses:
    """Learn by gradient descent in small batches; small topics weigh more. The same questions give the same weights."""
    read = [table().read(question) for question in questions]
    often = np.bincount([piece for pieces in read for piece in set(pieces)], minlength=len(table().pieces))
    rarity = np.log((len(read) + 1) / (often + 1)).astype(np.float32)
    seen = np.array([vector(pieces, rarity) for pieces in read])
    truth = np.array(labels)
    worth = (1 / np.sqrt(np.bincount(truth, minlength=topics)))[truth].astype(np.float32)
    worth /= worth.mean()
    weights = np.zeros((seen.shape[1], topics), np.float32)
    pull = np.zeros_like(weights)
    order = np.random.default_rng(seed=0)
    for epoch in range(_EPOCHS):
        step = _STEP * np.float32(1 - epoch / _EPOCHS)
        for batch in np.array_split(order.permutation(len(read)), max(1, len(read) // _BATCH)):
            slope = _slope(seen[batch] @ weights, truth[batch]) * worth[batch][:, None]
            pull = _INERTIA * pull + seen[batch].T @ slope / np.float32(len(batch))
            weights -= step * pull
    return Senses(rarity, weights.astype(np.float16))


def _slope(logits: Floats, truth: NDArray[np.int64]) -> Floats:
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    slope: Floats = raised / raised.sum(axis=1, keepdims=True)
    slope[np.arange(len(truth)), truth] -= 1
    return slope
