"""Lists the questions that wait for the privacy lead, and lets a district match one to a topic."""

import logging
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.outcome import Outcome
from handlers.dialogue.reply import MOST_CHOICES, Choice, Quote, Reply, Row, Rows, Text
from handlers.dialogue.text import parted, short
from handlers.dialogue.words import day
from handlers.forms.filling import change
from handlers.law import words as law_words
from handlers.law.finding import choose
from handlers.law.layout import offer
from handlers.people.names import display_name
from handlers.questions import lead_questions, words
from knowledge.law import tag_of
from knowledge.model import Topic
from storage.port import Draft, StoreError
from storage.records import Gap, Record
from storage.vault.sealed import SealedQuestion

log = logging.getLogger("dpa")
NOT_COVERED = "not covered"
WEEK = timedelta(days=7)


def count_uncovered(reply: Reply, message: Message, desk: Desk) -> None:
    """Count a question whose answer is that it is not covered. Never raises: the answer does not depend on it."""
    if reply.outcome is not Outcome.ABSTAINED or message.look or desk.records is None:
        return
    try:
        desk.store.count(NOT_COVERED, desk.today)
    except StoreError as trouble:
        log.warning("a question that is not covered was not counted (%s)", type(trouble).__name__)


def uncovered_last_week(desk: Desk) -> str:
    """How many there were in the week before this one; empty for none. Raises StoreError."""
    monday = desk.today - timedelta(days=desk.today.weekday())
    return words.not_covered(desk.store.counted(NOT_COVERED, monday - WEEK, monday), words.LAST_WEEK)


def uncovered_lately(desk: Desk) -> tuple[str, ...]:
    """How many there were last week and this week, in sentences. Raises StoreError."""
    monday = desk.today - timedelta(days=desk.today.weekday())
    this = words.not_covered(desk.store.counted(NOT_COVERED, monday, monday + WEEK), words.THIS_WEEK)
    return tuple(filter(None, (uncovered_last_week(desk), this)))


LONGEST_SHOWN = 300


def listed(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """``gaps``: what waits for an answer, the oldest first; what is older than 30 days is erased on the way.

    Others than those to whom the questions go see that they wait, and for whom.
    """
    lead_questions.drop_old(desk)
    waiting = lead_questions.unanswered(desk)
    matched = words.own(sum(bool(gap.topic) for gap in desk.store.gaps()))
    open_ones = waiting if lead_questions.reads(message, desk) else [pair for pair in waiting if pair[0].question]
    rows = tuple(
        _row(gap, sealed, desk, told=(gap, sealed) in open_ones) for gap, sealed in waiting[: words.MOST_LISTED]
    )
    return Reply(
        title=words.count(number=len(waiting)),
        parts=(
            Rows(rows, opener=words.ANSWER) if rows else Text(words.NONE),
            *((Text(matched),) if matched else ()),
            *map(Text, uncovered_lately(desk)),
        ),
        choices=tuple(Choice(words.match(id=gap.id), f"gap {gap.id}") for gap, _ in open_ones[:MOST_CHOICES]),
    )


def _row(gap: Gap, sealed: SealedQuestion, desk: Desk, *, told: bool) -> Row:
    """A question in the list, or only that there is one."""
    asked = gap.asked.astimezone(desk.zone).date()
    if not told:
        return Row(words.sealed_row(display_name(desk.store.setup().lead, desk)), f"{gap.id} · {day(asked)}")
    says = words.row(gap.id, lead_questions.name_of_asker(sealed, desk), asked)
    return Row(short(sealed.question, LONGEST_SHOWN), says, opens=Choice(words.ANSWER, f"answer {gap.id}"))


def show(rest: str, message: Message, desk: Desk) -> Reply:
    """``gap ID``: the question, to answer it or to match it to a topic."""
    gap = lead_questions.find(rest, desk)
    lead_questions.check_reads(gap.id, message, desk)
    question = lead_questions.text_of(gap, desk)
    if not question:
        raise Sorry(words.GONE)
    law = desk.law_of(message)
    chosen = choose(desk.rank(question), law)
    near = (*((chosen.topic,) if chosen.topic else ()), *chosen.near)
    sealed = desk.sealed.get(gap.id) if desk.sealed else None
    waits = sealed is not None and not sealed.answer
    return Reply(
        title=gap.id,
        parts=(
            *((Text(words.asks(lead_questions.name_of_asker(sealed, desk))),) if sealed else ()),
            *map(Quote, parted(question)),
            Text(words.PICK),
        ),
        choices=(
            *((Choice(words.ANSWER, f"answer {gap.id}"),) if waits else ()),
            *(replace(offer(topic), say=f"attach {gap.id} {topic.id}") for topic in near),
        ),
    )


def attach(rest: str, message: Message, desk: Desk) -> Reply:
    """``attach ID TOPIC``: that topic answers the asker, and from now on the same question, at once."""
    id, _, name = rest.partition(" ")
    gap, law = lead_questions.find(id, desk), desk.law_of(message)
    lead_questions.check_reads(gap.id, message, desk)
    topic, question = law.topics.get(name.strip()), lead_questions.text_of(gap, desk)
    if topic is None:
        raise Sorry(words.no_topic(name))
    if not question:
        raise Sorry(words.GONE)
    matched = replace(gap, question=question, topic=topic.id)

    def write(draft: Draft) -> Iterable[Record]:
        if gap.question:
            return [matched]
        return [
            *(one for one in lead_questions.answering(gap, _says(topic, message, desk), draft, desk) if one is not gap),
            matched,
        ]

    change("attach", message, desk, write, gap)
    return Reply(title=words.attached(gap.id, topic.title), parts=tuple(map(Quote, parted(question))), tone="done")


def _says(topic: Topic, message: Message, desk: Desk) -> str:
    """What the topic says, in short."""
    stored = topic.on(desk.law_of(message).day)
    if stored is None:
        return topic.title
    says, pins = " ".join(fact.says for fact in stored.answer), ", ".join(law_words.pin(one) for one in stored.cites)
    return words.matched(topic.title, says, pins, law_words.checked(tag_of(stored.answer)))
