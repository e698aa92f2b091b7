"""Decides what a question comes to: by a time that was counted, else by the candidate that a fitted function prefers.

``weights.txt`` has the function; ``bench/fit_answers.py`` writes it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from handlers.dialogue import bounded_re as re
from handlers.law.decided.candidates import FEATURES, WHETHER, Candidate, candidates
from handlers.law.decided.plan import TURNED, Decided, as_judged, entry_of, of_topic, stored_opening
from handlers.law.decided.question_facts import NO_DELAY, Heard
from handlers.law.decided.thresholds import ALLOWS, ENTRY_SURE, OPENS
from handlers.understanding.asked.stance import AskedAs
from knowledge.deciding.asked import Opening
from knowledge.deciding.ruling import Ruling, rule_on
from knowledge.law import LawOfDay
from knowledge.model import Answer, Verdict


def by_count(heard: Heard, answer: Answer, law: LawOfDay) -> Decided | None:
    """The decision by a time counted for the duty asked about; None where none was, or where it does not settle it."""
    names = {name.partition(".")[0] for name in heard.counted}
    duties = [one for one in heard.entries if one.removeprefix("duty:") in names]
    at_passage = (one for one in duties if law.duties[one.removeprefix("duty:")].cite == answer.cites[0])
    about = next((one for one in duties if heard.entries[one] >= ENTRY_SURE), next(at_passage, ""))
    if not about:
        return None
    late = rule_on(about, heard.facts, law)
    if late and heard.counted & {*late.failed}:
        return replace(as_judged(heard, late, answer), verdict=Verdict.PROHIBITED)
    late_too = any(
        heard.facts.get(f"{one.removeprefix('duty:')}.in-time") == "no" for one in heard.entries if one != about
    )
    in_time = rule_on(about, {**heard.near, **heard.facts}, law)
    if late_too or in_time is None or in_time.done != "met":
        return None  # other data may be in it, or it asks of more than the time
    if heard.asked.stance == "may":
        return _may_wait(heard, in_time, answer)
    return as_judged(heard, in_time, answer) if heard.of_time else None


def _may_wait(heard: Heard, kept: Ruling, answer: Answer) -> Decided:
    """Within the limit one may wait, where the law does not also want it done without unreasonable delay."""
    delay = next((name for name in kept.given if name.endswith(f".{NO_DELAY}")), "")
    if not delay:
        return as_judged(heard, kept, answer)
    asks = replace(kept, verdict=Verdict.CONDITIONAL, open=(delay,))
    return replace(as_judged(heard, asks, answer), opens="depends", verdict=Verdict.CONDITIONAL, turns_on=delay)


NOTHING_ASKED = AskedAs("what", "", turned=True)
"""What happened was told, and a duty follows: it is said, and neither Yes nor No answers what nobody asked."""
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
    """How likely each opening (yes, no, depends, none) is, best first."""
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
    options = candidates(heard, answer, law, combiner.turning)
    chosen = chosen_of(options, combiner.shares(options))
    if (
        heard.tells
        and chosen.asked.stance != "assert"
        and chosen.opens in TURNED
        and chosen.verdict is Verdict.REQUIRED
    ):
        chosen = replace(chosen, asked=NOTHING_ASKED, opens="none")
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


FEW = 6
"""A question of so many words names the kind and tells nothing of it."""
SHORT = 12
"""In so few words the model hears the kind and misses what speaks against it."""
_DENIES = re.compile(r"\b(?:no|not|never|without|public|anonymous\w*|de-?identified|by|from)\b|n['’]t\b", re.IGNORECASE)

_OTHERS = re.compile(
    r"\b(?:teachers?|staff|employees?|principals?|parents?|guardians?|vendors?|compan(?:y|ies)|background)\b"
    r"|\bof (?:the |our )?(?:students?|kids|children|pupils)\b",
    re.IGNORECASE,
)
"""Whose data it may be instead, or whom it only shows."""


def told_of_kind(told: Heard, question: str) -> Heard:
    """Without the facts that so short a question seems to deny, as it says nothing about them."""
    if told.asked.stance != "covered" or told.words > FEW or _DENIES.search(question):
        return told
    return replace(told, facts={name: value for name, value in told.facts.items() if value != "no"})


def of_named_kind(found: Decided, answer: Answer, question: str) -> Decided:
    """With Yes, on the topic's conditions, where nothing that was told speaks against it."""
    if _speaks_against(question):
        return found
    asked = found.heard.asked
    failed = found.ruling is not None and bool(found.ruling.failed)
    whether = asked.stance == "covered" and asked.claim == "fits"
    if not whether or found.opens != "none" or failed or found.verdict is not Verdict.DEFINITION:
        return found
    return replace(found, opens="yes", stored=stored_opening(answer) == "yes", doubted=False)


def without_doubtful_yes(found: Decided, question: str) -> Decided:
    """Without the Yes to a few words that name a kind of data and something that speaks against it."""
    few = found.heard.words <= SHORT and found.opens == "yes" and found.heard.asked.stance == "covered"
    doubtful = few and _speaks_against(question)
    return replace(found, opens="none", ruling=None, stored=False, doubted=True) if doubtful else found


def _speaks_against(question: str) -> bool:
    return bool(_DENIES.search(question) or _OTHERS.search(question))
