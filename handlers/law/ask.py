"""Answers a question about the law: finds the topic, reads what the question tells, and decides what follows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from handlers.dialogue import bounded_re as re
from handlers.dialogue import words as wording
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import MOST_CHOICES, Choice, Reply, Text
from handlers.law import words
from handlers.law import words as law_words
from handlers.law.dates.timing import Reckoned, Unclear, law_day, reckon
from handlers.law.decided.decided import decided, of_named_kind, told_of_kind, without_doubtful_yes
from handlers.law.decided.plan import TURNED, AnswerPlan, Decided, plan_of, unjudged
from handlers.law.decided.plan_layout import Weighed
from handlers.law.decided.question_facts import (
    Heard,
    heard,
    is_within,
    with_clauses_told,
    with_date,
    with_dates,
    with_elapsed,
    with_every_condition,
    with_named_term,
    with_ongoing,
)
from handlers.law.finding import Chosen, choose, first_cite, without_case, without_product
from handlers.people.names import display_name
from handlers.understanding.asked.stance import has_cue, stance_in
from handlers.understanding.courtesy import Courtesy, kind_of_talk
from handlers.understanding.days.elapsed import Elapsed, contract_limit, elapsed_in
from handlers.understanding.follow_ups import Reading, read, read_question
from knowledge.citation import Citation
from knowledge.law import CONSENT, LACKS_CLAUSE, MISSING_PROVISION, NO_CONTRACT, PROVISIONS, STRICTER, LawOfDay
from knowledge.model import Answer, Kind, Topic, Verdict
from storage.port import StoreError

LONGEST_QUESTION = 4000
MOST_CITES = 5
EXPECTED, MOST_EXPECTED = 0.1, 2
"""From this share on, another passage is cited too, and at most this many are."""
MOST_KINDS = 3
"""Kinds of data that one answer names."""
_DATED = re.compile(
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d|\d{1,2}/\d{1,2}|\d{4}-\d\d", re.IGNORECASE
)
"""A day of the calendar."""
OUTSIDE_SURE = 0.6
"""From this share on, a message is about neither the law nor records, whatever topic is nearest."""
OUTSIDE_PLAIN = 0.9
"""From this share on no topic is near enough to be named."""
OUTSIDE_ALONE = 0.09
"""The same for a message without a topic before it, unless its own topic is plain."""
OUTSIDE_NAMED = 0.3
"""The same for a question that is read again without the product's name."""
PLAIN_TOPIC = 0.985
"""From this share on the topic is plain: of 36 questions between both limits, those that the book answers have more,
and one on custody, for which it has a topic."""
PLAIN_WITH_ENTRY, PLAIN_ENTRY = 0.9, 0.95
"""The topic is as plain from these shares of its own and of an entry of the law on."""
LEAST_SURE, MOST_OFFERED = 0.35, 3
"""Below this share no topic is the answer, and the nearest are offered: of 279 open questions that the book does not
answer 3 more are declined, and 5 of 1,237 that it does."""
TALK_SURE = 0.9
"""From this share on, what no topic answers is small talk."""
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
    """The deadline of which one has to ask from which day it runs."""
    kinds: tuple[Kind, ...] = ()
    also: Answered | None = None
    product: str = ""
    """The product, where the question is whether it has a contract or may be used."""
    courtesy: Courtesy = ""
    """The kind of small talk, where nothing was asked: a greeting, thanks."""
    pinned: tuple[Citation, ...] = ()
    """The passages that were named by their cite; they are cited first."""
    lead: str = ""
    """What is said before the answer."""
    notes: tuple[str, ...] = ()
    """What is said after the answer."""
    reply: Reply | None = None
    """The reply, where it was looked up and is not worded from a topic."""
    asks_late: bool = False
    """Whether the question is if something came too late, rather than in time."""
    again: bool = False
    """Whether it goes on from the turn before and comes to the same answer."""
    neutral: bool = False
    """Whether the answer says neither Yes nor No: a fact was only told, or the same answer comes again."""
    decided: Decided | None = None
    """What it comes to on the facts it tells, and how the answer begins."""
    plan: AnswerPlan | None = None
    """What is said, where an entry of the law decided."""

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
        own, *more = self.answer.cites
        neighbors = tuple(answer.cites[0] for topic in self.near if (answer := topic.on(self.day)))
        cites = (*self.pinned, *lead, own, *second, *neighbors, *self._expected, *more)
        return tuple(dict.fromkeys(cites))[:MOST_CITES]

    @property
    def _expected(self) -> tuple[Citation, ...]:
        """Where else the reader of facts expects the answer."""
        read = self.decided.heard.signs.cites if self.decided else {}
        return tuple(Citation.parse(cite) for cite, share in read.items() if share >= EXPECTED)[:MOST_EXPECTED]

    @property
    def _ruled(self) -> tuple[Citation, ...]:
        """Where the entry that decided stands in the law."""
        return self.decided.cites[:1] if self.decided and self.decided.ruling else ()


