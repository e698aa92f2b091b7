"""Prepares acts on a deadline's state: marking it done, reopening, snoozing, and its reminders."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from handlers.deadlines import words as deadline_words
from handlers.deadlines.commands import done_too_early, leads
from handlers.deadlines.status import opened_by, subject
from handlers.dialogue import words as wording
from handlers.dialogue.command_spec import DEADLINE, kind_of
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import LONGEST_LABEL, Bullets, Choice, Reply, Text
from handlers.dialogue.text import short
from handlers.people.access import permit
from handlers.records import closing_words
from handlers.records import proposal as prepared
from handlers.records import words as act_words
from handlers.records.proposal import (
    MOST,
    Prepared,
    act_on_one,
    called_by,
    choose,
    duty_ids,
    duty_name,
    is_posted,
    line_of,
    listed,
    meant_deadlines,
    missing,
    none_fits,
    of_all,
    open_form,
    reply,
    which_one,
)
from handlers.understanding.days.dates import days_in
from handlers.understanding.requests.request import Request, Slots
from handlers.understanding.requests.values.days import DayOf, SaidDay
from knowledge.counting import count, day_of
from knowledge.model import Duty
from storage.records import Breach, Contract, Deadline, Status

_PROVES: Mapping[DayOf, tuple[str, ...]] = {
    DayOf.TOLD: ("families",),
    DayOf.NOTICE: ("families",),  # in an act of marking done, the notice is the district's own
    DayOf.POSTED: ("posting", "website"),
}


def done(request: Request, message: Message, desk: Desk) -> Reply:
    """Prepares closing the deadlines that the message calls done, each with its proof and a button."""
    slots, meant = request.slots, meant_deadlines(request.slots, desk)
    found = _proved(meant, slots)
    if not meant:
        shown = none_fits(slots, "done", desk)
        told = _not_open(slots, desk) if is_yearly(slots.duties, desk) else ()
        return replace(shown, parts=(Bullets(told),)) if told else shown
    if asked := _whose_notice(found, slots, desk):
        return asked
    if not found:
        others = _proved(desk.store.deadlines(status=Status.OPEN), slots)
        return which_one("done", others, desk) if others else none_fits(slots, "done", desk)
    if len(found) == 1:
        return reply(_done(found[0], slots, message, desk))
    named = bool(slots.ids or slots.records)
    distinct = {(one.duty, subject(one, desk) if named else "") for one in found}
    by_id = any(id.startswith("D-") for id in slots.ids)
    if not by_id and (len(distinct) < len(found) or not (slots.duties or slots.ids)):
        return which_one("done", found, desk)
    own = _own_slots(found, slots, desk)
    return _several([_done(one, own[one.id], message, desk) for one in found[:MOST]], found[:MOST], desk)


def _whose_notice(found: Sequence[Deadline], slots: Slots, desk: Desk) -> Reply | None:
    """Asks whether the families were told that day or the vendor's notice came, where the message says neither."""
    day = prepared.of(slots, DayOf.NOTICE)
    told = next((one for one in found if duty_name(one) == "families"), None)
    if told is None or day is None or day.day is None or slots.duties:
        return None
    proof = deadline_words.proof_of(deadline_words.TOLD_ON, day.day.isoformat(), day.time, slots.means)
    return choose(
        closing_words.WHOSE_NOTICE,
        (),
        (
            Choice(closing_words.it_came(told.record, day.day, desk.today), f"received {told.record} {day.day}"),
            Choice(closing_words.families_told(day.day, desk.today), f"done {told.id} {proof}"),
        ),
    )


def _proved(found: Sequence[Deadline], slots: Slots) -> list[Deadline]:
    """The deadlines for which an event with a day in the message is the proof: families told, or a page posted.

    All of them where the message names the duties, or has no such day.
    """
    names = {name for role, names in _PROVES.items() if prepared.of(slots, role) for name in names}
    return [one for one in found if duty_name(one) in names] if names and not slots.duties else [*found]


def _own_slots(found: Sequence[Deadline], slots: Slots, desk: Desk) -> Mapping[str, Slots]:
    """The slots for each deadline, by its id.

    Of several links, each gets the one with its vendor's name, else the one at its own place in the list.
    """
    if len(slots.links) < 2:
        return dict.fromkeys((one.id for one in found), slots)
    own: dict[str, Slots] = {}
    for place, deadline in enumerate(found):
        first_word = subject(deadline, desk).casefold().split(maxsplit=1)[:1]
        links = tuple(link for link in slots.links if first_word and first_word[0].strip(",") in link.casefold())
        own[deadline.id] = replace(slots, links=(links or slots.links[place : place + 1])[:1])
    return own


