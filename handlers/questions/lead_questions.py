"""Sends a question to the privacy lead and the answer back, and has the commands answer, answers and send-gap."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from handlers.deadlines.steps import ASKER, LETTERS, Step, StepKind, next_posting_time, read_step, reminder_for
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.outcome import Outcome
from handlers.dialogue.reply import Choice, Field, Form, Part, Quote, Reply, Text, sorry_reply
from handlers.dialogue.text import parted, short
from handlers.forms.filling import LONGEST, Filled, change
from handlers.forms.privacy.names import find_personal_data, mask
from handlers.law import words as law_words
from handlers.law.ask import AT_ONCE, LONGEST_SENT
from handlers.law.words import whom_to_ask as ask_elsewhere
from handlers.people.access import Refused, is_lead, role_of, whom_to_ask
from handlers.people.chats import read_id
from handlers.people.names import all_names, can_message, display_name
from handlers.questions import words
from knowledge.law import NOTICE_RECEIVED
from storage.port import ChangedOutsideError, Draft, ReadableStore
from storage.records import Event, Gap, Record, Reminder, Role
from storage.vault.sealed import SealedQuestion

log = logging.getLogger("dpa")
KEPT = timedelta(days=words.DAYS_KEPT)
ANSWERING = frozenset({"answer", "attach"})
"""The commands that answer a question."""


def find(id: str, desk: Desk) -> Gap:
    """The question with that id. Raises Sorry."""
    found = desk.store.gap(id.strip().upper())
    if found is None:
        raise Sorry(words.none(id=id))
    return found


def text_of(gap: Gap, desk: Desk) -> str:
    """What was asked; empty where that is erased. What older versions stored stands in the record itself."""
    sealed = desk.sealed.get(gap.id) if desk.sealed and not gap.question else None
    return sealed.question if sealed else gap.question


def unanswered(desk: Desk) -> list[tuple[Gap, SealedQuestion]]:
    """The questions that wait for an answer, the oldest first. Raises StoreError."""
    old = [gap for gap in desk.store.gaps() if gap.question and not gap.topic]
    waiting = [(gap, SealedQuestion(id=gap.id, question=gap.question, asked=gap.asked)) for gap in old]
    for sealed in desk.sealed.all() if desk.sealed else ():
        gap = desk.store.gap(sealed.id)
        if gap and not sealed.answer:
            waiting.append((gap, sealed))
    return waiting


def answered_ones(who: str, desk: Desk) -> list[SealedQuestion]:
    """The questions of one person whose answer is still to be read. Raises StoreError."""
    return [one for one in desk.sealed.all() if one.who == who and one.answer] if desk.sealed else []


def last_answer(id: str, records: ReadableStore) -> Event | None:
    """The event by which a question was answered."""
    return next((event for event in reversed(records.history(id)) if event.what in ANSWERING), None)


def leads(desk: Desk) -> tuple[str, ...]:
    """Who answers: the privacy lead, or where none is set all with the role privacy."""
    lead = desk.store.setup().lead
    return (lead,) if lead else tuple(person.id for person in desk.store.people(Role.PRIVACY))


def may_answer(message: Message, desk: Desk) -> bool:
    """Whether the sender may answer questions: the privacy lead, and the privacy team."""
    return is_lead(message, desk) or role_of(message, desk).includes(Role.PRIVACY)


def reads(message: Message, desk: Desk) -> bool:
    """Whether the sender is among those to whom questions go: the privacy lead alone, or the team where none is set.

    A lead known by name alone reads them where nobody has a name: at the bot's own machine.
    """
    lead = desk.store.setup().lead
    if not lead or not (read_id(lead) or message.who):
        return may_answer(message, desk)
    named_lead = not read_id(lead) and bool(message.who) and lead.casefold() in all_names(message.who, desk)
    return named_lead or is_lead(message, desk)


def check_reads(id: str, message: Message, desk: Desk) -> None:
    """Raise Refused for all but those to whom a sealed question goes."""
    if desk.sealed and desk.sealed.get(id) and not reads(message, desk):
        raise Refused(words.not_yours(id=id, lead=display_name(desk.store.setup().lead, desk)))


def name_of_asker(question: SealedQuestion, desk: Desk) -> str:
    """The asker's name, where they said that it may be told."""
    return display_name(question.who, desk) if question.named else ""


