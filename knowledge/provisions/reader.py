"""Reads what each clause does with the ten provisions, and what the clauses of a paper come to.

The first layers of the sentence model that reads messages give a vector for each word piece. For each provision two
learned queries ask them by attention, and a linear head tells whether the clause satisfies it, only touches on it,
contradicts it or is about something else; what several sets of them read is averaged. A regression over the most
telling clauses gives the paper's shares, and how often the rules read which status gives what their verdict adds.
``bench/review_teach.py`` makes the file.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.complaint import BadLaw, Complaint
from knowledge.reading import reader as messages
from knowledge.reading.reader import Encoder, Floats, lines, unpack_encoder

FOLDER = Path(__file__).parent / "clauses"
STATUSES = ("none", "present", "weak", "contradicted")
_HEADING = "Write: # none, # present, # weak or # contradicted."


@dataclass(frozen=True, slots=True)
class LabeledClause:
    """A clause that somebody wrote to teach, and what it does with an item."""

    text: str
    item: str
    """As in ``deletion``; ``none`` where it is about none of them."""
    status: str


def read_clauses(folder: Path = FOLDER) -> tuple[LabeledClause, ...]:
    """Every clause of the folder's files. Raises BadLaw with every malformed line."""
    complaints: list[Complaint] = []
    found = [clause for file in sorted(folder.glob("*.txt")) for clause in _clauses(file, complaints)]
    if complaints:
        raise BadLaw(complaints)
    return tuple(found)


def _clauses(file: Path, complaints: list[Complaint]) -> Iterator[LabeledClause]:
    status = ""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            status = line[1:].strip()
        elif line.strip() and status in STATUSES:
            yield LabeledClause(line.strip(), file.stem, status)
        elif line.strip():
            complaints.append(Complaint(file.name, number, f"this clause has no status: {line[:60]}", _HEADING))


FILE = Path(__file__).parent / "provisions.npz"
LAYERS = 3
"""Of the sentence model; what those above add is of messages."""
QUERIES = 2
"""Of each item."""
VERDICTS = ("present", "weak", "contradicted", "absent")
ITEMS = 10
"""Provisions of 10-234bb(a)."""
FAR = 8.0
"""Log odds beyond which a clause tells no more."""
RULES = 0.5
"""How much the rules' verdict counts: they and what was learned often err on the same clause."""


@dataclass(frozen=True, slots=True)
class ItemShares:
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
    queries: Floats
    """(sets, width, items and queries)."""
    heads: Floats
    """(sets, items, width of what is asked, statuses)."""
    biases: Floats
    regression: Regression
    ruled: Floats
    """The logarithm of how often the rules read each verdict where another one holds, (what holds, what they read)."""

    def weigh(self, texts: Sequence[str]) -> Mapping[str, ItemShares]:
        """What the clauses of a paper come to, by item."""
        table = np.stack([self.clause(text) for text in texts or ("",)])
        shares = self.regression.shares(np.stack([features(table[:, k], k) for k in range(len(self.items))]))
        return {item: ItemShares(shares[k], _telling(table[:, k])) for k, item in enumerate(self.items)}

    def beside_rules(self, shares: Floats, ruled: str) -> Floats:
        """How likely each of ``VERDICTS`` is for an item, where the rules read one of them."""
        found: Floats = np.exp(_log_softmax(np.log(shares) + RULES * self.ruled[:, VERDICTS.index(ruled)]))
        return found

    def clause(self, text: str) -> Floats:
        """The logarithms of the shares of ``STATUSES`` for each item, (items, statuses)."""
        return shares_of_pieces(self.encoder.read(text), self.queries, self.heads, self.biases)


def _telling(table: Floats) -> Mapping[str, int]:
    """By status, the place of the clause that tells it the most."""
    return {status: int(table[:, k].argmax()) for k, status in enumerate(STATUSES) if k}


def shares_of_pieces(pieces: Floats, queries: Floats, heads: Floats, biases: Floats) -> Floats:
    """What the word pieces of a clause tell of each item, as logarithms of mean shares, (items, statuses)."""
    each = [_shares_of_pieces(pieces, *one) for one in zip(queries, heads, biases, strict=True)]
    found: Floats = np.logaddexp.reduce(each) - np.log(len(each))
    return found


def _shares_of_pieces(pieces: Floats, queries: Floats, heads: Floats, biases: Floats) -> Floats:
    """What one set of queries and heads tells."""
    asked = np.exp(_log_softmax((pieces @ queries).T)) @ pieces
    asked = asked.reshape(len(heads), -1)
    mean = np.broadcast_to(pieces.mean(axis=0), (len(heads), pieces.shape[1]))
    seen = np.concatenate([asked, mean], axis=1)
    return _log_softmax(np.einsum("iw,iws->is", seen, heads) + biases)


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
def load_provisions(file: Path = FILE) -> ProvisionReader:
    """The reader. Raises ValueError where the sentence model is not the one that it was taught with."""
    with np.load(messages.FILE, allow_pickle=False) as arrays:
        mark = mark_of(arrays)
        encoder = unpack_encoder(arrays, LAYERS)
    with np.load(file, allow_pickle=False) as learned:
        if int(learned["mark"]) != mark:
            raise ValueError("provisions.npz was taught with another reader.npz: run bench/review_teach.py")
        return unpack(learned, encoder)


def mark_of(arrays: Mapping[str, Any]) -> int:
    """What marks the sentence model: a checksum of the last layer that is used."""
    return zlib.crc32(arrays[f"{LAYERS - 1}-narrow"].tobytes())


def unpack(learned: Mapping[str, Any], encoder: Encoder) -> ProvisionReader:
    """The reader in the arrays of its file."""
    full = {name: learned[name].astype(np.float32) for name in learned if name not in {"items", "mark"}}
    heads = (full["queries"], full["heads"], full["biases"])
    regression = Regression(full["mean"], full["spread"], full["weights"])
    return ProvisionReader(encoder, lines(learned, "items"), *heads, regression, full["ruled"])


def _log_softmax(rows: Floats) -> Floats:
    rows = rows - rows.max(axis=-1, keepdims=True)
    found: Floats = rows - np.log(np.exp(rows).sum(axis=-1, keepdims=True))
    return found
