"""Finds what was said for the fields of a form: by the slot of messages that goes into each, or by the field itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from handlers.dialogue import bounded_re as re
from handlers.dialogue.record_kinds import CONTRACT, kind_of
from handlers.dialogue.reply import Field
from handlers.records.acts import days
from handlers.understanding.requests.request import Slots
from handlers.understanding.requests.values.days import DayOf

_SLOT_OF: Mapping[str, str] = {
    "vendor": "vendor", "name": "product", "product": "product", "executed": "date:executed", "expiry": "date:expires",
    "discovered": "date:discovered", "board_told": "date:received", "when": "date:received", "until": "date:until",
    "received": "date:received", "proof": "link", "link": "link", "owner": "person", "who": "person",
    "person": "person", "role": "role", "students": "students", "categories": "category", "kinds": "category",
    "schools": "school", "school": "school", "provisions": "provision", "reason": "reason", "why": "reason",
    "purpose": "reason", "format": "format", "period": "period", "email": "email", "child": "student",
    "student": "student", "contract": "vendor", "file": "file",
}  # fmt: skip
"""What the field of a form is called among the slots of messages."""
_DAY_OF: Mapping[str, DayOf] = {
    "executed": DayOf.SIGNED, "expiry": DayOf.EXPIRES, "discovered": DayOf.DISCOVERED, "board_told": DayOf.NOTICE,
    "received": DayOf.NOTICE, "when": DayOf.NOTICE, "until": DayOf.UNTIL,
}  # fmt: skip
_YES = re.compile(r"\b(?:yes|yep|yeah|yup|it does|it is|does|true|correct|si)\b", re.IGNORECASE)
_NO = re.compile(r"\b(?:no|nope|not|doesn't|isn't|none|never|neither)\b", re.IGNORECASE)
_WORD = re.compile(r"\w+")


def slot_of(field: str) -> str:
    """The slot of messages whose value goes into that field of a form."""
    return _SLOT_OF.get(field, "value")


def said_for(fields: Iterable[Field], slots: Slots) -> dict[str, str]:
    """The values for the fields of a form, by their ids; only those that were said."""
    every = tuple(fields)
    dates = [one.id for one in every if one.kind in {"date", "days"} and one.required] or [
        one.id for one in every if one.kind in {"date", "days"}
    ]
    found = {one.id: _day(one, slots, alone=dates[:1] == [one.id]) or _said(one, slots) for one in every}
    values = {id: value for id, value in found.items() if value}
    waits = [(one.id, one.when) for one in every if one.when and one.when.among]
    unasked = {id for id, when in waits if values.get(when.field, "") not in when.among}
    return {id: value for id, value in values.items() if id not in unasked}


def _day(field: Field, slots: Slots, *, alone: bool) -> str:
    """The day of that field's event; the first field for a date takes one of which no event was told."""
    if field.kind not in {"date", "days"}:
        return ""
    own = _DAY_OF.get(field.id)
    roles = (*((own,) if own else ()), *((DayOf.OTHER,) if alone or own else ()))
    others = tuple(one.role for one in slots.said_days) if alone and own in {None, DayOf.UNTIL} else ()
    return days.value(slots, *roles, *others)


def _said(field: Field, slots: Slots) -> str:
    marked = dict(slots.marked)
    found: Mapping[str, str] = {
        "product": slots.product or slots.vendor,
        "vendor": slots.vendor,
        "contract": next((id for id in (*slots.ids, *slots.records) if kind_of(id) is CONTRACT), ""),
        "reason": slots.note,
        "why": slots.note,
        "proof": next(iter(slots.links), slots.note),
        "link": next(iter(slots.links), ""),
        "reference": marked.get("id", ""),
        "answer": slots.value or slots.note,
        "students": str(slots.number or ""),
        "owner": slots.owner or slots.person,
        "kind": slots.kinds,
    }
    if field.kind in {"date", "days"}:
        return ""
    own = slot_of(field.id)
    said = marked.get(field.id) or found.get(field.id, "") or (marked.get(own, "") if own != "value" else "")
    if field.kind in {"one", "pick"}:
        return _option(field, said) if said else ""
    return "" if _YES.fullmatch(said) else said  # a yes is no answer to a question for words


def _option(field: Field, said: str) -> str:
    """The option that was said; empty where none, or where several may be meant."""
    options = dict(field.options)
    if said in options:
        return said
    words = set(_WORD.findall(said.casefold()))
    if {"yes", "no"} <= options.keys():
        return "no" if _NO.search(said) else "yes" if _YES.search(said) else ""
    fits = [
        id for id, label in options.items() if id.casefold() in words or set(_WORD.findall(label.casefold())) <= words
    ]
    return fits[0] if len(fits) == 1 else ""
