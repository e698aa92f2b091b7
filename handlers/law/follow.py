"""The answer to a question that goes on from the turn before: a fact more, another person, a shorter question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from handlers.dialogue.desk import Desk, Message
from handlers.law import ask
from handlers.law.ask import CLEAR, Answered, clean, decide, one
from handlers.law.choose import CONSIDERED, NAMED, OUTSIDE, PLAIN, first_cite
from handlers.law.decided.heard import heard
from handlers.understanding.follow_ups import is_whole, leans_on, may_lean, points_back, telling_words
from handlers.understanding.reading import Reading, Wish, read, read_question
from handlers.understanding.stance import AskedAs, stance_in
from knowledge.deciding.ruling import rule_on
from knowledge.law import LawOfDay
from knowledge.model import Topic, Verdict

_TURNED = frozenset({"enough", "skip"})
"""What is asked so turns the stored answer round, and only an entry tells which way."""
_OF_US = re.compile(r"(?:we|i)\b(?!')", re.IGNORECASE)
"""Tells of something new that happened."""
_ADDS = re.compile(r"\b(?:also|too|as well)\b", re.IGNORECASE)
_EVEN = re.compile(r"(?:and|even|but|with|what if|also with)\b", re.IGNORECASE)
_SHAPES = (
    (
        re.compile(
            r"^(?:(?:and|so|but|ok|in|within)\b[\s,]*)*(?:how (?:long|fast|soon|quick\w*|many days)|by when|when)\b"
            r"(?! (?:the|a)\b)",
            re.IGNORECASE,
        ),
        re.compile(r"\b(?:how (?:long|fast|soon|many days)|when|deadline|clock|days|in time)\b", re.IGNORECASE),
    ),
    (re.compile(r"^(?:and |so |but |ok )*(?:who|whom|whose)\b", re.IGNORECASE), re.compile(r"\bwho\b", re.IGNORECASE)),
)
"""What a short question asks for, and how a topic is named that tells it."""
MOST_GUESSES = 60
MEANT = 0.25
"""From this score on, a topic may be meant by a follow-up that names nothing of the law."""
OWN_QUESTION = 0.5
"""From this score on, a question in full is answered alone."""
OWN_MATTER = 0.8
"""From this score on, anything is answered alone, whatever was spoken of before."""


@dataclass(frozen=True, slots=True)
class Before:
    """What the turn before was about, so that a question can go on from it."""

    topic: str = ""
    about: str = ""
    """The entry that decided."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """What was told for it."""
    asked: AskedAs | None = None
    """What was asked of it."""
    unsure: bool = False
    """Whether it was asked back which topic was meant."""


NOTHING_BEFORE = Before()


def answer(message: Message, desk: Desk, before: Before = NOTHING_BEFORE) -> Answered:
    """The answer by the law of the message's day; ``before`` is the turn before, for a follow-up."""
    law = desk.law_of(message)
    if before.topic not in law.topics:
        return ask.answer(message, desk)
    reading = read(clean(message.text), desk.today, tuple(law.kinds.values()))
    goes_on = reading.wish is Wish.CONTINUATION or may_lean(reading.question)
    if reading.courtesy or reading.product or reading.parts or not goes_on:
        return ask.answer(message, desk)
    found = _after(before, reading, law, desk)
    return replace(found, neutral=True) if _only_tells(reading.question, found) else found


def _after(before: Before, reading: Reading, law: LawOfDay, desk: Desk) -> Answered:
    """The answer after a turn on a topic; where neither that nor the question alone makes it sure, offers of both."""
    question, topic = reading.question, law.topics[before.topic]
    if (turned := _with_facts(before, reading, law, desk)) and not is_whole(question):
        return turned
    alone = one(reading, law, desk)
    beside = _beside(topic, reading, law, desk)
    own = OWN_QUESTION if is_whole(question) else OWN_MATTER
    if alone.topic is not None and alone.score >= own and not (beside and not is_whole(question)):
        return replace(alone, neutral=alone.score < OWN_MATTER and not _ruled(alone))
    if beside or before.unsure:
        return beside or alone
    kinds = tuple(law.kinds.values())
    joined = one(read_question(f"{topic.title}: {question}", desk.today, kinds), law, desk, question)
    leans = leans_on(question, topic, law) or bool(joined.reckoned and not alone.reckoned)
    if alone.topic is not None and alone.score >= PLAIN and not leans:
        return alone
    if alone.topic is not None and _OF_US.match(question) and not leans and not points_back(question):
        return alone
    if shaped := _shaped(topic, joined, reading, law, desk):
        return shaped
    if alone.topic is None and points_back(question) and joined.score < CLEAR:
        told = heard(question, desk.read(question))
        joined = decide(read_question(question, desk.today, kinds), topic, law, desk, told)
    goes_on = leans or points_back(question) or reading.wish is not Wish.CONTINUATION
    if joined.topic and (goes_on or joined.score < PLAIN or joined.topic.id != topic.id):
        return _said_of_it(joined, alone, topic)
    if alone.topic is None and (inside := _inside(reading, law, desk)):
        return inside
    others = (one for one in alone.near if one.id != topic.id)
    return replace(alone, near=(topic, *others)[:NAMED], asked_back=alone.topic is not None)


