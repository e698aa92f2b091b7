"""Every command there is: one entry for each, from the room that runs it."""

from collections.abc import Mapping

from handlers.apps import specs as apps
from handlers.board import specs as board
from handlers.breaches import specs as breaches
from handlers.contracts import specs as contracts
from handlers.contracts.specs import ON_RECORD
from handlers.deadlines import specs as deadlines
from handlers.dialogue.catalog import catalog
from handlers.dialogue.command_spec import CommandSpec, HelpGroup, Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.drill import specs as drill
from handlers.export import specs as export
from handlers.help.replies import offered
from handlers.help.words import ALL, ALL_COMMANDS, NOT_OPEN
from handlers.history import specs as history
from handlers.history.subjects import LOGBOOKS
from handlers.holders import specs as holders
from handlers.imports import specs as imports
from handlers.law import specs as law
from handlers.notices import specs as notices
from handlers.packet import specs as packet
from handlers.programs import specs as programs
from handlers.questions import specs as questions
from handlers.records import specs as records
from handlers.register import specs as register
from handlers.review import specs as review
from handlers.setup import specs as setup
from handlers.setup.checklist import ALL_STEPS
from handlers.setup.welcome_words import STEPS
from handlers.training import specs as training
from storage.records import Role

messages = catalog(__file__)


def _help(rest: str, message: Message, desk: Desk) -> Reply:
    return offered(rest, message, desk, COMMANDS)


def _gone(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - what every command takes
    raise Sorry(NOT_OPEN)


HELP = CommandSpec(
    name="help",
    help=messages.help_help,
    example="help log-contract",
    group=HelpGroup.ASK,
    phrases=(
        "menu",
        "what can you do",
        "what can you do for me",
        "what can i do",
        "what can i do here",
        "what can i ask",
        "what do you do",
        "what else can you do",
        "what can you help with",
        "what can i ask you",
        "what do you know",
        "how can you help",
        "how can you help me",
        "can you help me",
        "how does this work",
        "how do i use this",
        "commands",
        "help me",
        "i need help",
        "options",
        "start",
    ),
    with_argument={
        ALL: ("list commands", "show all commands", "every command", ALL_COMMANDS),
        STEPS: ("get started", "getting started", "first steps", ALL_STEPS.label),
    },
    run=_help,
)
MEANT = CommandSpec(
    name="meant",
    usage="meant NUMBER",
    example="meant 1",
    needs_argument=True,
    fits=r"\d",
    run=_gone,
)
"""Says which reading of a message is meant, or with 0 that the act left open goes on; the dialogue knows them."""
COMMANDS: Mapping[str, CommandSpec] = {
    spec.name: spec
    for spec in (
        *law.QUESTIONS,
        HELP,
        MEANT,
        *training.COMMANDS,
        *contracts.COMMANDS,
        *holders.COMMANDS,
        *review.COMMANDS,
        *register.COMMANDS,
        *imports.COMMANDS,
        *apps.COMMANDS,
        *breaches.COMMANDS,
        *drill.COMMANDS,
        *deadlines.COMMANDS,
        *history.COMMANDS,
        *records.COMMANDS,
        *notices.COMMANDS,
        *(command for book in LOGBOOKS for command in book.commands),
        *board.COMMANDS,
        *setup.COMMANDS,
        *questions.COMMANDS,
        *export.COMMANDS,
        *packet.COMMANDS,
        *programs.COMMANDS,
    )
}
"""By name, in the order in which ``help`` lists them."""


EVERY: Mapping[str, CommandSpec] = {**COMMANDS, ON_RECORD.name: ON_RECORD}
"""With the one that nobody types by its name."""


def needs_no_role(say: str) -> bool:
    """Whether everybody may press a button that says it; what begins with no command is a question."""
    spec = COMMANDS.get(say.partition(" ")[0])
    return spec is None or (spec.role is Role.EVERYONE and spec.guests)


def changes_records(say: str) -> bool:
    """Whether what a button says changes the records; it begins with the command as it is spelt."""
    spec = COMMANDS.get(say.partition(" ")[0])
    return spec is not None and spec.changes


def is_next(say: str) -> bool:
    """Whether what a button says changes the records, and takes nothing back."""
    spec = COMMANDS.get(say.partition(" ")[0])
    return spec is not None and spec.changes and not spec.takes_back
