"""Everything about families' requests, and the commands on them."""

from __future__ import annotations

from handlers.dialogue.catalog import catalog
from handlers.dialogue.command_spec import FAMILY_REQUEST, CommandSpec, HelpGroup
from handlers.family_requests import commands, form, words
from handlers.logbooks.logbook import CommandTexts, Logbook
from storage.kinds import FamilyRequest
from storage.records import Role

messages = catalog(__file__)

BOOK: Logbook[FamilyRequest] = Logbook(
    kind=FAMILY_REQUEST,
    words=words,
    fields=form.request_fields,
    defaults=lambda desk: {"received": desk.today.isoformat()},
    read=form.read_request,
    keeps=("outcome", "proof", "closed"),
    key=lambda one: (one.kind, one.vendor, one.product, one.reference),
    runs=lambda one: not one.outcome,
    planned=commands.planned,
    told=commands.told,
    parts=commands.card,
    actions=commands.actions,
    tone=commands.tone_of,
    footer=commands.footer,
    row=commands.row,
    first=lambda one, _: not one.outcome,
    oldest_first="received",
    logs=CommandTexts(
        help=messages.help_log_family_request,
        example="log-family-request kind: delete; vendor: Kahoot; reference: Case 14",
        verb=messages.verb_log_family_request,
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
    ),
    lists=CommandTexts(
        help=messages.help_family_requests,
        example="family-requests kahoot",
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
    ),
    more=(
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
    ),
)
