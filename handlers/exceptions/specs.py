"""The commands on exceptions for a child's plan."""

from __future__ import annotations

from handlers.dialogue.catalog import catalog
from handlers.dialogue.command_spec import EXCEPTION, SEARCH_WORDS, CommandSpec, HelpGroup
from handlers.exceptions import commands
from storage.records import Role

messages = catalog(__file__)

COMMANDS = (
    CommandSpec(
        name="log-exception",
        usage="log-exception",
        help=messages.help_log_exception,
        example="log-exception vendor: Speakly; student: J.D.; plan: IEP",
        group=HelpGroup.YEAR,
        role=Role.PRIVACY,
        changes=True,
        verb=messages.verb_log_exception,
        in_lines=True,
        phrases=(
            "log exception",
            "log an iep exception",
            "log a 504 exception",
            "log an exception for a child",
            "record an exception",
            "record an iep exception",
            "add an exception",
            "new exception",
            "new iep exception",
        ),
        run=commands.log,
    ),
    CommandSpec(
        name="exceptions",
        usage="exceptions WORDS",
        help=messages.help_exceptions,
        example="exceptions speakly",
        group=HelpGroup.YEAR,
        role=Role.PRIVACY,
        short_argument=True,
        fits=SEARCH_WORDS,
        phrases=(
            "list exceptions",
            "show exceptions",
            "our exceptions",
            "iep exceptions",
            "504 exceptions",
            "our iep exceptions",
            "show our exceptions",
            "show our iep exceptions",
            "list our exceptions",
            "which exceptions do we have",
            "which iep exceptions do we have",
            "what exceptions do we have",
            "exceptions on record",
            "which exceptions are incomplete",
            "incomplete exceptions",
        ),
        titles=("All exceptions",),
        run=commands.listed,
    ),
    CommandSpec(
        name="exception",
        usage="exception ID",
        example="exception E-1",
        role=Role.PRIVACY,
        takes_id=(EXCEPTION,),
        needs_argument=True,
        short_argument=True,
        fits=r"[eE]-\d{1,9}",
        run=commands.show,
    ),
)
