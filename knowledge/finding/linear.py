"""Linear models that score topics by a question's features: training them, and reading their weights from disk."""

import os
import weakref
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

_CHUNK = 1 << 20
_LOCAL_HEADER, _LENGTHS = 30, (26, 28)
"""In a zip file: bytes of a member's local header, and where in it the lengths of the name and the extra field are."""


class OpenFile:
    """A file descriptor that is closed with the last matrix that reads from it."""

    def __init__(self, file: BinaryIO) -> None:
        self.number = os.dup(file.fileno())
        weakref.finalize(self, os.close, self.number)  # also where the interpreter ends first


@dataclass(frozen=True, slots=True)
class RowsOnDisk:
    """A matrix of half-precision numbers that is read from a file row by row; a question needs some hundred rows.

    Most numbers are zero, so a row is stored as a bit for each column and then the numbers that are not zero, which
    takes a third of the space. The file is not memory-mapped: around each row the system would map sixteen pages, which
    count as the process's memory, and after fifty questions nearly the whole file would be mapped.
    """

    file: OpenFile
    start: int
    """Where the first row begins in the file, in bytes."""
    places: NDArray[np.uint32]
    """Offsets from ``start`` at which each row begins, and the end of the last one."""
    width: int

    def __getitem__(self, at: NDArray[np.int64]) -> NDArray[np.float16]:
        """These rows, (rows, width). Raises OSError."""
        bits, number = (self.width + 7) // 8, self.file.number
        spans = zip(self.places[at].tolist(), self.places[at + 1].tolist(), strict=True)
        read = [os.pread(number, end - begin, self.start + begin) for begin, end in spans]
        is_set = np.frombuffer(b"".join([row[:bits] for row in read]), np.uint8).reshape(len(at), bits)
        rows = np.zeros((len(at), self.width), np.float16)
        rows[np.unpackbits(is_set, axis=1, count=self.width).astype(bool)] = np.frombuffer(
            b"".join([row[bits:] for row in read]), np.float16
        )
        return rows


def pack(weights: NDArray[np.float16] | RowsOnDisk) -> tuple[NDArray[np.uint8], NDArray[np.uint32]]:
    """What `RowsOnDisk` reads: the bytes of all rows, and where each begins."""
    whole = weights if isinstance(weights, np.ndarray) else weights[np.arange(len(weights.places) - 1)]
    rows = [np.packbits(row != 0).tobytes() + row[row != 0].tobytes() for row in whole]
    return np.frombuffer(b"".join(rows), np.uint8), np.cumsum([0, *map(len, rows)]).astype(np.uint32)


def rows_on_disk(file: BinaryIO, name: str, places: NDArray[np.uint32], width: int) -> RowsOnDisk:
    """The matrix ``name`` in an uncompressed .npz file, its checksum checked. Raises what a damaged file raises."""
    with zipfile.ZipFile(file) as archive:
        member = archive.getinfo(f"{name}.npy")
        with archive.open(member) as content:
            if np.lib.format.read_magic(content) != (1, 0):
                raise ValueError(f"{name} is of another version")
            shape, _, dtype = np.lib.format.read_array_header_1_0(content)
            header = content.tell()
            while content.read(_CHUNK):
                pass  # zipfile compares the checksum at the end
    if member.compress_type != zipfile.ZIP_STORED or dtype != np.uint8 or shape != (int(places[-1]),):
        raise ValueError(f"{name} is not saved as rows")
    file.seek(member.header_offset)
    local = file.read(_LOCAL_HEADER)
    names = sum(int.from_bytes(local[at : at + 2], "little") for at in _LENGTHS)
    start = member.header_offset + _LOCAL_HEADER + names + header
    return RowsOnDisk(OpenFile(file), start, places, width)


Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
_RAW = 2  # first epochs, whose weights are left out of the average


@dataclass(frozen=True, slots=True)
class SparseRow:
    """One text as a sparse vector: the places that are not zero, and the values there."""

    at: Ints
    values: Floats


