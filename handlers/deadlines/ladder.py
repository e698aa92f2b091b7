"""On which days do we speak of a deadline, and to whom?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from handlers.deadlines.quiet_hours import is_urgent, morning, working_before
from storage.records import Deadline, Reminder, Setup

TEAM, OWNER, LEAD, CHIEF = "team", "owner", "lead", "superintendent"
READERS = (TEAM, OWNER, LEAD, CHIEF)
DAILY = 7
"""Days after the last date on which an overdue duty is recalled every day; weekly after that."""
CLIMBS = {TEAM: 1, OWNER: 1, LEAD: 1, CHIEF: 3}
"""From which overdue day on somebody reads of it."""
OVERDUE = "overdue"


def ladder(deadline: Deadline, setup: Setup, now: datetime) -> tuple[Reminder, ...]:
    """The reminders of a deadline that opens now: what is still to come of its steps, for each of its readers.

    A clock that is the vendor's is recalled on its last day and after; the digest tells of it meanwhile. What would
    fall on a free day goes out on the working day before. Of the overdue steps only the first of each reader is
    planned: the next one follows when it is sent, so that the bot never falls silent by itself.
    """
    coming = [
        Reminder(deadline=deadline.id, step=name(step, reader), due_at=at, where=reader)
        for step, day in _days(deadline, setup)
        if (at := morning(day if is_urgent(deadline) else working_before(day, setup), setup, now)) > now
        for reader in (TEAM, OWNER)
    ]
    if deadline.who == "board":
        coming.insert(0, Reminder(deadline=deadline.id, step="opened", due_at=now, where=TEAM))
    return (*coming, *(_overdue(deadline, reader, setup, now) for reader in READERS))


def name(step: str, reader: str) -> str:
    """The step's name; that of the team has no addition."""
    return step if reader == TEAM else f"{step} {reader}"


def next_rung(sent: Reminder, setup: Setup, now: datetime) -> Reminder | None:
    """The rung after an overdue one: daily for a week, then weekly. None after the rungs that were planned at once.

    What passed while the bot was down is left out, not made up for.
    """
    step, _, reader = sent.step.partition(" ")
    word, _, number = step.rpartition("-")
    if word != OVERDUE:
        return None
    count, at = int(number), sent.due_at.astimezone(now.tzinfo)
    while at <= now:
        at = morning(at.date() + timedelta(days=1 if count < DAILY else 7), setup, now)
        count += 1
    rung = name(f"{OVERDUE}-{count}", reader or TEAM)
    return Reminder(deadline=sent.deadline, step=rung, due_at=at, where=sent.where)


def _days(deadline: Deadline, setup: Setup) -> Iterator[tuple[str, date]]:
    if deadline.who == "board":
        for days in setup.rungs.get(deadline.duty, setup.before):
            yield f"{days}-before", deadline.safe - timedelta(days=days)
        yield "safe", deadline.safe
    if deadline.who != "board" or deadline.last_day != deadline.safe:
        yield "last", deadline.last_day


def _overdue(deadline: Deadline, reader: str, setup: Setup, now: datetime) -> Reminder:
    """The first of the overdue steps that is still to come."""
    count = CLIMBS[reader]
    day = max(deadline.last_day + timedelta(days=count), now.date() + timedelta(days=1))
    step = name(f"{OVERDUE}-{count}", reader)
    return Reminder(deadline=deadline.id, step=step, due_at=morning(day, setup, now), where=reader)
