"""An act that waits for confirmation: its form and button, and the deadlines, records and days that are meant."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from handlers.contracts.ended import has_ended
from handlers.deadlines import words as deadline_words
from handlers.deadlines.states import is_boards
from handlers.deadlines.status import deadline_row, record_ids, subject
from handlers.dialogue import list_words
from handlers.dialogue import words as wording
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import (
    LONGEST_LABEL,
    MOST_CHOICES,
    Bullets,
    Choice,
    Facts,
    Field,
    Form,
    Part,
    Reply,
    Row,
    Rows,
    Text,
)
from handlers.dialogue.text import short
from handlers.forms.filling import chosen_options, preview_form
from handlers.people import names
from handlers.people.access import permit
from handlers.records import words as act_words
from handlers.understanding.days.dates import read_relative
from handlers.understanding.requests.request import Request, Slots
from handlers.understanding.requests.values.corrections import day_text
from handlers.understanding.requests.values.days import PAST, DayOf, SaidDay
from knowledge.citation import Citation
from knowledge.law import (
    NOTIFY_OF_CONTRACT,
    POST_BREACH,
    POST_CONTRACT,
    REPORT,
    TELL_ADDRESS,
    TELL_FAMILIES,
    VENDOR_TELLS,
    LawOfDay,
)
from storage.records import Breach, Contract, Deadline, Status


@dataclass(frozen=True, slots=True)
class Prepared:
    """What an act would do. ``say`` is the complete command that the button gives; empty where something is missing."""

    title: str
    form: Form | None = None
    say: str = ""
    button: str = ""
    understood: tuple[Part, ...] = ()
    notes: tuple[str, ...] = ()
    """What follows, and what is missing or cannot be right."""
    more: tuple[Choice, ...] = ()
    footer: str = ""
    """How far the law in it was checked."""


_PRESS_ONLY = frozenset({"erase", "grant", "revoke", "publish", "import"})


def open_form(command: str, rest: str, values: Mapping[str, str], message: Message, desk: Desk) -> Form:
    """The command's own form with these values; nothing is checked or saved. Raises Sorry, Refused."""
    spec = desk.commands[command]
    permit(spec, rest.partition(" ")[0], message, desk)
    shown = preview_form(spec.run, rest, replace(message, text=command, fields=values, parsed=None), desk)
    assert shown.form
    return shown.form


def reply(prepared: Prepared) -> Reply:
    """The act as a reply: what was understood, what follows, and the button that confirms it."""
    button = Choice(short(prepared.button, LONGEST_LABEL), prepared.say, primary=True, settles=True)
    press = (button,) if prepared.say else ()
    return Reply(
        title=short(prepared.title),
        parts=(
            *(part for part in prepared.understood if not isinstance(part, Facts) or part.rows),
            *(Text(note) for note in prepared.notes),
            Text(
                act_words.waits(
                    pressed=bool(prepared.say),
                    form=prepared.form is not None,
                    said=not is_press_only(prepared.say),
                )
            ),
        ),
        choices=(*press, *prepared.more)[:MOST_CHOICES],
        form=prepared.form,
        asks=True,
        footer=f"{prepared.footer} {wording.NOT_ADVICE}".strip(),
    )


def is_press_only(say: str) -> bool:
    """Whether it is a command that no yes in words confirms."""
    return say.partition(" ")[0] in _PRESS_ONLY


def unspoken(shown: Reply) -> Reply:
    """The same where no conversation is kept: it takes no yes in words, so it does not offer that."""
    form = shown.form is not None
    says = Text(act_words.waits(pressed=True, form=form))
    alone = Text(act_words.waits(pressed=True, form=form, said=False))
    return replace(shown, parts=tuple(alone if part == says else part for part in shown.parts))


def understood(form: Form, values: Mapping[str, str], desk: Desk) -> Facts:
    """The values from the message under the form's labels, with days written out."""
    rows = tuple((field.label, _shown(field, values[field.id], desk)) for field in form.fields if values.get(field.id))
    return Facts(rows)


def _shown(field: Field, value: str, desk: Desk) -> str:
    match field.kind:
        case "date":
            try:
                moment = read_relative(value, desk.today)
            except Sorry:
                return value
            return wording.day(moment if moment.time().hour or moment.time().minute else moment.date())
        case "person":
            return names.display_name(value, desk)
        case "many" | "one":
            labels = dict(field.options)
            return ", ".join(labels[one] for one in chosen_options(field, value)[0]) or value
        case _:
            return value


def missing(form: Form, also: Sequence[str] = ()) -> tuple[str, ...]:
    """The labels of empty fields that are required or in ``also``."""
    return tuple(one.label for one in form.fields if not one.value and (one.required or one.id in also))


def choose(title: str, says: Iterable[str], choices: Sequence[Choice]) -> Reply:
    """A reply with a button for each thing that may be meant; at most as many as fit."""
    return Reply(
        title=short(title),
        parts=tuple(Text(one) for one in says),
        choices=tuple(replace(one, label=short(one.label, LONGEST_LABEL)) for one in choices[:MOST_CHOICES]),
        asks=True,
        footer=wording.NOT_ADVICE,
    )


