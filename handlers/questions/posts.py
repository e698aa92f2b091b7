"""What the messages say that bring a question to the privacy lead, and the answer back."""

from __future__ import annotations

from handlers.deadlines.schedule.steps import LETTERS, StepKind, read_step
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Choice, Quote, Reply, Text
from handlers.dialogue.text.shorten import parted
from handlers.people.names import display_name
from handlers.questions import words
from handlers.questions.answer import answer_parts, answerer
from handlers.questions.open_questions import last_answer, name_of_asker
from storage.records import Reminder


def is_letter(reminder: Reminder) -> bool:
    """Whether it brings a question or an answer, and no deadline."""
    step = read_step(reminder.step)
    return step is not None and step.kind in LETTERS


def question_in(reminder: Reminder) -> str:
    """The id of the question that a message brings to the privacy lead; empty for all else."""
    step = read_step(reminder.step)
    return step.about if step and step.kind is StepKind.QUESTION else ""


def reader_of(reminder: Reminder, desk: Desk) -> str:
    """Who gets it; that of an answer is sealed, and gone once it was read."""
    step = read_step(reminder.step)
    if step is None or step.kind is StepKind.QUESTION:
        return reminder.where
    sealed = desk.questions.get(step.about)
    return sealed.who if sealed else ""


def letter(reminder: Reminder, desk: Desk) -> Reply | None:
    """The message to send; None where there is nothing to tell any more."""
    step = read_step(reminder.step)
    sealed = desk.questions.get(step.about) if step else None
    if step is None or sealed is None or bool(sealed.answer) is (step.kind is StepKind.QUESTION):
        return None
    if step.kind is StepKind.QUESTION:
        return question_post(step.about, desk)
    name = answerer(step.about, desk)
    return Reply(title=words.answered_title(name), parts=tuple(answer_parts(sealed, words.ANSWER_HEADING)))


def letter_delivered(reminder: Reminder, desk: Desk) -> None:
    """Erase the question, its asker and its answer once the answer is with the asker."""
    step = read_step(reminder.step)
    if step and step.kind is StepKind.ANSWER:
        desk.questions.drop(step.about)


def question_post(id: str, desk: Desk) -> Reply:
    """A question with its button; once it is answered or gone, neither the words nor the button."""
    sealed = desk.questions.get(id)
    if event := last_answer(id, desk.store):
        said = words.answered_by(id, display_name(event.who, desk), event.when.astimezone(desk.zone).date())
        return Reply(title=words.closed_title(id), parts=(Text(said),), tone="done")
    if sealed is None:
        return Reply(title=words.CLOSED, parts=(Text(words.GONE),))
    return Reply(
        title=words.asks(name_of_asker(sealed, desk)),
        parts=tuple(map(Quote, parted(sealed.question))),
        choices=(Choice(words.ANSWER, f"answer {id}"),),
    )
