"""What the records tell of a place: who reads it, what was said there today, and where each deadline stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from handlers.deadlines.quiet_hours import is_urgent
from handlers.deadlines.steps import StepKind, kind_of
from handlers.dialogue.desk import Desk
from handlers.reminders.channels import Changeable, Channel, Threaded, is_at
from handlers.reminders.digest import listed
from handlers.reminders.living import message_of, one_message
from handlers.reminders.plan import Due, Situation
from storage.records import Place, Reminder

JOINS_FOR = timedelta(hours=1)
"""So long after a message was posted a new deadline may join it."""
MOST_IN_MESSAGE = 15
MOST_TODAY = 1000


def situation_of(
    place: Place, steps: Sequence[Reminder], channel: Channel, desk: Desk
) -> tuple[tuple[Due, ...], Situation]:
    """The steps as they stand at the place, and the place."""
    today = [one for one in desk.store.sent(_midnight(desk), MOST_TODAY) if is_at(one.sent_as, place)]
    shared = not any(person.place == place.id for person in desk.store.people())
    digest = any(kind_of(step) is StepKind.DIGEST for step in steps)
    dues = tuple(
        Due(step, _urgent(step, desk), message_of(step.deadline, place, desk) if step.deadline else "")
        for step in steps
    )
    return dues, Situation(
        shared=shared,
        threads=isinstance(channel, Threaded),
        told_today=any(not _urgent(one, desk) for one in today),
        recent=_recent(today, desk) if isinstance(channel, Changeable) else "",
        summed_up=_summed_up(place, desk) if digest else None,
    )


def _urgent(step: Reminder, desk: Desk) -> bool:
    """Whether it does not wait for another day: a breach's clock, or what was handed on at the last moment."""
    deadline = desk.store.deadline(step.deadline) if step.deadline else None
    if deadline is None:
        return False
    new = kind_of(step) in {StepKind.OPENED, StepKind.ASSIGNED}
    return is_urgent(deadline) or (new and 0 <= (deadline.last_day - desk.today).days <= 1)


def _midnight(desk: Desk) -> datetime:
    return datetime.combine(desk.today, datetime.min.time(), desk.now.tzinfo)


def _recent(today: Sequence[Reminder], desk: Desk) -> str:
    """The newest message of the last hour that has room."""
    for one in today:
        steps = desk.store.in_message(one.sent_as)
        begun = min((step.sent_at for step in steps if step.sent_at), default=desk.now)
        return one.sent_as if desk.now - begun < JOINS_FOR and len(steps) < MOST_IN_MESSAGE else ""
    return ""


def _summed_up(place: Place, desk: Desk) -> str | None:
    """The one message that has all that a digest would list; empty where that is nothing, None where it has not all."""
    found = listed(desk)
    return one_message([message_of(one.id, place, desk) for one in found]) or None if found else ""
