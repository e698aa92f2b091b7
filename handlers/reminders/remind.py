"""Sends what is due: each post once, recorded, and tried again until it is out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from handlers.deadlines.ladder import next_rung
from handlers.deadlines.quiet_hours import is_urgent, next_posting_time
from handlers.deadlines.steps import Recipient, StepKind, kind_of, recipient_of
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Reply, Text
from handlers.people.owners import can_message
from handlers.reminders import digest
from handlers.reminders import words as reminder_words
from handlers.reminders.batch import Batch, BatchResult, PostResult, Result
from handlers.reminders.channels import Channels, RetryLater, Unreachable
from handlers.reminders.posts import post
from storage.records import Deadline, Place, Reminder, Status

log = logging.getLogger("dpa")
CountReminders = Callable[[str, int], None]
"""Counts reminders by what happened to them: claimed, sent, failed, held."""
PAUSES = (1, 5, 15, 60)
"""Minutes until a failed post is tried again, growing."""
NO_PLACE_PAUSE = timedelta(hours=1)
"""How long a post for the team waits where there is no place for it."""
TRIES_PER_PLACE = 2
"""Failures at one place before the next one is tried."""
PARALLEL_PLACES = 8
"""Places that are written to at the same time."""


def remind(
    desk: Desk,
    channels: Channels,
    tally: CountReminders = lambda *_: None,
    *,
    now: Callable[[], datetime] | None = None,
    over: Callable[[], bool] = lambda: False,
) -> BatchResult:
    """Claim what is due at the desk's moment, send it and record it, the oldest first.

    ``now`` gives the present moment; without it everything happens at the desk's. Once it is ``over`` no post is begun
    any more, and what was claimed is given back. Several steps of one deadline that fell due together, as after a time
    off, are one post.
    """
    deliveries: list[PostResult] = []
    batch = Batch(desk, channels, now or (lambda: desk.now), over)
    with ThreadPoolExecutor(PARALLEL_PLACES, thread_name_prefix="remind") as pool:
        while not over() and (claimed := batch.claim()):
            tally("claimed", len(claimed))
            done = list(pool.map(lambda steps: _deliver(steps, batch), _by_post(claimed)))
            held = [(step, delivery.until) for delivery in done if delivery.until for step in delivery.steps]
            if held:
                desk.store.postpone(held, batch.now())
            deliveries += done
    for result in (Result.SENT, Result.FAILED, Result.HELD):
        tally(result.value, sum(delivery.result is result for delivery in deliveries))
    return BatchResult(tuple(deliveries))


def _by_post(claimed: Iterable[Reminder]) -> list[list[Reminder]]:
    """The reminders that go out as one post: those of one deadline for one recipient, the oldest first."""
    found: dict[tuple[str, str], list[Reminder]] = {}
    for reminder in claimed:
        key = (reminder.deadline or reminder.step, reminder.where)
        found.setdefault(key, []).append(reminder)
    return list(found.values())


def _deliver(steps: list[Reminder], batch: Batch) -> PostResult:
    newest, desk = steps[-1], batch.desk()
    if not batch.may_begin(newest, desk.now):
        return _hold(steps, desk.now)
    deadline = desk.store.deadline(newest.deadline) if newest.deadline else None
    if newest.deadline and (deadline is None or deadline.status is not Status.OPEN):
        return _skip(steps, batch, "not needed")
    allowed = desk.now if is_urgent(deadline) else next_posting_time(desk.now, batch.setup)
    if allowed > desk.now:
        return _hold(steps, allowed)
    return _deliver_to_reader(steps, deadline, batch)


def _deliver_to_reader(steps: list[Reminder], deadline: Deadline | None, batch: Batch) -> PostResult:
    newest, desk = steps[-1], batch.desk()
    if _lead_has_their_own(newest, deadline, desk):
        return _skip(steps, batch, "the lead has one of their own")
    recipient = recipient_of(newest)
    if found := batch.places(recipient, deadline):
        return _try_places(steps, found, batch)
    if recipient is Recipient.TEAM:
        return _hold(steps, desk.now.astimezone(UTC) + NO_PLACE_PAUSE)
    return _skip(steps, batch, "nobody to tell")  # the team reads it too


def _lead_has_their_own(reminder: Reminder, deadline: Deadline | None, desk: Desk) -> bool:
    """Whether it would reach the lead in an owner's stead, who gets overdue reminders in any case."""
    if deadline is None or recipient_of(reminder) is not Recipient.OWNER or kind_of(reminder) is not StepKind.OVERDUE:
        return False
    return not can_message(deadline.owner, desk)


