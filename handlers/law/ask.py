"""What is the answer to a question?"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from handlers import wording
from handlers.desk import Desk, Message, Sorry
from handlers.law.choose import choose
from handlers.law.kinds import named
from handlers.law.reckon import Reckoned, law_day, reckon
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
_FOLLOW_UP = re.compile(r"(and|but|or|so|what about|how about|what if|same for|also)\b", re.IGNORECASE)
LONGEST_FOLLOW_UP = 8


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
    kinds: tuple[Kind, ...] = ()
    also: Answered | None = None

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Best first: where the answer stands, then where its nearest neighbors stand; empty when the bot abstains."""
        if self.answer is None:
            return ()
        lead = tuple(one.duty.cite for one in self.reckoned[:1])
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
    question = clean(message.text)
    if before in law.topics and follows_up(question):
        return _one(f"{law.topics[before].title}: {question}", law, desk)
    whole = _one(question, law, desk)
    parts = questions(question)
    if len(parts) != TWO:
        return whole
    first, second = (_one(part, law, desk) for part in parts)
    clear = all(one.topic and one.score >= CLEAR for one in (first, second))
    return replace(first, also=second) if clear and _apart(first, second) else whole


def follows_up(question: str) -> bool:
    """Whether it only makes sense after the turn before: "and what about parents?"."""
    return bool(_FOLLOW_UP.match(question)) and len(question.split()) <= LONGEST_FOLLOW_UP


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
    past = law_day(question, tuple(str(cite) for cite in found.citations), desk) if law.day == desk.today else None
    if past and chosen.topic.on(past):
        found = _decided(question, chosen.topic, desk.law.on(past), desk)
    return replace(found, near=chosen.near, score=chosen.score, asked_back=chosen.unsure)


def _decided(question: str, topic: Topic, law: LawOfDay, desk: Desk) -> Answered:
    found = law.answer(topic.id)
    assert found
    cites = tuple(str(cite) for cite in found.cites)
    kinds = named(question, topic.kinds_at, law) if topic.kinds_at else ()
    return Answered(
        question, law.day, Verdict(found.verdict), topic, found, reckoned=reckon(question, cites, desk), kinds=kinds
    )
