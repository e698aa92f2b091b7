"""Decides a question: of all that it may come to, what the fitted function finds likeliest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.law.decided.by_topic import Decided, as_judged, entry_of, of_topic
from handlers.law.decided.candidates import WHETHER, Candidate, candidates
from handlers.law.decided.combiner import by_opening, read_combiner
from handlers.law.decided.counted import by_count
from handlers.law.decided.thresholds import ALLOWS, OPENS
from handlers.law.decided.told.heard import Heard
from knowledge.deciding.ruling import rule_on
from knowledge.law import LawOfDay
from knowledge.model import Answer


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
