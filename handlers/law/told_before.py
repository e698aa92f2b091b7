"""What the turn before was about (`Before`), and its answer once more with the facts that a follow-up tells."""

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
    """What the turn before was about; its words are not kept."""

    topic: str = ""
    about: str = ""
    """The entry that decided, or that would have."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """The facts that were told for that entry."""
    asked: AskedAs | None = None
    """The kind of question that was asked."""
    unsure: bool = False
    """Whether the bot asked which topic was meant."""
    again: bool = False
    """Whether what was told then changed nothing, as far as was understood."""
    event: str = ""
    """The event from which days were counted last."""
    on: str = ""
    """Its day, as ``2026-10-20``."""
    single: bool = False
    """Whether only one clock was counted from it."""
    near: tuple[str, ...] = ()
    """The topics that were named beside it."""


NOTHING_BEFORE = Before()


_IF = re.compile(r"\b(?:if|when|even|unless|without|only|also|too|but|because|since)\b", re.IGNORECASE)
"""Adds to what was told of the thing before."""
_REFERS = re.compile(r"\b(?:it|its|that|this|those|these|them|they)\b", re.IGNORECASE)
_TURNED: frozenset[Opening] = frozenset({"yes", "no"})


def with_facts(before: Before, alone: Answered, reading: Reading, law: LawOfDay, desk: Desk) -> Answered | None:
    """The same topic decided once more with the facts told now; None where they decide nothing.

    ``alone`` is the answer to the question alone, for a topic whose text fits better.
    """
    ruling_before = rule_on(before.about, before.facts, law) if before.about else None
    if ruling_before is None:
        return None
    topic = law.topics[before.topic]
    told = heard(reading.question, desk.read(reading.question))
    together = read_with(topic, reading.question, desk)
    facts_before = {} if _names_other(before, reading.question) else before.facts
    facts = {**facts_before, **_beside(told, together, topic, desk), **told.facts}
    now = rule_on(before.about, facts, law)
    if now is None or {*now.met, *now.failed} == {*ruling_before.met, *ruling_before.failed}:
        return None
    merged = Heard(_asked(before, told), {before.about: 1.0}, facts)
    answered = decide(reading, _worded_by(now, before, alone, law), law, desk, merged)
    return replace(answered, score=PLAIN) if _agreed(answered, together) else None


def _names_other(before: Before, question: str) -> bool:
    """Whether a few words name another thing of which the same is asked: "and a song she wrote?" after a test."""
    of_word = before.about.startswith("term:") and before.asked is not None and before.asked.stance == "covered"
    return of_word and not (is_whole(question) or _REFERS.search(question) or _IF.search(question))


def read_with(topic: Topic, question: str, desk: Desk) -> Signs:
    """What the model reads in a follow-up together with the matter that it goes on from."""
    return desk.read(f"{topic.title}: {question}")


def _beside(told: Heard, together: Signs, topic: Topic, desk: Desk) -> Mapping[str, str]:
    """Facts read only from topic and follow-up together: without what the title tells, or what the follow-up denies."""
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
    own_topic = (alone.topic.id,) if alone.topic and alone.score >= PLAIN else ()
    if alone.topic and own_topic and alone.answer and alone.answer.cites[0] == now.cite:
        return alone.topic
    if now.about.startswith("term:"):
        return law.topics[before.topic]
    names = [name for name in (before.topic, *before.near, *own_topic) if name in law.topics]
    for name in names:
        answer = law.answer(name)
        if answer and Verdict(answer.verdict) is now.verdict and now.cite.section == answer.cites[0].section:
            return law.topics[name]
    return law.topics[before.topic]


def _agreed(found: Answered, together: Signs) -> bool:
    """Whether the model expects the same Yes or No as the ruling; also where the ruling says neither."""
    opens = found.decided.opens if found.decided else "none"
    best = max(together.opens, key=lambda name: together.opens[name], default=opens)
    return opens not in _TURNED or best == opens
