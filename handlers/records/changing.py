"""Prepares what is changed on a record: corrected, withdrawn, erased."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from handlers.deadlines import words as deadline_words
from handlers.deadlines.status import deadline_rows
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, Form, Part, Reply, Text
from handlers.forms.filling import preview_form
from handlers.people.access import permit
from handlers.records import changing_words, prepared
from handlers.records import words as act_words
from handlers.records.prepared import (
    Prepared,
    choose,
    duty_name,
    meant_deadlines,
    meant_records,
    open_form,
    reply,
    typed,
    understood,
)
from handlers.understanding.fuzzy import closest
from handlers.understanding.requests.request import ALSO, Request, Slots
from handlers.understanding.requests.values.corrections import day_text
from storage.records import Breach, Contract, Deadline, Status

_OF_BREACHES = frozenset({"discovered", "board_told", "students", "contract"})
_OF_CONTRACTS = frozenset({
    "executed", "expiry", "start", "link", "file", "provisions", "product", "purpose", "contact", "notes",
})  # fmt: skip
STUDENTS = "students"
_DATES = frozenset({"executed", "expiry", "start", "discovered", "board_told"})


def correct(request: Request, message: Message, desk: Desk) -> Reply:
    """The record that is wrong, with the one field and what it is to be."""
    slots = request.slots
    if any(id.startswith("D-") for id in slots.ids) or slots.field == "proof":
        return _proof(slots, message, desk)
    letters = "B" if slots.field in _OF_BREACHES else "C" if slots.field in _OF_CONTRACTS else "CB"
    found = meant_records(slots, desk, letters) or meant_records(slots, desk, "CB")
    if not found:
        return _nothing(slots)
    if len(found) > 1:
        buttons = [Choice(f"{one.id} {_name(one)}", f"correct {one.id} {slots.field}".strip()) for one in found]
        return choose(act_words.which_title("is to be corrected"), [], buttons)
    return reply(_correct(found[0], slots, message, desk))


def _name(record: Contract | Breach) -> str:
    product = record.product if isinstance(record, Contract) else ""
    return f"{record.vendor}{f', {product}' if product else ''}"


def _correct(record: Contract | Breach, slots: Slots, message: Message, desk: Desk) -> Prepared:
    field = slots.field
    blank = open_form("correct", f"{record.id} {field}".strip(), {}, message, desk)
    if field and field not in {one.id for one in blank.fields}:
        field = ""
    if not field and (slots.value or slots.number is not None):
        number = slots.value.isdigit() or slots.number is not None
        field = STUDENTS if isinstance(record, Breach) and number else _field_like(record, slots.value)
    new = _new_value(field, record, slots)
    values = {field: new} if field and new else {}
    form = open_form("correct", f"{record.id} {field}".strip(), values, message, desk) if values else blank
    wrong = tuple(prepared.problems(slots, desk.today))
    complete = bool(values) and not wrong and ";" not in new
    return Prepared(
        title=changing_words.correct_title(f"{record.id} ({_name(record)})"),
        form=form,
        say=f"correct {record.id} {field.replace('_', ' ')}: {new}" if complete else "",
        button=act_words.correct_button(record.id),
        understood=_before_and_after(blank, form, field, values, desk),
        notes=wrong,
    )


def note(request: Request, message: Message, desk: Desk) -> Reply:
    """What is kept in the record's own words, with what is to be added; without a text the form of it."""
    slots = request.slots
    found = meant_records(slots, desk, "B" if slots.field == "description" else "C")
    if len(found) != 1 or not slots.value:
        return correct(request, message, desk)
    record, field = found[0], slots.field
    shown = _correct(record, slots, message, desk)
    say = f"correct {typed(f'{record.id}', {field: _notes(record, slots)})}"
    title = changing_words.note_title(f"{record.id} ({_name(record)})")
    return reply(replace(shown, title=title, say=say, button=changing_words.NOTE_BUTTON))


def _field_like(record: Contract | Breach, value: str) -> str:
    """The name that a new value is another spelling of; empty where it is like none."""
    product = record.product if isinstance(record, Contract) else ""
    known = {name: old for name, old in (("vendor", record.vendor), ("product", product)) if old}
    near = closest(value, known.values(), 1)
    return next((name for name, old in known.items() if near and old == near[0]), "")


def _before_and_after(blank: Form, form: Form, field: str, values: dict[str, str], desk: Desk) -> tuple[Part, ...]:
    old = {one.id: one.value for one in blank.fields if one.id == field}
    was = understood(blank, old, desk).rows
    now = (Text(act_words.now_says(*was[0])),) if was else ()
    return (*now, *((understood(form, values, desk),) if values else ()))


def _new_value(field: str, record: Contract | Breach, slots: Slots) -> str:
    """What the field is to be, as its form takes it; empty where that was not said."""
    if field in _DATES:
        return day_text(slots.said_days[-1]) if slots.said_days else ""
    read = _VALUES.get(field)
    return read(record, slots) if read else slots.value


def _students(record: Contract | Breach, slots: Slots) -> str:  # noqa: ARG001 - every value has this shape
    return str(slots.number or "") or "".join(filter(str.isdigit, slots.value))


def _notes(record: Contract | Breach, slots: Slots) -> str:
    before = record.notes if isinstance(record, Contract) else record.description
    return f"{before} {slots.value}".strip() if slots.value else ""


def _categories(record: Contract | Breach, slots: Slots) -> str:
    before = record.categories if slots.value == ALSO else ()
    return ",".join(dict.fromkeys((*before, *slots.categories)))


def _provisions(record: Contract | Breach, slots: Slots) -> str:
    had = [name for name, has in record.provisions.items() if has] if isinstance(record, Contract) else []
    return ",".join(one for one in dict.fromkeys([*had, *slots.provisions]) if one not in slots.without)


