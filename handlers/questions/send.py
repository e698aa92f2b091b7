"""Sends a question to the privacy lead: shown first, with the asker's name or without, as they choose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from handlers.deadlines.schedule.quiet_hours import next_posting_time
from handlers.deadlines.schedule.steps import Step, StepKind, reminder_for
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.outcome import Outcome
from handlers.dialogue.reply import Choice, Field, Form, Reply, Text, sorry_reply
from handlers.dialogue.text.shorten import short
from handlers.forms.filled import LONGEST, Filled
from handlers.forms.privacy.guard import find_personal_data, mask
from handlers.forms.saving import change
from handlers.law.words import whom_to_ask as ask_elsewhere
from handlers.people.access import role_of, whom_to_ask
from handlers.people.names import display_name
from handlers.people.owners import can_message
from handlers.questions import words
from handlers.questions.open_questions import leads
from storage.port import Draft
from storage.records import Gap, Record, Role
from storage.vault.sealed_questions import SealedQuestion

SAY = "send-gap"
WITH, WITHOUT = "with", "without"


def send(rest: str, message: Message, desk: Desk) -> Reply:
    """``send-gap QUESTION``: what would be sent and the choice of a name; then it is on its way."""
    if not leads(desk) and not desk.role.includes(Role.PRIVACY):
        return _no_lead(message, desk)
    finds = find_personal_data(rest)
    question = short(mask(rest, finds), LONGEST["long"])
    fields = tuple(_fields(question, message))
    if not message.fields:
        says = [words.waits_for(_names(desk), _later(desk))]
        says += [words.masked(", ".join(dict.fromkeys(find.kind for find in finds)))] if finds else []
        form = Form(SAY, words.SEND_TITLE, fields, words.SEND)
        return Reply(title=words.SEND_TITLE, parts=tuple(map(Text, says)), form=form)
    filled = Filled(fields, dict(message.fields))
    asked = filled.text("question")
    filled.guard("question")
    named = WITH in filled.chosen("name") if message.who and filled.text("name") else False
    if not filled.ready:
        return filled.again(SAY, words.SEND_TITLE, words.SEND)
    return _sent(SealedQuestion(id="", question=asked, asked=desk.now, who=message.who, named=named), message, desk)


def _fields(question: str, message: Message) -> Iterator[Field]:
    """The question as it would be sent; whether the name goes along, where there is one."""
    yield Field("question", words.QUESTION, "long", hint=words.QUESTION_HINT, required=True, value=question)
    if message.who:
        options = ((WITHOUT, words.WITHOUT), (WITH, words.WITH))
        yield Field("name", words.NAME, "one", options=options, required=True)


def _sent(question: SealedQuestion, message: Message, desk: Desk) -> Reply:
    """On its way. No record tells who asked, nor at which hour."""
    day = desk.now.replace(hour=0, minute=0, second=0, microsecond=0)

    def write(draft: Draft) -> Iterable[Record]:
        id = draft.new_id(Gap)
        desk.questions.put(replace(question, id=id))
        yield Gap(id=id, question="", asked=day)
        for lead in leads(desk):
            yield reminder_for(Step(StepKind.QUESTION, to=lead, about=id), "", desk.now)

    change(SAY, replace(message, who=words.SOMEBODY), desk, write)
    here = not can_message(message.who, desk)
    says = words.sent(_names(desk), _later(desk), named=question.named, here=here)
    return Reply(title=words.SENT, parts=(Text(says),), tone="done")


def _names(desk: Desk) -> str:
    """Who gets it, at the head of a sentence."""
    found = [display_name(lead, desk) for lead in leads(desk)]
    return found[0] if desk.store.setup().lead else words.THE_TEAM


def _later(desk: Desk) -> datetime | None:
    """When the lead gets it, where that is not at once."""
    at = next_posting_time(desk.now, desk.store.setup())
    return at if at > desk.now and leads(desk) else None


def _no_lead(message: Message, desk: Desk) -> Reply:
    """That nobody would get it, and what to do."""
    is_admin = role_of(message, desk) is Role.ADMIN
    ask = "" if is_admin else whom_to_ask(Role.ADMIN, desk)
    says = " ".join(filter(None, (words.NO_LEAD_SAYS, ask, ask_elsewhere(""))))
    choices = (Choice(words.SET_LEAD, "setup"),) if is_admin else ()
    return replace(sorry_reply(words.NO_LEAD, says, Outcome.SORRY), choices=choices)
