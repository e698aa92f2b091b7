"""Closes a family's request with its proof or with the reason, and reopens it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from handlers.deadlines.proof import check_proof
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Field, Reply, Text
from handlers.family_requests import words
from handlers.family_requests.commands import find_request, law_says, show
from handlers.forms import words as form_words
from handlers.forms.filled import Filled, blank_form
from handlers.forms.saving import change
from handlers.people import doers
from storage.kinds.family_request import FamilyRequest
from storage.port import Draft
from storage.records import Record, Status

SAY = "close-request"


def close(rest: str, message: Message, desk: Desk) -> Reply:
    """``close-request ID PROOF``: done, with what shows it; or in the form why not, which then stays on record."""
    id, _, said = rest.partition(" ")
    request = find_request(id, desk)
    if request.outcome or request.withdrawn:
        return _closed_already(request, message, desk)
    fields = _fields(request)
    filled = Filled(fields, {"outcome": "done", "proof": said, **message.fields}, desk.today)
    say, title = f"{SAY} {request.id}", words.close_title(request)
    if not said and not message.fields:
        return _with_law(request, blank_form(say, title, words.SAVE_CLOSING, fields, {"outcome": "done"}), desk)
    outcome, proof = next(iter(filled.chosen("outcome")), ""), filled.text("proof")
    if not outcome:
        filled.errors.setdefault("outcome", form_words.NEEDED)
    if outcome == "done":
        check_proof(filled, message, desk.today)
    filled.guard("proof")
    if not filled.ready:
        return _with_law(request, filled.again(say, title, words.SAVE_CLOSING), desk)
    closed = replace(request, outcome=outcome, proof=proof, closed=desk.now)
    change(SAY, message, desk, lambda draft: _with_deadlines(closed, draft, desk), request)
    return as_it_is(request.id, words.CLOSED, message, desk)


def _fields(request: FamilyRequest) -> tuple[Field, ...]:
    """What came of it; that it need not be deleted is offered where deletion was asked for."""
    options = tuple(
        (id, label)
        for id, label in words.OUTCOMES.items()
        if id not in words.OF_DELETION or request.kind == words.DELETE
    )
    return (
        Field("outcome", *words.OUTCOME, options=options, required=True),
        Field("proof", *words.PROOF, hint=words.PROOF_HINT, required=True),
    )


def _with_law(request: FamilyRequest, reply: Reply, desk: Desk) -> Reply:
    """The form below what the law says of data that need not be deleted."""
    says = law_says(request.kind, desk)[1:] if request.kind == words.DELETE else ()
    return replace(reply, parts=(*reply.parts, *(Text(fact.says) for fact in says)))


def _with_deadlines(closed: FamilyRequest, draft: Draft, desk: Desk) -> Iterable[Record]:
    """The request, and the deadline for its answer, which is met by it."""
    yield closed
    for one in draft.deadlines(record=closed.id, status=Status.OPEN):
        yield replace(one, status=Status.DONE, closed=desk.now, proof=closed.proof)


def _closed_already(request: FamilyRequest, message: Message, desk: Desk) -> Reply:
    """The request as it stands, and who closed it; no error."""
    event = doers.last_of("outcome", request.id, desk) if request.outcome else None
    by_whom = (doers.who(event, message, desk), doers.when(event, desk)) if event else ()
    return as_it_is(request.id, words.closed_already(request, *by_whom), message, desk)


def as_it_is(id: str, said: str, message: Message, desk: Desk) -> Reply:
    """The request below a sentence."""
    shown = show(id, message, desk)
    return replace(shown, parts=(Text(said), *shown.parts))
