"""Reads what each clause does with the ten provisions, and what the clauses of a paper come to.

The first layers of the sentence model that reads messages give a vector for each word piece. For each provision two
learned queries ask them by attention, and a linear head tells whether the clause satisfies it, only touches on it,
contradicts it or is about something else. A regression over the most telling clauses gives the paper's shares.
``bench/review_teach.py`` makes the file.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.provisions.material import STATUSES
from knowledge.reading import reader as messages
from knowledge.reading.encoder import Encoder, Floats, lines, unpack_encoder

FILE = Path(__file__).parent / "provisions.npz"
LAYERS = 3
"""Of the sentence model; what those above add is of messages."""
VERDICTS = ("present", "weak", "contradicted", "absent")
ITEMS = 10
"""Provisions of 10-234bb(a)."""
FAR = 8.0
"""Log odds beyond which a clause tells no more."""
MOST = 110
"""Clauses of a paper that are read: the most telling by their words alone."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the clauses of a paper come to for one item."""

    shares: Floats
    """How likely each of ``VERDICTS`` is."""
    telling: Mapping[str, int]
    """By status, the clause that tells it the most."""


@dataclass(frozen=True, slots=True)
class Regression:
    """A multinomial regression: what it takes off and divides by, and its weights with the bias in the last row."""

    mean: Floats
    spread: Floats
    weights: Floats

    def shares(self, rows: Floats) -> Floats:
        """How likely each outcome is, (rows, outcomes)."""
        rows = (rows - self.mean) / self.spread
        return np.exp(_log_softmax(rows @ self.weights[:-1] + self.weights[-1]))


@dataclass(frozen=True, slots=True)
class ProvisionReader:
    """The encoder's first layers and all that was learned above them."""

    encoder: Encoder
    items: tuple[str, ...]
    gate: Floats
    """What the mean of a clause's word pieces, unread, says of each item, (width and bias, items)."""
    queries: Floats
    heads: Floats
    """(items, width of what is asked, statuses)."""
    biases: Floats
    regression: Regression

    def weigh(self, texts: Sequence[str]) -> Mapping[str, Weighed]:
        """What the clauses of a paper come to, by item."""
        kept = self.telling(texts)
        read = [self.clause(texts[at]) for at in kept] or [self.clause("")]
        table = np.stack(read)
        shares = self.regression.shares(np.stack([features(table[:, k], k) for k in range(len(self.items))]))
        return {item: Weighed(shares[k], self._telling(table[:, k], kept)) for k, item in enumerate(self.items)}

    def telling(self, texts: Sequence[str]) -> list[int]:
        """The clauses that are worth reading, in their order; of a short paper all."""
        if len(texts) <= MOST:
            return list(range(len(texts)))
        likely = np.stack([self._likely(text) for text in texts])
        return sorted(_first(likely.argsort(axis=0)[::-1]))

    def _likely(self, text: str) -> Floats:
        """How likely a clause is to tell something of each item, by its words alone."""
        numbers = self.encoder.numbers(text)
        mean = (self.encoder.vectors[numbers] * self.encoder.vectors_scale[numbers][:, None]).mean(axis=0)
        found: Floats = mean @ self.gate[:-1] + self.gate[-1]
        return found

    def clause(self, text: str) -> Floats:
        """The logarithms of the shares of ``STATUSES`` for each item, (items, statuses)."""
        pieces = self.encoder.read(text)
        asked = np.exp(_log_softmax((pieces @ self.queries).T)) @ pieces
        asked = asked.reshape(len(self.items), -1)
        mean = np.broadcast_to(pieces.mean(axis=0), (len(self.items), pieces.shape[1]))
        seen = np.concatenate([asked, mean], axis=1)
        return _log_softmax(np.einsum("id,ids->is", seen, self.heads) + self.biases)

    def _telling(self, table: Floats, kept: Sequence[int]) -> Mapping[str, int]:
        if not kept:
            return {}
        return {status: kept[int(table[:, k].argmax())] for k, status in enumerate(STATUSES) if k}


def _first(ranks: Any) -> list[int]:
    """The first clauses of each item, until there are enough."""
    found: dict[int, None] = {}
    for row in ranks:
        for at in row:
            if len(found) < MOST:
                found[int(at)] = None
    return list(found)


def features(table: Floats, place: int) -> Floats:
    """What a regression weighs of a paper's clauses for one item: (clauses, statuses) and the item's place."""
    odds = np.clip(table[:, 1:] - table[:, :1], -FAR, FAR)
    first, second = np.sort(odds, axis=0)[::-1][[0, min(1, len(odds) - 1)]]
    best = table[np.exp(table[:, 1:]).sum(axis=1).argmax()]
    own = np.zeros(ITEMS, np.float32)
    own[place] = 1
    whole = np.log(np.exp(table[:, 1:]).sum(axis=0) + 0.01)
    length = np.log(len(table) + 1) / 2
    return np.concatenate([first, second, np.clip(best, -FAR, 0), np.exp(best), [length], whole, own])


@cache
def load_provisions() -> ProvisionReader:
    """The reader. Raises ValueError where the sentence model is not the one that it was taught with."""
    with np.load(messages.FILE, allow_pickle=False) as arrays:
        mark = mark_of(arrays)
        encoder = unpack_encoder(arrays, LAYERS)
    with np.load(FILE, allow_pickle=False) as learned:
        if int(learned["mark"]) != mark:
            raise ValueError("provisions.npz was taught with another reader.npz: run bench/review_teach.py")
        return unpack(learned, encoder)


def mark_of(arrays: Mapping[str, Any]) -> int:
    """What marks the sentence model: a checksum of the last layer that is used."""
    return zlib.crc32(arrays[f"{LAYERS - 1}-narrow"].tobytes())


def unpack(learned: Mapping[str, Any], encoder: Encoder) -> ProvisionReader:
    """The reader in the arrays of its file."""
    full = {name: learned[name].astype(np.float32) for name in learned if name not in {"items", "mark"}}
    heads = (full["gate"], full["queries"], full["heads"], full["biases"])
    regression = Regression(full["mean"], full["spread"], full["weights"])
    return ProvisionReader(encoder, lines(learned, "items"), *heads, regression)


def _log_softmax(rows: Floats) -> Floats:
    rows = rows - rows.max(axis=-1, keepdims=True)
    found: Floats = rows - np.log(np.exp(rows).sum(axis=-1, keepdims=True))
    return found
