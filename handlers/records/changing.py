"""Prepares the correction, the withdrawal and the erasure of a record."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from handlers.deadlines import words as deadline_words
from handlers.deadlines.status import deadline_rows
from handlers.dialogue import bounded_re as re
from handlers.dialogue.catalog import catalog
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import LONGEST_LABEL, MOST_CHOICES, Choice, Form, Part, Reply, Text
from handlers.dialogue.text import short
from handlers.forms.filling import preview_form
from handlers.forms.values import typed
from handlers.people import names
from handlers.people.access import Refused, permit
from handlers.records import proposal
from handlers.records import words as act_words
from handlers.records.names import on_file
from handlers.records.proposal import (
    Prepared,
    choose,
    duty_name,
    meant_contracts,
    meant_deadlines,
    meant_records,
    open_form,
    reply,
    understood,
)
from handlers.understanding.fuzzy import closest
from handlers.understanding.requests.request import ALSO, Request, Slots
from handlers.understanding.requests.values.corrections import OF_DAYS, day_text
from storage.records import Breach, Contract, Deadline, Status

messages = catalog(__file__)

_OF_BREACHES = frozenset({"discovered", "board_told", "students", "contract"})
_OF_CONTRACTS = frozenset({
    "executed", "expiry", "start", "link", "file", "provisions", "product", "purpose", "contact", "notes",
    "schools", "subprocessors",
})  # fmt: skip
STUDENTS = "students"
_DATES = frozenset({"executed", "expiry", "start", "discovered", "board_told"})
_ALL_CONTRACTS, _ALL_BREACHES = Choice(messages.ALL_CONTRACTS, "contracts"), Choice(messages.ALL_BREACHES, "breaches")


def correct(request: Request, message: Message, desk: Desk) -> Reply:
    """Prepares the correction of one field; where several records may be meant, a button for each."""
    slots = request.slots
    if any(id.startswith("D-") for id in slots.ids) or slots.field == "proof":
        return _proof(slots, message, desk)
    letters = "B" if slots.field in _OF_BREACHES else "C" if slots.field in _OF_CONTRACTS else "CB"
    found = meant_records(slots, desk, letters) or meant_records(slots, desk, "CB")
    if len(found) == 1:
        return reply(_correct(found[0], slots, message, desk))
    if not found and (slots.vendor or slots.ids):
        return _nothing(slots)
    among = found or _latest("B" if letters == "B" else "C", desk)
    every = () if found else ((_ALL_BREACHES,) if letters == "B" else (*_logged(slots), _ALL_CONTRACTS))
    buttons = [_correction(one, slots, message, desk) for one in among]
    return (
        choose(act_words.which_title(what="is to be corrected"), [], [*buttons, *every]) if among else _nothing(slots)
    )


def _logged(slots: Slots) -> Iterator[Choice]:
    """The button that logs a contract with the vendor or product that was said, as it may be of none on record."""
    if slots.field in {"vendor", "product"} and slots.value:
        label = short(f"{act_words.LOG_CONTRACT}: {slots.value}", LONGEST_LABEL)
        yield Choice(label, typed("log-contract", {slots.field: slots.value}))


LATEST = 3
"""How many records are offered where none was named."""


def _latest(letter: str, desk: Desk) -> Sequence[Contract | Breach]:
    """The contracts or breaches that were logged last, the newest first."""
    kept: Sequence[Contract | Breach] = desk.store.breaches() if letter == "B" else desk.store.contracts()
    newest = sorted(kept, key=lambda one: int(one.id.partition("-")[2]), reverse=True)
    return [one for one in newest if not one.withdrawn][:LATEST]


def _correction(record: Contract | Breach, slots: Slots, message: Message, desk: Desk) -> Choice:
    """The button that corrects that record as it was said and says so, or opens its form where no value is clear."""
    say, label = _correct(record, slots, message, desk).say, f"{record.id} {_name(record)}"
    told = f"{label}: {say.partition(': ')[2]}"
    return (
        Choice(told, say)
        if say and len(told) <= LONGEST_LABEL
        else Choice(label, f"correct {record.id} {slots.field}".strip())
    )


def _name(record: Contract | Breach) -> str:
    product = record.product if isinstance(record, Contract) else ""
    return f"{record.vendor}{f', {product}' if product else ''}"


def correction_title(record: Contract | Breach) -> str:
    """The heading of the question whether to correct it."""
    return messages.correct_title(id=f"{record.id} ({_name(record)})")


def _correct(record: Contract | Breach, slots: Slots, message: Message, desk: Desk) -> Prepared:
    """The correction of one field: its form, its present and its new value."""
    field = slots.field
    blank = open_form("correct", record.id, {}, message, desk)
    if field and field not in {one.id for one in blank.fields}:
        field = ""
    if isinstance(record, Breach) and field in {"", "contract"} and (contract := contract_of(slots, desk)):
        field, slots = "contract", replace(slots, value=contract)
    day = "" if field else _new_day(slots)
    meant = [one for one in blank.fields if one.id in _DATES and one.value] if day else []
    field = meant[0].id if len(meant) == 1 else field
    if not field and (slots.value or slots.number is not None):
        is_number = slots.value.isdigit() or slots.number is not None
        field = STUDENTS if isinstance(record, Breach) and is_number else _field_like(record, slots.value)
    new = _new_value(field, record, slots)
    had = {one.id: one.value for one in blank.fields}
    also = {} if day else {name: value for name, value in _also(slots) if name in had and name != field}
    values = {**({field: new} if field and new else {}), **also}
    alone = field if not also else ""
    form = open_form("correct", f"{record.id} {alone}".strip(), values, message, desk)
    problems = tuple(proposal.problems(slots, desk.today))
    if field == names.FIELD and new and (problem := names.owner_problem(new, desk)):
        problems = (*problems, problem)
    which = meant if len(meant) > 1 and not problems else []
    complete = bool(values) and not problems and ";" not in new
    return Prepared(
        title=correction_title(record),
        form=form,
        say=f"correct {typed(record.id, values)}" if complete else "",
        button=act_words.correct_button(id=record.id),
        understood=_before_and_after(blank, form, values or {field: ""}, desk),
        notes=(*problems, *((messages.which_day(day=slots.said_days[-1].said),) if which else ())),
        more=tuple(Choice(short(one.label, LONGEST_LABEL), f"correct {record.id} {one.id}: {day}") for one in which),
    )


def _also(slots: Slots) -> Iterator[tuple[str, str]]:
    """The further fields that the message corrects, beside the first, with their new values."""
    for one in slots.said_days:
        if one.role in OF_DAYS:
            yield OF_DAYS[one.role], day_text(one)
    if slots.number is not None:
        yield STUDENTS, str(slots.number)
    yield from ((name.removeprefix(ALSO), value) for name, value in slots.marked if name.startswith(ALSO))


def contract_of(slots: Slots, desk: Desk) -> str:
    """The id of the contract that a breach is said to be about, by its number or its product; empty for none."""
    if said := dict(slots.marked).get("contract", ""):
        return said
    found = meant_contracts(replace(slots, ids=()), desk) if slots.product else ()
    return found[0].id if len(found) == 1 else ""


def note(request: Request, message: Message, desk: Desk) -> Reply:
    """Prepares the text that is added to a record's notes; where no text was given, the form."""
    slots = request.slots
    found = meant_records(slots, desk, "B" if slots.field == "description" else "C")
    if len(found) != 1 or not slots.value:
        return correct(request, message, desk)
    record, field = found[0], slots.field
    shown = _correct(record, slots, message, desk)
    say = f"correct {typed(f'{record.id}', {field: _notes(record, slots)})}"
    title = messages.note_title(id=f"{record.id} ({_name(record)})")
    return reply(replace(shown, title=title, say=say, button=messages.NOTE_BUTTON))