_DUTIES: Mapping[str, tuple[str, ...]] = {
    "posting": (POST_CONTRACT, NOTIFY_OF_CONTRACT),
    "families": (TELL_FAMILIES,),
    "website": (POST_BREACH,),
    "yearly": (TELL_ADDRESS,),
    "report": (REPORT,),
    "calendar": ("calendar-check",),
    "end": ("contract-expiry",),
    "vendor": VENDOR_TELLS,
}
"""The ids of the duties, by their short names."""
_OR: Mapping[str, str] = {"posting": "website", "website": "posting", "families": "yearly"}
"""The duty that is meant instead where no deadline of the first one is open."""


def duty_name(deadline: Deadline) -> str:
    """The short name of a deadline's duty; empty for none."""
    return next((name for name, ids in _DUTIES.items() if deadline.duty in ids), "")


def is_posted(deadline: Deadline) -> bool:
    """Whether it is done by posting something."""
    return duty_name(deadline) in {"posting", "website"}


def duty_name_at(cites: Sequence[Citation], law: LawOfDay) -> str:
    """The short name of the duty at the first of these cites that has one; empty for none."""
    at = {duty.cite: duty.id for duty in law.duties.values()}
    ids = [at[cite] for cite in cites if cite in at]
    return next((name for id in ids for name, known in _DUTIES.items() if id in known), "")


def duty_ids(name: str) -> tuple[str, ...]:
    """The ids of the duties with that short name."""
    return _DUTIES.get(name, ())


def meant_deadlines(slots: Slots, desk: Desk, among: Iterable[Status] = (Status.OPEN,)) -> tuple[Deadline, ...]:
    """The deadlines that fit what the message says; all with such a status where it names nothing."""
    candidates = [one for status in among for one in desk.store.deadlines(status=status)]
    by_id = [id for id in slots.ids if id.startswith("D-")]
    if by_id:
        return tuple(one for id in by_id for one in candidates if one.id == id)
    if slots.vendor and not (slots.ids or slots.records):
        return ()  # of a vendor that no record has, nobody else's deadline is meant
    records = _with_breaches([id for id in (*slots.ids, *slots.records) if id[0] in "CB"], slots, desk)
    found = [one for one in candidates if one.record in records] if records else candidates
    if slots.duties:
        return tuple(_of_duties(slots.duties, found))
    return tuple([one for one in found if is_boards(one)] or found) if records else tuple(found)


def _with_breaches(ids: Sequence[str], slots: Slots, desk: Desk) -> set[str]:
    """The ids of the records, and of the breaches of contracts named by their vendor."""
    named = set(slots.records)
    return {*ids, *(one.id for one in desk.store.breaches() if one.contract in named)}


def _of_duties(names: Sequence[str], found: Sequence[Deadline]) -> list[Deadline]:
    """The deadlines of these duties, by short name; of a duty without any, those of its alternative in `_OR`."""
    picked: list[Deadline] = []
    for name in names:
        exact = [one for one in found if one.duty in _DUTIES[name]]
        alternatives = [one for one in found if one.duty in _DUTIES.get(_OR.get(name, ""), ())]
        picked += [one for one in exact or alternatives if one not in picked]
    return picked


def meant_records(slots: Slots, desk: Desk, letters: str) -> tuple[Contract | Breach, ...]:
    """The contracts and breaches named, with ids of these ``letters``; withdrawn ones only by id."""
    by_id = [one for id in slots.ids if id[0] in letters and (one := _find(id, desk))]
    if by_id:
        return tuple(by_id)
    of_deadlines = [desk.store.deadline(id) for id in slots.ids if id[0] == "D"]
    ids = dict.fromkeys([one.record for one in of_deadlines if one] or slots.records)
    named = [one for id in ids if id[:1] in set(letters) and (one := _find(id, desk)) and not one.withdrawn]
    return tuple(_fitting(named, slots))


def meant_contracts(slots: Slots, desk: Desk) -> tuple[Contract, ...]:
    """The contracts named; of those named by vendor or product only the ones in force, where there are any."""
    found = tuple(one for one in meant_records(slots, desk, "C") if isinstance(one, Contract))
    in_force = tuple(one for one in found if not has_ended(one, desk.today))
    return found if slots.ids else in_force or found


def _fitting(named: Sequence[Contract | Breach], slots: Slots) -> Sequence[Contract | Breach]:
    """Of a vendor's contracts, those for the product named; all where none is for it."""
    fits = [one for one in named if not isinstance(one, Contract) or one.product.casefold() == slots.product.casefold()]
    return fits if slots.product and fits else named


def _find(id: str, desk: Desk) -> Contract | Breach | None:
    finders: Mapping[str, Callable[[str], Contract | Breach | None]] = {
        "C": desk.store.contract,
        "B": desk.store.breach,
    }
    return finders[id[0]](id)


