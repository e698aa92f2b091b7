"""Prepares an act from a message: picks what prepares it, and fills the command's own form where nothing else does."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from handlers.contracts.form import checklist
from handlers.contracts.listing import offer_near
from handlers.contracts.log import find_contract
from handlers.dialogue import bounded_re as re
from handlers.dialogue.command_spec import APP, CONTRACT, FAMILY_REQUEST, OF_YEAR, RecordKind, Sorry, kind_of
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import MOST_CHOICES, Choice, Field, Reply, Text
from handlers.forms import words as form_words
from handlers.forms.filling import unchanged
from handlers.forms.values import typed
from handlers.people.access import Refused, allow, permit
from handlers.records import changing, closing, handing_over, logging, proposal
from handlers.records import words as record_words
from handlers.records.logging import OF_BREACH, passed_on
from handlers.records.names import on_file
from handlers.records.proposal import Prepared, choose, meant_records, missing, open_form, reply, understood
from handlers.understanding.named import same
from handlers.understanding.requests.request import Request, Slots
from handlers.understanding.requests.values.days import DayOf
from storage.kinds import AppRequest, FamilyRequest
from storage.records import Role

_FORMS: Mapping[str, str] = {"done": "close-request", "withdraw": "withdraw", "erase": "erase", "correct": "correct"}
"""The acts that open a form, and the command whose form it is."""


def on_record_of_year(request: Request, message: Message, desk: Desk) -> Reply | None:
    """The reply to an act on an exception or family request that is named by id.

    None where none is named, or where the command prepares that kind itself.
    """
    id = next((one for one in request.slots.ids if kind_of(one) in OF_YEAR and kind_of(one) is not APP), "")
    kind = kind_of(id)
    if kind is None or (request.command not in {*_FORMS, "undo"} and kind in desk.commands[request.command].takes_id):
        return None  # its own command prepares it
    if request.command == "undo":
        permit(desk.commands["undo"], id, message, desk)
        return reply(
            Prepared(title=record_words.undo_button(id=id), say=f"undo {id}", button=record_words.undo_button(id=id))
        )
    command = _FORMS.get(request.command, "")
    if not command or (command == "close-request" and kind is not FAMILY_REQUEST):
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


def is_yes_or_no(text: str) -> bool:
    """Whether it is one of the words that say yes or no, and no more."""
    return bool(_YES.fullmatch(text) or _NO.fullmatch(text))


def is_no(text: str) -> bool:
    """Whether it is one of the words that say no, and no more."""
    return bool(_NO.fullmatch(text))


def slot_of(field: str) -> str:
    """The slot of a message whose value fills that form field."""
    return _SLOT_OF.get(field, "value")


def said_for(fields: Iterable[Field], slots: Slots) -> dict[str, str]:
    """The values that the message has for a form's fields, by field id; fields without a value are left out."""
    every = tuple(fields)
    dates = [one.id for one in every if one.kind in {"date", "days"} and one.required] or [
        one.id for one in every if one.kind in {"date", "days"}
    ]
    read_values = {one.id: _day(one, slots, alone=dates[:1] == [one.id]) or _said(one, slots) for one in every}
    values = {id: value for id, value in read_values.items() if value}
    conditional = [(one.id, one.when) for one in every if one.when and one.when.among]
    unasked = {id for id, when in conditional if values.get(when.field, "") not in when.among}
    return {id: value for id, value in values.items() if id not in unasked}


def _day(field: Field, slots: Slots, *, alone: bool) -> str:
    """The day for a date field; empty for other fields, and where no day was given.

    The form's first date field (``alone``) also takes a day whose event the message does not name.
    """
    if field.kind not in {"date", "days"}:
        return ""
    own = _DAY_OF.get(field.id)
    roles = (*((own,) if own else ()), *((DayOf.OTHER,) if alone or own else ()))
    others = tuple(one.role for one in slots.said_days) if alone and own in {None, DayOf.UNTIL} else ()
    return proposal.value(slots, *roles, *others)


