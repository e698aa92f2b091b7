"""Prepares an act whose own form holds all that it asks for, as of products, files and families' requests."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.record_kinds import APP, CONTRACT, FAMILY_REQUEST, RecordKind, kind_of
from handlers.dialogue.reply import Choice, Reply
from handlers.forms import words as form_words
from handlers.forms.preview import unchanged
from handlers.people.access import permit
from handlers.records.acts import words as act_words
from handlers.records.acts.form_slots import said_for
from handlers.records.acts.prepared import Prepared, choose, missing, open_form, reply, typed, understood
from handlers.understanding.named.likeness import same
from handlers.understanding.requests.request import Request, Slots

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
        return reply(Prepared(title=act_words.do_title(said), say=said, button=act_words.do_button(said)))
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
            notes=(act_words.needed(lacks),) if lacks else (),
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
    buttons.append(Choice(act_words.all_of(kind.lists), kind.lists))
    title = act_words.which_title(act_words.of_command(command)) if ids else act_words.no_such(kind.lists)
    return choose(title, [] if ids else [act_words.NOTHING_KNOWN], buttons)


def _name(id: str, kind: RecordKind, desk: Desk) -> str:
    record: Any = kind.find(desk.store, id)
    return getattr(record, "product", "") or getattr(record, "vendor", "")


def _marked(id: str, slots: Slots, desk: Desk) -> Reply:
    """Provisions that a person marks, one press each."""
    said = [*((one, "present") for one in slots.provisions), *((one, "missing") for one in slots.without)]
    if not said:
        return desk.commands["correct"].run(f"{id} provisions", Message(f"correct {id} provisions"), desk)
    buttons = [
        Choice(act_words.mark_provision(id, name, has), f"mark-provision {id} {name} {has}") for name, has in said
    ]
    if len(buttons) == 1:
        return reply(Prepared(title=act_words.do_title(buttons[0].label), say=buttons[0].say, button=buttons[0].label))
    return choose(act_words.which_title("is to be marked"), [act_words.NOTHING_SAVED], buttons)
