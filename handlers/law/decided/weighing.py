"""Weighs what the readers of a case say together: how its answer opens, and on which conditions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from handlers.law.decided.by_topic import TURNED, Decided, entry_of, of_topic
from handlers.law.decided.thresholds import (
    CARRIES,
    CASE,
    CASE_NONE,
    CASE_OPENS,
    CASE_TOPIC,
    CASE_WORDS,
    LEADS,
    OPENS,
    OVERRULES,
    PERMITS,
    SURELY_CASE,
    TOPIC_SURE,
)
from handlers.law.decided.told.heard import Heard
from knowledge.deciding.asked import ASKS_WHETHER, Opening, claim_of, opening, opening_of
from knowledge.deciding.ruling import Ruling, rule_on
from knowledge.law import LawOfDay
from knowledge.model import Answer, Verdict

_OF_ACTS = ASKS_WHETHER - {"covered", "assert"}
"""What is asked of an act, and not of a word or of what somebody holds."""
_FREE = frozenset({Verdict.PERMITTED, Verdict.NOT_REQUIRED})


def tells_case(heard: Heard, shares: Mapping[Opening, float]) -> bool:
    """Whether a message tells of a case, and does not only ask for the rule."""
    best = max(shares.values())
    return (
        heard.words >= SURELY_CASE
        or CASE_NONE + CASE_WORDS * heard.words + CASE_TOPIC * heard.topic_share + CASE_OPENS * best > CASE
    )


def weigh(heard: Heard, shares: Mapping[Opening, float], answer: Answer, law: LawOfDay) -> Decided:
    """By what its readers say together; a permission needs more of them than a ban, and anything else depends."""
    opens = best = next(iter(shares))
    if _barely(heard, shares, answer, law):
        verdict = Verdict(answer.verdict)
        return Decided(
            heard,
            verdict,
            "none",
            answer.cites,
            stored=False,
            facts=heard.facts,
            case=True,
            near=entry_of(heard, answer, law),
            doubted=True,
        )
    verdict = _as_asked(opens, heard)
    least = PERMITS if verdict in _FREE else OPENS
    if opens in TURNED and shares[opens] < least:
        opens, verdict = "depends", Verdict.CONDITIONAL
    rulings = _rulings(heard, answer, law)
    ruling = _coming_to(opens, rulings, heard)
    told = any(one.met or one.failed for one in rulings)
    held = None
    if ruling is None and verdict in _FREE and _carries(best, shares, heard):
        ruling = held = _coming_to("depends", rulings[:1], heard)  # said with what is left to show
    if verdict in _FREE and ruling is None and told and shares[best] < OVERRULES and held is None:
        opens, verdict = "depends", Verdict.CONDITIONAL  # the judge on the facts that were told does not agree
        ruling = _coming_to(opens, rulings, heard)
    first = rule_on(rulings[0].about, {**heard.near, **heard.facts}, law) if rulings else None
    agreed = first is not None and first.conditional and first.exemption and answer.verdict == "conditional"
    if opens == "no" and ruling is None and agreed and heard.topic_share >= TOPIC_SURE:
        opens, verdict, ruling = "depends", Verdict.CONDITIONAL, first  # an exception was told, its conditions were not
    asks = ruling.open[0] if opens == "depends" and ruling and ruling.open else ""
    if opens == "depends" and ruling is None:
        ruling, asks = _turned_by(heard, rulings, law)
    cites = tuple(dict.fromkeys((ruling.cite, *answer.cites))) if ruling else answer.cites
    on_conditions = ruling is None and opens in TURNED and answer.verdict == Verdict.CONDITIONAL.value
    if on_conditions and held is None and (verdict in _FREE or shares[best] < CARRIES):
        opens, verdict = "depends", Verdict.CONDITIONAL
    made = Decided(heard, verdict, opens, cites, ruling, asks, stored=False, facts=heard.facts)
    return replace(made, on_conditions=on_conditions, case=True, near=entry_of(heard, answer, law))


def _carries(best: Opening, shares: Mapping[Opening, float], heard: Heard) -> bool:
    """Whether the readers are sure enough to say it beside conditions that the judge leaves open."""
    return shares[best] >= CARRIES and best == next(iter(heard.signs.opens)) and heard.asked.stance in _OF_ACTS


def _barely(heard: Heard, shares: Mapping[Opening, float], answer: Answer, law: LawOfDay) -> bool:
    """Whether Yes hardly leads No, or No Yes, and neither the topic nor the judge says the same."""
    best = next(iter(shares))
    other = next((one for one in TURNED if one != best), best)
    if best not in TURNED or shares[best] - shares.get(other, 0.0) >= LEADS:
        return False
    asked = heard.asked
    judged = (opening(one, asked.stance, asked.claim) for one in _rulings(heard, answer, law)[:1])
    return best not in {of_topic(heard, answer).opens, *judged}


def _as_asked(opens: Opening, heard: Heard) -> Verdict:
    """The verdict that a question of this kind has where its answer begins so."""
    stance, likely = heard.asked.stance, [Verdict(name) for name in heard.signs.verdicts]
    if opens == "depends":
        return Verdict.CONDITIONAL
    if opens in TURNED and (stance in {"may", "enough"} or (stance == "skip" and heard.asks_leave)):
        return Verdict.PERMITTED if opens == "yes" else Verdict.PROHIBITED
    if opens in TURNED and stance in {"must", "skip"}:
        return Verdict.REQUIRED if (opens == "yes") is (stance == "must") else Verdict.NOT_REQUIRED
    if stance == "covered" and likely[0] is Verdict.DEFINITION:
        return Verdict.DEFINITION
    claim = claim_of(stance, heard.asked.claim)
    return next((one for one in likely if not claim or opening_of(one, claim) == opens), likely[0])


def _rulings(heard: Heard, answer: Answer, law: LawOfDay) -> Sequence[Ruling]:
    """What each entry comes to that it may be about, the likeliest first."""
    names = [name for name in dict.fromkeys((entry_of(heard, answer, law), *heard.entries)) if name]
    return [ruling for name in names if (ruling := rule_on(name, heard.facts, law))]


def _coming_to(opens: Opening, rulings: Sequence[Ruling], heard: Heard) -> Ruling | None:
    """The ruling that gives the reasons: the first that comes to the same."""
    return next((one for one in rulings if opening(one, heard.asked.stance, heard.asked.claim) == opens), None)


def _turned_by(heard: Heard, rulings: Sequence[Ruling], law: LawOfDay) -> tuple[Ruling | None, str]:
    """The first ruling that a fact turns which may be told too, and that fact."""
    stance, claim = heard.asked.stance, heard.asked.claim
    for ruling in rulings:
        for name, value in heard.near.items():
            other = rule_on(ruling.about, {**heard.facts, name: value}, law)
            if other and opening(other, stance, claim) != opening(ruling, stance, claim):
                return ruling, name
    return None, ""
