"""What does the bot say to a message? Read once, permitted once, run, and whatever happens answered."""

import logging
import secrets
from contextlib import ExitStack
from dataclasses import replace

from handlers.commands import COMMANDS, EVERY
from handlers.contracts.specs import ON_RECORD
from handlers.conversation.dialogue import taken
from handlers.conversation.remembered import after, goes_on
from handlers.conversation.replies import with_instead, with_left, with_second, with_unplaced, with_warning
from handlers.conversation.understood import wish_of
from handlers.conversation.waiting import at_its_proposal
from handlers.deadlines.status import handed_over
from handlers.dialogue import bounded_re as re
from handlers.dialogue import words as wording
from handlers.dialogue.bounded_re import MESSAGE_SECONDS, TookTooLong, within
from handlers.dialogue.command_spec import CommandSpec, ParsedCommand, Run, Sorry, id_pattern
from handlers.dialogue.desk import Desk, Memory, Message, keep, recall
from handlers.dialogue.outcome import Note, Outcome
from handlers.dialogue.reply import LONGEST_TEXT, Choice, Reply, sorry_reply
from handlers.dialogue.text import short
from handlers.forms.filling import preview_form
from handlers.imports.commands import with_next_row
from handlers.law.answer import without_personal_data
from handlers.law.ask import clean, send_to_lead
from handlers.people import access as people
from handlers.people import names
from handlers.people.access import only_pressable
from handlers.questions.listing import count_uncovered
from handlers.records.answers import answer
from handlers.records.by_form import act_reply
from handlers.records.found import as_request, became, proposed, with_records
from handlers.setup.checklist import led_on, takes_a_step, with_next_reminder
from handlers.understanding import words as understanding_words
from handlers.understanding.command_parser import NOTHING, QUESTION, Nearly, Vocabulary, read, unquoted
from handlers.understanding.requests.request import Request, View
from storage.port import StoreError

log = logging.getLogger("dpa")
VOCABULARY = Vocabulary(COMMANDS, ON_RECORD)
LONGEST_MESSAGE = 20_000
PARSE_SECONDS = 0.5
"""Chats ask for it where everything else waits."""


def respond(message: Message, desk: Desk) -> Reply:
    """The reply to a message: a command, or a question. Never raises; a bug is answered with a reference."""
    reply, note = handle(message, desk)
    if note.problem:
        log.error("reference %s", note.reference, exc_info=note.problem)
    return reply


def handle(message: Message, desk: Desk) -> tuple[Reply, Note]:
    """As ``respond``, with what may be told of the message; a bug is left to the caller to log."""
    reference, name = secrets.token_hex(3), ""
    problem: Exception | None = None
    desk, limits = replace(desk, commands=COMMANDS, written=[]), ExitStack()
    try:
        limits.enter_context(within(MESSAGE_SECONDS))
        parsed = message.parsed or parse_command(message.text)
        name = parsed.name
        message, memory = at_its_proposal(message, recall(message, desk), desk)
        turn = taken(message, parsed, memory, desk, parse_command)
        message, parsed, request, name = as_request(turn.message), turn.parsed, turn.request, turn.parsed.name
        if parsed.problem:
            raise parsed.problem.with_traceback(None)
        memory = _anew(message, desk) if turn.starts else memory
        if request:
            parsed, name = ParsedCommand(request.command, parsed.rest), request.command
        if turn.reply:
            reply = with_warning(turn.reply, message.text)
            reply = replace(reply, outcome=_outcome(reply, wrote=False))
            keep(after(memory, turn, reply, desk), message, desk)
            return reply, Note(reply.outcome, reference, "", None)
        run = _allowed(parsed, message, desk, request)
        limits.enter_context(within(EVERY[name].seconds if name in EVERY else MESSAGE_SECONDS))
        reply = became(message, parsed.id, desk) or _run(run, parsed, message, desk, request)
        reply = _finished(
            only_pressable(names.name_people_in_form(reply, desk), message, desk), parsed, wrote=bool(desk.written)
        )
        reply = proposed(reply, message, goes_on(memory, request), acts=_is_act(request), wrote=bool(desk.written))
        if request:
            reply = replace(reply, command=name)
        if name == QUESTION:
            count_uncovered(reply, message, desk)
            reply = with_records(reply, turn.beside, message, desk)
        reply = with_second(with_unplaced(reply, turn.said, turn.days, desk), turn.readings, told=name != NOTHING)
        reply = with_warning(reply, message.text) if request else reply
        reply = with_left(with_instead(reply, turn.instead), wish_of(turn.leaves) or turn.still_open)
        memory = recall(message, desk) if name == QUESTION else memory
        keep(after(memory, replace(turn, parsed=parsed), reply, desk), message, desk)
    except Sorry as sorry:
        reply, problem = _sorry(sorry), None
    except StoreError as trouble:
        reply, problem = _sorry(trouble), trouble
    except TookTooLong:
        says = wording.TOO_LONG_AFTER_SAVING if desk.written else wording.TOO_LONG
        reply, problem = sorry_reply(wording.SORRY_TITLE, says), None
    except Exception as bug:  # noqa: BLE001 - whatever it is, the person gets its reference
        reply, problem = sorry_reply(wording.BUG_TITLE, wording.bug(reference=reference), Outcome.BUG), bug
    finally:
        limits.close()
    reply = replace(reply, event=desk.written[-1] if desk.written else None)  # also where something failed afterwards
    return reply, Note(reply.outcome, reference, name, problem)


