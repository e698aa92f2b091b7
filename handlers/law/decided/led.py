"""Lets what a model read choose the topic that explains the answer, and dates that were counted tell facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.law.choose import Chosen
from handlers.law.dates.timing import Reckoned
from handlers.law.decided.heard import Heard
from handlers.law.decided.thresholds import ENTRY_INSIDE, ENTRY_SURE
from knowledge.citation import Citation
from knowledge.deciding.ruling import rule_on
from knowledge.finding import Guess
from knowledge.law import LawOfDay
from knowledge.model import Topic


def led_by(told: Heard, guesses: Sequence[Guess], chosen: Chosen, law: LawOfDay) -> Chosen:
    """The topic at the passage of the entry that the model is sure of; else the one that was chosen."""
    name = next(iter(told.entries), "")
    share = told.entries.get(name, 0.0)
    if share < (ENTRY_SURE if chosen.topic else ENTRY_INSIDE):
        return chosen
    ruling = rule_on(name, told.facts, law)
    own = law.topics.get(name.removeprefix("term:").replace(" ", "-")) if name.startswith("term:") else None
    topic = own or (_topic_at(ruling.cite, chosen.topic, guesses, law) if ruling else None)
    return Chosen(topic, max(share, chosen.score), (), unsure=False) if topic else chosen


def _topic_at(cite: Citation, chosen: Topic | None, guesses: Sequence[Guess], law: LawOfDay) -> Topic | None:
    """The best topic whose answer stands at the passage, or rests on it; first the one chosen already."""
    ranked = [law.topics[guess.topic] for guess in guesses if guess.topic in law.topics]
    ranked = [*([chosen] if chosen else ()), *ranked]
    for most in (1, 2):
        found = [topic for topic in ranked if cite in _cites(topic, law)[:most]]
        if found:
            return found[0]
    return next((topic for topic in law.topics.values() if cite in _cites(topic, law)[:1]), chosen)


def _cites(topic: Topic, law: LawOfDay) -> tuple[Citation, ...]:
    answer = law.answer(topic.id)
    return answer.cites if answer else ()


def with_dates(told: Heard, reckoned: Sequence[Reckoned]) -> Heard:
    """With what the counted dates tell: whether something was in time."""
    counted = {
        f"{one.duty.id}.in-time": "yes" if one.in_time else "no"
        for one in reckoned
        if one.in_time is not None and not one.between
    }
    return replace(told, facts={**told.facts, **counted}) if told.read else told