_VALUES: Mapping[str, Callable[[Contract | Breach, Slots], str]] = {
    "students": _students,
    "link": lambda _, slots: next(iter(slots.links), ""),
    "owner": lambda _, slots: slots.person or slots.person_said,
    "notes": _notes,
    "description": _notes,
    "provisions": _provisions,
    "categories": _categories,
    "file": lambda _, __: "",
}
"""How the value of a field is read where it is more than the text that was said."""


def _proof(slots: Slots, message: Message, desk: Desk) -> Reply:
    """The proof of a deadline that is done; of an open one there is none yet."""
    found = meant_deadlines(slots, desk, (Status.DONE, Status.OPEN))
    if not found:
        return choose(act_words.none_open(", ".join(slots.ids)), [act_words.NOTHING_KNOWN], [])
    one = found[0]
    if one.status is Status.OPEN:
        return choose(
            act_words.still_open(one.id), [act_words.ADD_PROOF], [Choice(act_words.mark(one.id), f"done {one.id}")]
        )
    return reply(_new_proof(one, slots, message, desk))


def _new_proof(one: Deadline, slots: Slots, message: Message, desk: Desk) -> Prepared:
    new = slots.links[0] if slots.links else slots.value or _done_on(one, slots)
    form = open_form("correct", f"{one.id} proof", {"proof": new} if new else {}, message, desk)
    return Prepared(
        title=changing_words.correct_title(f"{one.id} {deadline_words.duty_title(one, desk.law)}"),
        form=form,
        say=f"correct {one.id} proof: {new}" if new and ";" not in new else "",
        button=act_words.correct_button(one.id),
        understood=(deadline_rows([one], desk), Text(act_words.now_says(deadline_words.PROOF[0], one.proof))),
        notes=(changing_words.PROOF_STAYS, *(() if new else (act_words.ADD_ADDRESS,))),
    )


def _done_on(one: Deadline, slots: Slots) -> str:
    """The day on which it was done, in the words of a proof; empty where none was said."""
    said = next((day for day in slots.said_days if day.day), None)
    what = deadline_words.TOLD_ON if duty_name(one) == "families" else deadline_words.POSTED_ON
    return deadline_words.proof_of(what, said.day.isoformat(), said.time) if said and said.day else ""


def withdraw(request: Request, message: Message, desk: Desk) -> Reply:
    """The record that is to be withdrawn, with the reason."""
    slots = request.slots
    if one := _only_deadline(slots, desk):
        return _goes_with(one, desk)
    letters = "B" if request.kind == "breach" else "CB" if slots.ids else "C"
    found = meant_records(slots, desk, letters) or meant_records(slots, desk, "CB")
    if len(found) != 1:
        return _which(found, "withdraw", slots)
    record = found[0]
    form = open_form("withdraw", record.id, {"reason": slots.note}, message, desk)
    due = desk.store.deadlines(record=record.id, status=Status.OPEN)
    return reply(
        Prepared(
            title=changing_words.withdraw_title(f"{record.id} ({_name(record)})"),
            form=form,
            say=f"withdraw {record.id} {slots.note}" if slots.note else "",
            button=changing_words.withdraw_button(record.id),
            understood=((deadline_rows(due, desk),) if due else ()),
            notes=(
                changing_words.WITHDRAWN_STAYS,
                *(() if slots.note else (act_words.needed([form.fields[0].label]),)),
            ),
        ),
    )


def erase(request: Request, message: Message, desk: Desk) -> Reply:
    """The command's own warning; it must be confirmed by typing the record's number."""
    if one := _only_deadline(request.slots, desk):
        return _goes_with(one, desk)
    found = meant_records(request.slots, desk, "CB")
    if len(found) != 1:
        return _which(found, "erase", request.slots)
    record = found[0]
    permit(desk.commands["erase"], record.id, message, desk)
    warned = preview_form(desk.commands["erase"].run, record.id, message, desk)
    withdrawal = Choice(changing_words.withdraw_button(record.id), f"withdraw {record.id}")
    return replace(warned, choices=(withdrawal,), parts=(*warned.parts, Text(act_words.NOTHING_SAVED)))


def _only_deadline(slots: Slots, desk: Desk) -> Deadline | None:
    """The deadline that is named, where no record is."""
    if not slots.ids or any(id[0] != "D" for id in slots.ids):
        return None
    return desk.store.deadline(slots.ids[0])


def _goes_with(due: Deadline, desk: Desk) -> Reply:
    """How a deadline goes: done, or with the record from which it follows."""
    buttons = [Choice(act_words.mark(due.id), f"done {due.id}")] if due.status is Status.OPEN else []
    if due.record:
        buttons += [
            Choice(changing_words.withdraw_button(due.record), f"withdraw {due.record}"),
            Choice(act_words.correct_button(due.record), f"correct {due.record}"),
        ]
    title = changing_words.goes_with_title(f"{due.id} {deadline_words.duty_title(due, desk.law)}")
    return choose(title, [changing_words.GOES_WITH, act_words.NOTHING_SAVED], buttons)


def _which(found: Sequence[Contract | Breach], command: str, slots: Slots) -> Reply:
    if not found:
        return _nothing(slots)
    buttons = [Choice(f"{one.id} {_name(one)}", f"{command} {one.id}") for one in found]
    return choose(act_words.which_title(""), [], buttons)


def _nothing(slots: Slots) -> Reply:
    buttons = [Choice(changing_words.ALL_CONTRACTS, "contracts"), Choice(changing_words.ALL_BREACHES, "breaches")]
    return choose(changing_words.none_named(slots.vendor or ", ".join(slots.ids)), [act_words.NOTHING_KNOWN], buttons)