def _is_act(request: Request | None) -> bool:
    return request is not None and request.acts


def _anew(message: Message, desk: Desk) -> Memory:
    """Nothing of what was spoken of before."""
    keep(Memory(), message, desk)
    return Memory()


def _run(run: Run, parsed: ParsedCommand, message: Message, desk: Desk, request: Request | None) -> Reply:
    if message.look:
        return preview_form(run, parsed.rest, message, desk)
    reply = run(parsed.rest, message, desk)
    reply, steps = with_next_row(reply, message, desk) if desk.written else (reply, False)
    steps = steps or bool(desk.written and takes_a_step(parsed.name, desk.written[-1]))
    sees_settings = request is not None and request.view is View.SETTINGS
    return led_on(reply, message, desk) if steps or sees_settings else with_next_reminder(reply, desk)


def _finished(reply: Reply, parsed: ParsedCommand, *, wrote: bool) -> Reply:
    """The reply of a command that ran to its end, with how it ended."""
    about = (parsed.id,) if parsed.id else ()
    return replace(reply, outcome=_outcome(reply, wrote=wrote), records=tuple(dict.fromkeys((*about, *reply.records))))


def _outcome(reply: Reply, *, wrote: bool) -> Outcome:
    if reply.form or reply.asks:
        return Outcome.ASKED_BACK
    if reply.tone == "unknown":
        return Outcome.ABSTAINED
    if reply.failed:
        return reply.outcome
    return Outcome.DONE if wrote else Outcome.ANSWERED


def _sorry(problem: Sorry | StoreError) -> Reply:
    """What somebody reads who cannot have what they asked for; a command that is one letter off is offered instead."""
    says = short(str(problem), LONGEST_TEXT)
    match problem:
        case Nearly():
            offered = (Choice(problem.say[:75], problem.say),)
            return replace(sorry_reply(understanding_words.NEARLY_TITLE, says), choices=offered)
        case people.Refused():
            return replace(sorry_reply(wording.SORRY_TITLE, says, Outcome.REFUSED), choices=problem.choices)
        case _:
            return sorry_reply(wording.SORRY_TITLE, says)


def _allowed(parsed: ParsedCommand, message: Message, desk: Desk, request: Request | None) -> Run:
    """What the command does, or what a request shows; what those read who may not give it here. Raises Refused."""
    if request and request.acts:
        return lambda _, message, desk: _acted(request, message, desk)
    command = EVERY[parsed.name]
    try:
        people.permit(command, parsed.id, message, desk)
    except people.Refused:
        if command.instead is not None:
            return command.instead
        if moved := handed_over(parsed.id, message, desk):
            return lambda *_: moved
        raise
    if request:
        return lambda _, message, desk: answer(request, message, desk)
    return command.run if desk.records is not None or command.instead is None else command.instead


def _acted(request: Request, message: Message, desk: Desk) -> Reply:
    """The act that was said in words. Raises Refused, with the button that hands the message to the privacy lead."""
    try:
        return act_reply(request, message, desk)
    except people.Refused as refused:
        if refused.choices or message.outsider or message.public or not desk.store.setup().lead:
            raise
        raise people.Refused(str(refused), tuple(send_to_lead(without_personal_data(message.text)[0]))) from None


def may(name: str, message: Message, desk: Desk) -> bool:
    """Whether the sender may give the command of that name there. Raises StoreError."""
    command = EVERY.get(name)
    try:
        if command:
            people.permit(command, message.parsed.id if message.parsed else "", message, desk)
    except people.Refused:
        return False
    return command is not None


def parse_command(text: str) -> ParsedCommand:
    """What a text is, read once at the door. Never raises: what is wrong with it comes as ``problem``."""
    try:
        with within(PARSE_SECONDS):
            command, rest = read(clean(text, LONGEST_MESSAGE), VOCABULARY)
            if command.in_lines:
                rest = _in_lines(command.name, text) or rest
            return ParsedCommand(command.name, rest, command.changes, id=_id(command, rest))
    except (Sorry, TookTooLong) as problem:
        return ParsedCommand("", problem=problem)


def _in_lines(name: str, text: str) -> str:
    """What follows the command's name, in the lines in which it was typed; empty where it does not begin with it."""
    first, *rest = text.split(maxsplit=1)
    return unquoted(rest[0]) if rest and first.lower() == name else ""


def _id(command: CommandSpec, rest: str) -> str:
    """The record that a command is about; empty where it takes none, or none was given."""
    first = rest.partition(" ")[0].upper()
    return first if command.takes_id and re.fullmatch(id_pattern(command.takes_id), first) else ""
