"""How are weights learned from examples?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.finding.rows import RowsOnDisk

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
_RAW = 2  # epochs whose weights are too raw to count


@dataclass(frozen=True, slots=True)
class SparseRow:
    """One text as a sparse vector: where it is not zero, and what it is there."""

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
    """How strongly each label is meant by the row."""
    return row.values @ weights[row.at].astype(np.float32)


def shares(logits: Floats) -> Floats:
    """Logits as shares that add up to one (softmax), along the last axis."""
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    total: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return total


def log_shares(logits: Floats) -> Floats:
    """The logarithms of the shares."""
    below = logits - logits.max()
    found: Floats = below - np.log(np.exp(below).sum())
    return found
