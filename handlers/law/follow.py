"""Answers a follow-up to the turn before: one more fact, another person, a shorter question."""

from __future__ import annotations

from dataclasses import replace

from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk, Message
from handlers.law import ask
from handlers.law.ask import CLEAR, OUTSIDE_ALONE, Answered, clean, decide, one
from handlers.law.decided.question_facts import heard
from handlers.law.finding import NAMED, PLAIN, first_cite
from handlers.law.follow_up_topics import (
    adds_condition,
    agrees,
    beside,
    confirmed,
    counted_again,
    goes_on,
    held,
    inside,
    leads_away,
    on_another,
    shaped,
    stays,
)
from handlers.law.told_before import NOTHING_BEFORE, Before, with_facts
from handlers.understanding import follow_ups
from handlers.understanding.asked.stance import AUXILIARY, stance_in
from knowledge.law import LawOfDay
from knowledge.model import Topic, Verdict

_TURNED = frozenset({"enough", "skip"})
"""Kinds of questions that reverse the stored answer, so that only an entry can say Yes or No."""
_OF_US = re.compile(r"(?:we|i)\b(?!')", re.IGNORECASE)
"""Begins to tell of something new that happened."""
_HAVE_ONE = re.compile(
    r"\bdo (?:we|they) (?:\w+ )?have (?:a|an|any|our|one)\b.{0,15}\b(?:contract|agreement|dpa|one)\b", re.IGNORECASE
)
"""Asks for what is on record, which the law does not know."""
_HAPPENED = re.compile(r"\b(?:came|arrived|landed|got here)\b", re.IGNORECASE)
_ADDS = re.compile(r"\b(?:also|too|as well)\b", re.IGNORECASE)
_WHAT_IF = re.compile(r"(?:and |so |but |ok )*what if\b", re.IGNORECASE)
_NOWADAYS = re.compile(
    r"\W*(?:(?:and|but|so|what about|how about|what is it|how is it)\s+)*(?:today|now|nowadays|currently|at present"
    r"|these days|right now|under (?:the )?(?:current|present|today's) (?:law|rules?))\W*",
    re.IGNORECASE,
)
"""Asks for the law of today, after what it was."""
_EVEN = re.compile(r"(?:and|even|but|with|what if|also with)\b", re.IGNORECASE)
_VERB = re.compile(rf"\b{AUXILIARY}\b", re.IGNORECASE)
FEW_WORDS = 3
OWN_QUESTION = 0.5
"""From this score on, a complete question is answered by itself."""
WHOLE_SURE = 0.65
"""From this score on, a complete question is answered with its Yes or No."""
OWN_MATTER = 0.8
"""From this score on, anything is answered by itself, whatever was spoken of before."""


def answer(message: Message, desk: Desk, before: Before = NOTHING_BEFORE) -> Answered:
    """The answer by the law of the message's day; ``before`` is the turn before, for a follow-up."""
    answered = _answer(message, desk, before)
    only = _HAVE_ONE.search(message.text) or (_HAPPENED.search(message.text) and "?" not in message.text)
    return replace(answered, neutral=True) if only and not answered.product and not _ruled(answered) else answered


def _answer(message: Message, desk: Desk, before: Before) -> Answered:
    law = desk.law_of(message)
    if before.topic not in law.topics:
        return ask.answer(message, desk, OUTSIDE_ALONE)
    if _NOWADAYS.fullmatch(message.text):
        return decide(follow_ups.read_question("", desk.today), law.topics[before.topic], law, desk)
    reading = follow_ups.read(clean(message.text), desk.today, tuple(law.kinds.values()))
    if reading.courtesy or reading.product or reading.parts:
        return ask.answer(message, desk)
    if reading.wish is follow_ups.Wish.CONTINUATION or follow_ups.may_lean(reading.question):
        answered = counted_again(_after(before, reading, law, desk), before, reading, law, desk)
        only = (
            _only_tells(reading.question, answered)
            or _adds(reading.question, answered, before)
            or _names(reading.question)
        )
        return replace(answered, neutral=True) if only else answered
    alone, topic = ask.answer(message, desk), law.topics[before.topic]
    found = goes_on(topic, alone, reading, law, desk)
    if not found and alone.topic is None:
        found = held(topic, alone, reading, law, desk)
    return counted_again(found or alone, before, reading, law, desk)


