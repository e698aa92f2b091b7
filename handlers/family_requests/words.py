"""The texts of families' requests: form, card, list and closing."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from handlers.dialogue.catalog import Sentence, catalog
from handlers.dialogue.reply import FieldKind
from handlers.dialogue.text import short
from handlers.dialogue.words import day, sentence, short_day
from storage.kinds import FamilyRequest

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

DELETE, SEE, CORRECT_KIND = "delete", "see", "correct"
KINDS = ((DELETE, messages.delete_data), (SEE, messages.see_data), (CORRECT_KIND, messages.correct_data))
ASKED_BY = (("parent", messages.a_parent_or_guardian), ("student", messages.a_student))
FIELDS: Mapping[str, tuple[str, FieldKind]] = {
    "kind": (messages.what_they_ask_for, "one"),
    "vendor": (messages.vendor, "text"),
    "product": (messages.product, "text"),
    "reference": (messages.reference, "text"),
    "received": (messages.day_received, "date"),
    "asked_by": (messages.who_asks, "one"),
    "details": (messages.which_data, "long"),
    "owner": (messages.who_answers, "person"),
    "sent": (messages.vendor_asked_on, "date"),
}
HINTS: Mapping[str, str] = {
    "vendor": messages.needed_only_where_no_contract_is,
    "reference": messages.initials_or_a_number_of_your,
    "details": messages.no_names,
    "sent": messages.blank_until_the_vendor_is_asked,
}
OUTCOMES: Mapping[str, str] = {
    "done": messages.done,
    "retained": messages.not_deleted_law_forbids_deleting_it,
    "backup": messages.not_deleted_a_backup_that_the,
    "other": messages.not_done_for_another_reason,
}
OF_DELETION = frozenset({"retained", "backup"})
OUTCOME: tuple[str, FieldKind] = (messages.what_came_of_it, "one")
PROOF: tuple[str, FieldKind] = (messages.proof_or_the_reason, "long")


# What the logbook says; mypy does not find what a module takes from its catalog.
FORM_TITLE, SUBMIT, SHOW = map(str, (messages.FORM_TITLE, messages.SUBMIT, messages.SHOW))
NONE, LOG_ANOTHER = map(str, (messages.NONE, messages.LOG_ANOTHER))


def twin(id: str) -> str:
    """The same is on record already."""
    return messages.twin(id=id)


def none(id: str) -> str:
    """There is no such request."""
    return messages.none(id=id)


def what(request: FamilyRequest) -> str:
    """What is asked for, in a word or two."""
    return dict(KINDS).get(request.kind, request.kind)


def title(request: FamilyRequest) -> str:
    """A request in a line."""
    gone = " (withdrawn)" if request.withdrawn else ""
    return short(f"{request.id}: {what(request).lower()} at {request.vendor}{gone}")


def closed_already(request: FamilyRequest, by: str = "", at: str = "") -> str:
    """It is closed already, and by whom."""
    return sentence(messages.closed_this(by=by, at=at)) if by else messages.is_closed_already(id=request.id)


def rows(request: FamilyRequest, owner: str) -> Iterator[tuple[str, str]]:
    """A request as pairs of label and value, without what its title says."""
    pairs = [
        ("Product", request.product),
        ("Contract", request.contract),
        ("Reference", request.reference),
        ("Received", day(request.received)),
        (messages.who_asks, dict(ASKED_BY).get(request.asked_by, "").lower()),
        (messages.which_data, request.details),
        (
            messages.vendor_asked_on,
            day(request.sent) if request.sent else messages.not_yet if not request.outcome else "",
        ),
        (messages.who_answers, owner),
        (OUTCOME[0], OUTCOMES.get(request.outcome, "")),
        ("Reason" if request.outcome in {*OF_DELETION, "other"} else "Proof", request.proof),
        ("Withdrawn", request.reason if request.withdrawn else ""),
    ]
    yield from ((label, value) for label, value in pairs if value)


def state(request: FamilyRequest, due: date | None, today: date) -> str:
    """Where it stands, for a row of a list."""
    if request.outcome:
        stands = "done" if request.outcome == "done" else messages.not_done_with_the_reason
    else:
        stands = messages.answer_by_by_the_districts_policy(due=short_day(due, today)) if due else "open"
    asked = messages.vendor_asked(sent=short_day(request.sent, today)) if request.sent and not request.outcome else ""
    received = f"received {short_day(request.received, today)}"
    return " · ".join(part for part in (request.id, request.reference, received, asked, stands) if part)


def count(number: int, open_ones: int, search: str) -> str:
    """How many, and how many of them are open."""
    said = f"{number} request{'' if number == 1 else 's'}{f' with {search!r}' if search else ''}"
    return short(f"{said}, {open_ones} open" if number else said)
