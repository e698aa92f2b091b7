"""Brings what stands at a place up to date after something was said there, so that no older message keeps buttons."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from handlers.deadlines.schedule.steps import Unsaid, read_step
from handlers.dialogue.desk import Desk
from handlers.reminders.channels import Changeable, Place, RetryLater, Unreachable, is_at
from handlers.reminders.messages.current_post import current_post
from handlers.reminders.messages.living import messages_of
from handlers.reminders.sending.batch import Batch, PostResult, Result
from storage.records import Reminder

log = logging.getLogger("dpa")
MOST = 2000
PAUSE, GIVES_UP = timedelta(minutes=1), timedelta(minutes=10)
"""After which a message that could not be changed is tried again, and no longer tried."""


def tidy(step: Reminder, batch: Batch) -> PostResult:
    """Show each message that was overtaken or recalled as it stands now; safe to repeat.

    The step's name for its message counts how many are done, so that a pause does not begin all over.
    """
    desk, since = batch.desk(), _moment(step)
    place = desk.store.place(step.where)
    if place is None or not isinstance(batch.channels.get(place.surface), Changeable):
        return _close(step, batch)
    found = sorted(set(_outdated(place, since, desk)))
    for number, address in enumerate(found[int(step.post or 0) :], int(step.post or 0)):
        if batch.over() or not batch.begin([step], str(number)):
            return PostResult(Result.HELD, place.id, batch.now().astimezone(UTC), (step,))
        if (wait := _settle(step, place, address, batch)) is not None:
            return PostResult(Result.HELD, place.id, batch.now().astimezone(UTC) + wait, (step,))
    return _close(step, batch)


def _settle(step: Reminder, place: Place, address: str, batch: Batch) -> timedelta | None:
    """Show one message as it stands; how long to wait before it is tried again, None where that is no use."""
    channel, desk = batch.channels[place.surface], batch.desk()
    try:
        if isinstance(channel, Changeable) and (reply := current_post(address, desk)):
            channel.settle(place, address, reply)
    except RetryLater as later:
        return timedelta(seconds=later.seconds)
    except Exception as trouble:  # noqa: BLE001 - it may pass, and the others are still to be shown
        log.warning("a message at %s could not be changed (%s)", place.id, type(trouble).__name__)
        if not isinstance(trouble, Unreachable) and desk.now - step.due_at < GIVES_UP:
            return PAUSE
    return None


def _outdated(place: Place, since: datetime, desk: Desk) -> Iterator[str]:
    """The message that each deadline left, and the one that it had before where it was recalled there."""
    recent = [one for one in desk.store.sent(since, MOST) if is_at(one.sent_as, place)]
    for id in dict.fromkeys(one.deadline for one in recent if one.deadline):
        newest, *older = messages_of(id, place, desk)
        begun = min(one.sent_at for one in desk.store.in_message(newest) if one.sent_at)
        if begun < since:
            yield newest
        yield from older[:1]


def _moment(step: Reminder) -> datetime:
    read = read_step(step.step)
    assert read is not None
    assert isinstance(read.on, datetime)
    return read.on.replace(tzinfo=UTC)


def _close(step: Reminder, batch: Batch) -> PostResult:
    desk = batch.desk()
    desk.store.mark_sent([step], desk.now, Unsaid.TIDIED)
    return PostResult(Result.CHANGED)
