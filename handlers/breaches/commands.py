"""What do we keep of a breach, and which clocks does it start?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from handlers.breaches import form as breach_form
from handlers.breaches import words as breach_words
from handlers.deadlines.opening import open_deadlines, with_owner_reminders
from handlers.deadlines.plan import after_breach, after_notice, clock_counts, vendor_events
from handlers.deadlines.states import DutyHolder
from handlers.deadlines.status import follow_up_parts, tone
from handlers.dialogue import list_words
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.offers import offer_names
from handlers.dialogue.paging import asked, onward, part, with_rows
from handlers.dialogue.reply import LONGEST_LABEL, Bullets, Choice, Cite, Facts, Field, Part, Reply, Text, Tone
from handlers.dialogue.shorten import short
from handlers.forms.filled import Filled, blank_form
from handlers.forms.saving import change
from handlers.forms.typed import typed_values
from handlers.law import date_words
from handlers.people import names, owners
from handlers.people.button_access import pressable
from handlers.understanding.fuzzy import closest
from knowledge.citation import Citation
from knowledge.counting import Due, day_of
from knowledge.names import INFORMATION_BREACHED, NOTICE_RECEIVED, OTHERS_BREACHED
from storage.port import Draft
from storage.records import Breach, Deadline, Record, Status

SAY = "log-breach"


def log(rest: str, message: Message, desk: Desk) -> Reply:
    """``log-breach``: the form, or what was typed or filled in; opens every duty that follows."""
    shapes = breach_form.breach_fields(desk)
    values = dict(message.fields) or typed_values(rest, shapes)
    known = {owners.FIELD: owners.default_owner(message, desk), **values}
    if not values or (set(values) == {"contract"} and not message.fields):
        return blank_form(SAY, breach_words.FORM_TITLE, breach_words.SUBMIT, shapes, known)
    filled = Filled(shapes, names.replace_me(known, shapes, message), desk.today)
    breach, contract = breach_form.read_breach(filled, desk)
    if not filled.ready:
        return filled.again(SAY, breach_words.FORM_TITLE, breach_words.SUBMIT)

    def write(draft: Draft) -> Iterable[Record]:
        saved = replace(breach, id=draft.new_id(Breach))
        promises = after_breach(saved, contract, desk.law, desk.calendar)
        return [
            saved,
            *with_owner_reminders(open_deadlines(promises, saved.id, saved.owner, draft, desk), message, desk),
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
    """What must follow from a breach: the dates, what to ask the vendor, and what the categories mean."""
    breach = find_breach(id, desk)
    deadlines = desk.store.deadlines(record=breach.id)
    counted, clocks = _counted(breach, desk), _clocks_cite(desk)
    mixed = breach.board_told is None and len(counted) > 1
    heed = owners.owner_warnings(breach.owner, desk)
    says = (breach_words.saved(breach, again=again), *heed, *(_explained(breach, desk, mixed) if counted else ()))
    return Reply(
        title=breach_words.title(breach),
        parts=(
            *(Text(said) for said in says),
            *_follows(breach, deadlines, desk),
            *(Text(date_words.counted(due)) for due in counted),
            Cite(wording.pin(clocks), clocks.link),
        ),
        choices=(
            *_received(breach),
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


def _explained(breach: Breach, desk: Desk, mixed: bool) -> Iterator[str]:
    """Whose clocks run, in words, and what it means that both of the vendor's do."""
    if breach.board_told:
        day = day_of(breach.board_told)
        says = desk.law.on(day).says(str(desk.law.clock(NOTICE_RECEIVED, day).cite), 2)
        yield breach_words.families_first(fact.says for fact in says)
    else:
        yield breach_words.vendor_clock(breach_form.families_clock(desk))
    if mixed:
        information, other = (
            desk.law.clock(event, breach.discovered or desk.today).within
            for event in (INFORMATION_BREACHED, OTHERS_BREACHED)
        )
        yield breach_words.mixed(information, other)


def _follows(breach: Breach, deadlines: Iterable[Deadline], desk: Desk) -> Sequence[Part]:
    """What must follow from it; where nobody has told yet when it was, that no clock runs."""
    standing = [deadline for deadline in deadlines if deadline.status is not Status.WITHDRAWN]
    return follow_up_parts(breach, standing, desk) if standing or not _waits(breach) else (Text(breach_words.NO_CLOCK),)


def _waits(breach: Breach) -> bool:
    """Whether somebody still has to tell when it was."""
    return not (breach.withdrawn or breach.discovered or breach.board_told)


def _received(breach: Breach) -> tuple[Choice, ...]:
    """The button for the vendor's notice, until it is there."""
    return (Choice(breach_words.RECEIVED, f"received {breach.id}"),) if breach.board_told is None else ()


def _tone(breach: Breach, deadlines: Iterable[Deadline], desk: Desk) -> Tone:
    """What is due for it; where nothing is, whether that is so because somebody still has to tell when it was."""
    running = [deadline for deadline in deadlines if deadline.status is Status.OPEN]
    if running:
        return tone(running, desk)
    return "incomplete" if _waits(breach) else "plain"