def _done(deadline: Deadline, slots: Slots, message: Message, desk: Desk) -> Prepared:
    """Marking one deadline done: its form with the proof, and what is missing or wrong."""
    permit(desk.commands["done"], deadline.id, message, desk)
    said_day = _day_of_proof(deadline, slots)
    problems = tuple(prepared.problems(slots, desk.today))
    proof = "" if problems and not slots.links else _proof(deadline, said_day, slots)
    form = open_form("done", deadline.id, {"proof": proof}, message, desk)
    early = done_too_early(deadline, proof, desk.today)
    in_time = (
        (closing_words.which_is_right(early=early),)
        if early
        else (closing_words.timely(said_day.day, deadline.safe, deadline.last_day),)
        if said_day and said_day.day and proof
        else ()
    )
    hints = () if proof else (act_words.ADD_ADDRESS if is_posted(deadline) else act_words.ADD_PROOF,)
    return Prepared(
        title=closing_words.done_title([called_by(deadline, desk)]),
        form=form,
        say=f"done {deadline.id} {proof}" if proof and not (problems or early) else "",
        button=act_words.mark(id=deadline.id),
        understood=(line_of(deadline, desk), *((Text(f"{deadline_words.PROOF[0]}: {proof}"),) if proof else ())),
        notes=(*in_time, *hints, *problems),
        more=tuple(_which_day(deadline, proof, desk)) if early and not problems else (),
    )


def _which_day(deadline: Deadline, proof: str, desk: Desk) -> Iterator[Choice]:
    """The buttons where it would be done before what it answers: correct the record's day, or both are right."""
    record = _record(deadline.record, desk)
    if record:
        yield Choice(act_words.correct_button(id=record.id), f"correct {record.id}")
    yield Choice(closing_words.as_said(id=deadline.id), f"done {deadline.id} {proof}")


def _day_of_proof(deadline: Deadline, slots: Slots) -> SaidDay | None:
    """The day on which this deadline's duty was done; None where the message has none for it."""
    told, posted = (DayOf.TOLD, DayOf.NOTICE, DayOf.OTHER), (DayOf.POSTED, DayOf.OTHER)
    if is_posted(deadline) and prepared.of(slots, *posted) is None and len(slots.duties) == 1:
        return prepared.of(slots, DayOf.TOLD)
    found = prepared.of(slots, *(posted if is_posted(deadline) else told))
    only = slots.said_days[0] if len(slots.said_days) == 1 and len(slots.duties) < 2 else None
    return found or (only if only and only.role is not DayOf.EXPIRES else None)


def _proof(deadline: Deadline, said: SaidDay | None, slots: Slots) -> str:
    """The proof: the link, and in words what was done and when."""
    what = (
        deadline_words.POSTED_ON
        if is_posted(deadline)
        else deadline_words.TOLD_ON
        if duty_name(deadline) == "families"
        else deadline_words.DONE_ON
    )
    means = slots.means if what == deadline_words.TOLD_ON else ""
    told = deadline_words.proof_of(what, said.day.isoformat(), said.time, means) if said and said.day else ""
    links = slots.links if is_posted(deadline) or len(slots.duties) < 2 else ()
    return ", ".join(piece for piece in (*links[:1], slots.value, told) if piece)


def _several(acts: Sequence[Prepared], found: Sequence[Deadline], desk: Desk) -> Reply:
    """Several deadlines, each with its own button, and one for all of them; one without a proof opens its form."""
    choices = [
        Choice(
            short(closing_words.mark_with(one.id, deadline_words.duty_title(one, desk.law), ready=bool(act.say)), 75),
            act.say or f"done {one.id}",
        )
        for one, act in zip(found, acts, strict=True)
    ]
    parts = tuple(part for act in acts for part in (*act.understood, *(Text(note) for note in act.notes)))
    says, ids = [act.say for act in acts if act.say], [one.id for one in found]
    every = Choice(act_words.mark(id=" and ".join(ids)), of_all("done", says), primary=True, settles=True)
    together = (every,) if len(says) == len(found) else ()
    return Reply(
        title=short(closing_words.done_title(ids)),
        parts=(*parts, Text(act_words.waits(pressed=bool(together), form=False))),
        choices=(*(replace(one, label=short(one.label, LONGEST_LABEL)) for one in together), *choices),
        asks=True,
        footer=wording.NOT_ADVICE,
    )


