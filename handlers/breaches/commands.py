"""The commands on one breach: log it, show it, and note the vendor's notice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from handlers.breaches import words as breach_words
from handlers.breaches.clocks import clocks_cite, contract_of, counted, explanation
from handlers.breaches.form import CATEGORIES, ODD, breach_fields, read_breach
from handlers.breaches.listing import SAY
from handlers.deadlines import term_words
from handlers.deadlines.opening import open_deadlines, with_owner_reminders
from handlers.deadlines.plan import follows_breach
from handlers.deadlines.rows import further, of_record
from handlers.deadlines.states import overdue
from handlers.deadlines.status import days, tone
from handlers.deadlines.vendor_terms import clash_parts, deadline_title, late_by
from handlers.deadlines.words import ENTER_DISCOVERY, next_step, stands
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Choice, Cite, Facts, Part, Reply, Text, Tone
from handlers.forms.filled import Filled, blank_form
from handlers.forms.plausible import with_check
from handlers.forms.saving import change
from handlers.forms.typed import typed_values
from handlers.law import words as law_words
from handlers.people import names, owners
from handlers.people.button_access import pressable
from knowledge.counting import day_of
from storage.port import Draft
from storage.records import Breach, Deadline, Record, Status


def log(rest: str, message: Message, desk: Desk) -> Reply:
    """``log-breach``: shows the form, or saves what was typed or filled in and opens the deadlines that follow."""
    fields = breach_fields(desk)
    values = dict(message.fields) or typed_values(rest, fields)
    known = {owners.FIELD: owners.default_owner(message, desk), **values}
    if not values or (set(values) == {"contract"} and not message.fields):
        return blank_form(SAY, breach_words.FORM_TITLE, breach_words.SUBMIT, fields, known)
    filled = Filled(fields, names.replace_me(known, fields, message), desk.today)
    breach, contract = read_breach(filled, desk)
    odd = () if message.fields else filled.take_doubts(*ODD)
    if not filled.ready:
        return filled.again(SAY, breach_words.FORM_TITLE, breach_words.SUBMIT)

    def write(draft: Draft) -> Iterable[Record]:
        saved = replace(breach, id=draft.new_id(Breach))
        planned = follows_breach(saved, contract, desk.today, desk.law, desk.calendar)
        return [
            saved,
            *with_owner_reminders(open_deadlines(planned, saved.id, saved.owner, draft, desk), message, desk),
        ]

    outcome = change("log-breach", message, desk, write)
    return with_check(logged_reply(outcome.event.made[0], desk, again=outcome.again), odd)


def find_breach(id: str, desk: Desk) -> Breach:
    """The breach with that id. Raises Sorry."""
    found = desk.store.breach(id.strip().upper())
    if found is None:
        raise Sorry(breach_words.none(id))
    return found


def logged_reply(id: str, desk: Desk, *, again: bool = False) -> Reply:
    """The deadlines of a new breach, how they are counted, and what its categories mean."""
    breach = find_breach(id, desk)
    deadlines = desk.store.deadlines(record=breach.id)
    counts, cite = counted(breach, desk), clocks_cite(desk)
    mixed = breach.board_told is None and len(counts) > 1
    heed = owners.reminder_warnings(breach.owner, desk)
    says = (*(explanation(breach, desk, mixed=mixed) if counts else ()), *heed)
    return Reply(
        title=breach_words.title(breach),
        parts=(
            _saved_and_next(breach, deadlines, desk, again=again),
            *_timeliness(breach, desk),
            *((Text(breach_words.NO_CLOCK),) if _date_is_missing(breach) else ()),
            *further(breach, deadlines, desk),
            *map(Text, counts),
            *(Text(said) for said in says),
            *(clash_parts(contract_of(breach, desk), desk) if breach.board_told is None else ()),
            Cite(law_words.pin(cite), cite.link),
        ),
        choices=(
            *_received_action(breach),
            Choice(breach_words.SHOW, f"breach {breach.id}"),
            Choice(breach_words.DEADLINES, "deadlines"),
        ),
        tone=_tone(breach, deadlines, desk),
        footer=f"{breach_words.tags(deadlines, mixed=mixed)} {wording.NOT_ADVICE}".strip(),
    )


def _saved_and_next(breach: Breach, deadlines: Sequence[Deadline], desk: Desk, *, again: bool) -> Text:
    """That it is saved, and the next thing to do with its dates."""
    due = next((one for one in deadlines if one.status is Status.OPEN), None)
    said = breach_words.saved(breach, again=again)
    if due is None:
        return Text(said)
    return Text(next_step(said, deadline_title(due, desk), stands(due, desk.today)), days([due]))


def _deadline_parts(breach: Breach, deadlines: Iterable[Deadline], message: Message, desk: Desk) -> Sequence[Part]:
    """Its deadlines; where no date is known yet, that no clock runs."""
    standing = [deadline for deadline in deadlines if deadline.status is not Status.WITHDRAWN]
    unknown = (Text(breach_words.NO_CLOCK),) if _date_is_missing(breach) else ()
    follows = of_record(breach, standing, desk, message) if standing or not unknown else ()
    return (*unknown, *follows)


def _timeliness(breach: Breach, desk: Desk) -> Iterator[Part]:
    """Whether the vendor told the board too late, or that nobody can tell."""
    if breach.board_told is None or breach.withdrawn:
        return
    if breach.discovered is None:
        yield Text(breach_words.DISCOVERY_UNKNOWN)
    told = day_of(breach.board_told)
    for one in late_by(breach, contract_of(breach, desk), desk):
        yield Text(term_words.told_late(told, one.day, one.days, by_contract=one.by_contract), (one.day, told))


def _date_is_missing(breach: Breach) -> bool:
    """Whether the date that starts a clock is still missing."""
    return not (breach.withdrawn or breach.discovered or breach.board_told)


def _received_action(breach: Breach) -> Iterator[Choice]:
    """The buttons for what is not known yet: the vendor's notice, and the day of discovery."""
    if breach.discovered is None:
        yield Choice(ENTER_DISCOVERY, f"correct {breach.id} discovered")
    if breach.board_told is None:
        yield Choice(breach_words.RECEIVED, f"received {breach.id}")


