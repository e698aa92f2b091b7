"""The form of an exception, and the checks on what was filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Field
from handlers.exceptions import words
from handlers.exceptions.conditions import SIGNATURES, conditions
from handlers.forms import words as form_words
from handlers.forms.filled import Filled
from handlers.forms.values.plausible import LONG_AGO, ask_if_far
from handlers.forms.values.reference import read_reference
from handlers.people import owners
from storage.kinds.plan_exception import PlanException

YEAR = timedelta(days=365)
_SHOWS_NOTHING = re.compile(
    r"\W*(?:(?:(?:no|none|nothing)(?: (?:evidence|proof|reply|answer))?(?: \(?(?:yet|so far|known))?|not(?: yet)?|n/?a"
    r"|pending|tbd|tba|to ?do|unknown|missing|later|open|waiting(?: for .*)?|asked|in progress|under ?way"
    r"|not sure|unsure|don['’]?t know|will follow|to (?:be )?(?:done|come|follow|determined)"
    r"|not (?:yet )?(?:known|done|there|signed|applicable|available))\W*)?",
    re.IGNORECASE,
)
_AGREED = ("aware", "authorizes")
"""Conditions on what the agreement says."""
_FIRST, _LAST = ("vendor", "product", "student", "plan", "started", "review", "owner"), ("ended", "notes")


def field_of(condition: str) -> str:
    """The field in which the evidence of a condition is typed."""
    return condition.replace("-", "_")


def exception_fields(desk: Desk) -> tuple[Field, ...]:
    """The form: what it is about, the evidence of each condition, the agreement."""
    return (
        *(_field(id) for id in _FIRST),
        *_evidence_fields(desk),
        replace(_field("kept"), section=words.AGREEMENT),
        *(replace(_field(id), section=form_words.MORE) for id in _LAST),
    )


def _field(id: str) -> Field:
    label, kind = words.FIELDS[id]
    options = words.PLANS if id == "plan" else ()
    return Field(id, label, kind, options, words.HINTS.get(id, ""), required=id in {"vendor", "student"})


def _evidence_fields(desk: Desk) -> tuple[Field, ...]:
    """A field for each condition that the law of today sets, the day of a signature where it is one."""
    found = [
        Field(
            field_of(one.id),
            words.label(one.id, one.asks),
            "date" if one.id in SIGNATURES else "long",
            hint=one.asks,
            section=words.AGREEMENT if one.id in {*SIGNATURES, *_AGREED} else words.EVIDENCE,
        )
        for one in conditions(desk)
    ]
    return tuple(sorted(found, key=lambda field: field.section == words.AGREEMENT))


def read_exception(filled: Filled, desk: Desk, old: PlanException | None = None) -> PlanException:
    """The exception as filled in, without an id; errors and doubts stay with the form."""
    filled.guard_firm("vendor", "product")
    filled.guard("kept", "notes")
    read = PlanException(
        id="",
        vendor=filled.text("vendor"),
        product=filled.text("product"),
        student=read_reference(filled, "student"),
        plan=next(iter(filled.chosen("plan")), ""),
        started=filled.day("started"),
        ended=filled.day("ended"),
        evidence={**_of_earlier_law(old, desk), **_evidence(filled, desk)},
        kept=filled.text("kept"),
        review=filled.day("review", ahead=True),
        owner=owners.read_owner(filled, desk, old.owner if old else ""),
        notes=filled.text("notes"),
    )
    _check_days(filled, read, old, desk)
    return read


def _evidence(filled: Filled, desk: Desk) -> Mapping[str, str]:
    """What shows each condition; what shows nothing is an error, so that nothing counts as shown by it."""
    found: dict[str, str] = {}
    for one in conditions(desk):
        id = field_of(one.id)
        if one.id in SIGNATURES:
            signed = filled.day(id)
            if signed and signed > desk.today:
                filled.errors[id] = words.NOT_SIGNED_YET
            said = signed.isoformat() if signed else ""
        else:
            said = filled.text(id)
            filled.guard(id)
            if said and _SHOWS_NOTHING.fullmatch(said):
                filled.errors[id] = words.NO_EVIDENCE
        if said:
            found[one.id] = said
    return found


def _of_earlier_law(old: PlanException | None, desk: Desk) -> Mapping[str, str]:
    """The evidence on record of conditions that the law of today no longer has: its form does not ask for them."""
    asked = {one.id for one in conditions(desk)}
    return {id: said for id, said in old.evidence.items() if id not in asked} if old else {}


def _check_days(filled: Filled, read: PlanException, old: PlanException | None, desk: Desk) -> None:
    if read.started and read.ended and read.ended < read.started:
        filled.errors["ended"] = words.ENDS_FIRST
    if read.review and read.review <= desk.today and (old is None or read.review != old.review):
        filled.errors["review"] = words.LATER_REVIEW
    for id in ("started", "ended", "review"):
        ask_if_far(filled, id, getattr(read, id), getattr(old, id, None), LONG_AGO)


def exception_values(exception: PlanException) -> dict[str, str]:
    """An exception as its form shows it."""
    shown = {field_of(id): said for id, said in exception.evidence.items()}
    days = {id: _iso(getattr(exception, id)) for id in ("started", "review", "ended")}
    texts = {id: getattr(exception, id) for id in ("vendor", "product", "student", "plan", "owner", "kept", "notes")}
    return {**texts, **days, **shown}


def _iso(value: date | None) -> str:
    return value.isoformat() if value else ""
