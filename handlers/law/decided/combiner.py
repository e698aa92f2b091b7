"""Weighs the candidates of an answer by one fitted function (`weights.txt`, which ``bench/fit_answers.py`` writes)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from handlers.law.decided.candidates import FEATURES, Candidate
from knowledge.deciding.asked import Opening

FILE = Path(__file__).with_name("weights.txt")


@dataclass(frozen=True, slots=True)
class Combiner:
    """``weights`` has a weight for each of ``FEATURES``; ``turning`` how often a fact decided, in what people wrote."""

    weights: tuple[float, ...]
    turning: Mapping[str, int]

    def shares(self, found: Sequence[Candidate]) -> tuple[float, ...]:
        """How likely each candidate is the right answer; they add up to one."""
        scores = [sum(w * x for w, x in zip(self.weights, one.features, strict=True)) for one in found]
        most = max(scores)
        raised = [math.exp(score - most) for score in scores]
        whole = sum(raised)
        return tuple(one / whole for one in raised)


def by_opening(found: Sequence[Candidate], shares: Sequence[float]) -> Mapping[Opening, float]:
    """How likely the answer opens so, best first."""
    added: dict[Opening, float] = {}
    for one, share in zip(found, shares, strict=True):
        added[one.opens] = added.get(one.opens, 0.0) + share
    return {name: added[name] for name in sorted(added, key=lambda name: -added[name])}


@cache
def read_combiner(file: Path = FILE) -> Combiner:
    """The function in the file: ``weight NAME VALUE`` and ``turns ELEMENT TIMES``, one a line. Raises ValueError."""
    weights: dict[str, float] = {}
    turning: dict[str, int] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        kind, _, rest = line.partition(" ")
        name, _, value = rest.rpartition(" ")
        if kind == "weight":
            weights[name] = float(value)
        elif kind == "turns":
            turning[name] = int(value)
        elif line and not line.startswith("#"):
            raise ValueError(f"{file.name}: {line!r} is neither a weight nor a fact that turns")
    if set(weights) != set(FEATURES):
        raise ValueError(f"{file.name} needs a weight for each of: {', '.join(FEATURES)}")
    return Combiner(tuple(weights[name] for name in FEATURES), turning)
