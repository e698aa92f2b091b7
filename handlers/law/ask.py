"""What is the answer to a question?"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.law.choose import NAMED, PLAIN, choose
from handlers.law.product import topic_of
from handlers.law.timing import Reckoned, Unclear, law_day, reckon
from handlers.understanding.data_kinds import kinds_in
from handlers.understanding.dates import days_in
from handlers.understanding.follow_ups import LONGEST, continues, leans_on, stands_alone
from handlers.understanding.greetings import Courtesy, courtesy, without_greeting
from handlers.understanding.products import product_in
from knowledge.citation import Citation
from knowledge.law import LawOfDay
from knowledge.model import Answer, Kind, Topic, Verdict

LONGEST_QUESTION = 4000
MOST_CITES = 5
TWO = 2
SHORTEST_QUESTION = 4
"""Words that make a second question worth an answer of its own."""
CLEAR = 0.5
"""How sure both halves must be before one message gets two answers."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A question decided: what ``dpa ask --json`` tells, before it is put in words.

    ``near`` are other topics worth naming; ``also`` is the answer to a second question in the same message.
    """

    question: str
    day: date
    verdict: Verdict
    topic: Topic | None = None
    answer: Answer | None = None
    near: tuple[Topic, ...] = ()
    score: float = 1.0
    asked_back: bool = False
    reckoned: tuple[Reckoned, ...] = ()
    unclear: Unclear | None = None
    """The clock of which one has to ask when it began."""
    kinds: tuple[Kind, ...] = ()
    also: Answered | None = None
    product: str = ""
    """Of which it was asked whether there is a contract with it, or whether it may be used."""
    courtesy: Courtesy = ""
    """Nothing was asked, but a greeting or thanks were said."""

    @property
    def asks(self) -> bool:
        """Whether it asks back: which topic was meant, or on which day something was."""
        return self.asked_back or self.unclear is not None

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Best first: where the answer stands, then where its nearest neighbors stand; empty when the bot abstains."""
        if self.answer is None:
            return ()
        counted = self.unclear or next(iter(self.reckoned), None)
        lead = (counted.duty.cite,) if counted else ()
        second = self.also.citations[:1] if self.also else ()
        neighbors = tuple(answer.cites[0] for topic in self.near if (answer := topic.on(self.day)))
        return tuple(dict.fromkeys((*lead, self.answer.cites[0], *second, *neighbors, *self.answer.cites[1:])))[
            :MOST_CITES
        ]


def clean(text: str, most: int = LONGEST_QUESTION) -> str:
    """The message without control characters and with single blanks. Raises Sorry when it is too long."""
    if len(text) > most:
        raise Sorry(wording.too_long(len(text), most))
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def answer(message: Message, desk: Desk, before: str = "") -> Answered:
    """The answer by the law of the message's day; ``before`` is the topic of the turn before, for a follow-up."""
    law = desk.law_of(message)
    said = clean(message.text)
    if polite := courtesy(said):
        return Answered("", law.day, Verdict.ABSTAIN, courtesy=polite)
    question = without_greeting(said)
    if (name := product_in(question)) and (of_product := topic_of(name, law)):
        return Answered(question, law.day, Verdict.CONDITIONAL, *of_product, product=name)
    if before in law.topics and (continues(question) or _names_the_day(question, desk)):
        return _after(law.topics[before], question, law, desk)
    whole = _one(question, law, desk)
    parts = questions(question)
    if len(parts) != TWO:
        return whole
    first, second = (_one(part, law, desk) for part in parts)
    clear = all(one.topic and one.score >= CLEAR for one in (first, second))
    return replace(first, also=second) if clear and _apart(first, second) else whole


def _after(topic: Topic, question: str, law: LawOfDay, desk: Desk) -> Answered:
    """The answer after a turn on ``topic``; where neither that nor the question alone makes it sure, offers of both."""
    alone = _one(question, law, desk)
    sure = alone.topic is not None and alone.score >= PLAIN
    joined = _one(f"{topic.title}: {question}", law, desk)
    leans = leans_on(question, topic, law) or bool(joined.reckoned and not alone.reckoned)
    if sure and (stands_alone(question) or not leans):
        return alone
    if joined.topic and (leans or joined.score < PLAIN or joined.topic.id != topic.id):
        return joined
    others = (one for one in alone.near if one.id != topic.id)
    return replace(alone, near=(topic, *others)[:NAMED], asked_back=alone.topic is not None)


def _names_the_day(question: str, desk: Desk) -> bool:
    """Whether it may only say on which day it was: "the notice came on Nov 20"."""
    return len(question.split()) <= LONGEST and not stands_alone(question) and bool(days_in(question, desk.today))


def questions(text: str) -> list[str]:
    """The questions of one message, where each is long enough to stand alone."""
    parts = [part.strip() for part in re.split(r"(?<=\?)\s+", text) if part.strip()]
    long_enough = all(len(part.split()) >= SHORTEST_QUESTION and part.endswith("?") for part in parts)
    return parts if long_enough else [text]


def _apart(first: Answered, second: Answered) -> bool:
    return bool(first.answer and second.answer) and first.citations[0] != second.citations[0]


def about(topic: str, message: Message, desk: Desk) -> Answered:
    """The answer to a topic that a person picked."""
    law = desk.law_of(message)
    if topic not in law.topics:
        raise Sorry(wording.no_topic(topic))
    return _decided("", law.topics[topic], law, desk)


def by_own_words(topic: Topic, question: str, message: Message, desk: Desk) -> Answered:
    """The answer of a topic that the district attached to this very question."""
    return _decided(question, topic, desk.law_of(message), desk)


def _one(question: str, law: LawOfDay, desk: Desk) -> Answered:
    chosen = choose(desk.rank(question) if question else (), law)
    if chosen.topic is None:
        return Answered(question, law.day, Verdict.ABSTAIN, near=chosen.near, score=chosen.score)
    found = _decided(question, chosen.topic, law, desk)
    cites, counted = tuple(str(cite) for cite in found.citations), found.unclear or found.reckoned
    past = law_day(question, cites, counted, desk) if law.day == desk.today else None
    if past and chosen.topic.on(past):
        found = _decided(question, chosen.topic, desk.law.on(past), desk)
    return replace(found, near=chosen.near, score=chosen.score, asked_back=chosen.unsure)


def _decided(question: str, topic: Topic, law: LawOfDay, desk: Desk) -> Answered:
    found = law.answer(topic.id)
    assert found
    counted = reckon(question, tuple(str(cite) for cite in found.cites), desk)
    return Answered(
        question,
        law.day,
        Verdict(found.verdict),
        topic,
        found,
        reckoned=counted if isinstance(counted, tuple) else (),
        unclear=counted if isinstance(counted, Unclear) else None,
        kinds=kinds_in(question, topic.kinds_at, law) if topic.kinds_at else (),
    )