def clean(text: str, most: int = LONGEST_QUESTION) -> str:
    """The message without control characters and with single blanks. Raises Sorry when it is too long."""
    if len(text) > most:
        raise Sorry(wording.too_long(length=len(text), most=most))
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def answer(message: Message, desk: Desk, outside: float = OUTSIDE_SURE) -> Answered:
    """The answer by the law of the message's day; from the share ``outside`` on, it is about something else."""
    law = desk.law_of(message)
    reading = read(clean(message.text), desk.today, tuple(law.kinds.values()))
    if reading.courtesy:
        return Answered("", law.day, Verdict.ABSTAIN, courtesy=reading.courtesy)
    if reading.product and (of_product := _topic_of(reading.product, law)):
        return Answered(reading.question, law.day, Verdict.CONDITIONAL, *of_product, product=reading.product)
    as_one = one(reading, law, desk, outside=outside)
    if not reading.parts:
        return as_one
    first, second = (one(part, law, desk) for part in reading.parts)
    clear = all(one.topic and one.score >= CLEAR for one in (first, second))
    return replace(first, also=second) if clear and _apart(first, second) else as_one


def _apart(first: Answered, second: Answered) -> bool:
    return bool(first.answer and second.answer) and first.citations[0] != second.citations[0]


def about(topic: str, message: Message, desk: Desk) -> Answered:
    """The answer to a topic that a person picked."""
    law = desk.law_of(message)
    if topic not in law.topics:
        raise Sorry(law_words.no_topic(text=topic))
    return decide(read_question("", desk.today), law.topics[topic], law, desk)


def weighed(state: Weighed, message: Message, desk: Desk) -> Answered:
    """The answer once a button has reversed or added a fact. Raises Sorry."""
    law = desk.law_of(message)
    if state.topic not in law.topics:
        raise Sorry(law_words.no_topic(text=state.topic))
    return decide(read_question("", desk.today), law.topics[state.topic], law, desk, state.heard)


def by_own_words(topic: Topic, question: str, message: Message, desk: Desk) -> Answered:
    """The answer of a topic that the district attached to this very question."""
    law = desk.law_of(message)
    told = heard(question, desk.read(question))
    return decide(read_question(question, desk.today, tuple(law.kinds.values())), topic, law, desk, told)


def one(reading: Reading, law: LawOfDay, desk: Desk, said: str = "", outside: float = OUTSIDE_SURE) -> Answered:
    """The answer to one question; ``said`` is the part said now, where it was joined with the turn before."""
    question = reading.question
    without_firm, now = without_case(question, law), without_case(said or question, law)
    told, chosen = _heard_and_chosen(without_firm, now, law, desk)
    if _is_outside(told, chosen, outside) and (plain := without_product(without_firm)) != without_firm:
        told, chosen = _heard_and_chosen(plain, without_product(now), law, desk)
        outside = min(outside, OUTSIDE_NAMED)
    if told.signs.wishes.get("talk", 0.0) >= TALK_SURE and (chosen.topic is None or chosen.unsure):
        return Answered("", law.day, Verdict.ABSTAIN, courtesy=kind_of_talk(question))
    if chosen.topic is None or _is_outside(told, chosen, outside):
        near = () if told.signs.wishes.get("outside", 0.0) >= OUTSIDE_PLAIN else chosen.near
        return Answered(question, law.day, Verdict.ABSTAIN, near=near, score=chosen.score)
    told = replace(told, topic_share=chosen.score)
    topic = _of_void(_of_consent(chosen.topic, told, law), told, law)
    topic = _of_board(topic, told, question, law, desk)
    answered = decide(reading, topic, law, desk, told)
    cites, counted = tuple(str(cite) for cite in answered.citations), answered.unclear or answered.reckoned
    past = law_day(reading, cites, counted, desk) if law.day == desk.today else None
    if past:
        then = desk.law.on(past)
        topic_then = topic if topic.on(past) else choose(desk.rank(question), then, told.signs.cites).topic
        answered = decide(reading, topic_then, then, desk, told) if topic_then else answered
    if own := _by_own_limit(answered, law):
        return replace(own, question=said or question)
    counts = any(clock.in_time is not None for clock in answered.reckoned)
    sure = counts or bool(answered.decided and answered.decided.ruling)
    if chosen.unsure and chosen.score < LEAST_SURE and not sure:
        near = (chosen.topic, *chosen.near)[:MOST_OFFERED]
        return Answered(question, law.day, Verdict.ABSTAIN, near=near, score=chosen.score)
    return replace(
        answered,
        question=said or question,
        near=chosen.near,
        score=chosen.score,
        asked_back=chosen.unsure and not sure and not _opens(answered),
    )


