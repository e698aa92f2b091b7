"""Prepares an act whose own form holds all that it asks for, as of products, files and families' requests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from handlers.contracts.listing import offer_near
from handlers.dialogue import bounded_re as re
from handlers.dialogue.command_spec import APP, CONTRACT, EXCEPTION, FAMILY_REQUEST, RecordKind, Sorry, kind_of
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import MOST_CHOICES, Choice, Field, Reply, Text
from handlers.forms import words as form_words
from handlers.forms.filling import unchanged
from handlers.people.access import allow, permit
from handlers.records import changing, closing, handing_over, logging, prepared
from handlers.records import words as record_words
from handlers.records.names import on_file
from handlers.records.prepared import Prepared, choose, meant_records, missing, open_form, reply, typed, understood
from handlers.understanding.named import same
from handlers.understanding.requests.request import Request, Slots
from handlers.understanding.requests.values.days import DayOf
from storage.records import Role

_FORMS: Mapping[str, str] = {"done": "close-request", "withdraw": "withdraw", "erase": "erase", "correct": "correct"}
"""The acts that ask for something in a form, and its command."""


def on_record_of_year(request: Request, message: Message, desk: Desk) -> Reply | None:
    """What the act would do with the exception or the request that is named by its id; None where none is."""
    id = next((one for one in request.slots.ids if kind_of(one) in {EXCEPTION, FAMILY_REQUEST}), "")
    kind = kind_of(id)
    if kind is None or (request.command not in {*_FORMS, "undo"} and kind in desk.commands[request.command].takes_id):
        return None  # its own command prepares it
    if request.command == "undo":
        permit(desk.commands["undo"], id, message, desk)
        return reply(
            Prepared(title=record_words.undo_button(id), say=f"undo {id}", button=record_words.undo_button(id))
        )
    command = _FORMS.get(request.command, "")
    if not command or (command == "close-request" and kind is EXCEPTION):
        permit(desk.commands[kind.word], id, message, desk)
        return desk.commands[kind.word].run(id, message, desk)
    form = open_form(command, id, {}, message, desk)
    return reply(Prepared(title=form.title, form=form))


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
    return prepared.value(slots, *roles, *others)


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


NAMED_FIRST = frozenset({"ask-app"})
"""Commands behind whose name the product's stands."""
_BESIDE_ID = frozenset({"mark-provision"})


def by_form(request: Request, message: Message, desk: Desk) -> Reply:
    """What the act would do: its form with what was said, or the press that does it. Raises Refused, Sorry."""
    command, slots = request.command, request.slots
    spec = desk.commands[command]
    ids: Sequence[str] = ()
    if spec.takes_id:
        ids = meant_ids(slots, spec.takes_id[0], desk)
        if len(ids) != 1:
            return _which(command, ids, spec.takes_id[0], desk)
        permit(spec, ids[0], message, desk)
    rest = ids[0] if ids else slots.product or slots.vendor if command in NAMED_FIRST else ""
    if command in _BESIDE_ID:
        return _marked(ids[0], slots, desk)
    said = f"{command} {rest}".strip()
    try:
        shown = spec.run(rest, _asked(message, said), replace(desk, records=unchanged(desk.store)))
    except Sorry as problem:
        if str(problem) != form_words.ONLY_LOOKED:
            raise
        return reply(Prepared(title=record_words.do_title(said), say=said, button=record_words.do_button(said)))
    return _filled(said, shown, slots, message, desk) if shown.form else shown


def _asked(message: Message, text: str) -> Message:
    return replace(message, text=text, fields={}, files=(), parsed=None)


def _filled(said: str, shown: Reply, slots: Slots, message: Message, desk: Desk) -> Reply:
    assert shown.form
    command, _, rest = said.partition(" ")
    values = said_for(shown.form.fields, slots)
    form = open_form(command, rest, values, message, desk) if values else shown.form
    lacks = missing(form)
    known = {field.id: field.value for field in form.fields if field.value}
    only = [field for field in form.fields if field.id in values]
    say = ""
    if values and not lacks:
        plain = len(values) == 1 and only[0].kind in {"text", "long"}
        say = f"{said} {values[only[0].id]}" if plain and rest else typed(said, known)
    return reply(
        Prepared(
            title=shown.title if not rest or rest.casefold() in shown.title.casefold() else f"{shown.title}: {rest}",
            form=form,
            say=say,
            button=form.submit,
            understood=(*shown.parts, *((understood(form, values, desk),) if values else ())),
            notes=(record_words.needed(lacks),) if lacks else (),
        )
    )


def meant_ids(slots: Slots, kind: RecordKind, desk: Desk) -> tuple[str, ...]:
    """The records of a kind that are meant: by id, by the name of vendor or product, else all that are open."""
    if by_id := tuple(id for id in slots.ids if kind_of(id) is kind):
        return by_id
    if kind is CONTRACT:
        return tuple(id for id in slots.records if kind_of(id) is CONTRACT)
    names = [name for name in (slots.product, slots.vendor, slots.said) if name]
    among = _OPEN[kind](desk) if kind in _OPEN else []
    if names or slots.records:
        among = [one for one in among if _is_of(one, names, slots)]
    return tuple(one.id for one in among)


