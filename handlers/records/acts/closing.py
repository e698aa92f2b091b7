"""Prepares what is done with deadlines: done, reopened, put off, handed over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from handlers.deadlines import words as deadline_words
from handlers.deadlines.status import deadline_button, deadline_lines, subject
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Bullets, Choice, Reply, Text
from handlers.dialogue.shorten import short
from handlers.people import names
from handlers.people.access import permit
from handlers.records.acts import days
from handlers.records.acts import words as act_words
from handlers.records.acts.changing import correct
from handlers.records.acts.prepared import Prepared, choose, missing, open_form, reply
from handlers.records.acts.which import duty_ids, duty_name, meant_deadlines, meant_records
from handlers.understanding.requests.request import Request, Slots
from handlers.understanding.requests.values.days import DayOf, SaidDay
from knowledge.counting import count, day_of
from storage.records import Breach, Contract, Deadline, Status

Act = Callable[[Deadline, Slots, Message, Desk], Prepared]
MOST, WEEK = 8, 7
"""Buttons for deadlines that may be meant."""


def done(request: Request, message: Message, desk: Desk) -> Reply:
    """The deadlines that are told as done, each with its proof and a button."""
    slots = request.slots
    found = meant_deadlines(slots, desk)
    if not found:
        return _not_open(slots, "done", desk)
    if len(found) == 1:
        return reply(_done(found[0], slots, message, desk))
    if not slots.duties and not slots.ids:
        return _which("done", found, desk)
    apart = {(one.duty, subject(one, desk)) for one in found}
    if len(apart) < len(found) and not any(id.startswith("D-") for id in slots.ids):
        return _which("done", found, desk)
    own = _own_slots(found, slots, desk)
    return _several([_done(one, own[one.id], message, desk) for one in found[:MOST]], found[:MOST], desk)


def _own_slots(found: Sequence[Deadline], slots: Slots, desk: Desk) -> Mapping[str, Slots]:
    """What was said for each: of several links the one with its vendor's name, else the one at its place."""
    if len(slots.links) < 2:
        return dict.fromkeys((one.id for one in found), slots)
    own: dict[str, Slots] = {}
    for place, one in enumerate(found):
        first = subject(one, desk).casefold().split(maxsplit=1)[:1]
        named = tuple(link for link in slots.links if first and first[0].strip(",") in link.casefold())
        own[one.id] = replace(slots, links=(named or slots.links[place : place + 1])[:1])
    return own


def _done(deadline: Deadline, slots: Slots, message: Message, desk: Desk) -> Prepared:
    permit(desk.commands["done"], deadline.id, message, desk)
    said = _day_of_proof(deadline, slots)
    wrong = tuple(days.problems(slots, desk.today))
    proof = "" if wrong and not slots.links else _proof(deadline, said, slots)
    form = open_form("done", deadline.id, {"proof": proof}, message, desk)
    in_time = (act_words.timely(said.day, deadline.safe, deadline.last_day),) if said and said.day and proof else ()
    ask = () if proof else (act_words.ADD_ADDRESS if _is_posting(deadline) else act_words.ADD_PROOF,)
    return Prepared(
        title=act_words.done_title([_called(deadline, desk)]),
        form=form,
        say=f"done {deadline.id} {proof}" if proof and not wrong else "",
        button=act_words.mark(deadline.id),
        understood=(_line(deadline, desk), *((Text(f"{deadline_words.PROOF[0]}: {proof}"),) if proof else ())),
        notes=(*in_time, *ask, *wrong),
    )


def _day_of_proof(deadline: Deadline, slots: Slots) -> SaidDay | None:
    """The day on which that very duty was done."""
    told, posted = (DayOf.TOLD, DayOf.NOTICE, DayOf.OTHER), (DayOf.POSTED, DayOf.OTHER)
    if _is_posting(deadline) and days.of(slots, *posted) is None and len(slots.duties) == 1:
        return days.of(slots, DayOf.TOLD)
    found = days.of(slots, *(posted if _is_posting(deadline) else told))
    only = slots.said_days[0] if len(slots.said_days) == 1 and len(slots.duties) < 2 else None
    return found or (only if only and only.role is not DayOf.EXPIRES else None)


def _is_posting(deadline: Deadline) -> bool:
    return duty_name(deadline) in {"posting", "website"}


