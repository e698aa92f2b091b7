"""The answer to a question about the law."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Reply
from handlers.law import words as law_words
from handlers.law.choose import CONSIDERED, NAMED, PLAIN, choose, first_cite
from handlers.law.dates.timing import Reckoned, Unclear, law_day, reckon
from handlers.law.decided.decided import Decided, decided, doubted
from handlers.law.decided.heard import Heard, heard
from handlers.law.decided.weighed import Weighed
from handlers.law.product.answer import topic_of
from handlers.understanding.follow_ups import is_whole, leans_on, may_lean, points_back, telling_words
from handlers.understanding.greetings import Courtesy
from handlers.understanding.stance import stance_in
from handlers.understanding.reading import Reading, Wish, read, read_question
from knowledge.citation import Citation
from knowledge.law import LawOfDay
from knowledge.model import Answer, Kind, Topic, Verdict

LONGEST_QUESTION = 4000
MOST_CITES = 5
MOST_KINDS = 3
"""Kinds of data that one answer names."""
OWN_MATTER = 0.8
"""From this score on, a question is answered alone, whatever was spoken of before."""
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
    pinned: tuple[Citation, ...] = ()
    """The passages that were named by their cite; they are cited first."""
    notes: tuple[str, ...] = ()
    """What is said after the answer."""
    reply: Reply | None = None
    """The reply, where it was looked up and is not worded from a topic."""
    again: bool = False
    """Whether it goes on from the turn before and comes to the same answer."""
    neutral: bool = False
    """Whether neither Yes nor No is said, as a fact was only told, or the same answer comes again."""
    decided: Decided | None = None
    """What it comes to on the facts it tells, and how the answer begins."""

    @property
    def asks(self) -> bool:
        """Whether it asks back: which topic was meant, or on which day something was."""
        return self.asked_back or self.unclear is not None or bool(self.decided and self.decided.turns_on)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Best first: where the answer stands, then where its nearest neighbors stand; empty when the bot abstains."""
        if self.answer is None:
            return self.pinned[:MOST_CITES]
        counted = self.unclear or next(iter(self.reckoned), None)
        lead = (counted.duty.cite,) if counted else self._ruled
        second = self.also.citations[:1] if self.also else ()
        neighbors = tuple(answer.cites[0] for topic in self.near if (answer := topic.on(self.day)))
        return tuple(
            dict.fromkeys((*self.pinned, *lead, self.answer.cites[0], *second, *neighbors, *self.answer.cites[1:]))
        )[:MOST_CITES]

    @property
    def _ruled(self) -> tuple[Citation, ...]:
        """Where the entry stands that decided."""
        return self.decided.cites[:1] if self.decided and self.decided.ruling else ()


def clean(text: str, most: int = LONGEST_QUESTION) -> str:
    """The message without control characters and with single blanks. Raises Sorry when it is too long."""
    if len(text) > most:
        raise Sorry(wording.too_long(len(text), most))
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


@dataclass(frozen=True, slots=True)
class Before:
    """What the turn before was about, so that a question can go on from it."""

    topic: str = ""
    about: str = ""
    """The entry that decided."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """What was told for it."""


NOTHING_BEFORE = Before()


def answer(message: Message, desk: Desk, before: Before = NOTHING_BEFORE) -> Answered:
    """The answer by the law of the message's day; ``before`` is the turn before, for a follow-up."""
    law = desk.law_of(message)
    reading = read(clean(message.text), desk.today, tuple(law.kinds.values()))
    if reading.courtesy:
        return Answered("", law.day, Verdict.ABSTAIN, courtesy=reading.courtesy)
    if reading.product and (of_product := topic_of(reading.product, law)):
        return Answered(reading.question, law.day, Verdict.CONDITIONAL, *of_product, product=reading.product)
    goes_on = reading.wish is Wish.CONTINUATION or may_lean(reading.question)
    if before.topic in law.topics and goes_on and not reading.parts:
        found = _after(before, reading, law, desk)
        return replace(found, neutral=True) if _only_tells(reading.question, found) else found
    whole = _one(reading, law, desk)
    if not reading.parts:
        return whole
    first, second = (_one(part, law, desk) for part in reading.parts)
    clear = all(one.topic and one.score >= CLEAR for one in (first, second))
    return replace(first, also=second) if clear and _apart(first, second) else whole


def _after(before: Before, reading: Reading, law: LawOfDay, desk: Desk) -> Answered:
    """The answer after a turn on a topic; where neither that nor the question alone makes it sure, offers of both."""
    question, topic = reading.question, law.topics[before.topic]
    alone = _one(reading, law, desk)
    beside = _beside(topic, reading, law, desk)
    if alone.topic is not None and alone.score >= OWN_MATTER and not (beside and not is_whole(question)):
        return alone
    if beside:
        return beside
    kinds = tuple(law.kinds.values())
    joined = _one(read_question(f"{topic.title}: {question}", desk.today, kinds), law, desk, question)
    leans = leans_on(question, topic, law) or bool(joined.reckoned and not alone.reckoned)
    if alone.topic is not None and alone.score >= PLAIN and not leans:
        return alone
    goes_on = leans or points_back(question) or reading.wish is not Wish.CONTINUATION
    if joined.topic and (goes_on or joined.score < PLAIN or joined.topic.id != topic.id):
        return _said_of_it(joined, alone, topic)
    others = (one for one in alone.near if one.id != topic.id)
    return replace(alone, near=(topic, *others)[:NAMED], asked_back=alone.topic is not None)