def _by_own_limit(found: Answered, law: LawOfDay) -> Answered | None:
    """What a contract may ask for, where the law's time was kept and the contract's own was not, or may not have been.

    Neither Yes nor No tells of both times. None where only the law's time counts, or was missed too.
    """
    if (limit := contract_limit(found.question)) is None:
        return None
    told = found.decided.heard if found.decided else Heard(stance_in(""))
    kept = [told.facts[name] == "yes" for name in told.counted]
    passed = elapsed_in(found.question) if kept else None
    times = [passed] if passed and not passed.waits else []
    for clock in found.reckoned:
        if clock.acted:
            kept.append(bool(clock.in_time))
            times.append(Elapsed((clock.acted - clock.event).days, business=False))
    by_contract = {is_within(time, limit) for time in times}
    if not all(kept) or by_contract <= {True}:
        return None
    lead = words.OWN_LIMIT_MISSED if by_contract == {False} else words.OWN_LIMIT_OPEN
    topic, answer = law.topics[STRICTER], law.answer(STRICTER)
    return Answered(found.question, found.day, Verdict.INFORMATION, topic, answer, lead=lead, neutral=True)


def _opens(found: Answered) -> bool:
    """Whether all readers together are sure enough of a Yes or No."""
    return found.decided is not None and found.decided.opens in TURNED


def _heard_and_chosen(question: str, now: str, law: LawOfDay, desk: Desk) -> tuple[Heard, Chosen]:
    """What is told, and the topic; ``now`` is the part said now, where it was joined with the turn before."""
    told = heard(now, desk.read(now)) if question else Heard(stance_in(question))
    return told, choose(desk.rank(question) if question else (), law, told.signs.cites)


def _is_outside(told: Heard, chosen: Chosen, outside: float) -> bool:
    """Whether it is about neither the law nor records; one with a plain topic surely is not."""
    with_entry = max(told.signs.entries.values(), default=0.0) >= PLAIN_ENTRY
    is_plain = chosen.score >= (PLAIN_WITH_ENTRY if with_entry else PLAIN_TOPIC)
    least = OUTSIDE_SURE if chosen.topic and is_plain else outside
    return chosen.topic is None or told.signs.wishes.get("outside", 0.0) >= least


def _of_consent(topic: Topic, told: Heard, law: LawOfDay) -> Topic:
    """The topic on parents' consent, where that is asked and the topic found has the same passage; else that topic."""
    own, other = law.answer(topic.id), law.answer(CONSENT)
    asked = told.of_consent and told.asked.stance == "must"
    return law.topics[CONSENT] if asked and own and other and own.cites[0] == other.cites[0] else topic


def _of_void(topic: Topic, told: Heard, law: LawOfDay) -> Topic:
    """The topic on contracts that lack a clause, where a clause lacks and it is asked if the contract is void."""
    own, clauses = law.answer(topic.id), law.checklists.get(PROVISIONS)
    of_clause = own and clauses and own.cites[0].parent == clauses.cite
    denied = any(value == "no" and fact.startswith("item.") for fact, value in told.facts.items())
    lacks = denied or told.of_gap or told.facts.get(f"{MISSING_PROVISION}.lacks") == "yes"
    return law.topics[LACKS_CLAUSE] if told.of_void and lacks and of_clause else topic


def _of_board(topic: Topic, told: Heard, question: str, law: LawOfDay, desk: Desk) -> Topic:
    """The topic on a board's duty that was told of, where "when must we" found one on a vendor's; else that topic."""
    vendors = {duty.cite for duty in law.duties.values() if duty.who != "board"}
    asked = told.asked.stance == "when" and has_cue("of the board", question)
    if not asked or first_cite(topic.id, law) not in vendors:
        return topic
    meant = {one.partition(":")[2] for one in told.entries} | {fact.partition(".")[0] for fact in told.facts}
    boards = {duty.cite for duty in law.duties.values() if duty.who == "board" and duty.id in meant}
    ranked = (one.topic for one in desk.rank(question) if one.topic in law.topics)
    return next((law.topics[one] for one in ranked if first_cite(one, law) in boards), topic)


