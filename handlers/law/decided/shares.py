"""Weighs how an answer begins: by questions worded alike, by their verdicts, and by the judge on the facts as read."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from random import Random
from typing import Final, get_args

from handlers.understanding.asked.stance import AskedAs
from knowledge.deciding.asked import Opening, claim_of, opening, opening_of
from knowledge.deciding.ruling import rule_on
from knowledge.law import LawOfDay
from knowledge.model import Verdict
from knowledge.reading.signs import Signs

OPENINGS: Final[tuple[Opening, ...]] = get_args(Opening)
_DRAWS: Final = 24
"""How often the facts are drawn by their shares; the judge decides each draw."""
_ENTRIES: Final = 3
_FAINT: Final = 0.03
"""A fact that is told with less than this share is never drawn."""
_FLOORS: Final = (0.01, 0.03, 0.05)
"""No reader's share counts as less, so that none of them can forbid an opening alone."""
_WEIGHTS: Final = (0.72, 0.25, 0.35)
_USUAL: Final[Mapping[Opening, float]] = {"yes": 0.23, "no": 0.68, "depends": 0.04, "none": -0.95}
"""Both fitted on labelled questions that the model had not learned, see docs/decisions.md."""


def opening_shares(signs: Signs, asked: AskedAs, law: LawOfDay) -> Mapping[Opening, float]:
    """How likely each opening is right, best first; they add up to one."""
    by_verdict = _by_verdict(signs, asked)
    judged = _judged(signs, asked, law)
    scores = {
        name: _USUAL[name]
        + sum(
            weight * math.log(shares.get(name, 0.0) + floor)
            for weight, floor, shares in zip(_WEIGHTS, _FLOORS, (signs.opens, by_verdict, judged), strict=True)
        )
        for name in OPENINGS
    }
    most = max(scores.values())
    raised = {name: math.exp(score - most) for name, score in scores.items()}
    total = sum(raised.values())
    return {name: raised[name] / total for name in sorted(raised, key=lambda one: -raised[one])}


def _by_verdict(signs: Signs, asked: AskedAs) -> Mapping[str, float]:
    found: dict[str, float] = {}
    claim = claim_of(asked.stance, asked.claim)
    for verdict, share in signs.verdicts.items():
        name = opening_of(Verdict(verdict), claim) if claim else "none"
        found[name] = found.get(name, 0.0) + share
    return found


def _judged(signs: Signs, asked: AskedAs, law: LawOfDay) -> Mapping[str, float]:
    """What the judge says on facts drawn by their shares; the same signs always give the same draws."""
    entries = list(signs.entries.items())[:_ENTRIES]
    total = sum(share for _, share in entries)
    found: dict[str, float] = {}
    for facts, times in Counter(frozenset(facts.items()) for facts in _drawn(signs)).items():  # many draws are alike
        for entry, share in entries:
            if ruling := rule_on(entry, dict(facts), law):
                name = opening(ruling, asked.stance, asked.claim)
                found[name] = found.get(name, 0.0) + times * share / total / _DRAWS
    return found


def _drawn(signs: Signs) -> Iterator[Mapping[str, str]]:
    chance = Random(0)  # noqa: S311 - nothing secret
    told = {name: said for name, said in signs.facts.items() if said.asserted + said.denied > _FAINT}
    yield {n: "yes" if s.asserted > s.denied else "no" for n, s in told.items() if max(s.asserted, s.denied) > 1 / 2}
    for _ in range(_DRAWS - 1):
        facts = {}
        for name, said in told.items():
            draw = chance.random()
            if draw < said.asserted + said.denied:
                facts[name] = "yes" if draw < said.asserted else "no"
        yield facts