def undo(request: Request, message: Message, desk: Desk) -> Reply:
    """Prepares reopening a closed deadline; where none is named, undoing the sender's last change."""
    slots = request.slots
    if not (slots.ids or slots.records or slots.duties or slots.vendor):
        return desk.commands["undo"].run("", message, desk)
    gone = [one for id in slots.ids or slots.records if (one := _record(id, desk)) and one.withdrawn]
    if len(gone) == 1:
        return _restore(gone[0], message, desk)
    closed = sorted(
        meant_deadlines(slots, desk, (Status.DONE,)), key=lambda one: one.closed or one.opened, reverse=True
    )
    if not closed:
        return _undo_open(slots, message, desk)
    if len(closed) > 1:
        buttons = [
            Choice(f"{act_words.undo_button(id=one.id)}: {subject(one, desk)}", f"undo {one.id}") for one in closed
        ]
        return listed(act_words.which_title(what="is to be reopened"), closed, buttons, desk)
    deadline = closed[0]
    permit(desk.commands["undo"], deadline.id, message, desk)
    return reply(
        Prepared(
            title=closing_words.undo_title(id=called_by(deadline, desk)),
            say=f"undo {deadline.id}",
            button=act_words.undo_button(id=deadline.id),
            understood=(line_of(deadline, desk),),
            notes=(closing_words.undo_says(deadline.proof),),
        ),
    )


def _record(id: str, desk: Desk) -> Contract | Breach | None:
    return desk.store.contract(id) or desk.store.breach(id)


def _restore(record: Contract | Breach, message: Message, desk: Desk) -> Reply:
    """Prepares undoing a record's withdrawal."""
    permit(desk.commands["undo"], record.id, message, desk)
    return reply(
        Prepared(
            title=closing_words.restore_title(id=f"{record.id} ({record.vendor})"),
            say=f"undo {record.id}",
            button=closing_words.RESTORE,
            notes=(closing_words.RESTORE_SAYS,),
        )
    )


def _undo_open(slots: Slots, message: Message, desk: Desk) -> Reply:
    """Prepares undoing the last change of the record or the open deadline that is named."""
    open_ones = meant_deadlines(slots, desk) if slots.ids or slots.records else ()
    record = next((one for one in slots.ids or slots.records if kind_of(one) is not DEADLINE), "")
    if slots.duties or not record:
        record = open_ones[0].id if len(open_ones) == 1 else ""
    if record:
        return desk.commands["undo"].run(record, message, desk)
    if open_ones:
        return choose(act_words.still_open(id=open_ones[0].id), [], [opened_by(one, desk) for one in open_ones[:MOST]])
    return choose(act_words.which_title(what="is to be reopened"), [act_words.NOTHING_KNOWN], [])


WEEK = 7


def snooze(request: Request, message: Message, desk: Desk) -> Reply:
    """Prepares snoozing a deadline."""
    return act_on_one(request, "is to be put off", _snooze, message, desk)


def _snooze(deadline: Deadline, slots: Slots, message: Message, desk: Desk) -> Prepared:
    """Snoozing one deadline: its form with the day and the reason, and what is missing or wrong."""
    said_day = next((one for one in slots.said_days if one.day), None)
    until = _ahead(said_day, desk.today) if said_day else None
    values = {"until": until.isoformat() if until else "", "reason": slots.note}
    form = open_form("snooze", deadline.id, values, message, desk)
    unclear = tuple(one for one in slots.said_days if one.day is None)
    problems = [*prepared.problems(Slots(wrong_dates=slots.wrong_dates, said_days=unclear), desk.today)]
    is_past = until is not None and until <= desk.today
    problems += [deadline_words.PAST] if is_past else []
    is_too_late = until is not None and until > deadline.last_day and not leads(message, desk)
    lacks = missing(form)
    complete = until and slots.note and not (problems or is_too_late)
    return Prepared(
        title=closing_words.snooze_title(id=called_by(deadline, desk)),
        form=form,
        say=f"snooze {deadline.id} {until.isoformat()} {slots.note}" if complete and until else "",
        button=closing_words.snooze_button(deadline.id, until, desk.today) if until else "",
        understood=(
            line_of(deadline, desk),
            *((Text(closing_words.quiet_until(until=until)),) if until and not is_past else ()),
        ),
        notes=(
            *problems,
            deadline_words.past_last(deadline.last_day, desk.today)
            if is_too_late
            else closing_words.past_last(last=deadline.last_day),
            *((act_words.needed(lacks),) if lacks else ()),
        ),
    )


def _ahead(said: SaidDay, today: date) -> date | None:
    """The day that was said; a bare weekday that has passed means the same day next week."""
    bare = any(one.day is None and not (one.vague or one.relative) for one in days_in(said.said, today))
    return said.day + timedelta(days=WEEK) if bare and said.day and said.day <= today else said.day