def _with_facts(before: Before, reading: Reading, law: LawOfDay, desk: Desk) -> Answered | None:
    """The same matter decided once more, where a fact was told that its entry asks for; None where none was."""
    told = heard(reading.question, desk.read(reading.question))
    known = rule_on(before.about, before.facts, law) if before.about and told.facts else None
    facts = {**before.facts, **told.facts}
    now = rule_on(before.about, facts, law) if known else None
    if known is None or now is None or {*now.met, *now.failed} == {*known.met, *known.failed}:
        return None
    asked = before.asked or told.asked
    merged = replace(told, asked=replace(asked, turned=True), entries={before.about: 1.0}, facts=facts)
    return decide(reading, law.topics[before.topic], law, desk, merged)


def _beside(topic: Topic, reading: Reading, law: LawOfDay, desk: Desk) -> Answered | None:
    """The answer of another topic of the same section that is named after what was said: "and what about parents?"."""
    question = reading.question
    telling = telling_words(question) - telling_words(topic.title)
    section = first_cite(topic.id, law).section
    guesses = [*desk.rank(f"{topic.title}: {question}")[:CONSIDERED], *desk.rank(question)[:NAMED]]
    for id in dict.fromkeys(guess.topic for guess in guesses if guess.topic in law.topics and guess.topic != topic.id):
        named = telling & telling_words(law.topics[id].title)
        if first_cite(id, law).section == section and named and 2 * len(named) >= len(telling):
            return replace(
                decide(reading, law.topics[id], law, desk, heard(question, desk.read(question))),
                score=PLAIN,
                near=(topic,),
            )
    return None


def _shaped(topic: Topic, joined: Answered, reading: Reading, law: LawOfDay, desk: Desk) -> Answered | None:
    """After "how long?" or "who?" that comes to the same answer: the topic of that passage which is named so."""
    question = reading.question
    shape = next((title for asked, title in _SHAPES if asked.search(question)), None)
    if shape is None or joined.topic is None or joined.topic.id != topic.id:
        return None
    cite = first_cite(topic.id, law)
    for guess in desk.rank(f"{topic.title}: {question}")[:MOST_GUESSES]:
        other = law.topics.get(guess.topic)
        if other and other.id != topic.id and first_cite(other.id, law) == cite and shape.search(other.title):
            told = heard(question, desk.read(question))
            return replace(decide(reading, other, law, desk, told), score=PLAIN, near=(topic,))
    return None


def _inside(reading: Reading, law: LawOfDay, desk: Desk) -> Answered | None:
    """The best topic of a short question that counts as outside the book where nothing was said before it."""
    guesses = desk.rank(reading.question)
    outside = next((one.score for one in guesses if one.topic == OUTSIDE), 0.0)
    best = next((one for one in guesses if one.topic in law.topics), None)
    if best is None or best.score < MEANT or best.score < outside:
        return None
    told = heard(reading.question, desk.read(reading.question))
    return replace(decide(reading, law.topics[best.topic], law, desk, told), score=best.score, neutral=True)


def _only_tells(question: str, found: Answered) -> bool:
    """Whether something was told, claimed or held to be enough, and no entry decided on what was told."""
    if found.reckoned or _ruled(found):
        return False
    stance = stance_in(question).stance
    if _ADDS.search(question) and not is_whole(question):
        return True
    told = stance == "assert" and "?" not in question and not question.split(" ", maxsplit=1)[0].endswith("ing")
    return told or stance in _TURNED


def _ruled(found: Answered) -> bool:
    return bool(found.decided and found.decided.ruling and found.decided.facts)


def _said_of_it(joined: Answered, alone: Answered, topic: Topic) -> Answered:
    """The answer that goes on; where it is the same as before, it says so, and says no Yes."""
    if joined.topic is None or joined.topic.id != topic.id or joined.reckoned or joined.unclear:
        return joined
    if _ruled(joined):
        return joined
    others = (one for one in (alone.topic, *joined.near) if one is not None and one.id != topic.id)
    near = tuple(dict.fromkeys(others))[:NAMED] if alone.topic else joined.near
    asks = joined.question.rstrip().endswith("?") and bool(_EVEN.match(joined.question))
    forbidden = joined.verdict is Verdict.PROHIBITED and asks
    return replace(joined, near=near, again=True, neutral=not forbidden, asked_back=False)
