"""The commands of families' requests."""

from __future__ import annotations

from handlers.dialogue.command_spec import FAMILY_REQUEST, SEARCH_WORDS, CommandSpec, HelpGroup
from handlers.family_requests import commands
from handlers.family_requests import form as listing
from storage.records import Role

COMMANDS = (
    CommandSpec(
        name="log-family-request",
        usage="log-family-request",
        help="record that a family or a student asks to delete, see or correct data, without their name",
        example="log-family-request kind: delete; vendor: Kahoot; reference: Case 14",
        group=HelpGroup.YEAR,
        role=Role.PRIVACY,
        changes=True,
        verb="logged the request",
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
        run=listing.log,
    ),
    CommandSpec(
        name="family-requests",
        usage="family-requests WORDS",
        help="requests of families and students, the open ones first",
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
        run=listing.listed,
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
        help="close a family's request with its proof, or with the reason why it was not done",
        example="close-request R-1 vendor's e-mail of Oct 9, 2026",
        group=HelpGroup.YEAR,
        role=Role.PRIVACY,
        changes=True,
        verb="closed the request",
        takes_id=(FAMILY_REQUEST,),
        needs_argument=True,
        run=commands.close,
    ),
)
