"""Answers short follow-ups: another topic of the same passage, the topic of the turn before, or the next deadline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk
from handlers.law.ask import Answered, decide
from handlers.law.dates.timing import (
    Reckoned,
    asks_for_dates,
    asks_of_today,
    counts_from,
    names_information,
    starts_anew,
    told_event,
)
from handlers.law.decided.plan import Decided
from handlers.law.decided.question_facts import heard
from handlers.law.decided.thresholds import ENTRY_SURE
from handlers.law.finding import CONSIDERED, NAMED, OUTSIDE, PLAIN, first_cite
from handlers.law.told_before import Before, read_with
from handlers.understanding.asked.stance import asks_whether, claim_in, stance_in
from handlers.understanding.follow_ups import (
    Reading,
    adds_to,
    completes,
    is_whole,
    leans_on,
    objects,
    points_back,
    telling_words,
)
from knowledge.citation import Citation
from knowledge.counting import count
from knowledge.deciding.asked import claim_of, opening_of
from knowledge.deciding.ruling import rule_on
from knowledge.law import OPERATOR_TELLS, TELL_FAMILIES, VENDOR_TELLS, LawOfDay
from knowledge.model import Answer, Duty, Topic, Verdict

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
"""Short questions (how long? who?), each with the words in the title of a topic that answers it."""
MOST_GUESSES = 60
MEANT = 0.25
"""From this score on, a topic may be meant by a follow-up that names nothing of the law."""
FEW = 4
"""So few words ask nothing by themselves, as in "how many days"."""
SURE_ALONE = 0.9
"""From this score on, an answer of the same section is the one that was meant."""
SURE_TOPIC = 0.95
"""From this share on, the finder is sure of a topic, or that a few words are outside the book."""
MAYBE_ALONE, NAMED_ALONE = 0.6, 0.5
"""From these scores on, words that lean on nothing before are answered alone, in another section; the second where they
name it."""
CONFIRMS = 0.75
"""From this share on, the model agrees that a Yes or a No follows."""
_SO = re.compile(r"(?:ok |and |but |well )*so\b", re.IGNORECASE)
_WORDS = "10-234aa"
"""The section of defined words."""


def leads_away(topic: Topic, alone: Answered, question: str, law: LawOfDay, desk: Desk) -> bool:
    """Whether a few words are surely about another topic, or none, and refer to nothing of the one before."""
    if points_back(question) or completes(question) or leans_on(question, topic, law):
        return False
    best = next(iter(desk.rank(question)), None)
    if best is not None and best.score >= SURE_TOPIC and best.topic != topic.id:
        return best.topic == OUTSIDE or alone.topic is not None
    elsewhere = alone.answer is not None and alone.answer.cites[0].section != first_cite(topic.id, law).section
    least = NAMED_ALONE if _NAMES_ANOTHER.match(question) else MAYBE_ALONE
    return elsewhere and alone.score >= least and not only_defines(alone, question)


def on_another(alone: Answered, question: str, before: str, desk: Desk) -> bool:
    """Whether it has a topic of its own, other than the one ``before``: too likely one to only go on from that."""
    best = next(iter(desk.rank(question)), None)
    if best is None or alone.topic is None or points_back(question):
        return False
    return best.topic == alone.topic.id != before and best.score >= NOT_SURE


def beside(topic: Topic, reading: Reading, law: LawOfDay, desk: Desk) -> Answered | None:
    """Another topic of the same section whose title has the words just said: "and what about parents?". Else None."""
    question = reading.question
    telling = telling_words(question) - telling_words(topic.title)
    section = first_cite(topic.id, law).section
    guesses = [*desk.rank(f"{topic.title}: {question}")[:CONSIDERED], *desk.rank(question)[:NAMED]]
    for id in dict.fromkeys(guess.topic for guess in guesses if guess.topic in law.topics and guess.topic != topic.id):
        shared = telling & telling_words(law.topics[id].title)
        if first_cite(id, law).section == section and shared and 2 * len(shared) >= len(telling):
            told = heard(question, desk.read(question))
            return replace(decide(reading, law.topics[id], law, desk, told), score=PLAIN, near=(topic,))
    return None


def shaped(topic: Topic, joined: Answered, reading: Reading, law: LawOfDay, desk: Desk) -> Answered | None:
    """Where "how long?" or "who?" leads to the same topic again: the topic of its passage whose title asks that."""
    question = reading.question
    shape = next((title for asked, title in _SHAPES if asked.search(question)), None)
    if shape is None or joined.topic is None or joined.topic.id != topic.id:
        return None
    cite = first_cite(topic.id, law)
    for guess in desk.rank(f"{topic.title}: {question}")[:MOST_GUESSES]:
        candidate = law.topics.get(guess.topic)
        if (
            candidate
            and candidate.id != topic.id
            and first_cite(candidate.id, law) == cite
            and shape.search(candidate.title)
        ):
            told = heard(question, desk.read(question))
            return replace(decide(reading, candidate, law, desk, told), score=PLAIN, near=(topic,))
    return None


def inside(reading: Reading, law: LawOfDay, desk: Desk) -> Answered | None:
    """The best topic of a short question that counts as outside the book where nothing was said before it."""
    guesses = desk.rank(reading.question)
    outside = next((one.score for one in guesses if one.topic == OUTSIDE), 0.0)
    best = next((one for one in guesses if one.topic in law.topics), None)
    if best is None or best.score < MEANT or best.score < outside:
        return None
    told = heard(reading.question, desk.read(reading.question))
    return replace(decide(reading, law.topics[best.topic], law, desk, told), score=best.score, neutral=True)


def stays(topic: Topic, alone: Answered, reading: Reading, law: LawOfDay, desk: Desk) -> Answered | None:
    """The topic spoken of, where it says by when itself, or where the words alone would contradict it; else None."""
    stored = law.answer(topic.id)
    if stored is None:
        return None
    itself = replace(decide(reading, topic, law, desk), score=PLAIN, neutral=True)
    says_when = _NAMES_TIME.search(" ".join(fact.says for fact in stored.answer))
    if says_when and _SHAPES[0][0].fullmatch(reading.question.rstrip(" ?.!")):
        return itself
    return replace(itself, again=True) if _contradicts(stored, alone, reading.question) else None


def _contradicts(stored: Answer, alone: Answered, question: str) -> bool:
    """Whether a question that points back would be told the duty of which it was just said that it does not apply.

    It brings no new fact, so what was said before still holds.
    """
    if alone.answer is None or not points_back(question) or (alone.decided and alone.decided.facts):
        return False
    same = alone.answer.cites[0] == stored.cites[0]
    return same and Verdict(stored.verdict) is Verdict.NOT_REQUIRED and alone.verdict is Verdict.REQUIRED


_NAMES_TIME = re.compile(r"\b(?:days?|hours?|weeks?|months?|on or before)\b", re.IGNORECASE)
_ADDS_CONDITION = re.compile(r"(?:and|but|even|also|what about|so)?\W*(?:with|without|if)\b", re.IGNORECASE)
"""Goes on with a condition: "and with consent?"."""
_NAMES_ANOTHER = re.compile(r"(?:and |so |but |ok )*(?:what|how) about\b", re.IGNORECASE)
"""Names another matter: "what about breach notices?"."""
_EVEN_IF = re.compile(r"\b(?:with|without|if|even|consent\w*|agree\w*|permission)\b", re.IGNORECASE)
"""A condition that the person adds; where the thing is forbidden all the same, No is said again."""


def adds_condition(question: str) -> bool:
    """Whether a few words add a condition to what was asked: "and with consent?"."""
    return len(question.split()) <= FEW and _ADDS_CONDITION.match(question) is not None


def held(topic: Topic, alone: Answered, reading: Reading, law: LawOfDay, desk: Desk) -> Answered | None:
    """The topic spoken of, where the words alone lead elsewhere but the model reads them as about its passage."""
    question = reading.question
    stored = law.answer(topic.id)
    leans = points_back(question) or not is_whole(question)
    if stored is None or not (leans or (alone.topic is None and len(question.split()) <= FEW)):
        return None
    if alone.answer is not None and any(alone.answer.cites[0].meets(one) for one in stored.cites):
        return None
    timed = _SHAPES[0][0].search(question) and alone.answer and alone.answer.cites[0].section == stored.cites[0].section
    if alone.topic is not None and not timed and not only_defines(alone, question):
        return None
    entries = read_with(topic, question, desk).entries
    about = rule_on(best, {}, law) if (best := _sure(entries)) else None
    unread = not entries and _SHAPES[0][0].search(question)
    if not unread and (about is None or about.cite.section not in {one.section for one in stored.cites}):
        return None
    near = (alone.topic,) if alone.topic else ()
    itself = replace(decide(reading, topic, law, desk), score=PLAIN, near=near)
    if sure := confirmed(itself, question, desk):
        return sure
    barred = itself.verdict is Verdict.PROHIBITED and question.endswith("?") and _EVEN_IF.search(question)
    itself = replace(itself, neutral=not barred)
    return shaped(topic, itself, reading, law, desk) or itself


def confirmed(found: Answered, question: str, desk: Desk) -> Answered | None:
    """The answer with Yes or No to a conclusion ("so the law binds them?"), where model and topic agree; else None."""
    assert found.topic
    asked = stance_in(question)
    if not (question.rstrip().endswith("?") or asked.stance != "assert") or not asks_whether(question):
        return None
    claim = claim_in(question, "assert") if _SO.match(question) else claim_of(asked.stance, asked.claim)
    opens = opening_of(found.verdict, claim) if claim else "none"
    read = read_with(found.topic, question, desk).opens
    if opens not in {"yes", "no"} or read.get(opens, 0.0) < CONFIRMS:
        return None
    told = heard(question, desk.read(question))
    ruled = Decided(
        replace(told, asked=replace(asked, stance="assert", claim=claim)),
        found.verdict,
        opens,
        found.citations,
        stored=False,
    )
    return replace(found, decided=ruled, neutral=False, again=False, asked_back=False)


def only_defines(alone: Answered, question: str) -> bool:
    """Whether a few words alone lead only to a definition, which nobody asked for."""
    return alone.answer is not None and alone.answer.cites[0].section == _WORDS and not is_whole(question)


def agrees(alone: Answered, topic: Topic, question: str, law: LawOfDay, desk: Desk) -> bool:
    """Whether the model, with the topic before in mind, reads the question as about the passage that it has alone."""
    if only_defines(alone, question):
        return False
    about = read_about(topic, question, law, desk)
    if about is None or alone.answer is None:
        return False
    cite = alone.answer.cites[0]
    return about.meets(cite) or (alone.score >= SURE_ALONE and about.section == cite.section)


def read_about(topic: Topic, question: str, law: LawOfDay, desk: Desk) -> Citation | None:
    """The passage that a follow-up to the topic is about, where the model is sure; else None."""
    best = _sure(read_with(topic, question, desk).entries)
    about = rule_on(best, {}, law) if best else None
    return about.cite if about else None


def _sure(entries: Mapping[str, float]) -> str:
    best = max(entries, key=lambda name: entries[name], default="")
    return best if best and entries[best] >= ENTRY_SURE else ""


LINKED = 0.08
"""From this share on, a topic that cites the passage spoken of is meant, where nothing is sure."""
NOT_SURE, OUTSIDE_SURE = 0.8, 0.95
"""A few words may be a follow-up below the first share for their own topic, or the second for being outside."""
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
    """The topic of the same passage whose text covers what a few words add, where the model reads them as about it."""
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
    """The topic spoken of, where somebody only objects to it, or adds what the book has no answer for."""
    if alone.topic is not None or is_whole(reading.question) or not objects(reading.question):
        return None
    return replace(decide(reading, topic, law, desk), score=PLAIN, again=True, neutral=True)


def _next_clock(topic: Topic, reading: Reading, law: LawOfDay, desk: Desk) -> Answered | None:
    """After the vendor's deadline to tell the board, the board's to tell families, where the words ask for that."""
    question, after = reading.question, law.duties.get(TELL_FAMILIES)
    if after is None or not (_HOW_LONG.search(question) and _FAMILIES.search(question)):
        return None
    if first_cite(topic.id, law) not in {law.duties[one].cite for one in VENDOR_TELLS if one in law.duties}:
        return None
    next_topic = _topic_of(after, law, desk)
    return replace(decide(reading, next_topic, law, desk), score=PLAIN, near=(topic,)) if next_topic else None


def _topic_of(duty: Duty, law: LawOfDay, desk: Desk) -> Topic | None:
    """The topic that says by when a duty must be done."""
    for guess in desk.rank(f"{duty.title}: by when")[:MOST_GUESSES]:
        topic = law.topics.get(guess.topic)
        if topic and first_cite(topic.id, law) == duty.cite and _WHEN_TITLE.search(topic.title):
            return topic
    return None


def counted_again(found: Answered, before: Before, reading: Reading, law: LawOfDay, desk: Desk) -> Answered:
    """The answer with dates counted from the day told before: what is asked for now, or the firm's other clock."""
    own_days = reading.month or (found.unclear and found.unclear.days)
    if found.reckoned or not (before.on and counts_from(before.event)) or own_days:
        return found
    clocks = next((ones for ones in _pairs(law) if any(one.event == before.event for one in ones)), ())
    events = {before.event, *(one.event for one in clocks)}
    told_on, newly = date.fromisoformat(before.on), starts_anew(reading.days, before.event)
    topics = (law.topics[before.topic] if newly or asks_of_today(reading.question) else None, found.topic)
    if newly or found.unclear or asks_for_dates(reading.question) or names_information(reading.question):
        known = reading if newly else replace(reading, days=(told_event(told_on, before.event), *reading.days))
        for answered in (_of(topic, known, law, desk) for topic in topics if topic):
            if answered.reckoned and {one.duty.event for one in answered.reckoned} <= events:
                narrowed = tuple(one for one in answered.reckoned if before.single and one.duty.event == before.event)
                return replace(answered, near=found.near, reckoned=narrowed or answered.reckoned)
    cite = found.answer.cites[0] if found.answer and not found.unclear else None
    clock = next((one for one in clocks if one.cite == cite and one.event != before.event), None)
    if clock is None:
        return found
    return replace(found, reckoned=(Reckoned(clock, count(clock.within, told_on, desk.calendar)),))


def _pairs(law: LawOfDay) -> Iterator[tuple[Duty, ...]]:
    """The clocks of a contractor, and those of an operator; of student information first."""
    for names in (VENDOR_TELLS, OPERATOR_TELLS):
        yield tuple(law.duties[name] for name in names if name in law.duties)
