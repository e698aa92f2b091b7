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
from handlers.law.decided.question_facts import NO_DELAY, STANCES, Heard
from handlers.law.decided.thresholds import ALLOWS, ENTRY_SURE, OPENS
from handlers.understanding.asked.stance import AskedAs
from knowledge.deciding.asked import Opening
from knowledge.deciding.outcomes import NEEDED, outcome_of
from knowledge.deciding.ruling import Ruling, rule_on
from knowledge.law import LawOfDay
from knowledge.model import Answer, Duty, Verdict

_OF_DONE = frozenset({"enough", "banned"})
"""Whether what was done suffices, or is forbidden: of a time, whether it was in time or too late."""


NOTHING_ASKED = AskedAs("what", "", turned=True)
"""What happened was told, and a duty follows: it is said, and neither Yes nor No answers what nobody asked."""


def by_count(heard: Heard, answer: Answer, law: LawOfDay) -> Decided | None:
    """The decision by a time counted for the duty asked about; None where none was, or where it does not settle it."""
    counted = [name.partition(".")[0] for name in heard.counted]
    meant = [law.duties[id] for one in heard.entries if (id := one.removeprefix("duty:")) in law.duties]
    about = next((one for one in meant if one.id in counted and heard.entries[f"duty:{one.id}"] >= ENTRY_SURE), None)
    about = about or next((one for one in meant if one.id in counted and one.cite == answer.cites[0]), None)
    about = about or next((law.duties[id] for id in counted if meant and law.duties[id].shares_clock(meant[0])), None)
    if not about:
        return None
    heard = replace(heard, asked=_asked_of_time(heard))
    ruled = rule_on(f"duty:{about.id}", heard.facts, law)
    is_late = ruled is not None and not heard.counted.isdisjoint(ruled.failed)
    if heard.asked.stance not in {"must", "skip"} and (which := _decides_which(about, heard, law)):
        limit, fact, otherwise = which
        if shorter := rule_on(limit, heard.facts, law):
            asks = replace(shorter, verdict=Verdict.CONDITIONAL, open=(fact,))
            facts = {**heard.facts, otherwise: "yes"}
            return replace(as_judged(heard, asks, answer), opens="depends", turns_on=fact, facts=facts)
    if ruled and is_late:
        return replace(as_judged(heard, ruled, answer), verdict=Verdict.PROHIBITED)
    late_too = any(
        heard.facts.get(f"{one.removeprefix('duty:')}.in-time") == "no"
        for one in heard.entries
        if one != f"duty:{about.id}"
    )
    in_time = rule_on(f"duty:{about.id}", {**heard.near, **heard.facts}, law)
    if late_too or in_time is None or in_time.done != "met":
        return None  # other data may be in it, or it asks of more than the time
    if heard.asked.stance == "may":
        return _may_wait(heard, in_time, answer)
    only_time = not any(one.id == NO_DELAY for one in about.done)
    return as_judged(heard, in_time, answer) if heard.of_time or (only_time and heard.plain in _OF_DONE) else None


def _asked_of_time(heard: Heard) -> AskedAs:
    """What is asked of a time that was counted: whether it was in time or too late, by the words where they say so."""
    if heard.tells:
        return NOTHING_ASKED
    of_done = heard.plain in _OF_DONE
    if heard.asked.stance in {"may", "must", "skip", "assert"} or not (of_done or heard.of_time):
        return heard.asked
    stance = heard.plain if of_done else "enough" if heard.of_kept else heard.asked.stance
    return AskedAs(STANCES[stance if stance in _OF_DONE else "enough"], "", turned=True)


def _decides_which(own: Duty, heard: Heard, law: LawOfDay) -> tuple[str, str, str] | None:
    """The shorter of two limits, which was missed while the longer was kept, and the open fact by which it holds.

    Third is a fact by which the longer one holds instead. None where it is plain which one does.
    """
    came = {name: heard.facts.get(f"{name}.in-time") for name in law.duties if f"{name}.in-time" in heard.counted}
    for other in (law.duties[name] for name in came if own.shares_clock(law.duties[name])):
        missed, kept = (own, other) if came.get(own.id) == "no" else (other, own)
        if came.get(missed.id) == "no" and came.get(kept.id) == "yes":
            apart = next((one for one in missed.tests if one not in {*kept.tests, *heard.facts}), "")
            otherwise = next((one for one in kept.tests if one not in missed.tests), "")
            return (f"duty:{missed.id}", apart, otherwise) if apart and otherwise else None
    return None


def _is_untimed(ruling: Ruling) -> bool:
    """Whether it says only what must be done within a time, and nothing of when it was: neither late nor in time."""
    return ruling.about.startswith("duty:") and outcome_of(ruling) == NEEDED


def _may_wait(heard: Heard, kept: Ruling, answer: Answer) -> Decided:
    """Within the limit one may wait, where the law does not also want it done without unreasonable delay."""
    delay = next((name for name in kept.given if name.endswith(f".{NO_DELAY}")), "")
    if not delay:
        return as_judged(heard, kept, answer)
    asks = replace(kept, verdict=Verdict.CONDITIONAL, open=(delay,))
    return replace(as_judged(heard, asks, answer), opens="depends", verdict=Verdict.CONDITIONAL, turns_on=delay)


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
        return (by_count(heard, answer, law) if heard.counted and heard.plain in _OF_DONE else None) or by_topic
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
    elif heard.of_time and chosen.asked.stance in _OF_DONE and chosen.ruling and _is_untimed(chosen.ruling):
        chosen = replace(chosen, opens="none")
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
