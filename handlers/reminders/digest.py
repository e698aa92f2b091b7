"""What is said every morning?"""

from __future__ import annotations

from datetime import date

from handlers.deadlines import status
from handlers.deadlines.quiet_hours import is_working, morning, working_after
from handlers.deadlines.steps import Step, StepKind, reminder_for
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, Part, Reply, Text
from handlers.forms.saving import change
from handlers.reminders import digest_words
from storage.records import Reminder, Status

SOON = 7
"""Days ahead that the digest tells of."""
MOST = 15


def digest_reply(desk: Desk) -> Reply | None:
    """What is overdue, what comes within a week, whose clocks run; None where nothing is open."""
    found = desk.store.deadlines(status=Status.OPEN)
    if not found:
        return None
    late = [d for d in found if d.last_day < desk.today]
    soon = [d for d in found if d not in late and d.who == "board" and (d.safe - desk.today).days <= SOON]
    theirs = [d for d in found if d not in late and d.who != "board"]
    parts: list[Part] = []
    for title, ones in ((digest_words.LATE, late), (digest_words.SOON, soon), (digest_words.THEIRS, theirs)):
        if ones:
            parts += [Text(title, heads=True), status.deadline_lines(ones[:MOST], desk)]
            parts += [Text(digest_words.more(len(ones) - MOST))] if len(ones) > MOST else []
    head = desk.store.head()
    return Reply(
        title=digest_words.title(desk.today, len(late), len(soon)),
        parts=tuple(parts) or (Text(digest_words.NOTHING_SOON),),
        choices=(Choice(digest_words.ALL, "deadlines"),),
        tone="overdue" if late else "due" if soon else "plain",
        footer=digest_words.head(head.number, head.hash),
    )


def next_digest(desk: Desk) -> list[Reminder]:
    """The digest of the next working day."""
    return [_digest(working_after(desk.today, desk.store.setup()), desk)]


def plan_digest(desk: Desk) -> None:
    """Plan the next digest where none is waiting. May be said again and again."""
    if any(reminder.sent_at is None for reminder in desk.store.reminders("")):
        return
    setup = desk.store.setup()
    today = is_working(desk.today, setup) and desk.now < morning(desk.today, setup, desk.now)
    first = _digest(desk.today if today else working_after(desk.today, setup), desk)
    clock = Message("", who="clock", surface="clock", request=f"from {first.step}")
    change("open", clock, desk, lambda _: [first])


def _digest(day: date, desk: Desk) -> Reminder:
    due = morning(day, desk.store.setup(), desk.now)
    return reminder_for(Step(StepKind.DIGEST, on=day), "", due)
