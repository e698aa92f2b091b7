"""Decides the matter of the turn before once more, where a fact was told that its entry asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk
from handlers.law.ask import Answered, decide
from handlers.law.decided.question_facts import Heard, heard
from handlers.law.decided.thresholds import NEAR
from handlers.law.finding import PLAIN
from handlers.understanding.asked.stance import AskedAs
from handlers.understanding.follow_ups import Reading, is_whole
from knowledge.deciding.asked import ASKS_WHETHER, Opening
from knowledge.deciding.ruling import Ruling, rule_on
from knowledge.law import LawOfDay
from knowledge.model import Topic, Verdict
from knowledge.reading.reader import Signs


@dataclass(frozen=True, slots=True)
class Before:
    """The matter of the turn before, without its words."""

    topic: str = ""
    about: str = ""
    """The entry that decided, or that would have."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """What was told for it."""
    asked: AskedAs | None = None
    """What was asked of it."""
    unsure: bool = False
    """Whether it was asked back which topic was meant."""
    again: bool = False
    """Whether what was told then changed nothing, as far as was understood."""
    event: str = ""
    """The event from which days were counted last."""
    on: str = ""
    """Its day, as ``2026-10-20``."""
    near: tuple[str, ...] = ()
    """The topics that were named beside it."""


NOTHING_BEFORE = Before()


_IF = re.compile(r"\b(?:if|when|even|unless|without|only|also|too|but|because|since)\b", re.IGNORECASE)
"""Adds to what was told of the thing before."""
_REFERS = re.compile(r"\b(?:it|its|that|this|those|these|them|they)\b", re.IGNORECASE)
_TURNED: frozenset[Opening] = frozenset({"yes", "no"})


def with_facts(before: Before, alone: Answered, reading: Reading, law: LawOfDay, desk: Desk) -> Answered | None:
    """The same matter decided once more with what was told now; None where nothing decisive was.

    ``alone`` is the answer to the question alone, for a topic whose text fits better.
    """
    known = rule_on(before.about, before.facts, law) if before.about else None
    if known is None:
        return None
    topic = law.topics[before.topic]
    told = heard(reading.question, desk.read(reading.question))
    together = read_with(topic, reading.question, desk)
    kept = {} if _names_other(before, reading.question) else before.facts
    facts = {**kept, **_beside(told, together, topic, desk), **told.facts}
    now = rule_on(before.about, facts, law)
    if now is None or {*now.met, *now.failed} == {*known.met, *known.failed}:
        return None
    merged = Heard(_asked(before, told), {before.about: 1.0}, facts)
    found = decide(reading, _worded_by(now, before, alone, law), law, desk, merged)
    return replace(found, score=PLAIN) if _agreed(found, together) else None


def _names_other(before: Before, question: str) -> bool:
    """Whether a few words name another thing of which the same is asked: "and a song she wrote?" after a test."""
    of_word = before.about.startswith("term:") and before.asked is not None and before.asked.stance == "covered"
    return of_word and not (is_whole(question) or _REFERS.search(question) or _IF.search(question))


def read_with(topic: Topic, question: str, desk: Desk) -> Signs:
    """What the model reads in a follow-up together with the matter that it goes on from."""
    return desk.read(f"{topic.title}: {question}")


def _beside(told: Heard, together: Signs, topic: Topic, desk: Desk) -> Mapping[str, str]:
    """What is told only together with the matter: not what its title says, and nothing that the follow-up denies."""
    titled = heard(topic.title, desk.read(topic.title)).facts
    return {name: value for name, value in _new(heard("", together).facts, titled) if not _denied(name, value, told)}


def _new(facts: Mapping[str, str], known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield from ((name, value) for name, value in facts.items() if known.get(name) != value)


def _denied(name: str, value: str, told: Heard) -> bool:
    said = told.signs.facts.get(name)
    return said is not None and (said.denied if value == "yes" else said.asserted) >= NEAR


def _asked(before: Before, told: Heard) -> AskedAs:
    """What was asked before, unless the follow-up asks something of its own."""
    own = told.asked if told.asked.stance in ASKS_WHETHER - {"assert"} else None
    return replace(own or before.asked or told.asked, turned=True)


def _worded_by(now: Ruling, before: Before, alone: Answered, law: LawOfDay) -> Topic:
    """The topic whose text fits what it comes to now: that of the turn before, one beside it, or that named now."""
    own = (alone.topic.id,) if alone.topic and alone.score >= PLAIN else ()
    if alone.topic and own and alone.answer and alone.answer.cites[0] == now.cite:
        return alone.topic
    if now.about.startswith("term:"):
        return law.topics[before.topic]
    names = [name for name in (before.topic, *before.near, *own) if name in law.topics]
    for name in names:
        answer = law.answer(name)
        if answer and Verdict(answer.verdict) is now.verdict and now.cite.section == answer.cites[0].section:
            return law.topics[name]
    return law.topics[before.topic]


def _agreed(found: Answered, together: Signs) -> bool:
    """Whether a second reader says Yes or No as the judge does."""
    opens = found.decided.opens if found.decided else "none"
    best = max(together.opens, key=lambda name: together.opens[name], default=opens)
    return opens not in _TURNED or best == opens
