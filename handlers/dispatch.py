"""What does the bot say to a message?"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping
from dataclasses import replace

from handlers.board import link
from handlers.board import link_words as wording_link
from handlers.breaches import commands as breaches
from handlers.contracts import commands as contracts
from handlers.contracts import on_record
from handlers.deadlines import commands as deadlines
from handlers.dialogue import words as wording
from handlers.dialogue.command import Command, Run
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.outcome import CHANGING, Note, outcome
from handlers.dialogue.parsed import ParsedCommand
from handlers.dialogue.reply import LONGEST_TEXT, Choice, Reply, Text
from handlers.dialogue.shorten import short
from handlers.export import export
from handlers.forms.preview import preview_form
from handlers.help import offered
from handlers.history import commands as edits
from handlers.law import due, gaps, lookup
from handlers.law import interview as steps
from handlers.law import layout as answers
from handlers.law.ask import about, answer, by_own_words, clean
from handlers.people import access as people
from handlers.people import names
from handlers.people import words as wording_people
from handlers.setup import commands as setup
from handlers.setup import granting
from handlers.understanding import words as wording_typed
from handlers.understanding.command_parser import Nearly, read
from storage.port import StoreError
from storage.records import Conversation, Role

log = logging.getLogger("dpa")


def _ask(rest: str, message: Message, desk: Desk) -> Reply:
    if not rest:
        return _help("", message, desk)
    own = gaps.own_topic(rest, desk)
    if own:
        found = by_own_words(own, rest, message, desk)
    else:
        found = answer(Message(rest, message.as_of), desk, _topic_before(message, desk))
    _remember(found.topic.id if found.topic and not (found.asked_back or found.product) else "", message, desk)
    return answers.reply(found, desk)


def _topic_before(message: Message, desk: Desk) -> str:
    """The topic of the turn before, where this place keeps conversations."""
    if not message.place or desk.records is None:
        return ""
    talk = desk.records.conversation(message.place, message.who, desk.now)
    return talk.topic if talk else ""


def _remember(topic: str, message: Message, desk: Desk) -> None:
    """Keep the topic for a follow-up, never what was written; after a turn without a sure one the last is forgotten."""
    if message.place and desk.records is not None and (topic or _topic_before(message, desk)):
        desk.records.remember(Conversation(place=message.place, person=message.who, spoken=desk.now, topic=topic))


def _on_record(rest: str, message: Message, desk: Desk) -> Reply:
    if gaps.own_topic(rest, desk):
        return _ask(rest, message, desk)
    _remember("", message, desk)
    return on_record.reply(rest, message, desk)


def _topic(rest: str, message: Message, desk: Desk) -> Reply:
    return answers.reply(about(rest, message, desk), desk)


def _nearest(rest: str, message: Message, desk: Desk) -> Reply:
    topics = desk.law_of(message).topics
    names, _, question = rest.partition("|")
    return answers.offers(tuple(topics[name] for name in names.split() if name in topics), question.strip())


def _help(rest: str, message: Message, desk: Desk) -> Reply:
    return offered(rest, message, desk, COMMANDS)


def _operator(rest: str, message: Message, desk: Desk) -> Reply:
    """The operator test as an interview, with the product's name filled in."""
    return steps.check(f"operator of {rest}" if rest and "=" not in rest else f"operator {rest}", message, desk)


EVERYONE, STAFF, PRIVACY = Role.EVERYONE, Role.STAFF, Role.PRIVACY
COMMANDS: Mapping[str, Command] = {
    command.name: command
    for command in (
        Command("ask", "ask QUESTION", wording.HELP_ASK, _ask),
        Command("define", "define WORD", wording.HELP_DEFINE, lookup.define),
        Command("operator", "operator PRODUCT", wording.HELP_OPERATOR, _operator),
        Command("rule", "rule CITE", wording.HELP_RULE, lookup.rule),
        Command("due", "due EVENT DATE", wording.HELP_DUE, due.reply),
        Command("log-contract", "log-contract", wording.HELP_LOG_CONTRACT, contracts.log, PRIVACY),
        Command("log-breach", "log-breach", wording.HELP_LOG_BREACH, breaches.log, PRIVACY),
        Command("received", "received ID DATE", wording.HELP_RECEIVED, breaches.received, PRIVACY),
        Command("contracts", "contracts WORDS", wording.HELP_CONTRACTS, contracts.listed, STAFF),
        Command("contract", "contract ID", wording.HELP_CONTRACT, contracts.show, STAFF),
        Command("breaches", "breaches WORDS", wording.HELP_BREACHES, breaches.listed, STAFF),
        Command("breach", "breach ID", wording.HELP_BREACH, breaches.show, STAFF),
        Command("deadlines", "deadlines", wording.HELP_DEADLINES, deadlines.listed, STAFF),
        Command("board", "board", wording_link.HELP_BOARD, link.board_link, STAFF),
        Command("done", "done ID PROOF", wording.HELP_DONE, deadlines.done, PRIVACY),
        Command("undo", "undo ID", wording.HELP_UNDO, deadlines.undo, PRIVACY),
        Command("snooze", "snooze ID DATE WHY", wording.HELP_SNOOZE, deadlines.snooze, PRIVACY),
        Command("assign", "assign ID WHO", wording.HELP_ASSIGN, deadlines.assign, PRIVACY),
        Command("correct", "correct ID", wording.HELP_CORRECT, edits.correct, PRIVACY),
        Command("withdraw", "withdraw ID WHY", wording.HELP_WITHDRAW, edits.withdraw, PRIVACY),
        Command("history", "history ID", wording.HELP_HISTORY, edits.history, STAFF),
        Command("gaps", "gaps", wording.HELP_GAPS, gaps.listed, PRIVACY),
        Command("attach", "attach ID TOPIC", wording.HELP_ATTACH, gaps.attach, PRIVACY),
        Command("export", "export FORMAT", wording.HELP_EXPORT, export.reply, PRIVACY),
        Command("erase", "erase ID", wording.HELP_ERASE, edits.erase, Role.ADMIN),
        Command("setup", "setup", wording_people.HELP_SETUP, setup.setup, Role.ADMIN),
        Command("roles", "roles", wording_people.HELP_ROLES, people.roles, PRIVACY),
        Command("grant", "grant PERSON ROLE", wording_people.HELP_GRANT, granting.grant, Role.ADMIN),
        Command("revoke", "revoke PERSON", wording_people.HELP_REVOKE, granting.revoke, Role.ADMIN),
        Command("help", "help", wording.HELP_HELP, _help),
        Command("administer", "administer", "", granting.administer, listed=False, guests=False),
        Command("check", "check TEST", "", steps.check, listed=False),
        Command("topic", "topic NAME", "", _topic, listed=False),
        Command("nearest", "nearest NAMES", "", _nearest, listed=False),
        Command("deadline", "deadline ID", "", deadlines.show, STAFF, listed=False),
        Command("gap", "gap ID", "", gaps.show, PRIVACY, listed=False),
        Command("send-gap", "send-gap QUESTION", "", gaps.send, listed=False, guests=False),
        Command("contract-file", "contract-file ID", "", contracts.document, STAFF, listed=False),
        Command("vendor-letter", "vendor-letter ID", "", contracts.letter, STAFF, listed=False),
    )
}


