"""The form of a family's request and the checks on it."""

from __future__ import annotations

from handlers.contracts.form import mark_wrong, pick_fields, picked
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Field, When
from handlers.family_requests import words
from handlers.forms import words as form_words
from handlers.forms.filling import Filled
from handlers.forms.values import LONG_AGO, ask_if_far, read_reference
from handlers.people import names
from storage.kinds import FamilyRequest
from storage.records import Contract

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
