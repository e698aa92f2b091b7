"""The commands on families' requests."""

from __future__ import annotations

from handlers.dialogue.catalog import catalog
from handlers.dialogue.command_spec import FAMILY_REQUEST, SEARCH_WORDS, CommandSpec, HelpGroup
from handlers.family_requests import commands, form
from storage.records import Role

messages = catalog(__file__)

COMMANDS = (
    CommandSpec(
        name="log-family-request",
        usage="log-family-request",
        help=messages.help_log_family_request,
        example="log-family-request kind: delete; vendor: Kahoot; reference: Case 14",
        group=HelpGroup.YEAR,
        role=Role.PRIVACY,
        changes=True,
        verb=messages.verb_log_family_request,
        in_lines=True,
        phrases=(
            "log family request",
            "log a family request",
            "log a family's request",
            "log a parent request",
            "log a parent's request",
            "log a deletion request",
            "record a family request",
            "record a deletion request",
            "a parent asked us to delete data",
            "a family asked us to delete data",
            "new family request",
        ),
        run=form.log,
    ),
    CommandSpec(
        name="family-requests",
        usage="family-requests WORDS",
        help=messages.help_family_requests,
        example="family-requests kahoot",
        group=HelpGroup.YEAR,
        role=Role.PRIVACY,
        short_argument=True,
        fits=SEARCH_WORDS,
        phrases=(
            "list family requests",
            "show family requests",
            "our family requests",
            "requests of families",
            "requests from families",
            "parent requests",
            "open family requests",
            "deletion requests",
            "open deletion requests",
            "which family requests are open",
            "which requests are open",
            "what did families ask for",
        ),
        titles=("All requests",),
        run=form.listed,
    ),
    CommandSpec(
        name="family-request",
        usage="family-request ID",
        example="family-request R-1",
        role=Role.PRIVACY,
        takes_id=(FAMILY_REQUEST,),
        needs_argument=True,
        short_argument=True,
        fits=r"[rR]-\d{1,9}",
        run=commands.show,
    ),
    CommandSpec(
        name="close-request",
        usage="close-request ID PROOF",
        help=messages.help_close_request,
        example="close-request R-1 vendor's e-mail of Oct 9, 2026",
        group=HelpGroup.YEAR,
        role=Role.PRIVACY,
        changes=True,
        verb=messages.verb_close_request,
        takes_id=(FAMILY_REQUEST,),
        needs_argument=True,
        run=commands.close,
    ),
)
