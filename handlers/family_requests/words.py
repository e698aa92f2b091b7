"""The texts of families' requests: form, card, list and closing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from handlers.dialogue.reply import FieldKind
from handlers.dialogue.text import short
from handlers.dialogue.words import day, sentence, short_day
from storage.kinds import FamilyRequest

DELETE, SEE, CORRECT_KIND = "delete", "see", "correct"
KINDS = ((DELETE, "Delete data"), (SEE, "See data"), (CORRECT_KIND, "Correct data"))
ASKED_BY = (("parent", "A parent or guardian"), ("student", "A student"))
FIELDS: Mapping[str, tuple[str, FieldKind]] = {
    "kind": ("What they ask for", "one"),
    "vendor": ("Vendor", "text"),
    "product": ("Product", "text"),
    "reference": ("Reference", "text"),
    "received": ("Day received", "date"),
    "asked_by": ("Who asks", "one"),
    "details": ("Which data", "long"),
    "owner": ("Who answers", "person"),
    "sent": ("Vendor asked on", "date"),
}
HINTS: Mapping[str, str] = {
    "vendor": "Needed only where no contract is named.",
    "reference": "Initials or a number of your own, never a name.",
    "details": "No names.",
    "sent": "Blank until the vendor is asked.",
}
FORM_TITLE, SUBMIT = "Log a family's request", "Save the request"
FUTURE = "That day is in the future. Write the day the request arrived."
FUTURE_SENT = "That day is in the future. Leave it blank until the vendor is asked."
SENT_FIRST = "The vendor would be asked before the request arrived. Check both dates."
WHICH_VENDOR = "Name the vendor, or give the contract's number."
SHOW, CLOSE, LETTER, CORRECT = "Show the request", "Close it", "Letter to the vendor", "Correct"
HISTORY, WITHDRAW, RESTORE, REOPEN, LOG_ANOTHER = (
    "History",
    "Withdraw",
    "Undo the withdrawal",
    "Reopen",
    "Log a request",
)
OUTCOMES: Mapping[str, str] = {
    "done": "Done",
    "retained": "Not deleted: law forbids deleting it, or requires keeping it",
    "backup": "Not deleted: a backup that the public cannot reach and the contractor cannot use in ordinary business",
    "other": "Not done, for another reason",
}
OF_DELETION = frozenset({"retained", "backup"})
OUTCOME: tuple[str, FieldKind] = ("What came of it", "one")
PROOF: tuple[str, FieldKind] = ("Proof, or the reason", "long")
PROOF_HINT = "What shows that it was done, with its date. Or why it was not, and what the family was told."
SAVE_CLOSING, NONE = "Close the request", "No family's request is open."
CLOSED = "Closed. What shows it stays on record."


def no_policy(silence: str) -> str:
    """Neither this act nor the district sets a day."""
    return (
        f"{silence} Your district has set none either, so nobody is reminded. An administrator sets one in the setup: "
        "Answer families within (days)."
    )


def no_contract(id: str) -> str:
    """There is no such contract."""
    return f"There is no contract '{id[:20]}'. Pick another, or leave it blank and name the vendor."


def none(id: str) -> str:
    """There is no such request."""
    return f"There is no request '{id[:20]}'. Type family-requests to see them all."


def what(request: FamilyRequest) -> str:
    """What is asked for, in a word or two."""
    return dict(KINDS).get(request.kind, request.kind)


def title(request: FamilyRequest) -> str:
    """A request in a line."""
    gone = " (withdrawn)" if request.withdrawn else ""
    return short(f"{request.id}: {what(request).lower()} at {request.vendor}{gone}")


def saved(request: FamilyRequest, *, again: bool) -> str:
    """It is saved, or was already."""
    if again:
        return f"This was already saved as {request.id}. It was not saved twice."
    return f"Saved as {request.id}."


def twin(id: str) -> str:
    """The same was asked of the same vendor under the same reference."""
    return f"{id} is open with the same wish, vendor and reference; this is another request"


def close_title(request: FamilyRequest) -> str:
    """The form that closes it."""
    return f"{request.id}: what came of it?"


def closed_already(request: FamilyRequest, by: str = "", at: str = "") -> str:
    """It is closed already, and by whom."""
    return sentence(f"{by} closed this {at}") if by else f"{request.id} is closed already."


def open_already(request: FamilyRequest) -> str:
    """It is open already."""
    return f"{request.id} is open; there is nothing to undo."


def rows(request: FamilyRequest, owner: str) -> Iterator[tuple[str, str]]:
    """A request as pairs of label and value, without what its title says."""
    pairs = [
        ("Product", request.product),
        ("Contract", request.contract),
        ("Reference", request.reference),
        ("Received", day(request.received)),
        ("Who asks", dict(ASKED_BY).get(request.asked_by, "").lower()),
        ("Which data", request.details),
        ("Vendor asked on", day(request.sent) if request.sent else "not yet" if not request.outcome else ""),
        ("Who answers", owner),
        (OUTCOME[0], OUTCOMES.get(request.outcome, "")),
        ("Reason" if request.outcome in {*OF_DELETION, "other"} else "Proof", request.proof),
        ("Withdrawn", request.reason if request.withdrawn else ""),
    ]
    yield from ((label, value) for label, value in pairs if value)


def state(request: FamilyRequest, due: date | None, today: date) -> str:
    """Where it stands, for a row of a list."""
    if request.outcome:
        stands = "done" if request.outcome == "done" else "not done, with the reason"
    else:
        stands = f"answer by {short_day(due, today)} by the district's policy" if due else "open"
    asked = f"vendor asked {short_day(request.sent, today)}" if request.sent and not request.outcome else ""
    received = f"received {short_day(request.received, today)}"
    return " · ".join(part for part in (request.id, request.reference, received, asked, stands) if part)


def count(number: int, open_ones: int, search: str) -> str:
    """How many, and how many of them are open."""
    said = f"{number} request{'' if number == 1 else 's'}{f' with {search!r}' if search else ''}"
    return short(f"{said}, {open_ones} open" if number else said)
