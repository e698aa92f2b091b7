"""The commands on one breach: log it, show it, and note the vendor's notice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from handlers.breaches import words as breach_words
from handlers.breaches.form import CATEGORIES, breach_fields, families_clock, read_breach
from handlers.breaches.listing import SAY
from handlers.deadlines.opening import open_deadlines, with_owner_reminders
from handlers.deadlines.plan import after_breach, clock_counts, vendor_events
from handlers.deadlines.status import follow_up_parts, tone
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Choice, Cite, Facts, Part, Reply, Text, Tone
from handlers.forms.filled import Filled, blank_form
from handlers.forms.saving import change
from handlers.forms.typed import typed_values
from handlers.law import words as law_words
from handlers.law.dates import words as date_words
from handlers.people import names, owners
from handlers.people.button_access import pressable
from knowledge.citation import Citation
from knowledge.counting import Due, day_of
from knowledge.names import INFORMATION_BREACHED, NOTICE_RECEIVED, OTHERS_BREACHED
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
    if not filled.ready:
        return filled.again(SAY, breach_words.FORM_TITLE, breach_words.SUBMIT)

    def write(draft: Draft) -> Iterable[Record]:
        saved = replace(breach, id=draft.new_id(Breach))
        planned = after_breach(saved, contract, desk.law, desk.calendar)
        return [
            saved,
            *with_owner_reminders(open_deadlines(planned, saved.id, saved.owner, draft, desk), message, desk),
        ]

    outcome = change("log-breach", message, desk, write)
    return logged_reply(outcome.event.made[0], desk, again=outcome.again)


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
    counted, clocks = _counted(breach, desk), _clocks_cite(desk)
    mixed = breach.board_told is None and len(counted) > 1
    heed = owners.reminder_warnings(breach.owner, desk)
    says = (breach_words.saved(breach, again=again), *heed, *(_explanation(breach, desk, mixed) if counted else ()))
    return Reply(
        title=breach_words.title(breach),
        parts=(
            *(Text(said) for said in says),
            *_deadline_parts(breach, deadlines, desk),
            *(Text(date_words.counted(due)) for due in counted),
            Cite(law_words.pin(clocks), clocks.link),
        ),
        choices=(
            *_received_action(breach),
            Choice(breach_words.SHOW, f"breach {breach.id}"),
            Choice(breach_words.DEADLINES, "deadlines"),
        ),
        tone=_tone(breach, deadlines, desk),
        footer=f"{breach_words.tags(deadlines, mixed=mixed)} {wording.NOT_ADVICE}".strip(),
    )


def _clocks_cite(desk: Desk) -> Citation:
    """Where the vendor's clock and the board's stand together."""
    cite = desk.law.clock(NOTICE_RECEIVED, desk.today).cite
    return cite.parent or cite


def _explanation(breach: Breach, desk: Desk, mixed: bool) -> Iterator[str]:
    """Whose clocks run, and what it means where both of the vendor's do."""
    if breach.board_told:
        day = day_of(breach.board_told)
        says = desk.law.on(day).says(str(desk.law.clock(NOTICE_RECEIVED, day).cite), 2)
        yield breach_words.families_first(fact.says for fact in says)
    else:
        yield breach_words.vendor_clock(families_clock(desk))
    if mixed:
        information, other = (
            desk.law.clock(event, breach.discovered or desk.today).within
            for event in (INFORMATION_BREACHED, OTHERS_BREACHED)
        )
        yield breach_words.mixed(information, other)


def _deadline_parts(breach: Breach, deadlines: Iterable[Deadline], desk: Desk) -> Sequence[Part]:
    """Its deadlines; where no date is known yet, that no clock runs."""
    standing = [deadline for deadline in deadlines if deadline.status is not Status.WITHDRAWN]
    return (
        follow_up_parts(breach, standing, desk)
        if standing or not _date_is_missing(breach)
        else (Text(breach_words.NO_CLOCK),)
    )


def _date_is_missing(breach: Breach) -> bool:
    """Whether the date that starts a clock is still missing."""
    return not (breach.withdrawn or breach.discovered or breach.board_told)


def _received_action(breach: Breach) -> tuple[Choice, ...]:
    """The button for the vendor's notice, until it has arrived."""
    return (Choice(breach_words.RECEIVED, f"received {breach.id}"),) if breach.board_told is None else ()


def _tone(breach: Breach, deadlines: Iterable[Deadline], desk: Desk) -> Tone:
    """How its open deadlines stand; incomplete where the date that starts a clock is missing."""
    running = [deadline for deadline in deadlines if deadline.status is Status.OPEN]
    if running:
        return tone(running, desk)
    return "incomplete" if _date_is_missing(breach) else "plain"


def _counted(breach: Breach, desk: Desk) -> tuple[Due, ...]:
    """How the clocks that run now are counted: the board's once it was told, else the vendor's."""
    if breach.board_told is not None:
        return clock_counts(desk.law, NOTICE_RECEIVED, breach.board_told, desk.calendar)
    if breach.discovered is None:
        return ()
    events = vendor_events(breach.categories)
    return tuple(due for event in events for due in clock_counts(desk.law, event, breach.discovered, desk.calendar))


def show(rest: str, message: Message, desk: Desk) -> Reply:
    """``breach ID``: everything on record about it."""
    breach = find_breach(rest, desk)
    owned = replace(breach, owner=names.display_name(breach.owner, desk))
    found = desk.store.deadlines(record=breach.id)
    return Reply(
        title=breach_words.title(breach),
        parts=(
            Facts(tuple(breach_words.rows(owned, dict(CATEGORIES))), breach_words.days(breach)),
            *_deadline_parts(breach, found, desk),
        ),
        choices=pressable(_actions(breach), message, desk),
        tone=_tone(breach, found, desk),
        footer=wording.NOT_ADVICE,
    )


def _actions(breach: Breach) -> Iterator[Choice]:
    """The buttons for what can be done with it; none that changes a withdrawn one."""
    if breach.board_told is None and not breach.withdrawn:
        yield Choice(breach_words.RECEIVED, f"received {breach.id}")
    yield Choice(breach_words.HISTORY, f"history {breach.id}")
    if not breach.withdrawn:
        yield Choice(breach_words.CORRECT, f"correct {breach.id}")
        yield Choice(breach_words.WITHDRAW, f"withdraw {breach.id}")