def _proof(deadline: Deadline, said: SaidDay | None, slots: Slots) -> str:
    """The link, and in words what was done when."""
    what = (
        act_words.POSTED
        if _is_posting(deadline)
        else act_words.TOLD
        if duty_name(deadline) == "families"
        else act_words.FILED
    )
    words = act_words.proof_of(what, said.day.isoformat(), said.time) if said and said.day else ""
    links = slots.links if _is_posting(deadline) or len(slots.duties) < 2 else ()
    return ", ".join(piece for piece in (*links[:1], slots.value, words) if piece)


def _several(prepared: Sequence[Prepared], found: Sequence[Deadline], desk: Desk) -> Reply:
    """Each with its own button; what lacks its proof opens its form."""
    choices = [
        Choice(
            short(act_words.mark_with(one.id, deadline_words.duty_title(one, desk.law), ready=bool(act.say)), 75),
            act.say or f"done {one.id}",
        )
        for one, act in zip(found, prepared, strict=True)
    ]
    parts = tuple(part for act in prepared for part in (*act.understood, *(Text(note) for note in act.notes)))
    return Reply(
        title=short(act_words.done_title([one.id for one in found])),
        parts=(*parts, Text(act_words.waits(pressed=False, form=False))),
        choices=tuple(choices),
        asks=True,
        footer=wording.NOT_ADVICE,
    )


def undo(request: Request, message: Message, desk: Desk) -> Reply:
    """The closed deadline that is to be reopened."""
    slots = request.slots
    closed = sorted(
        meant_deadlines(slots, desk, (Status.DONE,)), key=lambda one: one.closed or one.opened, reverse=True
    )
    if not closed:
        still = meant_deadlines(slots, desk) if slots.ids or slots.records else ()
        if still:
            return choose(act_words.still_open(still[0].id), [], [deadline_button(one, desk) for one in still[:MOST]])
        return choose(act_words.which_title("is to be reopened"), [act_words.NOTHING_KNOWN], [])
    if len(closed) > 1:
        buttons = [Choice(f"{act_words.undo_button(one.id)}: {subject(one, desk)}", f"undo {one.id}") for one in closed]
        return _listed(act_words.which_title("is to be reopened"), closed, buttons, desk)
    one = closed[0]
    permit(desk.commands["undo"], one.id, message, desk)
    return reply(
        Prepared(
            title=act_words.undo_title(_called(one, desk)),
            say=f"undo {one.id}",
            button=act_words.undo_button(one.id),
            understood=(_line(one, desk),),
            notes=(act_words.undo_says(one.proof),),
        ),
    )


def snooze(request: Request, message: Message, desk: Desk) -> Reply:
    """A deadline whose reminders are to be put off."""
    return _one(request, "is to be put off", _snooze, message, desk)


def _snooze(deadline: Deadline, slots: Slots, message: Message, desk: Desk) -> Prepared:
    said = next((one for one in slots.said_days if one.day), None)
    until = _ahead(said, desk.today) if said else None
    values = {"until": until.isoformat() if until else "", "reason": slots.note}
    form = open_form("snooze", deadline.id, values, message, desk)
    wrong = [*days.problems(Slots(wrong_dates=slots.wrong_dates), desk.today)]
    wrong += [deadline_words.PAST] if until and until <= desk.today else []
    late = until is not None and until > deadline.last_day
    lacks = missing(form)
    complete = until and slots.note and not (wrong or late)
    return Prepared(
        title=act_words.snooze_title(_called(deadline, desk)),
        form=form,
        say=f"snooze {deadline.id} {until.isoformat()} {slots.note}" if complete and until else "",
        button=act_words.snooze_button(deadline.id, until) if until else "",
        understood=(_line(deadline, desk), *((Text(act_words.quiet_until(until)),) if until else ())),
        notes=(
            *wrong,
            deadline_words.past_last(deadline.last_day) if late else act_words.past_last(deadline.last_day),
            *((act_words.needed(lacks),) if lacks else ()),
        ),
    )


def _ahead(said: SaidDay, today: date) -> date | None:
    """A weekday is still to come, as reminders are put off to it."""
    day, past = said.day, said.said.lower().startswith(("last", "past"))
    if day and day <= today and not past and not any(letter.isdigit() for letter in said.said):
        return date.fromordinal(day.toordinal() + WEEK)
    return day


def assign(request: Request, message: Message, desk: Desk) -> Reply:
    """A deadline that is to be handed over, everything of one person, or a record for which nothing is due."""
    slots = request.slots
    if slots.before and not (slots.ids or slots.records or slots.duties):
        return _all_of(slots, message, desk)
    if not meant_deadlines(slots, desk) and meant_records(slots, desk, "CB"):
        return correct(replace(request, slots=replace(slots, field="owner", said_days=())), message, desk)
    return _one(request, "is to be handed over", _assign, message, desk)


