"""The form of a family's request and the checks on it, the command that logs it, and the list of requests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from handlers.contracts.form import mark_wrong, pick_fields, picked
from handlers.deadlines.status import next_parts
from handlers.deadlines.steps import open_deadlines, with_owner_reminders
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.paging import asked, onward, part
from handlers.dialogue.reply import LONGEST_LABEL, Choice, Field, Reply, Row, Rows, Text, When
from handlers.dialogue.text import short
from handlers.family_requests import words
from handlers.family_requests.commands import (
    actions,
    find_request,
    follows_request,
    law_says,
    of_other_laws,
    tone_of,
    without_day,
)
from handlers.forms import words as form_words
from handlers.forms.filling import Filled, blank_form, change, saved_by
from handlers.forms.values import LONG_AGO, ask_if_far, read_reference, typed_values
from handlers.law import words as law_words
from handlers.people import names
from knowledge.law import tag_of
from storage.kinds import FamilyRequest
from storage.port import Draft, ReadableStore
from storage.records import Contract, Record, Status

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


def request_values(request: FamilyRequest) -> dict[str, str]:
    """The request's values for its form."""
    texts = ("kind", "contract", "vendor", "product", "reference", "asked_by", "details", "owner")
    sent = request.sent.isoformat() if request.sent else ""
    return {**{id: getattr(request, id) for id in texts}, "received": request.received.isoformat(), "sent": sent}


def kept_from(old: FamilyRequest, new: FamilyRequest) -> FamilyRequest:
    """The corrected request, with what its form does not ask for taken from the old one."""
    return replace(
        new,
        id=old.id,
        outcome=old.outcome,
        proof=old.proof,
        closed=old.closed,
        withdrawn=old.withdrawn,
        reason=old.reason,
    )


SAY = "log-family-request"


def log(rest: str, message: Message, desk: Desk) -> Reply:
    """``log-family-request``: shows the form, or saves the request; the same one twice must be confirmed."""
    fields = request_fields(desk)
    values = dict(message.fields) or typed_values(rest, fields)
    defaults = {names.FIELD: names.default_owner(message, desk), "received": desk.today.isoformat()}
    if not values:
        return blank_form(SAY, words.FORM_TITLE, words.SUBMIT, fields, defaults)
    filled = Filled(fields, names.replace_me({**defaults, **values}, fields, message), desk.today)
    request = read_request(filled, desk)
    if (twin := twin_of(request, desk.store)) and not saved_by(message, twin.id, desk):
        filled.doubt("twin", words.twin(id=twin.id))
    if not filled.ready:
        return filled.again(SAY, words.FORM_TITLE, words.SUBMIT)

    def write(draft: Draft) -> Iterable[Record]:
        saved = replace(request, id=draft.new_id(FamilyRequest))
        opened = open_deadlines(follows_request(saved, draft.setup().request_days), saved.id, saved.owner, draft, desk)
        return [saved, *with_owner_reminders(opened, message, desk)]

    outcome = change(SAY, message, desk, write)
    return _logged(outcome.event.made[0], desk, again=outcome.again)


def twin_of(read: FamilyRequest, records: ReadableStore) -> FamilyRequest | None:
    """An open request on record of the same family for the same; None for none."""

    def key(one: FamilyRequest) -> tuple[str, ...]:
        said = (one.kind, one.vendor, one.product, one.reference)
        return tuple("".join(filter(str.isalnum, part.casefold())) for part in said)

    running = (one for one in records.family_requests() if not (one.withdrawn or one.outcome))
    return next((one for one in running if key(one) == key(read)), None)


def _logged(id: str, desk: Desk, *, again: bool) -> Reply:
    request, deadlines = find_request(id, desk), desk.store.deadlines(record=id)
    saved = words.saved(request, again=again)
    return Reply(
        title=words.title(request),
        parts=(
            *(next_parts(saved, deadlines, desk) if deadlines else (Text(saved), *without_day(desk))),
            *of_other_laws(request.kind, desk),
        ),
        choices=(*list(actions(request))[:2], Choice(words.SHOW, f"family-request {id}")),
        tone=tone_of(request, desk),
        footer=f"{law_words.checked(tag_of(law_says(request.kind, desk)))} {wording.NOT_ADVICE}",
    )


def listed(rest: str, message: Message, desk: Desk) -> Reply:
    """``family-requests [WORDS] [page N]``: those that fit, open ones first, the oldest on top."""
    said, page = asked(rest)
    found = [one for one in desk.store.family_requests(said) if not one.withdrawn]
    waiting = sorted((one for one in found if not one.outcome), key=lambda one: one.received)
    page_part = part([*waiting, *(one for one in found[::-1] if one.outcome)], page)
    return Reply(
        title=words.count(len(found), len(waiting), said),
        parts=(Rows(tuple(row(one, desk) for one in page_part.shown)) if found else Text(words.NONE),),
        choices=(*onward("family-requests", said, page_part, message, desk), Choice(words.LOG_ANOTHER, SAY)),
        footer=page_part.told,
    )


def row(request: FamilyRequest, desk: Desk) -> Row:
    """One request in a list: what is asked of which vendor, and how it stands."""
    due = desk.store.deadlines(record=request.id, status=Status.OPEN)
    name = f"{words.what(request)}: {request.vendor}"
    opens = Choice(short(f"{request.id} {request.vendor}", LONGEST_LABEL), f"family-request {request.id}")
    return Row(
        short(name), words.state(request, due[0].safe if due else None, desk.today), tone_of(request, desk), opens
    )