def remind(request: Request, message: Message, desk: Desk) -> Reply:
    """When the bot reminds of the deadlines; the reminder asked for, which a yes plans; what can be set."""
    slots = request.slots
    found = meant_deadlines(slots, desk) if slots.ids or slots.records or slots.duties else ()
    wanted = slots.days_before
    said_day = next((one for one in slots.said_days if one.day), None)
    wished = _ahead(said_day, desk.today) if said_day and not wanted else None
    lines: list[str] = []
    for deadline in found[:3]:
        reminders = sorted(
            {
                r.due_at.astimezone(desk.zone).date()
                for r in desk.store.reminders(deadline.id)
                if not r.sent_at and not r.withdrawn
            }
        )
        is_late = deadline.last_day < desk.today
        reminders = [on for on in reminders if is_late or on <= deadline.last_day]
        lines.append(
            closing_words.reminds(
                deadline.id, deadline_words.duty_title(deadline, desk.law), [wording.day(on) for on in reminders[:4]]
            )
        )
        if wanted:
            lines.append(closing_words.wanted_day(days=wanted, safe=deadline.safe, on=_before(deadline.safe, wanted)))
    if wished and wished <= desk.today:
        lines.append(closing_words.not_then(on=wished))
        wished = None
    elif wished:
        lines.append(closing_words.wished_on(on=wished))
    for name in () if found else slots.duties:
        lines += yearly_dates(name, wanted, desk)
    own = [(one, day) for one in found[:3] if (day := wished or (_before(one.safe, wanted) if wanted else None))]
    own = [(one, day) for one, day in own if day > desk.today]
    before = desk.store.setup().before
    every = ", ".join(str(number) for number in sorted({*before, *([wanted] if wanted else [])}, reverse=True))
    one_day = len(own) == 1 and bool(message.who)  # who has no name is told how to give it
    return Reply(
        title=closing_words.remind_me_title(id=own[0][0].id, on=own[0][1]) if one_day else closing_words.REMIND_TITLE,
        parts=(
            *((Bullets(tuple(lines)),) if lines else (Text(act_words.NOTHING_KNOWN),)),
            *((Text(closing_words.PERSONAL),) if own else ()),
            Text(closing_words.remind_all(days=every)),
            *((Text(act_words.waits(pressed=True, form=False)),) if one_day else ()),
        ),
        choices=(
            *(
                Choice(
                    closing_words.remind_me_button(id=one.id, on=day),
                    f"remind-me {one.id} {day}",
                    primary=one_day,
                    settles=one_day,
                )
                for one, day in own
            ),
            *((Choice(closing_words.remind_button(days=every), f"setup before: {every}"),) if wanted else ()),
            *(
                Choice(closing_words.snooze_button(one.id, wished, desk.today), f"snooze {one.id} {wished}")
                for one in found[:3]
                if wished
            ),
            Choice(closing_words.CALENDAR, "export ics"),
            Choice(act_words.ALL_DEADLINES, "deadlines"),
        ),
        asks=True,
        footer=wording.NOT_ADVICE,
    )


def is_yearly(names: Sequence[str], desk: Desk) -> bool:
    """Whether these short names are of yearly duties, which are of no record."""
    return bool(names) and all(any(yearly_dates(name, None, desk)) for name in names)


def _not_open(slots: Slots, desk: Desk) -> tuple[str, ...]:
    """The yearly duties as they were done last, else when they are due next."""
    closed = meant_deadlines(replace(slots, ids=(), records=()), desk, (Status.DONE,))[-1:]
    done_lines = (act_words.already_done(one.id, deadline_words.duty_title(one, desk.law), one.proof) for one in closed)
    return tuple(done_lines) or tuple(line for name in slots.duties for line in yearly_dates(name, None, desk))


def yearly_dates(name: str, wanted: int | None, desk: Desk) -> Iterator[str]:
    """For a yearly duty that is not open yet: its date, and the day on which a reminder was asked for."""
    for duty, safe in coming_yearly(desk):
        if duty.id in duty_ids(name):
            yield opens_yearly(duty, safe)
            if wanted:
                yield closing_words.wanted_day(days=wanted, safe=safe, on=_before(safe, wanted))


def coming_yearly(desk: Desk) -> Iterator[tuple[Duty, date]]:
    """The yearly duties of today's law, each with the day by which it is due next."""
    for duty in desk.law.on(desk.today).duties.values():
        due = count(duty.within, desk.today, desk.calendar) if (duty.event or "").startswith("annual_") else None
        if due and due.safe:
            yield duty, day_of(due.safe)


def opens_yearly(duty: Duty, safe: date) -> str:
    """When a yearly duty is due that is not open yet."""
    return closing_words.opens_yearly(title=duty.title, safe=safe, cite=str(duty.cite))


def _before(safe: date, number: int) -> date:
    return date.fromordinal(safe.toordinal() - number)
