"""What matters of a place before it is told of something: who reads it, and what was said there today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from handlers.deadlines.schedule.quiet_hours import is_urgent
from handlers.deadlines.schedule.steps import StepKind, kind_of
from handlers.deadlines.states import follows_breach
from handlers.dialogue.desk import Desk
from handlers.people.page_people import MAIL
from handlers.questions.posts import is_letter
from handlers.reminders.channels import Changeable, Threaded, is_at
from handlers.reminders.messages.digest import has_more, listed
from handlers.reminders.messages.living import message_of, one_message
from handlers.reminders.sending.batch import Batch
from handlers.reminders.sending.plan import DueStep, Situation
from storage.records import Place, Reminder

JOINS_FOR = timedelta(hours=1)
"""So long after a message was posted a new deadline may join it."""
MOST_IN_MESSAGE = 15
APART = frozenset({StepKind.ROLE, StepKind.PAGES, StepKind.APPS, StepKind.DECIDED, StepKind.TRAINING})
"""What is told in messages of its own, of no deadline."""


def situation_of(place: Place, steps: Sequence[Reminder], batch: Batch) -> tuple[tuple[DueStep, ...], Situation]:
    """The steps as they stand at the place, and the place."""
    desk, channel = batch.desk(), batch.channels[place.surface]
    shared = place.id not in batch.chats and place.surface != MAIL
    today = [
        one for one in batch.today if is_at(one.sent_as, place) and not is_letter(one) and kind_of(one) not in APART
    ]
    digest = any(kind_of(step) is StepKind.DIGEST for step in steps)
    found = {id: message_of(id, place, desk) for id in {step.deadline for step in steps} if id and shared}
    dues = tuple(
        DueStep(step, _urgent(step, batch), found.get(step.deadline, ""), _of_breach(step, batch)) for step in steps
    )
    others = [one for one in today if not _of_breach(one, batch)]
    return dues, Situation(
        shared=shared,
        threads=isinstance(channel, Threaded),
        told_today=any(not _urgent(one, batch) for one in others),
        recent=_recent(others, desk) if shared and isinstance(channel, Changeable) else "",
        summed_up=_summed_up(place, desk) if digest else None,
    )


def _urgent(step: Reminder, batch: Batch) -> bool:
    """Whether it does not wait for another day: a breach's clock, or what was handed on at the last moment."""
    deadline = batch.deadline(step.deadline)
    if deadline is None:
        return False
    new = kind_of(step) in {StepKind.OPENED, StepKind.ASSIGNED}
    return is_urgent(deadline) or (new and 0 <= (deadline.last_day - batch.began.today).days <= 1)


def _of_breach(step: Reminder, batch: Batch) -> bool:
    deadline = batch.deadline(step.deadline)
    return deadline is not None and follows_breach(deadline)


def _recent(today: Sequence[Reminder], desk: Desk) -> str:
    """The newest message of the last hour that has room."""
    for one in today:
        steps = desk.store.in_message(one.sent_as)
        begun = min((step.sent_at for step in steps if step.sent_at), default=desk.now)
        return one.sent_as if desk.now - begun < JOINS_FOR and len(steps) < MOST_IN_MESSAGE else ""
    return ""


def _summed_up(place: Place, desk: Desk) -> str | None:
    """The one message that has all that a digest would list beside breaches, which have their own messages.

    Empty where that is nothing, None where it has not all.
    """
    if has_more(desk):
        return None
    found = [one for one in listed(desk) if not follows_breach(one)]
    return one_message([message_of(one.id, place, desk) for one in found]) or None if found else ""