def _all_of(slots: Slots, message: Message, desk: Desk) -> Reply:
    """A button for each open deadline that somebody owns, and for each record of theirs without one."""
    who = message.who if slots.person == names.ME else slots.person or slots.person_said
    called = names.display_name(who, desk)
    due = [one for one in desk.store.deadlines(status=Status.OPEN) if _is_of(slots.before, one.owner, desk)]
    kept: list[Contract | Breach] = [*desk.store.contracts(), *desk.store.breaches()]
    others = [one for one in kept if not one.withdrawn and _is_of(slots.before, one.owner, desk)]
    buttons = [Choice(act_words.assign_button(one.id, called), f"assign {one.id} {who}".strip()) for one in due]
    buttons += [Choice(act_words.own_record(one.id, called), f"correct {one.id} owner: {who}") for one in others if who]
    shown = choose(act_words.all_to(slots.before, called), [], buttons[:MOST])
    if not (due or others):
        return replace(shown, parts=(Text(act_words.nothing_with(slots.before)),))
    waits = Text(act_words.waits(pressed=False, form=False))
    return replace(shown, parts=((deadline_lines(due[:MOST], desk), waits) if due else (waits,)))


def _is_of(before: str, owner: str, desk: Desk) -> bool:
    """Whether an owner is the person with that name, or with that first or last name."""
    called = names.display_name(owner, desk).casefold()
    return bool(owner) and before.casefold() in {called, *called.split()}


def _assign(deadline: Deadline, slots: Slots, message: Message, desk: Desk) -> Prepared:
    who = message.who if slots.person == names.ME else slots.person or slots.person_said
    form = open_form("assign", deadline.id, {"owner": who}, message, desk)
    called = names.display_name(who, desk)
    owner = names.display_name(deadline.owner, desk)
    return Prepared(
        title=act_words.assign_title(_called(deadline, desk), called),
        form=form,
        say=f"assign {deadline.id} {who}" if who else "",
        button=act_words.assign_button(deadline.id, called),
        understood=(_line(deadline, desk),),
        notes=(
            act_words.now_says(deadline_words.OWNED_BY, owner),
            *_same_owner(who, deadline, desk),
            *(() if who else (act_words.WHO_SAID,)),
        ),
        more=_record_too(deadline, who, called, slots),
    )


def _record_too(deadline: Deadline, who: str, called: str, slots: Slots) -> tuple[Choice, ...]:
    """Where the contract or breach itself was named, its owner may be meant."""
    if not who or slots.duties or deadline.record not in {*slots.ids, *slots.records}:
        return ()
    return (Choice(act_words.own_record(deadline.record, called), f"correct {deadline.record} owner: {who}"),)


def _same_owner(who: str, deadline: Deadline, desk: Desk) -> tuple[str, ...]:
    mine = bool(who) and deadline.owner.casefold() in names.all_names(who, desk)
    return (act_words.owns_already(names.display_name(who, desk)),) if mine else ()


def _one(request: Request, what: str, act: Act, message: Message, desk: Desk) -> Reply:
    """The act on the one open deadline that is meant; several as buttons."""
    found = meant_deadlines(request.slots, desk)
    if not found:
        return _not_open(request.slots, request.command, desk)
    if len(found) > 1:
        return _which(request.command, found, desk, what, request.slots)
    permit(desk.commands[request.command], found[0].id, message, desk)
    return reply(act(found[0], request.slots, message, desk))


def _which(
    command: str, found: Sequence[Deadline], desk: Desk, what: str = "is done", slots: Slots | None = None
) -> Reply:
    """Buttons for what may be meant, with what was said for each."""
    rest = _rest(command, slots or Slots())
    labels = {one.id: f"{one.id} {subject(one, desk)} {deadline_words.duty_title(one, desk.law)}" for one in found}
    buttons = [Choice(labels[one.id], f"{command} {one.id} {rest}".strip()) for one in found]
    return _listed(act_words.which_title(what), found, buttons, desk)


def _rest(command: str, slots: Slots) -> str:
    """The person to whom it goes; other values are asked for in the form, as they may save at once."""
    return (slots.person or slots.person_said) if command == "assign" else ""