def _field_like(record: Contract | Breach, value: str) -> str:
    """The field, vendor or product, of whose value the new one is another spelling; empty for none."""
    product = record.product if isinstance(record, Contract) else ""
    values = {name: old for name, old in (("vendor", record.vendor), ("product", product)) if old}
    matches = closest(value, values.values(), 1)
    return next((name for name, old in values.items() if matches and old == matches[0]), "")


def _before_and_after(blank: Form, form: Form, values: Mapping[str, str], desk: Desk) -> tuple[Part, ...]:
    """The present value of each field, then the new ones."""
    old = {one.id: one.value for one in blank.fields if one.id in values}
    now = (Text(act_words.now_says(*row)) for row in understood(blank, old, desk).rows)
    return (*now, *((understood(form, values, desk),) if any(values.values()) else ()))


def _new_value(field: str, record: Contract | Breach, slots: Slots) -> str:
    """The field's new value, as the form takes it; empty where none was given."""
    if field in _DATES:
        return _new_day(slots, field)
    read = _VALUES.get(field)
    return read(record, slots) if read else slots.value


def _new_day(slots: Slots, field: str = "") -> str:
    """The day of that field, else the day said last."""
    own = [one for one in slots.said_days if OF_DAYS.get(one.role) == field]
    return day_text((own or slots.said_days)[-1]) if slots.said_days else ""


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