def _days(breach: Breach) -> tuple[date, ...]:
    """The days on its card; a moment of receipt stays as it was told."""
    return tuple(day for day in (breach.discovered, breach.board_told) if day and not isinstance(day, datetime))


def _counted(breach: Breach, desk: Desk) -> tuple[Due, ...]:
    """How the clocks that run now are counted: the board's once it was told, else the vendor's."""
    if breach.board_told is not None:
        return clock_counts(desk.law, NOTICE_RECEIVED, breach.board_told, desk.calendar)
    if breach.discovered is None:
        return ()
    events = vendor_events(breach.categories)
    return tuple(due for event in events for due in clock_counts(desk.law, event, breach.discovered, desk.calendar))


def received(rest: str, message: Message, desk: Desk) -> Reply:
    """``received ID DATE``: the board got the vendor's notice; the board's clock begins, the vendor's clock ends."""
    id, _, when = rest.partition(" ")
    breach = find_breach(id, desk)
    when = when or message.fields.get("when", "")
    shape = (Field("when", *breach_words.WHEN, required=True, hint=breach_words.WHEN_HINT),)
    filled = Filled(shape, {"when": when}, desk.today)
    title = breach_words.received_title(breach)
    start = breach_words.start_clock(breach_form.families_clock(desk))
    if not when and not message.fields:
        return blank_form(f"received {breach.id}", title, start, shape)
    told = filled.moment("when")
    if told and told.date() > desk.today:
        filled.errors["when"] = breach_words.FUTURE_NOTICE
    if told and breach.discovered and told.date() < breach.discovered:
        filled.errors["when"] = breach_words.NOTICE_FIRST
    if not filled.ready or told is None:
        return filled.again(f"received {breach.id}", title, start)
    if breach.board_told is not None:
        raise Sorry(breach_words.already(breach))

    def write(draft: Draft) -> Iterable[Record]:
        saved = replace(breach, board_told=breach_form.receipt_moment(told, desk))
        assert saved.board_told
        ended = [
            replace(d, status=Status.DONE, closed=desk.now, proof=breach_words.told_on(told.date()))
            for d in draft.deadlines(record=breach.id, status=Status.OPEN)
            if d.who == DutyHolder.CONTRACTOR
        ]
        promises = after_notice(saved.board_told, desk.law, desk.calendar)
        return [
            saved,
            *ended,
            *with_owner_reminders(open_deadlines(promises, saved.id, saved.owner, draft, desk), message, desk),
        ]

    outcome = change("received", message, desk, write, breach)
    return logged_reply(breach.id, desk, again=outcome.again)


def show(rest: str, message: Message, desk: Desk) -> Reply:
    """``breach ID``: everything we keep of it."""
    breach = find_breach(rest, desk)
    owned = replace(breach, owner=names.display_name(breach.owner, desk))
    found = desk.store.deadlines(record=breach.id)
    return Reply(
        title=breach_words.title(breach),
        parts=(
            Facts(tuple(breach_words.rows(owned, dict(breach_form.CATEGORIES))), _days(breach)),
            *_follows(breach, found, desk),
        ),
        choices=pressable(_about(breach), message, desk),
        tone=_tone(breach, found, desk),
        footer=wording.NOT_ADVICE,
    )


def _about(breach: Breach) -> Iterator[Choice]:
    """What can be done with it; with one that is withdrawn, nothing any more."""
    if breach.board_told is None and not breach.withdrawn:
        yield Choice(breach_words.RECEIVED, f"received {breach.id}")
    yield Choice(breach_words.HISTORY, f"history {breach.id}")
    if not breach.withdrawn:
        yield Choice(breach_words.CORRECT, f"correct {breach.id}")
        yield Choice(breach_words.WITHDRAW, f"withdraw {breach.id}")


def listed(rest: str, message: Message, desk: Desk) -> Reply:
    """``breaches [WORDS] [page N]``: those that fit, the newest first; what is spelled like it where none does."""
    said, page = asked(rest)
    found = [one for one in desk.store.breaches(said) if not one.withdrawn][::-1]
    seen = part(found, page)
    alike = [] if found else closest(said, [one.vendor for one in desk.store.breaches() if not one.withdrawn])
    items = tuple(f"{breach_words.title(one)}: {breach_words.state(one)}" for one in seen.shown)
    rows = [Choice(short(f"{one.id} {one.vendor}", LONGEST_LABEL), f"breach {one.id}") for one in seen.shown]
    log_one = pressable([Choice(breach_words.LOG_ANOTHER, SAY)], message, desk)
    return Reply(
        title=breach_words.count(len(found), said),
        parts=(
            *((Bullets(items, tuple(day for one in seen.shown for day in _days(one))),) if items else ()),
            *(Text(list_words.did_you_mean(alike)) for _ in alike[:1]),
        ),
        choices=with_rows(
            rows or offer_names("breaches", alike), [*onward("breaches", said, seen, message, desk), *log_one]
        ),
        footer=seen.told,
    )