def drop_old(desk: Desk) -> None:
    """Erase what nobody answered for 30 days, and answers that nobody read; from the history too."""
    for question in desk.sealed.all() if desk.sealed else ():
        if desk.now - question.asked > KEPT:
            desk.questions.drop(question.id)
    for gap in desk.store.gaps():
        if not gap.topic and desk.now - gap.asked > KEPT:
            try:
                desk.store.erase(Event(who="clock", what="erase", when=desk.now, surface="clock"), gap.id)
            except ChangedOutsideError as changed:  # the other questions go all the same, and reminders after them
                log.warning("%s", changed)


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
        parts: list[Part] = [Text(words.asks(name_of_asker(question, desk)))]
        parts += map(Quote, parted(question.question))
        return Reply(title=words.FORM_TITLE, parts=tuple(parts), form=Form(say, words.FORM_TITLE, fields, words.SUBMIT))
    reply_text = filled.text("answer")
    filled.guard("answer")
    if not filled.ready:
        return filled.again(say, words.FORM_TITLE, words.SUBMIT)
    name = name_of_asker(question, desk) if question else ""
    change("answer", message, desk, lambda draft: answering(gap, reply_text, draft, desk))
    return Reply(title=words.SENT, parts=(Text(words.on_its_way(name)), *map(Quote, parted(reply_text))), tone="done")


def answering(gap: Gap, said: str, draft: Draft, desk: Desk) -> Iterable[Record]:
    """The records of an answer, inside a change. Raises Sorry where somebody was quicker, or the question is gone."""
    if event := last_answer(gap.id, draft):
        on = event.when.astimezone(desk.zone).date()
        raise Sorry(words.already(gap.id, display_name(event.who, desk), on))
    if not desk.questions.answer(gap.id, said):
        raise Sorry(words.GONE)
    return [gap, reminder_for(Step(StepKind.ANSWER, to=ASKER, about=gap.id), "", desk.now)]


def _why_closed(id: str, desk: Desk) -> str:
    """Who answered it, or that it is gone."""
    event = last_answer(id, desk.store)
    if event is None:
        return words.GONE
    return words.answered_by(id, display_name(event.who, desk), event.when.astimezone(desk.zone).date())