Act = Callable[[Deadline, Slots, Message, Desk], Prepared]
MOST = 8
"""The most buttons for deadlines that may be meant."""


def act_on_one(request: Request, what: str, act: Act, message: Message, desk: Desk) -> Reply:
    """The act on the one open deadline meant; where several may be, a button for each."""
    found = meant_deadlines(request.slots, desk)
    if not found:
        return none_fits(request.slots, request.command, desk)
    if len(found) > 1:
        return which_one(request.command, found, desk, what, request.slots)
    permit(desk.commands[request.command], found[0].id, message, desk)
    return reply(act(found[0], request.slots, message, desk))


def of_all(command: str, says: Sequence[str]) -> str:
    """The complete command on several deadlines, from those on each of them."""
    return f"{command} {'; '.join(one.removeprefix(f'{command} ') for one in says)}"


def which_one(
    command: str, found: Sequence[Deadline], desk: Desk, what: str = "is done", slots: Slots | None = None
) -> Reply:
    """A button for each deadline that may be meant, with the rest of the command."""
    rest = _rest(command, slots or Slots())
    labels = {one.id: f"{one.id} {subject(one, desk)} {deadline_words.duty_title(one, desk.law)}" for one in found}
    buttons = [Choice(labels[one.id], f"{command} {one.id} {rest}".strip()) for one in found]
    return listed(act_words.which_title(what=what), found, buttons, desk)


def _rest(command: str, slots: Slots) -> str:
    """The person to assign to. Other values are asked for in the form, as a button with them may save at once."""
    return (slots.person or slots.person_said) if command == "assign" else ""


def listed(title: str, found: Sequence[Deadline], buttons: Sequence[Choice], desk: Desk) -> Reply:
    """Several deadlines, each with its own button."""
    return replace(
        choose(title, [], ()), parts=(choosing(found, buttons, desk),), records=record_ids(found[:MOST]), asks=True
    )


def choosing(found: Sequence[Deadline], buttons: Sequence[Choice], desk: Desk) -> Rows:
    """A row for each deadline; choosing it runs its button's command."""
    rows = (_chosen(one, button, desk) for one, button in list(zip(found, buttons, strict=False))[:MOST])
    return Rows(tuple(rows), list_words.CHOOSE)


def _chosen(deadline: Deadline, button: Choice, desk: Desk) -> Row:
    return replace(deadline_row(deadline, desk), opens=replace(button, label=short(button.label, LONGEST_LABEL)))


def none_fits(slots: Slots, command: str, desk: Desk) -> Reply:
    """No open deadline fits: those that are done already, else that nothing is on record."""
    closed = meant_deadlines(slots, desk, (Status.DONE,)) if slots.ids or slots.records or slots.duties else ()
    lines = [
        act_words.already_done(one.id, deadline_words.duty_title(one, desk.law), one.proof) for one in closed[:MOST]
    ]
    buttons = [Choice(act_words.undo_button(id=one.id), f"undo {one.id}") for one in closed[:3]]
    if command == "done":
        buttons += [Choice(act_words.correct_button(id=one.id), f"correct {one.id}") for one in closed[:3]]
    title = act_words.none_open(slots.vendor or ", ".join(slots.ids))
    return Reply(
        title=short(title),
        parts=(Bullets(tuple(lines)) if lines else Text(act_words.NOTHING_KNOWN),),
        choices=(*buttons, Choice(act_words.ALL_DEADLINES, "deadlines")),
        asks=True,
        footer=wording.NOT_ADVICE,
    )


def called_by(deadline: Deadline, desk: Desk) -> str:
    """The deadline's id, duty and vendor."""
    about = subject(deadline, desk)
    return f"{deadline.id} {deadline_words.duty_title(deadline, desk.law)}{f' ({about})' if about else ''}"


def line_of(deadline: Deadline, desk: Desk) -> Rows:
    """The deadline with its dates, as a list with one row."""
    return Rows((deadline_row(deadline, desk, opens=False),))


def of(slots: Slots, *roles: DayOf) -> SaidDay | None:
    """The day in the message for the first of these events that has one; else None."""
    return next((one for role in roles for one in slots.said_days if one.role is role), None)


def value(slots: Slots, *roles: DayOf) -> str:
    """The same as text for a form; empty where there is none, or where it is unclear which day is meant."""
    found = of(slots, *roles)
    return day_text(found) if found else ""


def problems(slots: Slots, today: date) -> Iterator[str]:
    """What is wrong with the message's days: not a date, unclear, in the future, or in the wrong order."""
    yield from (act_words.no_such_day(said=said) for said in slots.wrong_dates)
    for said_day in slots.said_days:
        if said_day.day is None:
            yield act_words.which_day(said=said_day.said)
        elif said_day.role in PAST and said_day.day > today:
            yield act_words.still_to_come(on=said_day.day)
    discovered, noticed = of(slots, DayOf.DISCOVERED), of(slots, DayOf.NOTICE)
    if discovered and noticed and discovered.day and noticed.day and noticed.day < discovered.day:
        yield act_words.notice_first(noticed.day, discovered.day)