def _try_places(steps: list[Reminder], found: list[Place], batch: Batch) -> PostResult:
    """At the best place; at the next one where it failed too often, or at once where trying again is no use."""
    start = min((steps[-1].attempts - 1) // TRIES_PER_PLACE, len(found) - 1)
    for place in found[start:]:
        try:
            return _send_in_turn(steps, place, found[0], batch)
        except Unreachable as unreachable:
            problem: Exception = unreachable
        except Exception as trouble:  # noqa: BLE001 - whatever a surface raises, the reminder is kept and tried again
            problem = trouble
            break
    return _record_failure(steps, batch, place, problem)


def _send_in_turn(steps: list[Reminder], place: Place, first: Place, batch: Batch) -> PostResult:
    """Wait for the place's next slot, then send."""
    if until := batch.wait_for_slot(place):
        return _hold(steps, until, place)
    try:
        return _send(steps, place, first, batch)
    except RetryLater as later:
        return _hold(steps, batch.pause(place, later.seconds), place)


def _send(steps: list[Reminder], place: Place, first: Place, batch: Batch) -> PostResult:
    """Send and record, unless another bot took it over meanwhile; ``first`` is the place where it belongs."""
    newest, desk, channel = steps[-1], batch.desk(), batch.channels[place.surface]
    reply = post(newest, desk) if newest.deadline else digest.digest_reply(desk)
    if reply is None:
        return _skip(steps, batch, "nothing to tell")
    again = newest.attempts > 1
    if not desk.store.still_claimed(newest):
        return PostResult(Result.NOT_NEEDED, place.id)
    shown = reply if place == first else _sent_elsewhere(reply, first)
    return _record_sent(steps, batch, channel.send(place, shown, newest.id, again=again), place)


def _record_sent(steps: list[Reminder], batch: Batch, address: str, place: Place) -> PostResult:
    _close(steps, batch, address)
    return PostResult(Result.SENT, place.id)


def _skip(steps: list[Reminder], batch: Batch, reason: str) -> PostResult:
    _close(steps, batch, reason)
    return PostResult(Result.NOT_NEEDED)


def _close(steps: list[Reminder], batch: Batch, sent_as: str) -> None:
    """Mark the reminders as sent, and plan what follows them."""
    newest, desk = steps[-1], batch.desk()
    rung = next_rung(newest, batch.setup, desk.now)
    following = digest.next_digest(desk) if not newest.deadline else [rung] if rung else []
    desk.store.mark_sent(steps, desk.now, sent_as, following)


def _hold(steps: list[Reminder], until: datetime, place: Place | None = None) -> PostResult:
    """Given back at the end of the batch, all of it in one write."""
    return PostResult(Result.HELD, place.id if place else "", until, steps=tuple(steps))


def _record_failure(steps: list[Reminder], batch: Batch, place: Place, problem: Exception) -> PostResult:
    newest, desk, reason = steps[-1], batch.desk(), type(problem).__name__
    pause = PAUSES[min(newest.attempts, len(PAUSES)) - 1]
    log.warning("reminder %s not sent to %s (%s); retrying in %s minutes", newest.id, place.id, reason, pause)
    retry_at = desk.now.astimezone(UTC) + timedelta(minutes=pause)
    desk.store.mark_failed(steps, desk.now, retry_at, reason)
    return PostResult(Result.FAILED, place.id)


def _sent_elsewhere(reply: Reply, first: Place) -> Reply:
    """The same reply, with a line for its recipient that their own place could not be reached."""
    return replace(reply, parts=(Text(reminder_words.sent_elsewhere(first.name or first.id)), *reply.parts))
