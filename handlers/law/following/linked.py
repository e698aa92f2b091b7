"""Finds what a follow-up goes on to by the passage or by the clock of the turn before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk
from handlers.law.ask import Answered, decide
from handlers.law.dates.timing import Reckoned, names_information
from handlers.law.decided.told.heard import heard
from handlers.law.finding.choose import CONSIDERED, PLAIN, first_cite
from handlers.law.following.before import Before
from handlers.law.following.nearby import read_about
from handlers.understanding.follow_ups import adds_to, is_whole, objects, points_back, telling_words
from handlers.understanding.reading import Reading
from knowledge.counting import count
from knowledge.law import LawOfDay
from knowledge.model import Duty, Topic
from knowledge.names import OPERATOR_TELLS, TELL_FAMILIES, VENDOR_TELLS

LINKED = 0.08
"""From this share on, a topic that cites the passage spoken of is meant, where nothing is sure."""
NOT_SURE, OUTSIDE_SURE = 0.8, 0.95
"""Below the first share of its own topic, and of being outside the book below the second, a few words may go on."""
_THAT = re.compile(r"\b(?:it|that|this|those|these)\b(?! (?:act|law|statute|state))", re.IGNORECASE)
_ADDING = re.compile(r"\b(?:too|also|as well|either|only|just|or)\b", re.IGNORECASE)
_HOW_LONG = re.compile(r"\b(?:how (?:long|fast|soon|quick\w*|many days)|by when|when)\b", re.IGNORECASE)
_FAMILIES = re.compile(
    r"\b(?:tell\w*|told|hear\w*|notif\w+|inform\w*|know|learn|find out|write to|reach\w*|to)\b(?: \w+){0,2}? "
    r"(?:me|us|parents?|famil(?:y|ies)|students?|kids|guardians?|mom|dad|everyone)\b"
    r"|\b(?:i|we|parents|families|students|kids|mom|dad) (?:\w+ )?(?:hear|know|learn|find out|get told|are told)\b",
    re.IGNORECASE,
)
_WHEN_TITLE = re.compile(r"\b(?:how (?:long|fast|soon|many days)|when|deadline|clock|days|in time)\b", re.IGNORECASE)
MOST_GUESSES = 60


def goes_on(topic: Topic, alone: Answered, reading: Reading, law: LawOfDay, desk: Desk) -> Answered | None:
    """What a few words surely go on to; ``alone`` is the answer to them alone."""
    return (
        _next_clock(topic, reading, law, desk)
        or _same_passage(topic, alone, reading, law, desk)
        or _objected(topic, alone, reading, law, desk)
    )


def _same_passage(topic: Topic, alone: Answered, reading: Reading, law: LawOfDay, desk: Desk) -> Answered | None:
    """A topic that cites the passage spoken of, where the question alone has none, or points back and is not sure."""
    question, passage = reading.question, first_cite(topic.id, law)
    if adds_to(question):
        return _named_beside(topic, reading, law, desk)
    outside = alone.topic is None and alone.score < OUTSIDE_SURE and not points_back(question)
    unsure = alone.topic is not None and alone.score < NOT_SURE and _THAT.search(question)
    if not (outside or unsure) or (alone.answer is not None and passage in alone.answer.cites):
        return None
    for guess in desk.rank(question)[:CONSIDERED]:
        answer = law.answer(guess.topic) if guess.topic in law.topics else None
        if answer and passage in answer.cites and guess.topic != topic.id and guess.score >= LINKED:
            return _of(law.topics[guess.topic], reading, law, desk)
    return None


def _named_beside(topic: Topic, reading: Reading, law: LawOfDay, desk: Desk) -> Answered | None:
    """The topic of the same passage that speaks of what a few words add, where the model reads them as of it."""
    question, passage = reading.question, first_cite(topic.id, law)
    telling = telling_words(_ADDING.sub(" ", question))
    if (read := read_about(topic, question, law, desk)) is None or read.section != passage.section:
        return None
    for guess in desk.rank(f"{topic.title}: {question}"):
        answer = law.answer(guess.topic) if guess.topic in law.topics else None
        if answer and answer.cites[0] == passage and guess.topic != topic.id:
            says = " ".join(fact.says for fact in answer.whole)
            if 2 * len(telling & telling_words(says)) >= len(telling):
                return _of(law.topics[guess.topic], reading, law, desk)
    return None


def _of(topic: Topic, reading: Reading, law: LawOfDay, desk: Desk) -> Answered:
    told = heard(reading.question, desk.read(reading.question))
    return replace(decide(reading, topic, law, desk, told), score=PLAIN)


def _objected(topic: Topic, alone: Answered, reading: Reading, law: LawOfDay, desk: Desk) -> Answered | None:
    """The matter itself, where somebody only objects to it, or adds what the book has no answer for."""
    if alone.topic is not None or is_whole(reading.question) or not objects(reading.question):
        return None
    return replace(decide(reading, topic, law, desk), score=PLAIN, again=True, neutral=True)


def _next_clock(topic: Topic, reading: Reading, law: LawOfDay, desk: Desk) -> Answered | None:
    """The clock that runs next: after the vendor's, that of the board to tell the families."""
    question, after = reading.question, law.duties.get(TELL_FAMILIES)
    if after is None or not (_HOW_LONG.search(question) and _FAMILIES.search(question)):
        return None
    if first_cite(topic.id, law) not in {law.duties[one].cite for one in VENDOR_TELLS if one in law.duties}:
        return None
    other = _topic_of(after, law, desk)
    return replace(decide(reading, other, law, desk), score=PLAIN, near=(topic,)) if other else None


def _topic_of(duty: Duty, law: LawOfDay, desk: Desk) -> Topic | None:
    """The topic that tells by when a duty is to be done."""
    for guess in desk.rank(f"{duty.title}: by when")[:MOST_GUESSES]:
        topic = law.topics.get(guess.topic)
        if topic and first_cite(topic.id, law) == duty.cite and _WHEN_TITLE.search(topic.title):
            return topic
    return None


def counted_again(found: Answered, before: Before, reading: Reading, law: LawOfDay, desk: Desk) -> Answered:
    """With the dates of the other clock of the same firm, where the day of discovery was told before."""
    clocks = next((ones for ones in _pairs(law) if any(one.event == before.event for one in ones)), ())
    if found.reckoned or found.unclear or found.answer is None or not before.on or not clocks:
        return found
    known = next(one for one in clocks if one.event == before.event)
    other = next((one for one in clocks if one.cite == found.answer.cites[0]), None)
    if other == known and names_information(reading.question) and clocks[0] != known:
        other, topic = clocks[0], _topic_of(clocks[0], law, desk)
        found = replace(decide(reading, topic, law, desk), score=PLAIN, neutral=True) if topic else found
    if other is None or other == known:
        return found
    due = count(other.within, date.fromisoformat(before.on), desk.calendar)
    return replace(found, reckoned=(Reckoned(other, due),))


def _pairs(law: LawOfDay) -> Iterator[tuple[Duty, ...]]:
    """The clocks of a contractor, and those of an operator; of student information first."""
    for names in (VENDOR_TELLS, OPERATOR_TELLS):
        yield tuple(law.duties[name] for name in names if name in law.duties)