def answers(rest: str, message: Message, desk: Desk) -> Reply:
    """``answers``: what the privacy lead answered to the sender's questions; ``answers seen`` erases that."""
    answered = answered_ones(message.who, desk)
    if rest == SEEN:
        for question in answered:
            desk.questions.drop(question.id)
        return Reply(title=words.ALL_READ, tone="done")
    waits = [one for one in desk.questions.all() if one.who == message.who and not one.answer]
    parts = [part for one in answered for part in answer_parts(one, words.answered(name=answerer(one.id, desk)))]
    return Reply(
        title=words.ANSWERS_TITLE,
        parts=(
            *(parts or [Text(words.NO_ANSWERS)]),
            *((Text(words.waiting(number=len(waits))),) if waits else ()),
        ),
        choices=(Choice(words.READ, f"answers {SEEN}"),) if answered else (),
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


SAY = "send-gap"
WITH, WITHOUT = "with", "without"


def send(rest: str, message: Message, desk: Desk) -> Reply:
    """``send-gap QUESTION``: what would be sent and the choice of a name; then it is on its way.

    ``send-gap now: TEXT`` tells of a breach at once, with the name, unless the asker is to look at what was taken out.
    """
    if not leads(desk) and not desk.role.includes(Role.PRIVACY):
        return _no_lead(message, desk)
    at_once, said = rest.startswith(AT_ONCE), rest.removeprefix(AT_ONCE).strip()
    finds = find_personal_data(said)
    question = short(mask(said, finds), LONGEST["long"])
    say = f"{SAY} {AT_ONCE}" if at_once else SAY
    fields = tuple(_fields(question, message, WITH if at_once else ""))
    if at_once and question and not (finds or message.fields):
        return _sent(_asks(question, desk, message, named=bool(message.who), breach=True), message, desk)
    if not message.fields:
        says = [words.waits_for(_names(desk), _later(desk))]
        says += [words.masked(kinds=", ".join(dict.fromkeys(find.kind for find in finds)))] if finds else []
        form = Form(say, words.SEND_TITLE, fields, words.SEND)
        return Reply(title=words.SEND_TITLE, parts=tuple(map(Text, says)), form=form)
    filled = Filled(fields, dict(message.fields))
    asked = filled.text("question")
    filled.guard("question")
    with_name = WITH in filled.chosen("name") if message.who and filled.text("name") else False
    if not filled.ready:
        return filled.again(say, words.SEND_TITLE, words.SEND)
    return _sent(_asks(asked, desk, message, named=with_name, breach=at_once), message, desk)


def _fields(question: str, message: Message, name: str) -> Iterator[Field]:
    """The question as it would be sent; whether the ``name`` goes along, where there is one."""
    yield Field("question", words.QUESTION, "long", hint=words.QUESTION_HINT, required=True, value=question)
    if message.who:
        options = ((WITHOUT, words.WITHOUT), (WITH, words.WITH))
        yield Field("name", words.NAME, "one", options=options, required=True, value=name)


def _asks(question: str, desk: Desk, message: Message, *, named: bool, breach: bool) -> SealedQuestion:
    return SealedQuestion(id="", question=question, asked=desk.now, who=message.who, named=named, breach=breach)


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
    read_here = not can_message(message.who, desk)
    later = None if question.breach else _later(desk)
    says = words.sent(_names(desk), later, named=question.named, here=read_here)
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
    ask = "" if is_admin else whom_to_ask(Role.ADMIN, message, desk)
    says = " ".join(filter(None, (words.NO_LEAD_SAYS, ask, ask_elsewhere(""))))
    choices = (Choice(words.SET_LEAD, "setup"),) if is_admin else ()
    return replace(sorry_reply(words.NO_LEAD, says, Outcome.SORRY), choices=choices)


def is_letter(reminder: Reminder) -> bool:
    """Whether it brings a question or an answer, and no deadline."""
    step = read_step(reminder.step)
    return step is not None and step.kind in LETTERS


def question_in(reminder: Reminder) -> str:
    """The id of the question that a message brings to the privacy lead; empty for all else."""
    step = read_step(reminder.step)
    return step.about if step and step.kind is StepKind.QUESTION else ""


def tells_of_breach(reminder: Reminder, desk: Desk) -> bool:
    """Whether it brings a breach that somebody passed on, which does not wait for the morning."""
    sealed = desk.questions.get(question_in(reminder)) if question_in(reminder) else None
    return sealed is not None and sealed.breach


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
        sentence = words.answered_by(id, display_name(event.who, desk), event.when.astimezone(desk.zone).date())
        return Reply(title=words.closed_title(id=id), parts=(Text(sentence),), tone="done")
    if sealed is None:
        return Reply(title=words.CLOSED, parts=(Text(words.GONE),))
    name, asked = name_of_asker(sealed, desk), tuple(map(Quote, parted(sealed.question)))
    answers = Choice(words.ANSWER, f"answer {id}")
    if not sealed.breach:
        return Reply(title=words.asks(name), parts=asked, choices=(answers,))
    logs = Choice(words.LOG_IT, f"track {short(sealed.question, LONGEST_SENT)}", primary=True)
    duty = desk.law.clock(NOTICE_RECEIVED, desk.today)
    (law,) = desk.law.on(desk.today).says(str(duty.cite), 1)
    return Reply(
        title=words.tells_of_breach(name=name or "Somebody"),
        parts=(*asked, Text(words.clock_runs(says=law.says, cite=duty.cite))),
        choices=(logs, answers),
        tone="needed",
        footer=law_words.checked(law.tag),
    )