def decide(reading: Reading, topic: Topic, law: LawOfDay, desk: Desk, told: Heard | None = None) -> Answered:
    """What a topic comes to on what was told."""
    stored = law.answer(topic.id)
    assert stored
    kinds = tuple(kind for kind in reading.kinds if kind.cite == topic.kinds_at and kind.id in law.kinds)[:MOST_KINDS]
    if told:
        told = with_named_term(told, reading.question, law)
        told = told_of_kind(told, reading.question) if kinds or told.term else told
    counted = reckon(reading, tuple(str(cite) for cite in stored.cites), desk)
    reckoned = counted if isinstance(counted, tuple) else ()
    if told:
        told = with_every_condition(with_ongoing(told, reading.question), reading.question, law)
        told = with_clauses_told(told, reading.question, desk.read)
        told = with_date(with_elapsed(told, reading.question, law, stored.cites), reading.days, law)
    ruled = decided(with_dates(told, reckoned), stored, law) if told else None
    if ruled and kinds:
        ruled = of_named_kind(ruled, stored, reading.question)
    if ruled and reading.kinds:
        ruled = without_doubtful_yes(ruled, reading.question)
    judged = [one for one in reckoned if one.in_time is not None]
    verdict = ruled.verdict if ruled else Verdict(stored.verdict)
    by_days = {f"duty:{one.duty.id}" for one in judged}
    if ruled and any(one.in_time is ruled.late for one in judged):
        reckoned, judged = (
            (),
            [],
        )  # the time that passed is told, and the day is another's: "on day 31 they told us today"
    if judged and (_DATED.search(reading.question) or (ruled and ruled.about in by_days)):
        ruled, verdict = None, _kept(judged)  # the days that were counted say whether it was in time
    elif ruled and ruled.settled and not _DATED.search(reading.question):
        reckoned = ()  # a weekday alone leaves open which one, and the case itself says more
    if ruled and ruled.about in {f"duty:{one.duty.id}" for one in reckoned if one.in_time is None}:
        ruled = unjudged(ruled)  # the date is told, and nobody said when it was done
        verdict = ruled.verdict
    unclear = counted if isinstance(counted, Unclear) and not _decides(ruled, counted) else None
    if unclear and ruled and ruled.about == f"duty:{unclear.duty.id}":
        ruled = None  # before the day is known nobody can say whether it was in time
    return Answered(
        reading.question,
        law.day,
        verdict,
        topic,
        stored,
        reckoned=reckoned,
        unclear=unclear,
        kinds=kinds,
        decided=ruled,
        plan=plan_of(ruled, law) if ruled else None,
        asks_late=stance_in(reading.question).claim == "forbidden",
    )


def _decides(ruled: Decided | None, unclear: Unclear) -> bool:
    """Whether told facts decide, or a time that passed, and not only what a reader makes of a day that is not clear."""
    return bool(ruled and (ruled.late is not None or (ruled.settled and ruled.about != f"duty:{unclear.duty.id}")))


def _kept(judged: Sequence[Reckoned]) -> Verdict:
    """The verdict that follows from the dates that were counted."""
    if any(one.between for one in judged) or len({one.in_time for one in judged}) > 1:
        return Verdict.CONDITIONAL
    return Verdict.PERMITTED if judged[0].in_time else Verdict.PROHIBITED


LONGEST_SENT = 1500
"""A button carries at most 2,000 characters."""
SENDS = "send-gap"
AT_ONCE = "now:"
"""What stands in ``send-gap`` before a text that one press sends, with the name."""


def knowing_lead(message: Message, desk: Desk) -> Desk:
    """The desk, without records where an outsider asks or others read along: then the answer does not name the lead."""
    return replace(desk, records=None) if message.outsider or message.public else desk


def lead_of(desk: Desk) -> str:
    """The privacy lead's name; empty where none is on record, or the records cannot be read."""
    try:
        lead = desk.records.setup().lead if desk.records else ""
        return display_name(lead, desk) if lead else ""
    except StoreError:  # the law is answered all the same
        return ""


def whom_to_ask(desk: Desk) -> Text:
    """Whom to ask, in one sentence."""
    return Text(law_words.whom_to_ask(lead_of(desk)))


def send_to_lead(question: str) -> Iterator[Choice]:
    """The button that sends a question to the lead. Only this press keeps it."""
    if 0 < len(question) <= LONGEST_SENT:
        yield Choice(law_words.SEND_TO_LEAD, f"{SENDS} {question}")


def with_send(reply: Reply, question: str) -> Reply:
    """The reply with that button where it says whom to ask."""
    asks = any(isinstance(part, Text) and part.says.endswith(law_words.OR_OTHERS) for part in reply.parts)
    if not asks or any(one.say.startswith(SENDS) for one in reply.choices):
        return reply
    return replace(reply, choices=(*reply.choices[: MOST_CHOICES - 1], *send_to_lead(question)))


def _topic_of(name: str, law: LawOfDay) -> tuple[Topic, Answer] | None:
    """What the law says where a contract with them is what decides; None before it asked for one."""
    like, answer = law.topics.get(NO_CONTRACT), law.answer(NO_CONTRACT)
    if like is None or answer is None or answer.verdict != like.verdict:
        return None
    conditional = Answer(verdict="conditional", answer=words.depends(name), cites=answer.cites, since=answer.since)
    return replace(like, title=words.title(name), verdict=conditional.verdict, answer=conditional.answer), conditional
