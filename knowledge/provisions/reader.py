"""Reads what a paper's clauses do with each of the ten provisions, and the labeled clauses to teach from.

The layers of a sentence model, taught on contracts, give a vector for each word piece; the first vectors are those of
the model that reads messages. For each provision, two learned queries attend to these vectors, and a linear head says
whether the clause satisfies it, only touches on it, contradicts it or is about something else. A regression over the
most telling clauses of a paper, and over what the rules read, gives the shares of the verdicts.
``bench/review_teach.py`` makes the file.
"""

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
    """A clause that was written to teach from, and what it does with a provision."""

    text: str
    item: str
    """The provision, as in ``deletion``; ``none`` where the clause is about none of them."""
    status: str


def read_clauses(folder: Path = FOLDER) -> tuple[LabeledClause, ...]:
    """Every clause of the folder's files. Raises BadLaw with every malformed line."""
    complaints: list[Complaint] = []
    clauses = [clause for file in sorted(folder.glob("*.txt")) for clause in _clauses(file, complaints)]
    if complaints:
        raise BadLaw(complaints)
    return tuple(clauses)


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
QUERIES = 2
"""Queries of each item."""
VERDICTS = ("present", "weak", "contradicted", "absent")
ITEMS = 10
"""The number of provisions of 10-234bb(a)."""
FAR = 8.0
"""Log odds are clipped to this on both sides."""


@dataclass(frozen=True, slots=True)
class ItemShares:
    """The result of a paper's clauses for one item."""

    shares: Floats
    """The share of each of ``VERDICTS``."""
    telling: Mapping[str, int]
    """By status, the number of the clause that shows it most clearly."""


@dataclass(frozen=True, slots=True)
class Regression:
    """A multinomial regression: means and spreads to normalize by, and weights with the bias in the last row."""

    mean: Floats
    spread: Floats
    weights: Floats

    def shares(self, rows: Floats) -> Floats:
        """How likely each outcome is, (rows, outcomes)."""
        rows = (rows - self.mean) / self.spread
        return np.exp(_log_softmax(rows @ self.weights[:-1] + self.weights[-1]))


@dataclass(frozen=True, slots=True)
class ProvisionReader:
    """The model: the encoder's first layers, and what was learned on top of them."""

    encoder: Encoder
    items: tuple[str, ...]
    queries: Floats
    """In the shape (width, items times queries)."""
    heads: Floats
    """In the shape (items, width of the features, statuses)."""
    biases: Floats
    regression: Regression

    def read(self, texts: Sequence[str]) -> Floats:
        """The logarithms of the shares of ``STATUSES`` for each clause and item, (clauses, items, statuses)."""
        return np.stack([self.clause(text) for text in texts or ("",)])

    def weigh(self, table: Floats, item: str, ruled: str) -> ItemShares:
        """What the clauses of a paper, as `read`, come to for an item; ``ruled`` is the rules' verdict on it."""
        place = self.items.index(item)
        row = features(table[:, place], place, VERDICTS.index(ruled))
        return ItemShares(self.regression.shares(row[None])[0], _telling(table[:, place]))

    def clause(self, text: str) -> Floats:
        """The logarithms of the shares of ``STATUSES`` for each item, (items, statuses)."""
        return shares_of_pieces(self.encoder.read(text), self.queries, self.heads, self.biases)


def _telling(table: Floats) -> Mapping[str, int]:
    """By status, the number of the clause that shows it most clearly."""
    return {status: int(table[:, k].argmax()) for k, status in enumerate(STATUSES) if k}


def shares_of_pieces(pieces: Floats, queries: Floats, heads: Floats, biases: Floats) -> Floats:
    """The logarithms of the shares for a clause's word pieces, (items, statuses)."""
    asked = np.exp(_log_softmax((pieces @ queries).T)) @ pieces
    asked = asked.reshape(len(heads), -1)
    mean = np.broadcast_to(pieces.mean(axis=0), (len(heads), pieces.shape[1]))
    inputs = np.concatenate([asked, mean], axis=1)
    return _log_softmax(np.einsum("iw,iws->is", inputs, heads) + biases)


def features(table: Floats, place: int, ruled: int) -> Floats:
    """The regression's features for one item: ``table`` has (clauses, statuses), ``place`` is the item's number.

    ``ruled`` is the number of the rules' verdict.
    """
    odds = np.clip(table[:, 1:] - table[:, :1], -FAR, FAR)
    first, second = np.sort(odds, axis=0)[::-1][[0, min(1, len(odds) - 1)]]
    best = table[np.exp(table[:, 1:]).sum(axis=1).argmax()]
    own, verdict = np.zeros(ITEMS, np.float32), np.zeros(len(VERDICTS), np.float32)
    own[place] = verdict[ruled] = 1
    whole = np.log(np.exp(table[:, 1:]).sum(axis=0) + 0.01)
    length = np.log(len(table) + 1) / 2
    return np.concatenate([first, second, np.clip(best, -FAR, 0), np.exp(best), [length], whole, own, verdict])


@cache
def load_provisions(file: Path = FILE) -> ProvisionReader:
    """The model in the file. Raises ValueError where it was taught with other word pieces."""
    with np.load(messages.FILE, allow_pickle=False) as arrays:
        mark, words = mark_of(arrays), unpack_encoder(arrays, 1)
    with np.load(file, allow_pickle=False) as learned:
        if int(learned["mark"]) != mark:
            raise ValueError("provisions.npz was taught with another reader.npz: run bench/review_teach.py")
        return unpack(learned, unpack_encoder(learned, words=words))


def mark_of(arrays: Mapping[str, Any]) -> int:
    """A checksum of the word pieces of the model that reads messages, and of their vectors."""
    return zlib.crc32(arrays["vectors"].tobytes(), zlib.crc32(arrays["pieces"].tobytes()))


def unpack(learned: Mapping[str, Any], encoder: Encoder) -> ProvisionReader:
    """The model from the arrays of its file."""
    queries, heads, biases = (learned[name].astype(np.float32) for name in ("queries", "heads", "biases"))
    regression = Regression(*(learned[name].astype(np.float32) for name in ("mean", "spread", "weights")))
    return ProvisionReader(encoder, lines(learned, "items"), queries, heads, biases, regression)


def _log_softmax(rows: Floats) -> Floats:
    rows = rows - rows.max(axis=-1, keepdims=True)
    found: Floats = rows - np.log(np.exp(rows).sum(axis=-1, keepdims=True))
    return found
