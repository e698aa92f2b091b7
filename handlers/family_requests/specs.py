"""Families' requests: the form and its checks, everything about the record, and the commands on it."""

from handlers.contracts.form import mark_wrong, pick_fields, picked
from handlers.dialogue.catalog import catalog
from handlers.dialogue.command_spec import FAMILY_REQUEST, CommandSpec, HelpGroup
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Field, When
from handlers.family_requests import commands, words
from handlers.forms import words as form_words
from handlers.forms.filling import Filled
from handlers.forms.values import LONG_AGO, ask_if_far, read_reference
from handlers.logbooks.logbook import CommandTexts, Logbook
from handlers.people import names
from storage.kinds import FamilyRequest
from storage.records import Contract, Role

_OPTIONS = {"kind": words.KINDS, "asked_by": words.ASKED_BY}
_NEEDED = frozenset({"kind", "reference", "received"})
_LAST = frozenset({"product", "sent"})


def request_fields(desk: Desk) -> tuple[Field, ...]:
    """The fields of the form."""
    kind, *others = (_field(id) for id in words.FIELDS)
    return (kind, *pick_fields(desk), *others)


def _field(id: str) -> Field:
    label, kind = words.FIELDS[id]
    return Field(
        id,
        label,
        kind,
        _OPTIONS.get(id, ()),
        words.HINTS.get(id, ""),
        required=id in _NEEDED,
        when=When("contract", ("",), words.HINTS["vendor"]) if id == "vendor" else None,
        section=form_words.MORE if id in _LAST else "",
    )


def read_request(filled: Filled, desk: Desk, old: FamilyRequest | None = None) -> FamilyRequest:
    """The request as filled in, without an id; errors and doubts stay with the form. ``old`` is the one corrected."""
    contract = _contract(filled, desk)
    vendor = filled.text("vendor") or (contract.vendor if contract else "")
    if not vendor:
        filled.errors.setdefault("vendor", words.WHICH_VENDOR)
    filled.guard_firm("vendor", "product")
    filled.guard("details")
    request = FamilyRequest(
        id="",
        vendor=vendor,
        kind=_needed_choice(filled, "kind"),
        reference=read_reference(filled, "reference"),
        received=filled.day("received") or desk.today,
        product=filled.text("product") or (contract.product if contract else ""),
        contract=contract.id if contract else "",
        asked_by=next(iter(filled.chosen("asked_by")), ""),
        details=filled.text("details"),
        owner=names.read_owner(filled, desk, old.owner if old else ""),
        sent=filled.day("sent"),
    )
    _check_days(filled, request, old, desk)
    return request


def _needed_choice(filled: Filled, id: str) -> str:
    """The option chosen; an error where none was."""
    choice = next(iter(filled.chosen(id)), "")
    if not choice:
        filled.errors.setdefault(id, form_words.NEEDED)
    return choice


def _contract(filled: Filled, desk: Desk) -> Contract | None:
    id = picked(filled)
    found = desk.store.contract(id.upper()) if id else None
    if id and found is None:
        mark_wrong(filled, words.no_contract(id=id))
    return found


def _check_days(filled: Filled, read: FamilyRequest, old: FamilyRequest | None, desk: Desk) -> None:
    if read.received > desk.today:
        filled.errors["received"] = words.FUTURE
    if read.sent and read.sent > desk.today:
        filled.errors["sent"] = words.FUTURE_SENT
    elif read.sent and read.sent < read.received:
        filled.errors["sent"] = words.SENT_FIRST
    for id in ("received", "sent"):
        ask_if_far(filled, id, getattr(read, id), getattr(old, id, None), LONG_AGO)


messages = catalog(__file__)

BOOK: Logbook[FamilyRequest] = Logbook(
    kind=FAMILY_REQUEST,
    words=words,
    fields=request_fields,
    defaults=lambda desk: {"received": desk.today.isoformat()},
    read=read_request,
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
            run=commands.close,
        ),
    ),
)