def _said(field: Field, slots: Slots) -> str:
    """The message's value for a field that is not a date; empty where there is none."""
    marked = dict(slots.marked)
    by_field: Mapping[str, str] = {
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
    slot = slot_of(field.id)
    text = marked.get(field.id) or by_field.get(field.id, "") or (marked.get(slot, "") if slot != "value" else "")
    if field.kind in {"one", "pick"}:
        return _option(field, text) if text else ""
    return "" if _YES.fullmatch(text) else text  # a yes is no answer to a question for words


def _option(field: Field, said: str) -> str:
    """The id of the option that was said; empty for none, or where several may be meant."""
    options = dict(field.options)
    if said in options:
        return said
    words = set(_WORD.findall(said.casefold()))
    if {"yes", "no"} <= options.keys():
        return "no" if _NO.search(said) else "yes" if _YES.search(said) else ""
    matches = [
        id for id, label in options.items() if id.casefold() in words or set(_WORD.findall(label.casefold())) <= words
    ]
    return matches[0] if len(matches) == 1 else ""


NAMED_FIRST = frozenset({"ask-app"})
"""Commands whose argument is the name of a product."""
_BESIDE_ID = frozenset({"mark-provision"})


def by_form(request: Request, message: Message, desk: Desk) -> Reply:
    """What the act would do: its form with the message's values, or the button that does it. Raises Refused, Sorry."""
    command, slots = request.command, request.slots
    spec = desk.commands[command]
    ids: Sequence[str] = ()
    if spec.takes_id:
        ids = meant_ids(slots, spec.takes_id[0], desk)
        if len(ids) != 1:
            return _which(command, ids, spec.takes_id[0], desk)
        permit(spec, ids[0], message, desk)
    argument = ids[0] if ids else slots.product or slots.vendor if command in NAMED_FIRST else ""
    if command in _BESIDE_ID:
        return _marked(ids[0], request, message, desk)
    command_line = f"{command} {argument}".strip()
    try:
        shown = spec.run(argument, _asked(message, command_line), replace(desk, records=unchanged(desk.store)))
    except Sorry as problem:
        if str(problem) != form_words.ONLY_LOOKED:
            raise
        return reply(
            Prepared(
                title=record_words.do_title(command_line), say=command_line, button=record_words.do_button(command_line)
            )
        )
    return _filled(command_line, shown, slots, message, desk) if shown.form else shown


def _asked(message: Message, text: str) -> Message:
    return replace(message, text=text, fields={}, files=(), parsed=None)


def _filled(said: str, shown: Reply, slots: Slots, message: Message, desk: Desk) -> Reply:
    """The act's form with the message's values, and the button that saves them where none is missing."""
    assert shown.form
    command, _, rest = said.partition(" ")
    contracts = proposal.meant_contracts(slots, desk) if any(one.id == "contract" for one in shown.form.fields) else ()
    if contracts:  # one alone goes into the form; of several it is asked which
        slots = replace(slots, ids=tuple(one.id for one in contracts if len(contracts) == 1), records=())
    of_contract = {"product"} if contracts and not slots.product else set()
    values = said_for((one for one in shown.form.fields if one.id not in of_contract), slots)
    form = open_form(command, rest, values, message, desk) if values else shown.form
    lacks = missing(form)
    known = {field.id: field.value for field in form.fields if field.value}
    given = [field for field in form.fields if field.id in values]
    command_line, problems = "", tuple(proposal.problems(slots, desk.today))
    if values and not (lacks or problems):
        is_text = len(values) == 1 and given[0].kind in {"text", "long"}
        command_line = f"{said} {values[given[0].id]}" if is_text and rest else typed(said, known)
    return reply(
        Prepared(
            title=shown.title if not rest or rest.casefold() in shown.title.casefold() else f"{shown.title}: {rest}",
            form=form,
            say=command_line,
            button=form.submit,
            understood=(*shown.parts, *((understood(form, values, desk),) if values else ())),
            notes=(
                *problems,
                *((record_words.which_contract(contracts),) if len(contracts) > 1 else ()),
                *((record_words.needed(lacks),) if lacks else ()),
            ),
        )
    )


def meant_ids(slots: Slots, kind: RecordKind, desk: Desk) -> tuple[str, ...]:
    """The ids of the records of a kind that are meant: by id, by vendor or product, else all that are open."""
    if by_id := tuple(id for id in slots.ids if kind_of(id) is kind):
        return by_id
    if kind is CONTRACT:
        return tuple(id for id in slots.records if kind_of(id) is CONTRACT)
    names = [name for name in (slots.product, slots.vendor, slots.said) if name]
    candidates = _OPEN[kind](desk) if kind in _OPEN else []
    if names or slots.records:
        candidates = [one for one in candidates if _is_of(one, names, slots)]
    return tuple(one.id for one in candidates)


_OPEN: Mapping[RecordKind, Callable[[Desk], list[Any]]] = {
    APP: lambda desk: [one for one in desk.store.records(AppRequest) if not one.decided],
    FAMILY_REQUEST: lambda desk: [
        one for one in desk.store.records(FamilyRequest) if not (one.outcome or one.withdrawn)
    ],
}


def _is_of(record: Any, names: Sequence[str], slots: Slots) -> bool:
    called = [getattr(record, field, "") for field in ("product", "vendor")]
    return getattr(record, "contract", "") in slots.records or any(same(a, b) for a in called for b in names if a)


def _which(command: str, ids: Sequence[str], kind: RecordKind, desk: Desk) -> Reply:
    """Buttons for the records that may be meant; where there are none, the button of their list."""
    buttons = [Choice(f"{id} {_name(id, kind, desk)}".strip(), f"{command} {id}") for id in ids]
    buttons.append(Choice(record_words.all_of(kind.lists), kind.lists))
    title = (
        record_words.which_title(what=record_words.of_command(command=command))
        if ids
        else record_words.no_such(kind.lists)
    )
    return choose(title, [] if ids else [record_words.NOTHING_KNOWN], buttons)


def _name(id: str, kind: RecordKind, desk: Desk) -> str:
    record: Any = kind.find(desk.store, id)
    return getattr(record, "product", "") or getattr(record, "vendor", "")


def _marked(id: str, request: Request, message: Message, desk: Desk) -> Reply:
    """A button for each provision that the message marks; the form with all, where then each of the contract's is."""
    slots = request.slots
    marks = [*((one, "present") for one in slots.provisions), *((one, "missing") for one in slots.without)]
    marked = {name for name, has in find_contract(id, desk).provisions.items() if has is not None}
    if not marks or marked.union(name for name, _ in marks) >= {item.id for item in checklist(desk).items}:
        of_it = replace(slots, ids=(id,), field="provisions", said_days=())
        return changing.correct(replace(request, slots=of_it), message, desk)
    buttons = [
        Choice(record_words.mark_provision(id, name, has), f"mark-provision {id} {name} {has}") for name, has in marks
    ]
    if len(buttons) == 1:
        return reply(
            Prepared(title=record_words.do_title(buttons[0].label), say=buttons[0].say, button=buttons[0].label)
        )
    return choose(record_words.which_title(what="is to be marked"), [record_words.NOTHING_SAVED], buttons)


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
"""The function that shows each act before it is confirmed; none of them saves anything."""
ON_FILE = frozenset({
    "done", "undo", "snooze", "assign", "remind", "correct", "note", "withdraw", "erase", "vendor-letter",
})  # fmt: skip
"""Acts on records that must be on file."""


def act_reply(request: Request, message: Message, desk: Desk) -> Reply:
    """What the act would do, before anything is saved. Raises Sorry; Refused where the typed command would."""
    spec = desk.commands.get(request.command)
    role = Role.STAFF if spec is None or spec.owners else spec.role
    try:
        allow(request.command, role, message, desk, guests=False)
    except Refused as refused:
        if request.command in OF_BREACH:
            return passed_on(refused, message, desk)
        if request.command != "erase":
            raise
        raise Refused(str(refused), (*refused.choices, *changing.withdrawals(request, message, desk))) from None
    if of_year := on_record_of_year(request, message, desk):
        return of_year
    slots = on_file(request.slots, desk)
    if request.command == "correct" and slots.field in {"vendor", "product"} and slots.said == slots.value:
        slots = replace(slots, vendor="", said="")  # the new value, which names no record
    request = replace(request, slots=slots)
    if request.command in ON_FILE and _only_like(request.slots):
        return _nothing_of(request.slots.said, message, desk)
    act = _letter if request.command == "vendor-letter" else ACTS.get(request.command, by_form)
    shown = act(request, message, desk)
    return _with_said(shown if message.place else proposal.unspoken(shown), request, message, desk)


def _only_like(slots: Slots) -> bool:
    """Whether the message names a vendor or product that is not on file."""
    return bool(slots.said) and not (slots.ids or slots.records)


def _nothing_of(said: str, message: Message, desk: Desk) -> Reply:
    """Nothing is on file under that name; similar names are offered as buttons."""
    near, offered = offer_near(said, message, desk)
    shown = choose(record_words.nothing_of(said), [near or record_words.NOTHING_KNOWN], [*offered, *_ALL])
    return replace(shown, choices=(*offered, *_ALL))


_ALL = (Choice(record_words.SHOW_CONTRACTS, "contracts"), Choice(record_words.ALL_DEADLINES, "deadlines"))


def _with_said(reply: Reply, request: Request, message: Message, desk: Desk) -> Reply:
    """The reply with a note where the name typed is not the one on file, and with similar names."""
    typed_name = request.slots.said
    if not typed_name or not reply.asks:
        return reply
    acts_on_it = request.slots.records and request.command in ON_FILE
    note, offered = (
        (record_words.you_wrote(said=typed_name), ()) if acts_on_it else offer_near(typed_name, message, desk)
    )
    return replace(
        reply,
        parts=(*((Text(note),) if note else ()), *reply.parts),
        choices=(*reply.choices, *offered)[:MOST_CHOICES],
    )


def _letter(request: Request, message: Message, desk: Desk) -> Reply:
    """The letter to ask a vendor for missing terms; a button for each of several contracts."""
    found = meant_records(request.slots, desk, "C")
    if len(found) == 1:
        return desk.commands["vendor-letter"].run(found[0].id, message, desk)
    buttons = [Choice(f"{one.id} {one.vendor}", f"vendor-letter {one.id}") for one in found]
    return choose(record_words.which_title(what="is it about"), [], buttons)
