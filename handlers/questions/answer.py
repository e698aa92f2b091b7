"""Sends the privacy lead's answer to who asked, and shows the answers to those who read them here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handlers.deadlines.schedule.steps import ASKER, Step, StepKind, reminder_for
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Choice, Field, Form, Part, Quote, Reply, Text
from handlers.dialogue.text.shorten import parted
from handlers.forms.filled import Filled
from handlers.forms.saving import change
from handlers.people.names import display_name
from handlers.questions import words
from handlers.questions.open_questions import answered_ones, check_reads, find, last_answer, name_of_asker
from storage.port import Draft
from storage.records import Gap, Record, Reminder
from storage.vault.sealed_questions import SealedQuestion

SEEN = "seen"


def answer(rest: str, message: Message, desk: Desk) -> Reply:
    """``answer ID TEXT``: the question with a field for the answer, or the answer on its way."""
    id, _, text = rest.partition(" ")
    gap = find(id, desk)
    question = desk.questions.get(gap.id)
    if question and not question.answer:
        check_reads(gap.id, message, desk)
    fields = (Field("answer", words.YOUR_ANSWER, "long", hint=words.ANSWER_HINT, required=True),)
    say, filled = f"answer {gap.id}", Filled(fields, {"answer": text, **message.fields})
    if not text and not message.fields:
        if question is None or question.answer:
            raise Sorry(_why_closed(gap.id, desk))
        shown: list[Part] = [Text(words.asks(name_of_asker(question, desk)))]
        shown += map(Quote, parted(question.question))
        return Reply(title=words.FORM_TITLE, parts=tuple(shown), form=Form(say, words.FORM_TITLE, fields, words.SUBMIT))
    said = filled.text("answer")
    filled.guard("answer")
    if not filled.ready:
        return filled.again(say, words.FORM_TITLE, words.SUBMIT)
    name = name_of_asker(question, desk) if question else ""
    change("answer", message, desk, lambda draft: answering(gap, said, draft, desk))
    return Reply(title=words.SENT, parts=(Text(words.on_its_way(name)), *map(Quote, parted(said))), tone="done")


def answering(gap: Gap, said: str, draft: Draft, desk: Desk) -> Iterable[Record]:
    """The records of an answer, inside a change. Raises Sorry where somebody was quicker, or the question is gone."""
    if event := last_answer(gap.id, draft):
        on = event.when.astimezone(desk.zone).date()
        raise Sorry(words.already(gap.id, display_name(event.who, desk), on))
    if not desk.questions.answer(gap.id, said):
        raise Sorry(words.GONE)
    return [gap, answer_reminder(gap.id, desk)]


def answer_reminder(id: str, desk: Desk) -> Reminder:
    """What brings the answer to the asker."""
    return reminder_for(Step(StepKind.ANSWER, to=ASKER, about=id), "", desk.now)


def _why_closed(id: str, desk: Desk) -> str:
    """Who answered it, or that it is gone."""
    event = last_answer(id, desk.store)
    if event is None:
        return words.GONE
    return words.answered_by(id, display_name(event.who, desk), event.when.astimezone(desk.zone).date())


def answers(rest: str, message: Message, desk: Desk) -> Reply:
    """``answers``: what the privacy lead answered to the sender's questions; ``answers seen`` erases that."""
    found = answered_ones(message.who, desk)
    if rest == SEEN:
        for one in found:
            desk.questions.drop(one.id)
        return Reply(title=words.ALL_READ, tone="done")
    waits = [one for one in desk.questions.all() if one.who == message.who and not one.answer]
    parts = [part for one in found for part in answer_parts(one, words.answered(answerer(one.id, desk)))]
    return Reply(
        title=words.ANSWERS_TITLE,
        parts=(
            *(parts or [Text(words.NO_ANSWERS)]),
            *((Text(words.waiting(len(waits))),) if waits else ()),
        ),
        choices=(Choice(words.READ, f"answers {SEEN}"),) if found else (),
    )


def answer_parts(question: SealedQuestion, heading: str) -> Iterator[Part]:
    """The question, and its answer below a heading."""
    yield Text(words.YOU_ASKED, heads=True)
    yield from map(Quote, parted(question.question))
    yield Text(heading, heads=True)
    yield from map(Text, parted(question.answer))


def answerer(id: str, desk: Desk) -> str:
    """Who answered, by name."""
    event = last_answer(id, desk.store)
    return display_name(event.who, desk) if event else words.THE_LEAD
