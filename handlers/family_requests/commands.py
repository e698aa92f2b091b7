"""A family's request on its card and in a list: the day for the answer, what the law says, its buttons; closing it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from handlers.contracts.form import checklist
from handlers.deadlines.commands import check_proof
from handlers.deadlines.plan import FAMILY_ANSWER, REQUEST_RECEIVED, PlannedDeadline, by_policy, traced
from handlers.deadlines.status import of_record
from handlers.dialogue import words as wording
from handlers.dialogue.command_spec import FAMILY_REQUEST
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import LONGEST_LABEL, Choice, Cite, Facts, Field, Part, Reply, Row, Text, Tone
from handlers.dialogue.text import short
from handlers.family_requests import words
from handlers.forms import words as form_words
from handlers.forms.filling import Filled, blank_form, change
from handlers.law import words as law_words
from handlers.logbooks import plain
from handlers.logbooks.plain import find, next_or_saved, usual_actions
from handlers.people import names
from knowledge.citation import Citation, Fact
from knowledge.counting import Within
from knowledge.law import DELETION, OWN_RECORDS, REVIEW_BY_FAMILIES, tag_of
from knowledge.model import Topic
from storage.kinds import FamilyRequest
from storage.port import Draft
from storage.records import Record, Status

MOST_FACTS = 4


def planned(request: FamilyRequest, desk: Desk) -> tuple[PlannedDeadline, ...]:
    """The deadline for the answer, while the request is open."""
    return () if request.outcome else follows_request(request, desk.store.setup().request_days)


def find_request(id: str, desk: Desk) -> FamilyRequest:
    """The request with that id. Raises Sorry."""
    return find(FamilyRequest, id, words.none, desk)


def follows_request(request: FamilyRequest, days: int) -> tuple[PlannedDeadline, ...]:
    """The deadline for the answer, by the district's own number of days; none where it has set none."""
    trace = {**traced(REQUEST_RECEIVED, request.received), "clock": str(Within("days", days))}
    return (by_policy(FAMILY_ANSWER, request.received + timedelta(days=days), trace),) if days else ()


def cite_of(kind: str, desk: Desk) -> Citation:
    """The cite of what a contract must say about such a request."""
    item = DELETION if kind == words.DELETE else REVIEW_BY_FAMILIES
    return next(one.cite for one in checklist(desk).items if one.id == item)


def law_says(kind: str, desk: Desk) -> tuple[Fact, ...]:
    """What the law says there, with the exceptions from deletion."""
    return desk.law.on(desk.today).says(str(cite_of(kind, desk)), MOST_FACTS)


def of_other_laws(kind: str, desk: Desk) -> Iterator[Part]:
    """By when other laws want a request to see records answered.

    Each sentence says how far it was checked, where the footer says otherwise.
    """
    topic, below = desk.law.named(Topic, OWN_RECORDS, desk.today), tag_of(law_says(kind, desk))
    if kind == words.SEE:
        yield from (Text(fact.says if fact.tag is below else law_words.checked_fact(fact)) for fact in topic.answer)
        yield from (Cite(law_words.pin(cite), cite.link) for cite in topic.cites if not cite.ours)


def without_day(desk: Desk) -> Iterator[Text]:
    """That no day is set for the answer, and why; nothing where the district has set a number of days."""
    if not desk.store.setup().request_days:
        silence = desk.law.named(Topic, OWN_RECORDS, desk.today).more[0]
        yield Text(words.no_policy(silence=law_words.checked_fact(silence)))


def card(request: FamilyRequest, message: Message, desk: Desk) -> Iterator[Part]:
    """Everything on record about the request."""
    cite, says = cite_of(request.kind, desk), law_says(request.kind, desk)
    days = tuple(day for day in (request.received, request.sent) if day)
    is_kept = request.outcome in words.OF_DELETION
    yield from _answer(request, message, desk)
    yield Facts(tuple(words.rows(request, names.display_name(request.owner, desk))), days)
    yield from (Text(fact.says, more=not is_kept) for fact in says)
    yield Cite(law_words.pin(cite), cite.link)
    yield from of_other_laws(request.kind, desk)


