"""The replies of the dialogue itself, each with what can be done next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from handlers.contracts.listing import records_named
from handlers.conversation import words
from handlers.dialogue import bounded_re as re
from handlers.dialogue import words as wording
from handlers.dialogue.command_spec import ParsedCommand, kind_of
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import LONGEST_LABEL, MOST_CHOICES, Choice, Reply, Text
from handlers.dialogue.text import plain, short
from handlers.forms.privacy.names import find_personal_data
from handlers.law import words as law_words
from handlers.law.answer import ANYBODY
from handlers.law.ask import lead_of
from handlers.law.words import names_student
from handlers.records.by_form import ON_FILE
from handlers.understanding.command_parser import QUESTION
from handlers.understanding.courtesy import courtesy, kind_of_talk
from handlers.understanding.follow_ups import telling_words
from handlers.understanding.requests.request import Request
from handlers.understanding.requests.values.days import SaidDay
from handlers.understanding.requests.values.terms import said_data, without_data
from handlers.understanding.words import COUNT, number_of

LONGEST_SAY = 300
"""Most letters of a message that a button may repeat."""
READING = "meant"
"""The command of the buttons that name what may have been meant; its argument is the button's place."""


def unsure(
    readings: Sequence[tuple[str, Request]], commands: Sequence[tuple[str, ParsedCommand]], law: str, missed: int
) -> Reply:
    """Buttons for what the message may have meant; that it was not understood, where nothing is likely.

    ``law`` is the message, where it may be a question on the law; else empty. ``missed`` counts the messages before it
    that were not understood: after one, the wording changes and sending it to a person is offered.
    """
    choices = [button(intent, one, place) for place, (intent, one) in enumerate(readings, 1)]
    choices += [
        Choice(words.reading(intent, one.name, ""), f"{one.name} {one.rest}".strip()) for intent, one in commands
    ]
    if choices and law and len(law) <= LONGEST_SAY:
        choices.append(Choice(words.ASK_LAW, f"{QUESTION} {law}"))
    help_me = (Choice(words.SEND, "send-gap"), Choice(words.WHAT_I_CAN, "help"))
    if not choices:
        title, says = words.not_understood(missed), words.CAN_DO
        return Reply(
            title=title, parts=(Text(says),), choices=help_me, asks=True, tone="unknown", footer=wording.NOT_ADVICE
        )
    title = words.READING_AGAIN if missed else words.READING_TITLE
    person = help_me[: min(missed, 1)]
    return Reply(title=title, choices=(*choices, *person), asks=True, footer=wording.NOT_ADVICE)


def button(intent: str, request: Request, place: int) -> Choice:
    """The button for one of the readings, the first of which has place 1."""
    return Choice(short(words.reading(intent, request.command, name_of(request)), LONGEST_LABEL), f"{READING} {place}")


def name_of(request: Request) -> str:
    """The record, vendor, product or person that a request is about; empty where it names none."""
    slots = request.slots
    return next(iter(slots.ids), slots.vendor or slots.product or slots.said or slots.person_said)


def dropped(command: str, left: Request | None) -> Reply:
    """What was open is over; what had been left for it is offered again."""
    return Reply(title=words.dropped(command), parts=waiting(left), choices=go_on(left), footer=wording.NOT_ADVICE)


def denied(open_act: Request) -> Reply:
    """What was proposed is not done, and stays open to be corrected."""
    return Reply(
        title=words.NOT_SAVED,
        parts=(Text(words.what_is_wrong(act=words.called(open_act.command))),),
        choices=(Choice(words.DROP, words.SAY_DROP),),
        asks=True,
        footer=wording.NOT_ADVICE,
    )


def saved_already() -> Reply:
    """A no came after the change was saved: it stays so unless it is undone."""
    return Reply(
        title=words.SAVED_ALREADY,
        parts=(Text(words.HOW_TO_UNDO),),
        choices=(Choice(words.UNDO_IT, "undo"),),
        footer=wording.NOT_ADVICE,
    )


def replaced() -> Reply:
    """A newer version of the proposal was shown, so this one saves nothing."""
    return Reply(title=words.REPLACED, parts=(Text(words.NEWER_BELOW),), footer=wording.NOT_ADVICE)


def waiting(left: Request | None) -> tuple[Text, ...]:
    """That something is open still."""
    return (Text(f"{words.WAITS} {words.called(left.command)}."),) if left else ()


