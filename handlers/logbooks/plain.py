"""Fields that are read, filled in and shown as they stand, and what a record has where its kind says nothing else."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar

from handlers.deadlines.plan import PlannedDeadline
from handlers.deadlines.status import next_parts, tone
from handlers.dialogue import words as wording
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Choice, Facts, Field, Part, Text, Tone
from handlers.forms.filling import Filled
from handlers.logbooks import words
from handlers.people import names
from storage.records import Numbered, OfVendor, Status

R = TypeVar("R", bound=Numbered)
_READS: Mapping[str, Callable[[Filled, str], Any]] = {
    "date": Filled.day,
    "number": Filled.number,
    "many": Filled.chosen,
    "one": lambda filled, name: next(iter(filled.chosen(name)), ""),
}


def find(kind: type[R], id: str, none: Callable[[str], str], desk: Desk) -> R:
    """The record with that id. Raises Sorry, with what ``none`` says."""
    record = desk.store.record(kind, id.strip().upper())
    if record is None:
        raise Sorry(none(id))
    return record


def read_values(filled: Filled, record: type[OfVendor], desk: Desk, old: OfVendor | None) -> dict[str, Any]:
    """What was filled in, by the fields of the record, which has no id yet. ``old`` is the one that is corrected."""
    known = {one.name for one in fields(record)}
    read = {one.id: _READS.get(one.kind, Filled.text)(filled, one.id) for one in filled.fields if one.id in known}
    return {**read, "id": "", names.FIELD: names.read_owner(filled, desk, old.owner if old else "")}


def values_of(record: OfVendor) -> dict[str, str]:
    """The record's values for its form; what consists of parts is left out."""
    found = {one.name: getattr(record, one.name) for one in fields(record)}
    return {name: _value(value) for name, value in found.items() if not isinstance(value, Mapping)}


def _value(value: object) -> str:
    match value:
        case date():  # a moment too
            return value.isoformat()
        case tuple():
            return ",".join(value)
        case _:
            return str(value or "")


def facts_of(record: OfVendor, asked: tuple[Field, ...], desk: Desk) -> Iterator[Facts]:
    """What is on record in each field, under the field's label."""
    found = {one: getattr(record, one.id, "") for one in asked}
    rows = [(one.label, _shown(one, value, desk)) for one, value in found.items() if value]
    rows += [(words.WITHDRAWN, record.reason)] if record.withdrawn else []
    yield Facts(tuple(rows), tuple(day for day in found.values() if isinstance(day, date)))


def _shown(asked: Field, value: Any, desk: Desk) -> str:
    if isinstance(value, date):
        return wording.day(value)
    if asked.kind == "person":
        return names.display_name(value, desk)
    labels = dict(asked.options)
    return ", ".join(labels.get(one, str(one)) for one in (value if isinstance(value, tuple) else (value,)))


def usual_actions(record: OfVendor) -> Iterator[Choice]:
    """The buttons of every record; a withdrawn one can only be restored."""
    yield Choice(words.HISTORY, f"history {record.id}")
    if record.withdrawn:
        yield Choice(words.RESTORE, f"undo {record.id}")
    else:
        yield Choice(words.CORRECT, f"correct {record.id}")
        yield Choice(words.WITHDRAW, f"withdraw {record.id}")


def tone_of(record: OfVendor, desk: Desk) -> Tone:
    """The tone of its open deadlines."""
    running = [] if record.withdrawn else desk.store.deadlines(record=record.id, status=Status.OPEN)
    return tone(running, desk) if running else "plain"


def next_or_saved(record: OfVendor, saved: str, desk: Desk) -> Iterator[Part]:
    """The next step and its date where something follows, and that it is saved."""
    deadlines = desk.store.deadlines(record=record.id)
    yield from next_parts(saved, deadlines, desk) if deadlines else (Text(saved),)


def nothing_follows(record: OfVendor, desk: Desk) -> tuple[PlannedDeadline, ...]:  # noqa: ARG001 - what every kind takes
    """For kinds of which no deadline follows."""
    return ()
