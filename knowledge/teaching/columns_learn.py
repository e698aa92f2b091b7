"""Teaches the reader of headings, and measures it on each author left out.

``python -m knowledge.teaching.columns_learn`` takes some minutes, and writes ``knowledge/columns/columns.npz``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from knowledge.columns.heading_reader import FILE, HeadingReader, features, read_headings

STEPS, PACE, MOMENTUM, FORGET = 500, 20.0, 0.9, 2e-5
LEAST = 2
"""Headings that must have a feature before it is learned."""


def learn(labeled: Sequence[tuple[str, str]]) -> HeadingReader:
    """The regression over labeled headings."""
    read = [features(heading) for heading, _ in labeled]
    seen = Counter(name for one in read for name in one)
    names = sorted(name for name, count in seen.items() if count >= LEAST)
    fields = sorted({field for _, field in labeled})
    places = {name: at for at, name in enumerate(names)}
    rows = np.zeros((len(read), len(names) + 1), np.float32)
    rows[:, -1] = 1
    for row, one in zip(rows, read, strict=True):
        for name, weight in one.items():
            if name in places:
                row[places[name]] = weight
    wanted = np.eye(len(fields), dtype=np.float32)[[fields.index(field) for _, field in labeled]]
    weights = pace = np.zeros((rows.shape[1], len(fields)), np.float32)
    for step in range(STEPS):
        odds = rows @ weights
        shares = np.exp(odds - odds.max(axis=1, keepdims=True))
        wrong = shares / shares.sum(axis=1, keepdims=True) - wanted
        pace = MOMENTUM * pace + rows.T @ wrong / len(rows) + FORGET * weights
        weights = weights - PACE * (1 - step / STEPS) * pace
    return HeadingReader(tuple(fields), places, weights[:-1], weights[-1])


def right(reader: HeadingReader, labeled: Sequence[tuple[str, str]]) -> float:
    """The share of headings whose likeliest field is theirs."""
    read = [{**reader.shares(heading), "cell": 0.0} for heading, _ in labeled]
    told = [max(shares, key=shares.__getitem__) for shares in read]
    return sum(field == one for one, (_, field) in zip(told, labeled, strict=True)) / len(labeled)


def pack(reader: HeadingReader) -> dict[str, Any]:
    """The arrays of the file."""
    named = {"fields": reader.fields, "features": tuple(reader.places)}
    texts = {name: np.frombuffer("\n".join(lines).encode(), np.uint8) for name, lines in named.items()}
    return {**texts, "weights": reader.weights.astype(np.float16), "bias": reader.bias.astype(np.float32)}


def main() -> None:
    """Measure, teach, and write."""
    authors = read_headings()
    for left in authors:
        reader = learn([one for author, labeled in authors.items() if author != left for one in labeled])
        print(f"without {left}: {right(reader, authors[left]):.3f} of {len(authors[left])} headings right")  # noqa: T201
    np.savez_compressed(FILE, **pack(learn([one for labeled in authors.values() for one in labeled])))


if __name__ == "__main__":
    main()
