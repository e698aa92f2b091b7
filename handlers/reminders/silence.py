"""What the privacy team reads after an outage: since when no bot ran, and what to do about it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from handlers.deadlines.steps import Step, StepKind, next_posting_time, read_step, reminder_for
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, Reply, Text
from handlers.forms.filling import change
from handlers.reminders import words
from handlers.reminders.messages.words import ALL
from storage.records import Reminder, Setup

LONG = timedelta(hours=1)
"""From this much of the time in which posts go out, the team is told."""


def plan_silence(since: datetime, desk: Desk) -> None:
    """Plans the message where the team has a place and ``since`` is long ago; safe to repeat."""
    setup, since = desk.store.setup(), since.astimezone(desk.zone)
    if not setup.place or _told_from(since, setup) > desk.now:
        return
    told = reminder_for(Step(StepKind.SILENT, on=since.astimezone(UTC)), "", desk.now)
    clock = Message("", who="clock", surface="clock", request=told.step)
    change("open", clock, desk, lambda _: [told])


def _told_from(since: datetime, setup: Setup) -> datetime:
    """The moment from which a silence is long: an hour in which posts go out has passed."""
    hour_later = next_posting_time(since, setup) + LONG
    posted = next_posting_time(hour_later, setup)
    return hour_later if posted == hour_later else posted + LONG


def silence_post(step: Reminder, desk: Desk) -> Reply:
    """Since when, until when, what comes now, and what people may have to say again."""
    parsed = read_step(step.step)
    assert parsed is not None
    assert isinstance(parsed.on, datetime)
    since, until = parsed.on.replace(tzinfo=UTC).astimezone(desk.zone), step.due_at.astimezone(desk.zone)
    return Reply(
        title=words.silent_title(since),
        parts=(Text(words.silent_until(until)), Text(words.SAY_AGAIN)),
        choices=(Choice(ALL, "deadlines"),),
    )