_OPEN: Mapping[RecordKind, Callable[[Desk], list[Any]]] = {
    APP: lambda desk: [one for one in desk.store.apps() if not one.decided],
    FAMILY_REQUEST: lambda desk: [one for one in desk.store.family_requests() if not (one.outcome or one.withdrawn)],
}


def _is_of(record: Any, names: Sequence[str], slots: Slots) -> bool:
    called = [getattr(record, field, "") for field in ("product", "vendor")]
    return getattr(record, "contract", "") in slots.records or any(same(a, b) for a in called for b in names if a)


def _which(command: str, ids: Sequence[str], kind: RecordKind, desk: Desk) -> Reply:
    """The records that may be meant, or where to look for them."""
    buttons = [Choice(f"{id} {_name(id, kind, desk)}".strip(), f"{command} {id}") for id in ids]
    buttons.append(Choice(record_words.all_of(kind.lists), kind.lists))
    title = record_words.which_title(record_words.of_command(command)) if ids else record_words.no_such(kind.lists)
    return choose(title, [] if ids else [record_words.NOTHING_KNOWN], buttons)


def _name(id: str, kind: RecordKind, desk: Desk) -> str:
    record: Any = kind.find(desk.store, id)
    return getattr(record, "product", "") or getattr(record, "vendor", "")


def _marked(id: str, slots: Slots, desk: Desk) -> Reply:
    """Provisions that a person marks, one press each."""
    said = [*((one, "present") for one in slots.provisions), *((one, "missing") for one in slots.without)]
    if not said:
        return desk.commands["correct"].run(f"{id} provisions", Message(f"correct {id} provisions"), desk)
    buttons = [
        Choice(record_words.mark_provision(id, name, has), f"mark-provision {id} {name} {has}") for name, has in said
    ]
    if len(buttons) == 1:
        return reply(
            Prepared(title=record_words.do_title(buttons[0].label), say=buttons[0].say, button=buttons[0].label)
        )
    return choose(record_words.which_title("is to be marked"), [record_words.NOTHING_SAVED], buttons)


ACTS: Mapping[str, Callable[[Request, Message, Desk], Reply]] = {
    "log-contract": logging.log_contract,
    "log-breach": logging.log_breach,
    "received": logging.received,
    "done": closing.done,
    "undo": closing.undo,
    "snooze": closing.snooze,
    "assign": handing_over.assign,
    "remind": closing.remind,
    "correct": changing.correct,
    "note": changing.note,
    "withdraw": changing.withdraw,
    "erase": changing.erase,
    "grant": handing_over.grant,
    "revoke": handing_over.revoke,
    "setup": handing_over.setup,
    "no-contract": logging.no_contract,
}
"""What shows each act; none of them writes."""
ON_FILE = frozenset({
    "done", "undo", "snooze", "assign", "remind", "correct", "note", "withdraw", "erase", "vendor-letter",
})  # fmt: skip
"""Acts on what is on file."""


def act_reply(request: Request, message: Message, desk: Desk) -> Reply:
    """What the act would do, before anything is saved. Raises Refused where the typed command would, Sorry."""
    spec = desk.commands.get(request.command)
    role = Role.STAFF if spec is None or spec.owners else spec.role
    allow(request.command, role, message, desk, guests=False)
    if of_year := on_record_of_year(request, message, desk):
        return of_year
    request = replace(request, slots=on_file(request.slots, desk))
    if request.command in ON_FILE and _only_like(request.slots):
        return _nothing_of(request.slots.said, message, desk)
    act = _letter if request.command == "vendor-letter" else ACTS.get(request.command, by_form)
    return _with_said(act(request, message, desk), request, message, desk)


def _only_like(slots: Slots) -> bool:
    """Whether a vendor or product is named that is not on file."""
    return bool(slots.said) and not (slots.ids or slots.records)


def _nothing_of(said: str, message: Message, desk: Desk) -> Reply:
    """Nothing is on file under that name; what is like it is only offered."""
    near, offered = offer_near(said, message, desk)
    shown = choose(record_words.nothing_of(said), [near or record_words.NOTHING_KNOWN], [*offered, *_ALL])
    return replace(shown, choices=(*offered, *_ALL))


_ALL = (Choice(record_words.SHOW_CONTRACTS, "contracts"), Choice(record_words.ALL_DEADLINES, "deadlines"))


def _with_said(reply: Reply, request: Request, message: Message, desk: Desk) -> Reply:
    """What would be done, with the name that was said where it is not that on file, and what is like it."""
    said = request.slots.said
    if not said or not reply.asks:
        return reply
    acts_on_it = request.slots.records and request.command in ON_FILE
    note, offered = (record_words.you_wrote(said), ()) if acts_on_it else offer_near(said, message, desk)
    return replace(
        reply,
        parts=(*((Text(note),) if note else ()), *reply.parts),
        choices=(*reply.choices, *offered)[:MOST_CHOICES],
    )


def _letter(request: Request, message: Message, desk: Desk) -> Reply:
    """What to ask a vendor for; of several contracts, which."""
    found = meant_records(request.slots, desk, "C")
    if len(found) == 1:
        return desk.commands["vendor-letter"].run(found[0].id, message, desk)
    buttons = [Choice(f"{one.id} {one.vendor}", f"vendor-letter {one.id}") for one in found]
    return choose(record_words.which_title("is it about"), [], buttons)