def go_on(left: Request | None) -> tuple[Choice, ...]:
    """The button that goes on with it."""
    return (
        (Choice(short(f"{words.GO_ON}: {words.called(left.command)}", LONGEST_LABEL), f"{READING} 0"),) if left else ()
    )


def press_it(press: str, *, only: bool) -> Reply:
    """Asks for a press of the button: a yes in words never does (``only``), or it was not clearly a yes."""
    button = Choice(words.DO_IT if only else short(press, LONGEST_LABEL), press, settles=True)
    return Reply(
        title=words.PRESS_IT if only else words.PRESS_IF_YES, choices=(button,), asks=True, footer=wording.NOT_ADVICE
    )


def small_talk(text: str, open_act: Request | None, desk: Desk) -> Reply:
    """What is said to thanks and the like; while something is open, that it is not saved."""
    kind = courtesy(text) or kind_of_talk(text)
    says = tuple(Text(one) for one in law_words.says(kind, lead_of(desk)))
    return Reply(title=law_words.TITLES[kind], parts=waiting(open_act) or says, choices=go_on(open_act))


def with_left(reply: Reply, left: Request | None) -> Reply:
    """The reply, and beneath it what was left open for it."""
    if left is None or reply.failed:
        return reply
    return replace(reply, parts=(*reply.parts, *waiting(left)), choices=(*reply.choices, *go_on(left))[:MOST_CHOICES])


def with_second(reply: Reply, readings: Sequence[tuple[str, Request]], *, told: bool) -> Reply:
    """The reply, and the second thing that was asked for as its first button; ``told``: with a line that says so."""
    if not readings or reply.failed:
        return reply
    buttons = [button(intent, one, place) for place, (intent, one) in enumerate(readings, 1)]
    parts = (*reply.parts, Text(words.also(read=buttons[0].label))) if told else reply.parts
    return replace(reply, parts=parts, choices=(*buttons, *reply.choices)[:MOST_CHOICES])


def with_instead(reply: Reply, instead: Sequence[Choice]) -> Reply:
    """The reply, with buttons for what the message may become instead."""
    choices = tuple(dict.fromkeys((*reply.choices, *instead)))
    return reply if reply.failed else replace(reply, choices=choices[:MOST_CHOICES])


def with_unplaced(reply: Reply, said: Sequence[str], days: Sequence[SaidDay], desk: Desk) -> Reply:
    """The reply, with a note of the values that were said and appear nowhere in it; ``days`` count by their date."""
    if reply.failed or not reply.asks:
        return reply
    form = (reply.form.say, *(field.value for field in reply.form.fields)) if reply.form else ()
    shown = " ".join((plain(reply), *form, *(one.say for one in reply.every_choice))).casefold()
    lost = [one for one in said if not _is_shown(one, shown) and not records_named(one, desk).ids]
    lost += [one.said for one in days if one.end and one.day and not _is_dated(one.day, shown)]
    lost = list(dict.fromkeys(lost))
    return replace(reply, parts=(*reply.parts, Text(words.unplaced(lost)))) if lost else reply


def with_warning(reply: Reply, text: str) -> Reply:
    """The reply, with a warning about a student's data: numbers and dates, as a name may be a colleague's."""
    kinds = tuple(dict.fromkeys(one.kind for one in find_personal_data(text) if one.kind not in ANYBODY))
    return replace(reply, parts=(*reply.parts, Text(names_student(kinds)))) if kinds and reply.law is None else reply


def _is_dated(day: date, shown: str) -> bool:
    return any(one.casefold() in shown for one in (day.isoformat(), wording.day(day)))


def _is_shown(said: str, shown: str) -> bool:
    data = said_data(said)
    if data and not telling_words(without_data(said)) and all(one in shown for one in data):
        return True  # by the law's words for it
    if _NUMBER.fullmatch(said.strip()) and str(number_of(said)) in shown.split():
        return True  # "forty" as 40
    return all(word.strip(" .,;:!?'\"()") in shown for word in said.casefold().split() if word not in _JOINS)


_NUMBER = re.compile(COUNT, re.IGNORECASE)
_JOINS = frozenset({"and", "or", "&"})
"""What stands between the names of a list, for which a record has a comma."""


def acts_on(command: str, id: str, desk: Desk) -> bool:
    """Whether the command acts on records of the kind that the id has."""
    spec, kind = desk.commands.get(command), kind_of(id)
    return command in ON_FILE if spec is None or not spec.takes_id else kind in spec.takes_id or command in ON_FILE
