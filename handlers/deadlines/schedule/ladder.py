"""Plans the reminders of a deadline: which days, and which recipients."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from handlers.deadlines.schedule.plan import EXPIRY
from handlers.deadlines.schedule.quiet_hours import is_urgent, morning, weekly_after, working_before
from handlers.deadlines.schedule.steps import Recipient, Step, StepKind, read_step, reminder_for
from handlers.deadlines.states import is_boards
from storage.records import Deadline, Reminder, Setup

LEAST_REST = 4
"""Days between the first overdue reminder and the weekly ones, at least."""
SUPERINTENDENT_FROM = 3
"""Days after the last date from which on the superintendent's weekly list has it."""


def ladder(deadline: Deadline, setup: Setup, now: datetime) -> tuple[Reminder, ...]:
    """The reminders of a deadline that opens now: those of its steps that are still to come, for each recipient.

    A clock that is the vendor's is recalled on its last day and after; the digest tells of it meanwhile. The end of a
    contract is recalled before, on the days that the district chose for renewals. What would
    fall on a free day goes out on the working day before. Of the overdue steps only the first of each recipient is
    planned: the next one follows when it is sent, so that the bot never falls silent by itself. All that is overdue is
    recalled on the first working day of a week, so that it is one list; of a breach everybody hears on its first
    overdue day.
    """
    coming = [
        reminder_for(Step(kind, recipient, days), deadline.id, at)
        for kind, days, day in _dated_steps(deadline, setup)
        if (at := morning(day if is_urgent(deadline) else working_before(day, setup), setup, now)) > now
        for recipient in (Recipient.TEAM, Recipient.OWNER)
    ]
    if is_boards(deadline):
        coming.insert(0, reminder_for(Step(StepKind.OPENED), deadline.id, now))
    return (*coming, *(_first_overdue(deadline, recipient, setup, now) for recipient in Recipient))


def next_rung(sent: Reminder, setup: Setup, now: datetime, *, families_wait: bool = False) -> Reminder | None:
    """The reminder after an overdue one: weekly; the lead and the owner hear daily of families who are not told.

    None after those that were planned at once. What passed while the bot was down is left out, not made up for.
    """
    step = read_step(sent.step)
    if step is None or step.kind is not StepKind.OVERDUE:
        return None
    least = LEAST_REST if step.days == 1 and not families_wait else 1
    daily = families_wait and step.recipient in {Recipient.OWNER, Recipient.LEAD}
    at = morning(now.date() + timedelta(days=1) if daily else weekly_after(now.date(), setup, least), setup, now)
    return replace(reminder_for(replace(step, days=step.days + 1), sent.deadline, at), where=sent.where)


def _dated_steps(deadline: Deadline, setup: Setup) -> Iterator[tuple[StepKind, int, date]]:
    """The steps up to the last date, each with its days before the safe date and its own day."""
    if is_boards(deadline):
        for days in setup.rungs.get(deadline.duty, setup.before):
            yield StepKind.BEFORE, days, deadline.safe - timedelta(days=days)
        yield StepKind.SAFE, 0, deadline.safe
    if deadline.duty == EXPIRY:
        for days in setup.renewals:
            yield StepKind.BEFORE, days, deadline.safe - timedelta(days=days)
    if not is_boards(deadline) or deadline.last_day != deadline.safe:
        yield StepKind.LAST, 0, deadline.last_day


def _first_overdue(deadline: Deadline, recipient: Recipient, setup: Setup, now: datetime) -> Reminder:
    """The first of the overdue steps that is still to come."""
    if recipient is Recipient.SUPERINTENDENT and not is_urgent(deadline):
        late = max(deadline.last_day + timedelta(days=SUPERINTENDENT_FROM - 1), now.date())
        count, day = SUPERINTENDENT_FROM, weekly_after(late, setup)
    else:
        count, day = 1, max(deadline.last_day + timedelta(days=1), now.date() + timedelta(days=1))
    return reminder_for(Step(StepKind.OVERDUE, recipient, count), deadline.id, morning(day, setup, now))
