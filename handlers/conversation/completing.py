"""Completes an act with what its command needs beside the plain values: the field to correct, the note, the duty."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk
from handlers.exceptions.words import PLANS
from handlers.records.names import district_names, on_file
from handlers.understanding.named.likeness import key_of
from handlers.understanding.requests.corrected import BREACH, corrected, kinds
from handlers.understanding.requests.request import Request, Slots, View
from handlers.understanding.requests.values.corrections import FIELDS, day_text, noted, said_field
from handlers.understanding.requests.values.days import DayOf
from handlers.understanding.requests.values.settings import said_setting
from knowledge.frames.frame import Frame
from knowledge.names import DELETE, DELETION

_DELETES = re.compile(r"\b(?:delet|destr|eras|wip(?:e|ing)|remov|purg|rid of)", re.IGNORECASE)
"""Asks a vendor to delete, and not for what a contract lacks."""


_ASKS: Mapping[str, re.Pattern[str]] = {
    "delete": re.compile(r"\b(?:delet\w+|remov\w+|eras\w+|destroy\w*|wip\w+)\b", re.IGNORECASE),
    "correct": re.compile(r"\b(?:correct\w*|fix\w*|chang\w+|amend\w*)\b", re.IGNORECASE),
    "see": re.compile(r"\b(?:see|copy|copies|review|inspect|access|show)\b", re.IGNORECASE),
}
FAMILY = frozenset({"log-family-request", "log-exception"})
"""Acts of which words tell what is asked for, by whom or under which plan, whenever they are said."""
_PLAN_NAMES = frozenset({"iep", "504"})
_TO_DELETE = frozenset({f"rule:{DELETE}", f"item:{DELETION}"})
_ASKED_BY: Mapping[str, re.Pattern[str]] = {
    "parent": re.compile(r"\b(?:parents?|moms?|mothers?|dads?|fathers?|guardians?|famil(?:y|ies))\b", re.IGNORECASE),
    "student": re.compile(r"\bstudents?\b", re.IGNORECASE),
}


def completed(intent: str, request: Request, frame: Frame, text: str, desk: Desk) -> Request:
    """The act with what its command needs."""
    if intent == "renew":
        request = replace(request, slots=_first_named(request.slots, text, desk))
    if intent == "correct" and _of_students(frame):
        request = replace(request, slots=_of_breach(request.slots, desk))
    days = {one.role for one in request.slots.said_days}
    if intent == "renew" and DayOf.EXPIRES in days and not days & {DayOf.SIGNED, DayOf.OTHER}:
        slots = replace(on_file(request.slots, desk), said="", field="expiry")
        return replace(request, command="correct", slots=slots)
    if intent == "renew":
        return replace(request, slots=replace(on_file(request.slots, desk), said=""))
    if intent == "vendor-letter" and _DELETES.search(text):
        return replace(request, command="notice", acts=False, view=View.DELETION)
    own = _OF_INTENT.get(intent)
    request = replace(request, slots=own(request.slots, frame, text)) if own else request
    if intent == "log-family-request" and "kind" not in dict(request.slots.marked) and _of_deletion(text, desk):
        return replace(request, slots=replace(request.slots, marked=(*request.slots.marked, ("kind", "delete"))))
    return request


def _of_deletion(text: str, desk: Desk) -> bool:
    """Whether the reader of the law hears the duty to delete in it, whatever its words are."""
    entries = desk.read(text).entries
    return max(entries, key=lambda one: entries[one], default="") in _TO_DELETE


def _of_students(frame: Frame) -> bool:
    """Whether the number of students is what is wrong."""
    named = any(said_field(one, ()) == "students" for one in frame.of("field"))
    return named or bool(frame.of("students") and not frame.of("date"))


def _of_breach(slots: Slots, desk: Desk) -> Slots:
    """With the breach of the contract that is meant, or the only one: a contract has no number of students."""
    breaches = [one for one in desk.store.breaches() if not one.withdrawn]
    named = {*slots.ids, *slots.records}
    own = [one.id for one in breaches if {one.id, one.contract} & named] or [one.id for one in breaches]
    return replace(slots, ids=(own[-1],), records=()) if own and (named or len(own) == 1) else slots


def _first_named(slots: Slots, text: str, desk: Desk) -> Slots:
    """With the records of the name that is said first, where several are."""
    mentions = [one for one in district_names(desk).mentions(text) if {*one.ids} & {*slots.records}]
    first = min(mentions, key=lambda one: one.start, default=None)
    return replace(slots, records=tuple(id for id in slots.records if id in first.ids)) if first else slots


def _correct(slots: Slots, frame: Frame, text: str) -> Slots:
    found = corrected(text, slots)
    value = next(iter(frame.of("value")), "")
    named = next(iter(frame.of("field")), "")
    field = said_field(named, found.said_days) if named else found.field
    field = field or found.field or (key_of(named) if key_of(named) in FIELDS else "")
    if _of_students(frame) and BREACH in kinds(slots):
        return replace(found, field="students", value="", said_days=())
    if field == "executed" and any(one.role is DayOf.EXPIRES for one in found.said_days):
        field = "expiry"
    return replace(found, field=field, value=value or found.value)


def _note(slots: Slots, frame: Frame, text: str) -> Slots:
    said = slots.note or noted(text) or next(iter(frame.of("value", "reason")), "")
    return replace(slots, field="description" if BREACH in kinds(slots) else "notes", value=said)


def _setup(slots: Slots, frame: Frame, text: str) -> Slots:
    field, value = said_setting(text, slots.said_days)
    return replace(slots, field=field, value=value or next(iter(frame.of("value")), ""))


def _told(slots: Slots, frame: Frame, text: str) -> Slots:  # noqa: ARG001 - all have this shape
    return slots if slots.duties else replace(slots, duties=("families",) if BREACH in kinds(slots) else ())


def _ended(slots: Slots, frame: Frame, text: str) -> Slots:  # noqa: ARG001
    day = slots.said_days[-1] if slots.said_days else None
    return replace(slots, field="expiry", value=day_text(day) if day else "")


def _family(slots: Slots, frame: Frame, text: str) -> Slots:  # noqa: ARG001
    """What is asked for, and by whom; a name that was said goes into no field."""
    kind = next((kind for kind, said in _ASKS.items() if said.search(text)), "")
    who = next((who for who, said in _ASKED_BY.items() if said.search(text)), "")
    marked = (*slots.marked, *(("kind", kind),) * bool(kind), *(("asked_by", who),) * bool(who))
    return replace(slots, marked=marked, person="", person_said="")


def _exception(slots: Slots, frame: Frame, text: str) -> Slots:  # noqa: ARG001
    """With the plan that is named, as in "her IEP" or "a 504"."""
    words = {*text.casefold().replace("-", " ").split()}
    plan = next((id for id, label in PLANS if words & _PLAN_NAMES & {*label.casefold().split()}), "")
    return replace(slots, marked=(*slots.marked, ("plan", plan))) if plan else slots


_OF_INTENT: Mapping[str, Callable[[Slots, Frame, str], Slots]] = {
    "correct": _correct,
    "note": _note,
    "setup": _setup,
    "notice-sent": _told,
    "end-contract": _ended,
    "log-exception": _exception,
    "log-family-request": _family,
}
