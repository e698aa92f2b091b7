"""Decides a question: of all that it may come to, what one fitted function finds likeliest.

``weights.txt`` has the function; ``bench/fit_answers.py`` writes it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from handlers.law.decided.by_topic import Decided, as_judged, entry_of, of_topic
from handlers.law.decided.candidates import FEATURES, WHETHER, Candidate, candidates
from handlers.law.decided.counted import by_count
from handlers.law.decided.thresholds import ALLOWS, OPENS
from handlers.law.decided.told.heard import Heard
from knowledge.deciding.asked import Opening
from knowledge.deciding.ruling import rule_on
from knowledge.law import LawOfDay
from knowledge.model import Answer

FILE = Path(__file__).with_name("weights.txt")


@dataclass(frozen=True, slots=True)
class Combiner:
    """A weight for each of ``FEATURES``, and how often each fact decided in what people wrote, often ones first."""

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
    usual = sorted(turning, key=lambda name: -turning[name])
    return Combiner(tuple(weights[name] for name in FEATURES), {name: turning[name] for name in usual})


def decided(heard: Heard, answer: Answer, law: LawOfDay) -> Decided:
    """What it comes to. ``answer`` is that of the topic which was found."""
    by_topic = replace(of_topic(heard, answer), near=entry_of(heard, answer, law))
    if heard.asked.stance not in WHETHER:
        return by_topic
    if not heard.signs.opens:  # a button brings back what was read
        ruling = rule_on(about, heard.facts, law) if (about := by_topic.near) else None
        return as_judged(heard, ruling, answer) if ruling else by_topic
    if counted := by_count(heard, answer, law):
        return counted
    combiner = read_combiner()
    found = candidates(heard, answer, law, combiner.turning)
    chosen = chosen_of(found, combiner.shares(found))
    asked = replace(heard, asked=chosen.asked)
    return _answered(chosen, replace(of_topic(asked, answer), near=by_topic.near), answer)


def chosen_of(found: Sequence[Candidate], shares: Sequence[float]) -> Candidate:
    """The likeliest of those that open as is likeliest; in doubt one that asks, or that says neither Yes nor No."""
    ranked = [one for _, one in sorted(zip(shares, found, strict=True), key=lambda pair: -pair[0])]
    opens, share = next(iter(by_opening(found, shares).items()))
    best = next(one for one in ranked if one.opens == opens)
    if share >= (ALLOWS if best.allows and best.ruling else OPENS):
        return best
    return next(one for one in ranked if one.turns_on or one.opens == "none")


def _answered(chosen: Candidate, by_topic: Decided, answer: Answer) -> Decided:
    if chosen.ruling is None:
        fits = chosen.opens == by_topic.opens
        return by_topic if fits else replace(by_topic, opens=chosen.opens, stored=False, doubted=True)
    return replace(
        by_topic,
        verdict=chosen.verdict,
        opens=chosen.opens,
        cites=tuple(dict.fromkeys((chosen.ruling.cite, *answer.cites))),
        ruling=chosen.ruling,
        turns_on=chosen.turns_on,
        stored=False,
        told=chosen.told or bool(chosen.turns_on),
    )
