"""Finds the field of a record that is wrong, and what it is to be."""

from __future__ import annotations

from dataclasses import replace

from handlers.dialogue import bounded_re as re
from handlers.understanding.requests.request import Slots
from handlers.understanding.requests.values.corrections import (
    OF_BREACHES,
    OF_CONTRACTS,
    counted,
    new_day,
    new_text,
    said_field,
)

_ALSO = re.compile(r"\b(?:also|too|as well|in addition)\b", re.IGNORECASE)
ALSO = "also"
"""The value of a field that gets more, and keeps what it has."""
SHORT = 3
"""Letters of a word of a name that may be an everyday word."""
DEADLINE, CONTRACT, BREACH = "D", "C", "B"


def kinds(slots: Slots) -> set[str]:
    """The letters of the records that were named; a contract's, where a name is only like one on file."""
    return {id[0] for id in (*slots.ids, *slots.records)} or ({CONTRACT} if slots.said else set())


def corrected(said: str, slots: Slots) -> Slots:
    """With the field that is wrong and what it is to be."""
    deadline = any(id[0] == DEADLINE for id in slots.ids)
    field = "proof" if deadline else said_field(_plain(said, slots), slots.said_days, _fields(slots))
    new = new_day(said, slots.said_days)
    value = "" if new else new_text(said)
    if (slots.provisions or slots.without) and not (field and new):
        field = "provisions"
    if field in {"", "students"} and slots.number is None and BREACH in kinds(slots) and not new:
        number = counted(said)
        slots = replace(slots, number=number)
        field = "students" if number is not None else field
    if field == "categories" and _ALSO.search(said):
        value = ALSO
    return replace(slots, field=field, value=value, said_days=(new,) if new else ())


def _plain(said: str, slots: Slots) -> str:
    """Without the names of the record, as "Discovery Education" tells of no discovery."""
    names = {word for name in (slots.vendor, slots.product) for word in name.split() if len(word) > SHORT}
    return re.sub(rf"\b(?:{'|'.join(map(re.escape, names))})\b", "_", said) if names else said


def _fields(slots: Slots) -> frozenset[str]:
    """The fields that the records named do not have."""
    found = kinds(slots)
    return OF_BREACHES if found == {CONTRACT} else OF_CONTRACTS if found == {BREACH} else frozenset()