def _listed(title: str, found: Sequence[Deadline], buttons: Sequence[Choice], desk: Desk) -> Reply:
    shown = choose(title, [], buttons[:MOST])
    return Reply(
        title=shown.title,
        parts=(deadline_lines(found[:MOST], desk),),
        choices=shown.choices,
        asks=True,
        footer=shown.footer,
    )


def _not_open(slots: Slots, command: str, desk: Desk) -> Reply:
    """Nothing open fits: it is closed already, or nothing is on record."""
    closed = meant_deadlines(slots, desk, (Status.DONE,)) if slots.ids or slots.records or slots.duties else ()
    lines = [
        act_words.already_done(one.id, deadline_words.duty_title(one, desk.law), one.proof) for one in closed[:MOST]
    ]
    buttons = [Choice(act_words.undo_button(one.id), f"undo {one.id}") for one in closed[:3]]
    if command == "done":
        buttons += [Choice(act_words.correct_button(one.id), f"correct {one.id}") for one in closed[:3]]
    title = act_words.none_open(slots.vendor or ", ".join(slots.ids))
    return Reply(
        title=short(title),
        parts=(Bullets(tuple(lines)) if lines else Text(act_words.NOTHING_KNOWN),),
        choices=(*buttons, Choice(act_words.ALL_DEADLINES, "deadlines")),
        asks=True,
        footer=wording.NOT_ADVICE,
    )


def _called(deadline: Deadline, desk: Desk) -> str:
    about = subject(deadline, desk)
    return f"{deadline.id} {deadline_words.duty_title(deadline, desk.law)}{f' ({about})' if about else ''}"


def _line(deadline: Deadline, desk: Desk) -> Bullets:
    return deadline_lines([deadline], desk)


def remind(request: Request, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every act has this shape
    """When the bot reminds of a deadline, the day that was wished for, and what can be set."""
    slots = request.slots
    found = meant_deadlines(slots, desk) if slots.ids or slots.records or slots.duties else ()
    wanted = slots.days_before
    said = next((one for one in slots.said_days if one.day), None)
    wished = _ahead(said, desk.today) if said and not wanted else None
    lines: list[str] = []
    for one in found[:3]:
        reminders = sorted(
            {
                r.due_at.astimezone(desk.zone).date()
                for r in desk.store.reminders(one.id)
                if not r.sent_at and not r.withdrawn
            }
        )
        reminders = [on for on in reminders if on <= one.last_day]
        lines.append(
            act_words.reminds(
                one.id, deadline_words.duty_title(one, desk.law), [wording.day(on) for on in reminders[:4]]
            )
        )
        if wanted:
            lines.append(act_words.wanted_day(_before(one.safe, wanted), wanted, one.safe))
    if wished:
        lines.append(act_words.wished_on(wished))
    for name in () if found else slots.duties:
        lines += _yearly(name, wanted, desk)
    before = desk.store.setup().before
    every = ", ".join(str(number) for number in sorted({*before, *([wanted] if wanted else [])}, reverse=True))
    return Reply(
        title=act_words.REMIND_TITLE,
        parts=(
            *((Bullets(tuple(lines)),) if lines else (Text(act_words.NOTHING_KNOWN),)),
            Text(act_words.NO_PERSONAL),
            Text(act_words.remind_all(every)),
        ),
        choices=(
            *((Choice(act_words.remind_button(every), f"setup before: {every}"),) if wanted else ()),
            *(
                Choice(act_words.snooze_button(one.id, wished), f"snooze {one.id} {wished}")
                for one in found[:3]
                if wished
            ),
            Choice(act_words.CALENDAR, "export ics"),
            Choice(act_words.ALL_DEADLINES, "deadlines"),
        ),
        asks=True,
        footer=wording.NOT_ADVICE,
    )


def _yearly(name: str, wanted: int | None, desk: Desk) -> Iterator[str]:
    """A duty of every year that has not been opened yet: its date, and the day that was wished for."""
    for id in duty_ids(name):
        duty = desk.law.on(desk.today).duties.get(id)
        if duty is None or not (duty.event or "").startswith("annual_"):
            continue
        due = count(duty.within, desk.today, desk.calendar)
        if due.safe:
            safe = day_of(due.safe)
            yield act_words.opens_yearly(duty.title, safe, str(duty.cite))
            if wanted:
                yield act_words.wanted_day(_before(safe, wanted), wanted, safe)


def _before(safe: date, number: int) -> date:
    return date.fromordinal(safe.toordinal() - number)
