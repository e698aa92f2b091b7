"""How does one view of a question score the topics?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.finding import linear
from knowledge.finding.linear import Floats, SparseRow
from knowledge.finding.rows import RowsOnDisk

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
        """One number a topic."""
        return linear.scores(self.weights, row(found, self.places, self.rarity))


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
    weights = linear.fit(rows, labels, (len(places) + 1, topics), c=_C, epochs=_EPOCHS)
    return Model(view, places, rarity, weights.astype(np.float16))