def fit(rows: Sequence[SparseRow], labels: Sequence[int], shape: tuple[int, int], *, c: float, epochs: int) -> Floats:
    """Weights (features, labels) of linear support vector machines, one label against the rest.

    Dual coordinate descent for the squared hinge loss (Hsieh et al., 2008), all labels in one step. The weights are
    averaged from the third epoch on, so that the last examples seen do not outvote the rest. The order of the examples
    is drawn from a fixed seed, so that the same examples always give the same weights.
    """
    weights = np.zeros(shape, np.float32)
    total = np.zeros(shape, np.float32)
    duals = np.zeros((len(rows), shape[1]), np.float32)
    signs = np.full((len(rows), shape[1]), -1, np.float32)
    signs[np.arange(len(rows)), labels] = 1
    slack = np.float32(0.5 / c)
    sizes = [np.float32(row.values @ row.values + slack) for row in rows]
    order = np.random.default_rng(seed=0)
    for epoch in range(epochs):
        for quarter in np.array_split(order.permutation(len(rows)), 4):
            for k in quarter:
                row, dual, sign = rows[k], duals[k], signs[k]
                part = weights[row.at]
                slope = sign * (row.values @ part) - 1 + slack * dual
                moved = np.maximum(dual - slope / sizes[k], 0)
                part += row.values[:, None] * ((moved - dual) * sign)
                weights[row.at] = part
                duals[k] = moved
            if epoch >= _RAW:
                total += weights
    return total / np.float32(4 * (epochs - _RAW))


def scores(weights: NDArray[np.float16] | RowsOnDisk, row: SparseRow) -> Floats:
    """The score of each label for the row."""
    return row.values @ weights[row.at].astype(np.float32)


def shares(logits: Floats) -> Floats:
    """Logits as shares that add up to one (softmax), along the last axis."""
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    total: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return total


def log_shares(logits: Floats) -> Floats:
    """The logarithms of `shares`, of one row."""
    below = logits - logits.max()
    found: Floats = below - np.log(np.exp(below).sum())
    return found


_LOUD = {"c": np.float32(2)}  # concepts outweigh the words that express them
_SEEN = 2  # a feature seen once teaches nothing
_C = 2.0
_EPOCHS = 5


@dataclass(frozen=True, slots=True)
class Model:
    """The features of one view, how rare each is, and its weight for each topic; the last row is the bias.

    A model that was loaded reads its weights from the file.
    """

    view: str
    places: Mapping[str, int]
    rarity: Floats
    weights: NDArray[np.float16] | RowsOnDisk

    def scores(self, found: Counter[str]) -> Floats:
        """The score of each topic."""
        return scores(self.weights, row(found, self.places, self.rarity))


def row(found: Counter[str], places: Mapping[str, int], rarity: Floats) -> SparseRow:
    """Features as a vector of length one, the bias added."""
    known = [
        (places[name], count * _LOUD.get(name.split(" ")[0], 1)) for name, count in found.items() if name in places
    ]
    at = np.array([place for place, _ in known] + [len(places)], np.int64)
    counts = np.array([count for _, count in known], np.float32)
    values = np.sqrt(counts) * rarity[at[:-1]]
    length = np.sqrt(values @ values) or np.float32(1)
    return SparseRow(at, np.append(values / length, np.float32(1)))


def train(view: str, texts: Sequence[Counter[str]], labels: Sequence[int], topics: int) -> Model:
    """A model of one view, from the features of each text and the number of its topic."""
    spread = Counter(name for text in texts for name in text)
    places = {name: place for place, name in enumerate(sorted(name for name, n in spread.items() if n >= _SEEN))}
    often = np.array([spread[name] for name in places], np.float32)
    rarity = (1 + np.log((1 + len(texts)) / (1 + often))).astype(np.float32)
    rows = [row(text, places, rarity) for text in texts]
    weights = fit(rows, labels, (len(places) + 1, topics), c=_C, epochs=_EPOCHS)
    return Model(view, places, rarity, weights.astype(np.float16))