def _beside(topic: Topic, reading: Reading, law: LawOfDay, desk: Desk) -> Answered | None:
    """The answer of another topic of the same section that is named after what was said: "and what about parents?"."""
    question = reading.question
    telling = telling_words(question) - telling_words(topic.title)
    section = first_cite(topic.id, law).section
    guesses = [*desk.rank(f"{topic.title}: {question}")[:CONSIDERED], *desk.rank(question)[:NAMED]]
    for id in dict.fromkeys(guess.topic for guess in guesses if guess.topic in law.topics and guess.topic != topic.id):
        named = telling & telling_words(law.topics[id].title)
        if first_cite(id, law).section == section and named and 2 * len(named) >= len(telling):
            return replace(_decided(reading, law.topics[id], law, desk), score=PLAIN, near=(topic,))
    return None


def _only_tells(question: str, found: Answered) -> bool:
    """Whether a fact was told and nothing claimed or asked, and no entry decided on it."""
    asked = stance_in(question)
    plain = "?" not in question and asked.stance == "assert" and not asked.claim
    return plain and not found.reckoned and not (found.decided and found.decided.ruling and found.decided.facts)


def _said_of_it(joined: Answered, alone: Answered, topic: Topic) -> Answered:
    """The answer that goes on; where it is the same as before, it says so, names what else may be meant, and says no Yes."""
    if joined.topic is None or joined.topic.id != topic.id or joined.reckoned or joined.unclear:
        return joined
    if joined.decided and joined.decided.ruling:
        return joined
    others = (one for one in (alone.topic, *joined.near) if one is not None and one.id != topic.id)
    near = tuple(dict.fromkeys(others))[:NAMED] if alone.topic else joined.near
    forbidden = joined.verdict is Verdict.PROHIBITED and joined.question.rstrip().endswith("?")
    return replace(joined, near=near, again=True, neutral=not forbidden, asked_back=False)


def _apart(first: Answered, second: Answered) -> bool:
    return bool(first.answer and second.answer) and first.citations[0] != second.citations[0]


def about(topic: str, message: Message, desk: Desk) -> Answered:
    """The answer to a topic that a person picked."""
    law = desk.law_of(message)
    if topic not in law.topics:
        raise Sorry(law_words.no_topic(topic))
    return _decided(read_question("", desk.today), law.topics[topic], law, desk)


def weighed(state: Weighed, message: Message, desk: Desk) -> Answered:
    """The answer on facts that somebody turned over or added by a button. Raises Sorry."""
    law = desk.law_of(message)
    if state.topic not in law.topics:
        raise Sorry(law_words.no_topic(state.topic))
    return _decided(read_question("", desk.today), law.topics[state.topic], law, desk, state.heard)


def by_own_words(topic: Topic, question: str, message: Message, desk: Desk) -> Answered:
    """The answer of a topic that the district attached to this very question."""
    law = desk.law_of(message)
    return _decided(read_question(question, desk.today, tuple(law.kinds.values())), topic, law, desk)


def _one(reading: Reading, law: LawOfDay, desk: Desk, said: str = "") -> Answered:
    """The answer to a question; ``said`` is what of it was said now, where it was put together with the turn before."""
    question = reading.question
    chosen = choose(desk.rank(question) if question else (), law)
    if chosen.topic is None:
        return Answered(question, law.day, Verdict.ABSTAIN, near=chosen.near, score=chosen.score)
    told = heard(said, desk.read(said)) if said else None
    found = _decided(reading, chosen.topic, law, desk, told)
    cites, counted = tuple(str(cite) for cite in found.citations), found.unclear or found.reckoned
    past = law_day(reading, cites, counted, desk) if law.day == desk.today else None
    if past and chosen.topic.on(past):
        found = _decided(reading, chosen.topic, desk.law.on(past), desk)
    return replace(found, question=said or question, near=chosen.near, score=chosen.score, asked_back=chosen.unsure)


def _decided(reading: Reading, topic: Topic, law: LawOfDay, desk: Desk, told: Heard | None = None) -> Answered:
    found = law.answer(topic.id)
    assert found
    if told is None and reading.question:
        told = heard(reading.question, desk.read(reading.question))
    ruled = doubted(decided(told, found, law)) if told else None
    counted = reckon(reading, tuple(str(cite) for cite in found.cites), desk)
    named = (kind for kind in reading.kinds if kind.cite == topic.kinds_at and kind.id in law.kinds)
    return Answered(
        reading.question,
        law.day,
        ruled.verdict if ruled else Verdict(found.verdict),
        topic,
        found,
        reckoned=counted if isinstance(counted, tuple) else (),
        unclear=counted if isinstance(counted, Unclear) else None,
        kinds=tuple(named)[:MOST_KINDS],
        decided=ruled,
    )
