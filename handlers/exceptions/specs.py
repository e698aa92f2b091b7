"""Everything about exceptions for a child's plan, and the commands on them."""

from __future__ import annotations

from handlers.dialogue.catalog import catalog
from handlers.dialogue.command_spec import EXCEPTION
from handlers.dialogue.reply import Choice
from handlers.exceptions import commands, words
from handlers.exceptions.conditions import is_complete
from handlers.logbooks.logbook import CommandTexts, Logbook
from storage.kinds import PlanException

messages = catalog(__file__)

BOOK: Logbook[PlanException] = Logbook(
    kind=EXCEPTION,
    words=words,
    fields=commands.exception_fields,
    defaults=lambda desk: {"review": (desk.today + commands.YEAR).isoformat()},
    read=commands.read_exception,
    values=commands.exception_values,
    key=lambda one: (one.vendor, one.product, one.student),
    runs=lambda one: not one.ended,
    planned=commands.follows_exception,
    told=commands.told,
    parts=commands.card,
    actions=commands.actions,
    tone=commands.tone_of,
    footer=lambda _, desk: commands.footer(desk),
    row=commands.row,
    first=lambda one, desk: not is_complete(one, desk),
    list_choices=(Choice(words.REPORT, "report commission"),),
    list_footer=commands.footer,
    logs=CommandTexts(
        help=messages.help_log_exception,
        example="log-exception vendor: Speakly; student: J.D.; plan: IEP",
        verb=messages.verb_log_exception,
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
    ),
    lists=CommandTexts(
        help=messages.help_exceptions,
        example="exceptions speakly",
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
    ),
)