def _tone(breach: Breach, deadlines: Iterable[Deadline], desk: Desk) -> Tone:
    """How its open deadlines stand; incomplete where the date that starts a clock is missing."""
    running = [deadline for deadline in deadlines if deadline.status is Status.OPEN]
    if _date_is_missing(breach) and not overdue(running, desk.today):
        return "incomplete"
    return tone(running, desk) if running else "plain"


def show(rest: str, message: Message, desk: Desk) -> Reply:
    """``breach ID``: everything on record about it."""
    breach = find_breach(rest, desk)
    owned = replace(breach, owner=names.display_name(breach.owner, desk))
    found = desk.store.deadlines(record=breach.id)
    return Reply(
        title=breach_words.title(breach),
        parts=(
            *_deadline_parts(breach, found, message, desk),
            Facts(tuple(breach_words.rows(owned, dict(CATEGORIES))), breach_words.days(breach)),
            *_timeliness(breach, desk),
        ),
        choices=pressable(_actions(breach), message, desk),
        tone=_tone(breach, found, desk),
        footer=wording.NOT_ADVICE,
    )


def _actions(breach: Breach) -> Iterator[Choice]:
    """The buttons for what can be done with it; none that changes a withdrawn one."""
    if not breach.withdrawn:
        yield from _received_action(breach)
    yield Choice(breach_words.HISTORY, f"history {breach.id}")
    if breach.withdrawn:
        yield Choice(breach_words.RESTORE, f"undo {breach.id}")
    if not breach.withdrawn:
        yield Choice(breach_words.CORRECT, f"correct {breach.id}")
        yield Choice(breach_words.WITHDRAW, f"withdraw {breach.id}")
