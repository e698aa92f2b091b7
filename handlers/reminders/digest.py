"""The morning digest for the privacy team: what is overdue, what is due soon, and the vendors' clocks."""

from __future__ import annotations

from datetime import date

from handlers.deadlines import status
from handlers.deadlines.quiet_hours import is_working, morning, working_after
from handlers.deadlines.states import SOON, is_boards, overdue
from handlers.deadlines.steps import Step, StepKind, reminder_for
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, Part, Reply, Text
from handlers.forms.saving import change
from handlers.reminders import words as reminder_words
from storage.records import Reminder, Status

MOST_LISTED = 15


def digest_reply(desk: Desk) -> Reply | None:
    """What is overdue, what is due within a week, which vendors' clocks run; None where nothing is open."""
    found = desk.store.deadlines(status=Status.OPEN)
    if not found:
        return None
    late = overdue(found, desk.today)
    soon = [d for d in found if d not in late and is_boards(d) and (d.safe - desk.today).days <= SOON]
    vendors = [d for d in found if d not in late and not is_boards(d)]
    parts: list[Part] = []
    headed = ((reminder_words.LATE, late), (reminder_words.SOON, soon), (reminder_words.VENDORS_CLOCKS, vendors))
    for heading, ones in headed:
        if ones:
            parts += [Text(heading, heads=True), status.deadline_lines(ones[:MOST_LISTED], desk)]
            parts += [Text(reminder_words.more(len(ones) - MOST_LISTED))] if len(ones) > MOST_LISTED else []
    return Reply(
        title=reminder_words.digest_title(desk.today, len(late), len(soon)),
        parts=tuple(parts) or (Text(reminder_words.NOTHING_SOON),),
        choices=(Choice(reminder_words.ALL, "deadlines"),),
        tone="overdue" if late else "due" if soon else "plain",
    )


def next_digest(desk: Desk) -> list[Reminder]:
    """The digest of the next working day."""
    return [_digest(working_after(desk.today, desk.store.setup()), desk)]


def plan_digest(desk: Desk) -> None:
    """Plan the next digest where none is planned; safe to repeat."""
    if any(reminder.sent_at is None for reminder in desk.store.reminders("")):
        return
    setup = desk.store.setup()
    today = is_working(desk.today, setup) and desk.now < morning(desk.today, setup, desk.now)
    first = _digest(desk.today if today else working_after(desk.today, setup), desk)
    clock = Message("", who="clock", surface="clock", request=f"from {first.step}")
    change("open", clock, desk, lambda _: [first])


def _digest(day: date, desk: Desk) -> Reminder:
    return reminder_for(Step(StepKind.DIGEST, on=day), "", morning(day, desk.store.setup(), desk.now))