def _listed(slots: Slots) -> str:
    return ", ".join(_BETWEEN_NAMES.split(slots.value))


_BETWEEN_NAMES = re.compile(r"\s*(?:,|;|\band\b|&)+\s*(?:and\s+)?", re.IGNORECASE)
_VALUES: Mapping[str, Callable[[Contract | Breach, Slots], str]] = {
    "students": _students,
    "link": lambda _, slots: next(iter(slots.links), ""),
    "owner": lambda _, slots: slots.person or slots.person_said,
    "notes": _notes,
    "description": _notes,
    "provisions": _provisions,
    "categories": _categories,
    "file": lambda _, __: "",
    "schools": lambda _, slots: _listed(slots),
    "subprocessors": lambda _, slots: _listed(slots),
}
"""How a field's new value is read where it is not just the text of the message."""


def _proof(slots: Slots, message: Message, desk: Desk) -> Reply:
    """Prepares the correction of a done deadline's proof; an open one has no proof yet."""
    found = meant_deadlines(slots, desk, (Status.DONE, Status.OPEN))
    if not found:
        return choose(act_words.none_open(", ".join(slots.ids)), [act_words.NOTHING_KNOWN], [])
    deadline = found[0]
    if deadline.status is Status.OPEN:
        return choose(
            act_words.still_open(id=deadline.id),
            [act_words.ADD_PROOF],
            [Choice(act_words.mark(id=deadline.id), f"done {deadline.id}")],
        )
    return reply(_new_proof(deadline, slots, message, desk))


def _new_proof(one: Deadline, slots: Slots, message: Message, desk: Desk) -> Prepared:
    new = slots.links[0] if slots.links else slots.value or _done_on(one, slots)
    form = open_form("correct", f"{one.id} proof", {"proof": new} if new else {}, message, desk)
    return Prepared(
        title=messages.correct_title(id=f"{one.id} {deadline_words.duty_title(one, desk.law)}"),
        form=form,
        say=f"correct {one.id} proof: {new}" if new and ";" not in new else "",
        button=act_words.correct_button(id=one.id),
        understood=(deadline_rows([one], desk), Text(act_words.now_says(deadline_words.PROOF[0], one.proof))),
        notes=(messages.PROOF_STAYS, *(() if new else (act_words.ADD_ADDRESS,))),
    )


def _done_on(one: Deadline, slots: Slots) -> str:
    """The day on which it was done, as a proof in words; empty where the message has no day."""
    said = next((day for day in slots.said_days if day.day), None)
    what = deadline_words.TOLD_ON if duty_name(one) == "families" else deadline_words.POSTED_ON
    means = slots.means if what == deadline_words.TOLD_ON else ""
    return deadline_words.proof_of(what, said.day.isoformat(), said.time, means) if said and said.day else ""


