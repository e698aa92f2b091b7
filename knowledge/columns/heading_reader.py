"""Reads the heading of a spreadsheet's column: how likely it means each field of a contract.

A regression over the heading's words and pieces of words, taught by ``knowledge.teaching.columns_learn`` from the
labeled headings in ``headings/``: a file for each author, a line ``# FIELD``, then a heading a line.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FOLDER = Path(__file__).parent / "headings"
FILE = Path(__file__).parent / "columns.npz"
NONE = "none"
"""What is no field of a contract."""
PIECES = range(3, 6)
"""Letters of a piece of a word."""
WORD, PAIR = 2, 2
"""How much a whole word counts beside its pieces, and two words that follow each other."""
LABELED = 0.7
"""How much the labels of the very heading count beside the model."""
LONG = 6
"""Words from which a heading is only long."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def read_headings(folder: Path = FOLDER) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """By author, each heading and the field that it means."""
    return {file.stem: tuple(_labeled(file)) for file in sorted(folder.glob("*.txt"))}


def _labeled(file: Path) -> Iterator[tuple[str, str]]:
    field = NONE
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            field = line[2:].strip()
        elif line.strip():
            yield line.strip(), field


def features(heading: str) -> Mapping[str, float]:
    """The heading's words, pairs of words and pieces of words, in a vector of length 1."""
    spaced = unicodedata.normalize("NFKD", _CAMEL.sub(" ", heading))
    bare = "".join(letter for letter in spaced if not unicodedata.combining(letter)).casefold().replace("'", "")
    words = re.findall(r"[a-z0-9#$]+", bare)
    counts = Counter({f"={min(len(words), LONG)}": 1, f"?{'?' in heading}": 1})
    for word in words:
        counts[word] += WORD
        ended = f"<{word}>"
        counts.update(ended[at : at + size] for size in PIECES for at in range(len(ended) - size + 1))
    for first, second in pairwise(words):
        counts[f"{first} {second}"] += PAIR
    weights = {name: 1 + math.log(count) for name, count in counts.items()}
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {name: weight / length for name, weight in weights.items()}


@dataclass(frozen=True, slots=True)
class HeadingReader:
    """The regression: weights (features, fields), and a bias for each field."""

    fields: tuple[str, ...]
    places: Mapping[str, int]
    """The row of each feature."""
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def shares(self, heading: str) -> Mapping[str, float]:
        """How likely the heading means each field."""
        odds = self.bias.copy()
        for name, weight in features(heading).items():
            if (place := self.places.get(name)) is not None:
                odds += weight * self.weights[place]
        shares = np.exp(odds - odds.max())
        return dict(zip(self.fields, (shares / shares.sum()).tolist(), strict=True))


@cache
def _loaded() -> HeadingReader:
    with np.load(FILE, allow_pickle=False) as arrays:
        fields, names = (arrays[name].tobytes().decode().split("\n") for name in ("fields", "features"))
        places = {name: at for at, name in enumerate(names)}
        return HeadingReader(tuple(fields), places, arrays["weights"].astype(np.float32), arrays["bias"])


@cache
def _labels() -> Mapping[str, Counter[str]]:
    """What the labeled headings mean, by the heading."""
    found: dict[str, Counter[str]] = {}
    for heading, field in (one for labeled in read_headings().values() for one in labeled):
        found.setdefault(heading.casefold(), Counter())[field] += 1
    return found


@lru_cache(maxsize=10_000)
def shares_of(heading: str) -> Mapping[str, float]:
    """How likely the heading means each field: by the model in the project, and by its labels where it has some."""
    shares, told = _loaded().shares(heading), _labels().get(heading.casefold())
    if not told:
        return shares
    return {field: (1 - LABELED) * share + LABELED * told[field] / told.total() for field, share in shares.items()}
