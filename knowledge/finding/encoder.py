"""What does a question mean, whatever words it uses?

A small transformer, made by ``teach.py`` from the sentence model all-MiniLM-L6-v2 (Apache License 2.0; Microsoft and
the sentence-transformers project) and taught with our phrasings. ``docs/decisions.md`` says what it brings.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.finding.linear import Floats

FILE = Path(__file__).parent / "encoder.npz"
HEADS = 12
LONGEST = 64
"""Pieces of a question that are read; the rest is left out."""
LONGEST_WORD = 100
"""Letters; what is longer is no word, as the model was taught."""
_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_START, _END, _UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
_WEIGHTS = ("asks", "answers", "widens", "narrows")
_TINY = np.float32(1e-12)


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer: what each piece asks of the others, and what it makes of their answers."""

    asks: Floats
    answers: Floats
    widens: Floats
    narrows: Floats
    evens: tuple[Floats, Floats]
    """Scales and shifts after each half, in one array each."""

    def read(self, seen: Floats) -> Floats:
        """The next meaning of each piece, (pieces, width)."""
        width = seen.shape[1]
        one = width // HEADS
        asked = (_with_bias(seen, self.asks)).reshape(len(seen), 3, HEADS, one).transpose(1, 2, 0, 3)
        heed = asked[0] @ asked[1].transpose(0, 2, 1) / np.sqrt(np.float32(one))
        heed = np.exp(heed - heed.max(axis=-1, keepdims=True))
        heed /= heed.sum(axis=-1, keepdims=True)
        heard = (heed @ asked[2]).transpose(1, 0, 2).reshape(len(seen), width)
        seen = _even(seen + _with_bias(heard, self.answers), self.evens[0])
        return _even(seen + _with_bias(_gate(_with_bias(seen, self.widens)), self.narrows), self.evens[1])


@dataclass(frozen=True, slots=True)
class Encoder:
    """Reads a question as pieces of words and scores the topics that it was taught."""

    pieces: Mapping[str, int]
    meanings: NDArray[np.int8]
    meanings_scale: Floats
    places: Floats
    first: Floats
    layers: tuple[Layer, ...]
    topics: tuple[str, ...]
    head: Floats

    def scores(self, question: str) -> Floats:
        """One logit for each of ``topics``."""
        read = self.read(question)
        seen = self.meanings[read] * self.meanings_scale[read][:, None] + self.places[: len(read)]
        seen = _even(seen, self.first)
        for layer in self.layers:
            seen = layer.read(seen)
        logits: Floats = _with_bias(seen.mean(axis=0), self.head)
        return logits

    def read(self, question: str) -> list[int]:
        """The pieces of a question, the longest first."""
        plain = "".join(c for c in unicodedata.normalize("NFD", question.lower()) if not unicodedata.combining(c))
        words = _WORD.findall(plain)[: LONGEST - 2]
        found = [self.pieces[piece] for word in words for piece in self._split(word)]
        return [self.pieces[_START], *found[: LONGEST - 2], self.pieces[_END]]

    def _split(self, word: str) -> Iterable[str]:
        if len(word) > LONGEST_WORD:
            return [_UNKNOWN]  # nobody's word; to look for its pieces would take minutes
        found: list[str] = []
        start = 0
        while start < len(word):
            for end in range(len(word), start, -1):
                piece = ("##" if start else "") + word[start:end]
                if piece in self.pieces:
                    found.append(piece)
                    start = end
                    break
            else:
                return [_UNKNOWN]
        return found


@cache
def read_encoder() -> Encoder:
    """The encoder, read once."""
    with np.load(FILE, allow_pickle=False) as arrays:
        return unpack(arrays)


def unpack(arrays: Mapping[str, Any]) -> Encoder:
    """An encoder from the arrays of its file; matrices are kept as whole numbers with a scale for each row."""

    def matrix(name: str) -> Floats:
        whole: Floats = arrays[name].astype(np.float32) * arrays[f"{name}-scale"].astype(np.float32)[:, None]
        return np.ascontiguousarray(whole)

    def layers() -> Iterator[Layer]:
        for k in range(int(arrays["layers"])):
            asks, answers, widens, narrows = (matrix(f"{k}-{name}") for name in _WEIGHTS)
            yield Layer(asks, answers, widens, narrows, (arrays[f"{k}-even-0"], arrays[f"{k}-even-1"]))

    pieces = arrays["pieces"].tobytes().decode().split("\n")
    topics = arrays["topics"].tobytes().decode().split("\n")
    return Encoder(
        {piece: place for place, piece in enumerate(pieces)},
        arrays["meanings"],
        arrays["meanings-scale"].astype(np.float32),
        matrix("places"),
        arrays["first"],
        tuple(layers()),
        tuple(topics),
        matrix("head"),
    )


def _with_bias(seen: Floats, weights: Floats) -> Floats:
    """Times the weights, whose last row is the bias."""
    found: Floats = seen @ weights[:-1] + weights[-1]
    return found


def _even(seen: Floats, by: Floats) -> Floats:
    """Each row with mean 0 and variance 1, then scaled and shifted."""
    off = seen - seen.mean(axis=-1, keepdims=True)
    evened: Floats = off / np.sqrt((off * off).mean(axis=-1, keepdims=True) + _TINY) * by[0] + by[1]
    return evened


def _gate(seen: Floats) -> Floats:
    """GELU by its usual approximation."""
    bent = np.tanh(np.float32(0.7978845608) * (seen + np.float32(0.044715) * seen * seen * seen))
    gated: Floats = np.float32(0.5) * seen * (1 + bent)
    return gated