def withdraw(request: Request, message: Message, desk: Desk) -> Reply:
    """Prepares a withdrawal, with its reason."""
    slots = request.slots
    if deadline := _only_deadline(slots, desk):
        return _goes_with(deadline, desk)
    letters = "B" if request.kind == "breach" else "CB" if slots.ids else "C"
    found = meant_records(slots, desk, letters) or meant_records(slots, desk, "CB")
    if len(found) != 1:
        return _which(found, "withdraw", slots)
    record = found[0]
    form = open_form("withdraw", record.id, {"reason": slots.note}, message, desk)
    open_deadlines = desk.store.deadlines(record=record.id, status=Status.OPEN)
    return reply(
        Prepared(
            title=messages.withdraw_title(id=f"{record.id} ({_name(record)})"),
            form=form,
            say=f"withdraw {record.id} {slots.note}" if slots.note else "",
            button=messages.withdraw_button(id=record.id),
            understood=((deadline_rows(open_deadlines, desk),) if open_deadlines else ()),
            notes=(
                messages.WITHDRAWN_STAYS,
                *(() if slots.note else (act_words.needed([form.fields[0].label]),)),
            ),
        ),
    )


def erase(request: Request, message: Message, desk: Desk) -> Reply:
    """The erase command's own warning; the record's number must be typed to confirm."""
    if deadline := _only_deadline(request.slots, desk):
        return _goes_with(deadline, desk)
    found = meant_records(request.slots, desk, "CB")
    if len(found) != 1:
        return _which(found, "erase", request.slots)
    record = found[0]
    permit(desk.commands["erase"], record.id, message, desk)
    warned = preview_form(desk.commands["erase"].run, record.id, message, desk)
    withdrawal = Choice(messages.withdraw_button(id=record.id), f"withdraw {record.id}")
    return replace(warned, choices=(withdrawal,), parts=(*warned.parts, Text(act_words.NOTHING_SAVED)))


def withdrawals(request: Request, message: Message, desk: Desk) -> Iterator[Choice]:
    """A button for each record that is to be erased and that the sender may withdraw instead."""
    for record in meant_records(on_file(request.slots, desk), desk, "CB")[:MOST_CHOICES]:
        with suppress(Refused):
            permit(desk.commands["withdraw"], record.id, message, desk)
            yield Choice(messages.withdraw_button(id=record.id), f"withdraw {record.id}")


def _only_deadline(slots: Slots, desk: Desk) -> Deadline | None:
    """The deadline that is named by id, where no record is; else None."""
    if not slots.ids or any(id[0] != "D" for id in slots.ids):
        return None
    return desk.store.deadline(slots.ids[0])


def _goes_with(due: Deadline, desk: Desk) -> Reply:
    """A deadline is not withdrawn or erased by itself: it is marked done, or goes with its record."""
    buttons = [Choice(act_words.mark(id=due.id), f"done {due.id}")] if due.status is Status.OPEN else []
    if due.record:
        buttons += [
            Choice(messages.withdraw_button(id=due.record), f"withdraw {due.record}"),
            Choice(act_words.correct_button(id=due.record), f"correct {due.record}"),
        ]
    title = messages.goes_with_title(called=f"{due.id} {deadline_words.duty_title(due, desk.law)}")
    return choose(title, [messages.GOES_WITH, act_words.NOTHING_SAVED], buttons)


def _which(found: Sequence[Contract | Breach], command: str, slots: Slots) -> Reply:
    if not found:
        return _nothing(slots)
    buttons = [Choice(f"{one.id} {_name(one)}", f"{command} {one.id}") for one in found]
    return choose(act_words.which_title(what=""), [], buttons)


def _nothing(slots: Slots) -> Reply:
    return choose(
        (
            messages.nothing_on_record_about(vendor=slots.vendor or ", ".join(slots.ids))
            if (slots.vendor or ", ".join(slots.ids))
            else messages.which_record
        ),
        [act_words.NOTHING_KNOWN],
        [_ALL_CONTRACTS, _ALL_BREACHES],
    )
