"""The texts of exceptions for a child's plan: form, card, list and missing evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from handlers.dialogue.reply import FieldKind
from handlers.dialogue.text import short
from handlers.dialogue.words import day, short_day
from storage.kinds import PlanException

PLANS = (("iep", "IEP"), ("plan-504", "Section 504 plan"))
FIELDS: Mapping[str, tuple[str, FieldKind]] = {
    "vendor": ("Vendor", "text"),
    "product": ("Product", "text"),
    "student": ("Child", "text"),
    "plan": ("Plan", "one"),
    "started": ("Used since", "date"),
    "review": ("Review on", "date"),
    "owner": ("Owner in the district", "person"),
    "kept": ("Where the agreement is kept", "text"),
    "ended": ("No longer used since", "date"),
    "notes": ("Notes", "long"),
}
HINTS: Mapping[str, str] = {
    "student": "Initials or a number of your own, never the name.",
    "review": "The law sets no day. A year is proposed; you are reminded.",
    "kept": "It names people, so it stays in your files and is not kept here.",
    "ended": "Blank while it is used.",
}
CONDITIONS: Mapping[str, str] = {
    "child-plan": "Unique and necessary",
    "unable": "Cannot comply",
    "ferpa-hipaa": "FERPA and HIPAA",
    "sought-contract": "Effort for a contract",
    "sought-equivalent": "Effort for an equivalent",
    "follows-cc": "Operator rules kept",
    "parent-signs": "Parent or guardian signed on",
    "aware": "Agreement says it cannot comply",
    "authorizes": "Agreement authorizes the use",
    "team": "Team member signed on",
}
"""The label of each condition in forms and lists; a condition that is not here has its question as label."""
EVIDENCE, AGREEMENT = "Evidence of each condition", "The signed agreement"
FORM_TITLE, SUBMIT = "Log an exception for a child's plan", "Save the exception"
NO_EVIDENCE = "That shows nothing yet. Leave it blank until there is evidence."
NOT_SIGNED_YET = "That day is in the future. Leave it blank until it is signed."
ENDS_FIRST = "It would end before it begins. Check both dates."
LATER_REVIEW = "Choose a day in the future for the review."
NO_REVIEW = "No review day is set, so nobody is reminded."
ALL_THERE = "Evidence of every condition is on record. Whether it is enough is for you and your counsel to judge."
SHOW, ADD, CORRECT, HISTORY, WITHDRAW = "Show the exception", "Add evidence", "Correct", "History", "Withdraw"
RESTORE, REPORT, LOG_ANOTHER = "Undo the withdrawal", "Report to the Commission", "Log an exception"
SINCE, NONE = "Used since", "No exception is on record."


def none(id: str) -> str:
    """There is no such exception."""
    return f"There is no exception '{id[:20]}'. Type exceptions to see them all."


def name(exception: PlanException) -> str:
    """The product with its vendor."""
    product = exception.product
    if product and exception.vendor and product.casefold() != exception.vendor.casefold():
        return f"{product} ({exception.vendor})"
    return product or exception.vendor


def title(exception: PlanException) -> str:
    """An exception in a line."""
    gone = " (withdrawn)" if exception.withdrawn else ""
    return short(f"{exception.id}: exception for {name(exception)}{gone}")


def label(condition: str, asks: str) -> str:
    """The label of a condition."""
    return CONDITIONS.get(condition, asks)


def saved(exception: PlanException, *, again: bool) -> str:
    """It is saved, or was already."""
    if again:
        return f"This was already saved as {exception.id}. It was not saved twice."
    return f"Saved as {exception.id}."


def twin(id: str) -> str:
    """The same product is used for a child with the same initials."""
    return f"{id} is on record for this product and the same initials or number; this is another child"


def lacking(number: int, of: int) -> str:
    """How many conditions lack evidence."""
    return f"Not complete: nothing shows {number} of the {of} conditions yet."


def used_before(started: date, signed: date) -> str:
    """The product was used before everybody had signed."""
    return f"Not complete: it is used since {day(started)}; the last signature is of {day(signed)}, after that."


def stands(lacks: int, of: int, *, early: bool) -> str:
    """How many conditions lack evidence, for a list."""
    shown = f"{lacks} of {of} conditions not shown" if lacks else "" if early else "every condition has evidence"
    return ", ".join(filter(None, ("used before it was signed" if early else "", shown)))


def rows(exception: PlanException, conditions: Sequence[tuple[str, str]], owner: str) -> Iterator[tuple[str, str]]:
    """An exception as pairs of label and value; ``conditions`` are pairs of id and label."""
    yield "Child", exception.student
    yield "Plan", dict(PLANS).get(exception.plan, "not known")
    for id, called in conditions:
        if said := exception.evidence.get(id):
            yield called, _said(said)
    pairs = [
        (FIELDS["kept"][0], exception.kept),
        (SINCE, day(exception.started) if exception.started else ""),
        (FIELDS["ended"][0], day(exception.ended) if exception.ended else ""),
        (FIELDS["review"][0], day(exception.review) if exception.review else ""),
        ("Owner", owner),
        ("Notes", exception.notes),
        ("Withdrawn", exception.reason if exception.withdrawn else ""),
    ]
    yield from ((called, value) for called, value in pairs if value)


def _said(evidence: str) -> str:
    """Evidence as typed; the day of a signature as a date in words."""
    try:
        return day(date.fromisoformat(evidence))
    except ValueError:
        return evidence


def state(exception: PlanException, stands: str, today: date) -> str:
    """Where it stands, for a row of a list."""
    plan = dict(PLANS).get(exception.plan, "plan not known")
    over = f"ended {short_day(exception.ended, today)}" if exception.ended else ""
    return " · ".join(part for part in (exception.id, exception.student, plan, stands, over) if part)


def count(number: int, incomplete: int, search: str) -> str:
    """How many, and how many of them lack evidence."""
    said = f"{number} exception{'' if number == 1 else 's'}{f' with {search!r}' if search else ''}"
    return short(f"{said}, {incomplete} not complete" if incomplete else said)