def respond(message: Message, desk: Desk) -> Reply:
    """The reply to a message: a command, or a question. Never raises; a bug is answered with a reference."""
    reply, note = handle(message, desk)
    if note.problem:
        log.error("reference %s", note.reference, exc_info=note.problem)
    return reply


def handle(message: Message, desk: Desk) -> tuple[Reply, Note]:
    """As ``respond``, with what may be told of the message; a bug is left to the caller to log."""
    reference, name = secrets.token_hex(3), ""
    try:
        parsed = message.parsed or parse_command(message.text)
        name, rest = parsed.name, parsed.rest
        if parsed.problem:
            raise parsed.problem
        command = ON_RECORD if name == ON_RECORD.name else COMMANDS[name]
        run = _allowed(command, message, desk)
        reply = preview_form(run, rest, message, desk) if message.look else run(rest, message, desk)
        return names.name_people_in_form(reply, desk), Note(outcome(name, reply), reference, name)
    except Nearly as nearly_one:
        return _nearly(nearly_one), Note("sorry", reference, name)
    except people.Refused as refused:
        return replace(_sorry(str(refused)), choices=refused.choices), Note("refused", reference, name)
    except Sorry as sorry:
        return _sorry(str(sorry)), Note("sorry", reference, name)
    except StoreError as trouble:
        return _sorry(str(trouble)), Note("sorry", reference, name, trouble)
    except Exception as bug:  # noqa: BLE001 - whatever it is, the person gets its reference
        says = Text(wording.bug(reference))
        return Reply(title=wording.BUG_TITLE, parts=(says,), tone="sorry"), Note("bug", reference, name, bug)


def _sorry(says: str) -> Reply:
    return Reply(title=wording.SORRY_TITLE, parts=(Text(short(says, LONGEST_TEXT)),), tone="sorry")


def _nearly(one: Nearly) -> Reply:
    """A command that is one letter off is offered, never given."""
    says = Text(str(one))
    return Reply(
        title=wording_typed.NEARLY_TITLE, parts=(says,), choices=(Choice(one.say[:75], one.say),), tone="sorry"
    )


def _allowed(command: Command, message: Message, desk: Desk) -> Run:
    """What the command does; what those read who may not give it here. Raises Refused."""
    try:
        people.allow(command.name, command.role, message, desk, guests=command.guests)
    except people.Refused:
        if command.instead is None:
            raise
        return command.instead
    return command.run if desk.records is not None or command.instead is None else command.instead


def _in_lines(name: str, text: str) -> str:
    """What follows the command's name, in the lines in which it was typed; empty where it does not begin with it."""
    first, *rest = text.split(maxsplit=1)
    return rest[0] if rest and first.lower() == name else ""


IN_LINES = frozenset({"log-contract", "log-breach", "setup"})
"""The commands whose fields may stand one in a line."""


def parse(text: str) -> tuple[Command, str]:
    """The command that a message is, and the rest; anything else is a question. Raises Sorry."""
    return read(text, COMMANDS, ON_RECORD)


def parse_command(text: str) -> ParsedCommand:
    """What a text is, read once at the door. Never raises: what is wrong with it comes as ``problem``."""
    try:
        command, rest = parse(clean(text, LONGEST_MESSAGE))
    except Sorry as problem:
        return ParsedCommand("", problem=problem)
    if command.name in IN_LINES:
        rest = _in_lines(command.name, text) or rest
    return ParsedCommand(command.name, rest, command.name in CHANGING)


ON_RECORD = replace(COMMANDS["contracts"], name="on-record", run=_on_record, instead=_ask)
"""Whether there is a contract with somebody: for those who may see the contracts; the law for everybody else."""
LONGEST_MESSAGE = 20_000