def footer(request: FamilyRequest, desk: Desk) -> str:
    """How far what the law says of it was checked against its text."""
    return f"{law_words.checked(tag_of(law_says(request.kind, desk)))} {wording.NOT_ADVICE}"


def _answer(request: FamilyRequest, message: Message, desk: Desk) -> Iterator[Part]:
    """The deadline for the answer, or that no day is set."""
    found = [one for one in desk.store.deadlines(record=request.id) if one.status is not Status.WITHDRAWN]
    if found:
        yield from of_record(request, found, desk, message)
    elif not (request.withdrawn or request.outcome):
        yield from without_day(desk)


def tone_of(request: FamilyRequest, desk: Desk) -> Tone:
    """The tone of its deadline; "done" once it is closed."""
    return "done" if request.outcome and not request.withdrawn else plain.tone_of(request, desk)


def actions(request: FamilyRequest, _: Desk) -> Iterator[Choice]:
    """The buttons for what can be done with the request; a withdrawn one can only be restored."""
    if not (request.withdrawn or request.outcome):
        yield Choice(words.LETTER, f"notice family-request {request.id}")
        yield Choice(words.CLOSE, f"close-request {request.id}")
    usual = list(usual_actions(request))
    reopen = [Choice(words.REOPEN, f"undo {request.id}")] if request.outcome and not request.withdrawn else []
    yield from (*usual[:1], *reopen, *usual[1:])


def told(request: FamilyRequest, saved: str, desk: Desk) -> Iterator[Part]:
    """That it is saved, by when to answer, and what other laws say."""
    yield from next_or_saved(request, saved, desk)
    if not desk.store.deadlines(record=request.id):
        yield from without_day(desk)
    yield from of_other_laws(request.kind, desk)


def row(request: FamilyRequest, desk: Desk) -> Row:
    """One request in a list: what is asked of which vendor, and how it stands."""
    due = desk.store.deadlines(record=request.id, status=Status.OPEN)
    name = f"{words.what(request)}: {request.vendor}"
    opens = Choice(short(f"{request.id} {request.vendor}", LONGEST_LABEL), f"family-request {request.id}")
    return Row(
        short(name), words.state(request, due[0].safe if due else None, desk.today), tone_of(request, desk), opens
    )


SAY = "close-request"


def close(rest: str, message: Message, desk: Desk) -> Reply:
    """``close-request ID PROOF``: closes it as done, with its proof; the form can also say why it was not done."""
    id, _, typed_proof = rest.partition(" ")
    request = find_request(id, desk)
    if request.outcome or request.withdrawn:
        return _closed_already(request, message, desk)
    fields = _fields(request)
    filled = Filled(fields, {"outcome": "done", "proof": typed_proof, **message.fields}, desk.today)
    say, title = f"{SAY} {request.id}", words.close_title(id=request.id)
    if not typed_proof and not message.fields:
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
    """The outcome and its proof; outcomes of a deletion only where deletion was asked for."""
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
    """The form, below it what the law says of data that need not be deleted."""
    says = law_says(request.kind, desk)[1:] if request.kind == words.DELETE else ()
    return replace(reply, parts=(*reply.parts, *(Text(fact.says) for fact in says)))


def _with_deadlines(closed: FamilyRequest, draft: Draft, desk: Desk) -> Iterable[Record]:
    """The closed request, and its open deadlines as done."""
    yield closed
    for deadline in draft.deadlines(record=closed.id, status=Status.OPEN):
        yield replace(deadline, status=Status.DONE, closed=desk.now, proof=closed.proof)


def _closed_already(request: FamilyRequest, message: Message, desk: Desk) -> Reply:
    """The request's card, and who closed it; not an error."""
    event = names.last_of("outcome", request.id, desk) if request.outcome else None
    by_whom = (names.who(event, message, desk), names.when(event, desk)) if event else ()
    return as_it_is(request.id, words.closed_already(request, *by_whom), message, desk)


def as_it_is(id: str, said: str, message: Message, desk: Desk) -> Reply:
    """The request's card, below a sentence."""
    shown = desk.commands[FAMILY_REQUEST.word].run(id, message, desk)
    return replace(shown, parts=(Text(said), *shown.parts))
