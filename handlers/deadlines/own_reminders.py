"""Somebody's own reminder of a deadline, which leaves the deadline as it is."""

from __future__ import annotations

from datetime import date, timedelta

from handlers.deadlines import words as deadline_words
from handlers.deadlines.display.card import closed_already, deadline_reply, find_deadline
from handlers.deadlines.schedule.quiet_hours import is_urgent, morning, working_after, working_before
from handlers.deadlines.schedule.steps import Step, StepKind, reminder_for
from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.record_kinds import DEADLINE, id_pattern
from handlers.dialogue.reply import Field, Reply
from handlers.dialogue.text import list_words
from handlers.forms.filled import Filled, blank_form
from handlers.forms.saving import change
from handlers.understanding.days.number_words import NUMBER, number_of
from storage.records import Deadline, Status

_ID = re.compile(rf"\b(?:about |of |before )?({id_pattern((DEADLINE,))})", re.IGNORECASE)
_BEFORE = re.compile(rf"(?P<number>{NUMBER}) (?P<unit>day|week)s?(?: before| ahead| earlier)?")
WEEK = 7


def remind_me(rest: str, message: Message, desk: Desk) -> Reply:
    """``remind-me ID WHEN``: a day, or so many days or weeks before the safe date; for the sender. Raises Sorry."""
    named = _ID.search(rest)
    if named is None:
        raise Sorry(deadline_words.none(rest))
    if not message.who:
        raise Sorry(list_words.NAMELESS)
    deadline = find_deadline(named[1], desk)
    if deadline.status is not Status.OPEN:
        return closed_already(deadline, message, desk)
    said = " ".join(f"{rest[: named.start()]} {rest[named.end() :]}".split())
    fields = (Field("when", *deadline_words.REMIND_WHEN, required=True, hint=deadline_words.REMIND_HINT),)
    say, title = f"remind-me {deadline.id}", deadline_words.remind_title(deadline)
    if not said and not message.fields:
        return blank_form(say, title, deadline_words.REMIND_ME, fields)
    before = _days_before(said)
    typed = (deadline.safe - timedelta(days=before)).isoformat() if before else said
    filled = Filled(fields, {"when": typed, **message.fields}, desk.today)
    on = filled.day("when", ahead=True)
    if on and morning(on, desk.store.setup(), desk.now) <= desk.now:
        filled.errors["when"] = deadline_words.PAST
    elif on and on > deadline.last_day:
        filled.doubt("after-last", deadline_words.after_last(on, deadline))
    if not filled.ready or on is None:
        return filled.again(say, title, deadline_words.REMIND_ME)
    return _saved(deadline, on, message, desk)


def _saved(deadline: Deadline, asked: date, message: Message, desk: Desk) -> Reply:
    on = asked if is_urgent(deadline) else _working_day(asked, desk)
    step = Step(StepKind.OWN, on=on, to=message.who)
    reminder = reminder_for(step, deadline.id, morning(on, desk.store.setup(), desk.now))
    change("remind-me", message, desk, lambda _: [reminder], deadline)
    return deadline_reply(deadline, desk, deadline_words.will_remind(on))


def _working_day(day: date, desk: Desk) -> date:
    """The day itself, else the working day before it, or after it where that has passed."""
    setup = desk.store.setup()
    before = working_before(day, setup)
    return before if morning(before, setup, desk.now) > desk.now else working_after(day, setup)


def _days_before(said: str) -> int:
    """How many days before the safe date; 0 where a day is named."""
    found = _BEFORE.fullmatch(said.lower())
    if found is None:
        return 0
    return number_of(found["number"]) * (WEEK if found["unit"] == "week" else 1)
