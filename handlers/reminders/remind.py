"""Does what is due in a district: one bot at a time, one message for all that falls due together at one place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial

from handlers.deadlines.schedule.quiet_hours import is_urgent, next_posting_time
from handlers.deadlines.schedule.steps import Recipient, StepKind, Unsaid, kind_of, recipient_of
from handlers.dialogue.desk import Desk
from handlers.reminders.channels import Channels, Place
from handlers.reminders.notices.app_notice import tell_app
from handlers.reminders.notices.pages_notice import tell_pages
from handlers.reminders.notices.role_notice import newest_notices, tell_role
from handlers.reminders.notices.training_notice import tell_training
from handlers.reminders.sending.batch import BUSY, Batch, BatchResult, PostResult, Result
from handlers.reminders.sending.deliver import TRIES_PER_PLACE, close, deliver, hold
from handlers.reminders.tidy import tidy
from storage.records import Deadline, Reminder

CountReminders = Callable[[str, int], None]
"""Counts reminders by what happened to them: claimed, sent, failed, held."""
NO_PLACE_PAUSE = timedelta(hours=1)
"""How long a post for the team waits where there is no place for it."""
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
    """Claim all that is due at the desk's moment, tell each place of it in one message, and record that.

    ``now`` gives the present moment; without it everything happens at the desk's. Once it is ``over`` no message is
    begun any more, and what was claimed is given back. While another bot does the district's due work, this one waits.
    """
    if over() or not desk.store.due(desk.now, 1):
        return BatchResult(())
    batch = Batch(desk, channels, now or (lambda: desk.now), over)
    if not batch.take_lease():
        return BatchResult((PostResult(Result.HELD, until=batch.now().astimezone(UTC) + BUSY),))
    try:
        claimed = batch.claim()
        tally("claimed", len(claimed))
        deliveries = _work(claimed, batch)
        held = [(step, one.until) for one in deliveries if one.until for step in one.steps]
        if held:
            desk.store.postpone(held, batch.now())
    finally:
        batch.give_back()
    for result in (Result.SENT, Result.FAILED, Result.HELD):
        tally(result.value, sum(delivery.result is result for delivery in deliveries))
    return BatchResult(tuple(deliveries))


def _work(claimed: Sequence[Reminder], batch: Batch) -> list[PostResult]:
    """Each place by itself, several at a time; what stands there is tidied after something was said."""
    results: list[PostResult] = []
    apart = {
        StepKind.TIDY: tidy,
        StepKind.ROLE: tell_role,
        StepKind.PAGES: tell_pages,
        StepKind.APPS: tell_app,
        StepKind.DECIDED: tell_app,
        StepKind.TRAINING: tell_training,
    }
    kinds = {kind: [step for step in claimed if kind_of(step) is kind] for kind in apart}
    kinds[StepKind.ROLE] = newest_notices(kinds[StepKind.ROLE], batch)
    by_place, others = _by_place([step for step in claimed if kind_of(step) not in apart], batch)
    results += others
    with ThreadPoolExecutor(PARALLEL_PLACES, thread_name_prefix="remind") as pool:
        for some in pool.map(lambda pair: deliver(pair[0], pair[1], batch), by_place):
            results += some
        for kind, work in apart.items():
            results += pool.map(partial(work, batch=batch), kinds[kind])
    return results


def _by_place(steps: Iterable[Reminder], batch: Batch) -> tuple[list[tuple[Place, list[Reminder]]], list[PostResult]]:
    """The steps by the place at which they are told; and what became of those that are not told now."""
    desk, found, others = batch.desk(), defaultdict[str, list[Reminder]](list), list[PostResult]()
    known: dict[str, Place] = {}
    unneeded: list[Reminder] = []
    for step in steps:
        deadline = batch.deadline(step.deadline)
        if step.deadline and deadline is None:
            unneeded.append(step)
        elif (allowed := _allowed(step, deadline, desk, batch)) > desk.now:
            others.append(hold([step], allowed))
        elif places := batch.places(step, deadline):
            place = places[min(max(step.attempts - 1, 0) // TRIES_PER_PLACE, len(places) - 1)]
            known[place.id] = place
            found[place.id].append(step)
        elif recipient_of(step) is Recipient.TEAM:
            others.append(hold([step], desk.now.astimezone(UTC) + NO_PLACE_PAUSE))
        else:
            unneeded.append(step)  # the team reads it too
    if unneeded:
        close(unneeded, batch, Unsaid.NOT_NEEDED)
        others.append(PostResult(Result.NOT_NEEDED))
    return [(known[id], some) for id, some in found.items()], others


def _allowed(step: Reminder, deadline: Deadline | None, desk: Desk, batch: Batch) -> datetime:
    """When it may go out: a breach's clock and an answer at any hour, all else while people work."""
    at_once = is_urgent(deadline) or kind_of(step) is StepKind.ANSWER
    return desk.now if at_once else next_posting_time(desk.now, batch.setup)
