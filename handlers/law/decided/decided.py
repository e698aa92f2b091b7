"""Decides a question: by the facts it tells where a model read it, else by its topic, worded for the question."""

from __future__ import annotations

from dataclasses import replace

from handlers.law.decided.by_topic import Decided, as_judged, entry_of, of_topic
from handlers.law.decided.counted import by_count
from handlers.law.decided.of_rule import of_rule
from handlers.law.decided.plainly import plainly
from handlers.law.decided.shares import opening_shares
from handlers.law.decided.told.heard import Heard
from handlers.law.decided.weighing import tells_case, weigh
from handlers.law.decided.withheld import lets_gap_pass, misleads
from knowledge.deciding.asked import ASKS_WHETHER
from knowledge.deciding.ruling import rule_on
from knowledge.law import LawOfDay
from knowledge.model import Answer


def decided(heard: Heard, answer: Answer, law: LawOfDay) -> Decided:
    """What it comes to. ``answer`` is that of the topic which was found."""
    by_topic = replace(of_topic(heard, answer), near=entry_of(heard, answer, law))
    if plain := plainly(by_topic, answer, law):
        return plain
    if heard.asked.stance not in ASKS_WHETHER | {"consequence"}:
        return by_topic
    if not heard.signs.opens:  # a button brings back what was read
        ruling = rule_on(about, heard.facts, law) if (about := by_topic.near) else None
        return as_judged(heard, ruling, answer) if ruling else by_topic
    if counted := by_count(heard, answer, law):
        return counted
    shares = opening_shares(heard.signs, heard.asked, law)
    found = weigh(heard, shares, answer, law) if tells_case(heard, shares) else of_rule(by_topic, answer, law)
    if lets_gap_pass(found):
        return replace(by_topic, opens="none", stored=False, doubted=True)
    return replace(found, opens="none", stored=False, doubted=True) if misleads(found) else found