def _after(before: Before, reading: follow_ups.Reading, law: LawOfDay, desk: Desk) -> Answered:
    """The answer after a turn on a topic; where neither that topic nor the question alone is sure, both are offered."""
    question, topic = reading.question, law.topics[before.topic]
    whole = follow_ups.is_whole(question)
    alone = one(reading, law, desk)
    turned = None if whole else with_facts(before, alone, reading, law, desk)
    if linked := stays(topic, alone, reading, law, desk) or turned or goes_on(topic, alone, reading, law, desk):
        return linked
    away = leads_away(topic, alone, question, law, desk)
    if away or adds_condition(question):
        return alone if away else _joined(before, alone, reading, law, desk)
    near = beside(topic, reading, law, desk)
    if not near and not before.unsure and (same_topic := held(topic, alone, reading, law, desk)):
        return same_topic
    sure = alone.topic is not None and alone.score >= (OWN_QUESTION if whole else OWN_MATTER)
    if sure and (near is None or whole or agrees(alone, topic, question, law, desk)):
        same = alone.answer is not None and alone.answer.cites[0] == first_cite(topic.id, law)
        least = OWN_QUESTION if whole and same else WHOLE_SURE if whole else OWN_MATTER
        return replace(alone, neutral=alone.score < least and not _ruled(alone))
    return near or (alone if before.unsure else _joined(before, alone, reading, law, desk))


def _joined(before: Before, alone: Answered, reading: follow_ups.Reading, law: LawOfDay, desk: Desk) -> Answered:
    """The answer to the question put together with what was spoken of; else to the question alone."""
    question, kinds, topic = reading.question, tuple(law.kinds.values()), law.topics[before.topic]
    joined = one(follow_ups.read_question(f"{topic.title}: {question}", desk.today, kinds), law, desk, question)
    leans = follow_ups.leans_on(question, topic, law) or bool(joined.reckoned and not alone.reckoned)
    starts = alone.score >= PLAIN or (_OF_US.match(question) and not follow_ups.points_back(question))
    if alone.topic is not None and starts and not leans:
        return alone
    if by_shape := shaped(topic, joined, reading, law, desk):
        return by_shape
    if alone.topic is None and follow_ups.points_back(question) and joined.score < CLEAR:
        told = heard(question, desk.read(question))
        joined = decide(follow_ups.read_question(question, desk.today, kinds), topic, law, desk, told)
    goes_on = leans or follow_ups.points_back(question) or reading.wish is not follow_ups.Wish.CONTINUATION
    if joined.topic and (goes_on or joined.score < PLAIN or joined.topic.id != topic.id):
        apart = reading.wish is not follow_ups.Wish.CONTINUATION and on_another(alone, question, topic.id, desk)
        return _said_of_it(joined, alone, before, desk, apart=apart)
    return (alone.topic is None and inside(reading, law, desk)) or _offered(topic, alone)


def _offered(topic: Topic, alone: Answered) -> Answered:
    others = (one for one in alone.near if one.id != topic.id)
    return replace(alone, near=(topic, *others)[:NAMED], asked_back=alone.topic is not None)


def _only_tells(question: str, found: Answered) -> bool:
    """Whether something was only told or claimed, or held to be enough, and no entry decided on it."""
    if found.reckoned or _ruled(found):
        return False
    stance = stance_in(question).stance
    if _WHAT_IF.match(question):
        return True
    told = stance == "assert" and "?" not in question and not question.split(" ", maxsplit=1)[0].endswith("ing")
    return told or stance in _TURNED


def _adds(question: str, found: Answered, before: Before) -> bool:
    """Whether a few words ask of one thing more, and the answer is that of the thing before: "on our page, too?"."""
    same = found.topic is not None and found.topic.id == before.topic
    return _ADDS.search(question) is not None and (same or not (follow_ups.is_whole(question) or _ruled(found)))


def _names(question: str) -> bool:
    """Whether it only names something, so that a Yes or No would answer nothing in particular."""
    left = follow_ups.LEADS_ON.sub("", question).strip(" ?.!")
    return len(left.split()) <= FEW_WORDS and not _VERB.search(question) and not follow_ups.CONDITION.match(left)


def _ruled(found: Answered) -> bool:
    return bool(found.decided and found.decided.ruling and found.decided.facts)


def _said_of_it(joined: Answered, alone: Answered, before: Before, desk: Desk, *, apart: bool) -> Answered:
    """The joined answer; one that repeats the answer before says so, without Yes or No unless that is settled.

    ``apart``: the question is on a matter of its own, which no repetition answers.
    """
    if joined.topic is None or joined.topic.id != before.topic or joined.reckoned or joined.unclear:
        return joined
    if _ruled(joined):
        return joined
    if (sure := confirmed(joined, joined.question, desk)) and not before.again:
        return sure
    if apart:
        return replace(alone, neutral=alone.score < WHOLE_SURE)
    others = (one for one in (alone.topic, *joined.near) if one is not None and one.id != before.topic)
    near = tuple(dict.fromkeys(others))[:NAMED] if alone.topic else joined.near
    asks = joined.question.rstrip().endswith("?") and bool(_EVEN.match(joined.question))
    forbidden = joined.verdict is Verdict.PROHIBITED and asks
    if forbidden:
        return replace(joined, near=near, again=True, decided=None, asked_back=False)  # as the topic itself says
    return replace(joined, near=near, again=True, neutral=True, asked_back=False)
