"""Prepares the putting off of reminders, and says when the bot reminds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from handlers.deadlines import words as deadline_words
from handlers.deadlines.commands import leads
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Bullets, Choice, Reply, Text
from handlers.records.acts import days
from handlers.records.acts import words as act_words
from handlers.records.acts.deadlines import words
from handlers.records.acts.one_deadline import act_on_one, called_by, line_of
from handlers.records.acts.prepared import Prepared, missing, open_form
from handlers.records.acts.which import duty_ids, meant_deadlines
from handlers.understanding.requests.request import Request, Slots
from handlers.understanding.requests.values.days import SaidDay
from knowledge.counting import count, day_of
from storage.records import Deadline

WEEK = 7


def snooze(request: Request, message: Message, desk: Desk) -> Reply:
    """A deadline whose reminders are to be put off."""
    return act_on_one(request, "is to be put off", _snooze, message, desk)


def _snooze(deadline: Deadline, slots: Slots, message: Message, desk: Desk) -> Prepared:
    said = next((one for one in slots.said_days if one.day), None)
    until = _ahead(said, desk.today) if said else None
    values = {"until": until.isoformat() if until else "", "reason": slots.note}
    form = open_form("snooze", deadline.id, values, message, desk)
    wrong = [*days.problems(Slots(wrong_dates=slots.wrong_dates), desk.today)]
    wrong += [deadline_words.PAST] if until and until <= desk.today else []
    late = until is not None and until > deadline.last_day and not leads(message, desk)
    lacks = missing(form)
    complete = until and slots.note and not (wrong or late)
    return Prepared(
        title=words.snooze_title(called_by(deadline, desk)),
        form=form,
        say=f"snooze {deadline.id} {until.isoformat()} {slots.note}" if complete and until else "",
        button=words.snooze_button(deadline.id, until) if until else "",
        understood=(line_of(deadline, desk), *((Text(words.quiet_until(until)),) if until else ())),
        notes=(
            *wrong,
            deadline_words.past_last(deadline.last_day, desk.today) if late else words.past_last(deadline.last_day),
            *((act_words.needed(lacks),) if lacks else ()),
        ),
    )


def _ahead(said: SaidDay, today: date) -> date | None:
    """A weekday is still to come, as reminders are put off to it."""
    day, past = said.day, said.said.lower().startswith(("last", "past"))
    if day and day <= today and not past and not any(letter.isdigit() for letter in said.said):
        return date.fromordinal(day.toordinal() + WEEK)
    return day


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
            words.reminds(one.id, deadline_words.duty_title(one, desk.law), [wording.day(on) for on in reminders[:4]])
        )
        if wanted:
            lines.append(words.wanted_day(_before(one.safe, wanted), wanted, one.safe))
    if wished:
        lines.append(words.wished_on(wished))
    for name in () if found else slots.duties:
        lines += _yearly(name, wanted, desk)
    own = [(one, day) for one in found[:3] if (day := wished or (_before(one.safe, wanted) if wanted else None))]
    own = [(one, day) for one, day in own if day > desk.today]
    before = desk.store.setup().before
    every = ", ".join(str(number) for number in sorted({*before, *([wanted] if wanted else [])}, reverse=True))
    return Reply(
        title=words.REMIND_TITLE,
        parts=(
            *((Bullets(tuple(lines)),) if lines else (Text(act_words.NOTHING_KNOWN),)),
            *((Text(words.PERSONAL),) if own else ()),
            Text(words.remind_all(every)),
        ),
        choices=(
            *(Choice(words.remind_me_button(one.id, day), f"remind-me {one.id} {day}") for one, day in own),
            *((Choice(words.remind_button(every), f"setup before: {every}"),) if wanted else ()),
            *(Choice(words.snooze_button(one.id, wished), f"snooze {one.id} {wished}") for one in found[:3] if wished),
            Choice(words.CALENDAR, "export ics"),
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
            yield words.opens_yearly(duty.title, safe, str(duty.cite))
            if wanted:
                yield words.wanted_day(_before(safe, wanted), wanted, safe)


def _before(safe: date, number: int) -> date:
    return date.fromordinal(safe.toordinal() - number)
