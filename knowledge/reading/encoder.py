"""Turns a text into one vector for each of its word pieces.

A transformer, made by ``knowledge.teach`` from the sentence model all-MiniLM-L6-v2 (Apache License 2.0; Microsoft and
the sentence-transformers project) and taught with our phrasings, questions and requests. ``docs/decisions.md`` says
what it brings.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

HEADS = 12
LONGEST = 112
"""Word pieces of a text that are read; the rest is left out."""
LONGEST_WORD = 100
"""Letters; what is longer is no word, as the model was taught."""
ENCODER_EPSILON = np.float32(1e-12)
_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_PARTS = ("query-key-value", "attention-output", "wide", "narrow")
START, END, _UNKNOWN = "[CLS]", "[SEP]", "[UNK]"


@dataclass(frozen=True, slots=True)
class Norm:
    """Layer normalization: each row gets mean 0 and variance 1, then is scaled and shifted."""

    scale_shift: Floats
    epsilon: np.float32 = ENCODER_EPSILON

    def of(self, rows: Floats) -> Floats:
        """The rows, normalized."""
        off = rows - rows.mean(axis=-1, keepdims=True)
        spread = np.sqrt((off * off).mean(axis=-1, keepdims=True) + self.epsilon)
        normal: Floats = off / spread * self.scale_shift[0] + self.scale_shift[1]
        return normal


@dataclass(frozen=True, slots=True)
class Layer:
    """One transformer layer: self-attention, then two dense matrices. The last row of each matrix is its bias."""

    query_key_value: Floats
    attention_output: Floats
    wide: Floats
    narrow: Floats
    norms: tuple[Norm, Norm]

    def of(self, rows: Floats) -> Floats:
        """The next vectors of the pieces, (pieces, width)."""
        query, key, value = np.split(affine(rows, self.query_key_value), 3, axis=1)
        rows = self.norms[0].of(rows + affine(attend(query, key, value), self.attention_output))
        return self.norms[1].of(rows + affine(gelu(affine(rows, self.wide)), self.narrow))


@dataclass(frozen=True, slots=True)
class Encoder:
    """Word pieces, their vectors as whole numbers with a scale for each, and the layers."""

    pieces: Mapping[str, int]
    vectors: NDArray[np.int8]
    vectors_scale: Floats
    positions: Floats
    first: Norm
    layers: tuple[Layer, ...]

    def read(self, text: str) -> Floats:
        """One vector for each word piece of the text, (pieces, width)."""
        return self.of(self.numbers(text))

    def of(self, numbers: Sequence[int], beside: Floats | None = None) -> Floats:
        """One vector for each of these pieces; ``beside`` is added to their first vectors, (pieces, width)."""
        rows = self.vectors[numbers] * self.vectors_scale[numbers][:, None] + self.positions[: len(numbers)]
        rows = self.first.of(rows if beside is None else rows + beside)
        for layer in self.layers:
            rows = layer.of(rows)
        return rows

    def numbers(self, text: str) -> list[int]:
        """The numbers of the text's word pieces; each word is cut into the longest pieces there are."""
        words = _WORD.findall(plain(text))[: LONGEST - 2]
        found = [number for word in words for number in cut(word, self.pieces)]
        return [self.pieces[START], *found[: LONGEST - 2], self.pieces[END]]


def plain(text: str) -> str:
    """The text in small letters without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))


def cut(word: str, pieces: Mapping[str, int]) -> Sequence[int]:
    """The numbers of a plain word's pieces, the longest that there are."""
    if len(word) > LONGEST_WORD:
        return [pieces[_UNKNOWN]]  # nobody's word; to look for its pieces would take minutes
    found: list[int] = []
    start = 0
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = ("##" if start else "") + word[start:end]
            if piece in pieces:
                found.append(pieces[piece])
                start = end
                break
        else:
            return [pieces[_UNKNOWN]]
    return found


def unpack_encoder(arrays: Mapping[str, Any], first: int | None = None, words: Encoder | None = None) -> Encoder:
    """The encoder in the arrays of a model's file, or its first layers only; ``words`` has the vectors of word pieces.

    Where it is given, the file has none.
    """

    def layers() -> Iterator[Layer]:
        for k in range(first or int(arrays["layers"])):
            asked, output, wide, narrow = (matrix(arrays, f"{k}-{part}") for part in _PARTS)
            yield Layer(asked, output, wide, narrow, (Norm(arrays[f"{k}-norm-0"]), Norm(arrays[f"{k}-norm-1"])))

    return Encoder(
        words.pieces if words else {piece: place for place, piece in enumerate(lines(arrays, "pieces"))},
        words.vectors if words else arrays["vectors"],
        words.vectors_scale if words else arrays["vectors-scale"].astype(np.float32),
        matrix(arrays, "positions"),
        Norm(arrays["first"]),
        tuple(layers()),
    )


def matrix(arrays: Mapping[str, Any], name: str) -> Floats:
    """A matrix that is kept as whole numbers with a scale for each row."""
    whole: Floats = arrays[name].astype(np.float32) * arrays[f"{name}-scale"].astype(np.float32)[:, None]
    return np.ascontiguousarray(whole)


def lines(arrays: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """A list of texts that is kept as the bytes of its lines."""
    return tuple(arrays[name].tobytes().decode().split("\n"))


def affine(rows: Floats, weights: Floats) -> Floats:
    """``rows`` times the weights, whose last row is the bias."""
    found: Floats = rows @ weights[:-1] + weights[-1]
    return found


def attend(query: Floats, key: Floats, value: Floats) -> Floats:
    """Attention with 12 heads: for each query, the values weighed by how well their keys fit, (queries, width)."""
    query, key, value = (part.reshape(len(part), HEADS, -1).transpose(1, 0, 2) for part in (query, key, value))
    fit = query @ key.transpose(0, 2, 1) / np.sqrt(np.float32(query.shape[-1]))
    fit = np.exp(fit - fit.max(axis=-1, keepdims=True))
    fit /= fit.sum(axis=-1, keepdims=True)
    found: Floats = (fit @ value).transpose(1, 0, 2).reshape(query.shape[1], -1)
    return found


def gelu(rows: Floats) -> Floats:
    """The Gaussian error linear unit, by its usual approximation."""
    bent = np.tanh(np.float32(0.7978845608) * (rows + np.float32(0.044715) * rows * rows * rows))
    found: Floats = np.float32(0.5) * rows * (1 + bent)
    return found
