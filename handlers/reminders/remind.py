"""Sends a district's due reminders, one bot at a time, updates older messages, and opens the yearly duties."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from functools import partial

from handlers.deadlines.plan import CALENDAR_CHECK, PlannedDeadline, yearly
from handlers.deadlines.steps import (
    Recipient,
    StepKind,
    Unsaid,
    is_urgent,
    kind_of,
    next_posting_time,
    open_deadlines,
    read_step,
    recipient_of,
)
from handlers.dialogue.desk import Desk, Message
from handlers.forms.filling import change
from handlers.questions.lead_questions import tells_of_breach
from handlers.reminders import personal_notices
from handlers.reminders.channels import Changeable, Channels, Place, RetryLater, Unreachable, is_at
from handlers.reminders.messages.current_post import current_post, messages_of
from handlers.reminders.sending.batch import BUSY, Batch, BatchResult, PostResult, Result
from handlers.reminders.sending.deliver import TRIES_PER_PLACE, close, deliver, hold
from handlers.training.commands import plan_nudges
from knowledge.law import HOLIDAYS
from knowledge.model import Topic
from storage.records import Deadline, Reminder

log = logging.getLogger("dpa")
MOST = 2000
PAUSE, GIVES_UP = timedelta(minutes=1), timedelta(minutes=10)
"""How long to wait before changing a message again, and after how long to give up."""


def tidy(step: Reminder, batch: Batch) -> PostResult:
    """Updates each message at a place that has outdated rows; safe to repeat.

    ``step.post`` counts the messages done, so that a pause does not start over.
    """
    desk, since = batch.desk(), _moment(step)
    place = desk.store.place(step.where)
    if place is None or not isinstance(batch.channels.get(place.surface), Changeable):
        return _close(step, batch)
    addresses = sorted(set(_outdated(place, since, desk)))
    for number, address in enumerate(addresses[int(step.post or 0) :], int(step.post or 0)):
        if batch.over() or not batch.begin([step], str(number)):
            return PostResult(Result.HELD, place.id, batch.now().astimezone(UTC), (step,))
        if (wait := _settle(step, place, address, batch)) is not None:
            return PostResult(Result.HELD, place.id, batch.now().astimezone(UTC) + wait, (step,))
    return _close(step, batch)


def _settle(step: Reminder, place: Place, address: str, batch: Batch) -> timedelta | None:
    """Updates one message; returns how long to wait before the next try, None where it is done or given up."""
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
    """For each deadline in a message sent since then: its newest message, if begun before, and the one before that."""
    recent = [one for one in desk.store.sent(since, MOST) if is_at(one.sent_as, place)]
    for id in dict.fromkeys(one.deadline for one in recent if one.deadline):
        newest, *older = messages_of(id, place, desk)
        first_sent = min(one.sent_at for one in desk.store.in_message(newest) if one.sent_at)
        if first_sent < since:
            yield newest
        yield from older[:1]


def _moment(step: Reminder) -> datetime:
    parsed = read_step(step.step)
    assert parsed is not None
    assert isinstance(parsed.on, datetime)
    return parsed.on.replace(tzinfo=UTC)


def _close(step: Reminder, batch: Batch) -> PostResult:
    desk = batch.desk()
    desk.store.mark_sent([step], desk.now, Unsaid.TIDIED)
    return PostResult(Result.CHANGED)


CountReminders = Callable[[str, int], None]
"""Counts reminders by what happened to them: claimed, sent, failed, held."""
NO_PLACE_PAUSE = timedelta(hours=1)
"""How long a post for the team waits where the team has no place."""
PARALLEL_PLACES = 8
"""How many places are written to at the same time."""


def remind(
    desk: Desk,
    channels: Channels,
    tally: CountReminders = lambda *_: None,
    *,
    now: Callable[[], datetime] | None = None,
    over: Callable[[], bool] = lambda: False,
) -> BatchResult:
    """Claims all that is due, tells each place of it in one message, and records that.

    ``now`` gives the present time; without it everything happens at the desk's. Once ``over`` returns True no message
    is begun, and what was claimed is given back. While another bot does the district's due work, this one waits.
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
    """Delivers the steps by place, several at a time; then those about no deadline, and updates of older messages."""
    results: list[PostResult] = []
    handlers = {
        StepKind.TIDY: tidy,
        StepKind.ROLE: personal_notices.tell_role,
        StepKind.PAGES: personal_notices.tell_pages,
        StepKind.APPS: personal_notices.tell_app,
        StepKind.DECIDED: personal_notices.tell_app,
        StepKind.TRAINING: personal_notices.tell_training,
        StepKind.SILENT: personal_notices.tell_silence,
    }
    kinds = {kind: [step for step in claimed if kind_of(step) is kind] for kind in handlers}
    kinds[StepKind.ROLE] = personal_notices.newest_notices(kinds[StepKind.ROLE], batch)
    by_place, others = _by_place([step for step in claimed if kind_of(step) not in handlers], batch)
    results += others
    with ThreadPoolExecutor(PARALLEL_PLACES, thread_name_prefix="remind") as pool:
        for some in pool.map(lambda pair: deliver(pair[0], pair[1], batch), by_place):
            results += some
        for kind, handler in handlers.items():
            results += pool.map(partial(handler, batch=batch), kinds[kind])
    return results


def _by_place(steps: Iterable[Reminder], batch: Batch) -> tuple[list[tuple[Place, list[Reminder]]], list[PostResult]]:
    """The steps grouped by the place to tell; and the results of those not told now."""
    desk, grouped, results = batch.desk(), defaultdict[str, list[Reminder]](list), list[PostResult]()
    places_by_id: dict[str, Place] = {}
    unneeded: list[Reminder] = []
    for step in steps:
        deadline = batch.deadline(step.deadline)
        if step.deadline and deadline is None:
            unneeded.append(step)
        elif (allowed := _allowed(step, deadline, desk, batch)) > desk.now:
            results.append(hold([step], allowed))
        elif places := batch.places(step, deadline):
            place = places[min(max(step.attempts - 1, 0) // TRIES_PER_PLACE, len(places) - 1)]
            places_by_id[place.id] = place
            grouped[place.id].append(step)
        elif recipient_of(step) is Recipient.TEAM:
            results.append(hold([step], desk.now.astimezone(UTC) + NO_PLACE_PAUSE))
        else:
            unneeded.append(step)  # the team reads it too
    if unneeded:
        close(unneeded, batch, Unsaid.NOT_NEEDED)
        results.append(PostResult(Result.NOT_NEEDED))
    return [(places_by_id[id], some) for id, some in grouped.items()], results


def _allowed(step: Reminder, deadline: Deadline | None, desk: Desk, batch: Batch) -> datetime:
    """When the step may go out: for a breach or an answer at any hour, else in working hours."""
    at_once = is_urgent(deadline) or kind_of(step) is StepKind.ANSWER or tells_of_breach(step, desk)
    return desk.now if at_once else next_posting_time(desk.now, batch.setup)


EARLY, CHECK_EARLY = 60, 14
"""Days before the safe date when a yearly duty and the check of the calendar open."""
CHECK_BY = (12, 15)
"""Month and day by which next year's holidays and closures must be checked."""


def open_yearly(desk: Desk) -> None:
    """Opens the yearly duties due soon, once a year; safe to repeat."""
    for planned in _planned(desk):
        early = CHECK_EARLY if planned.duty == CALENDAR_CHECK else EARLY
        if 0 <= (planned.safe - desk.today).days <= early:
            _open(planned, desk)
    plan_nudges(desk)


def _open(planned: PlannedDeadline, desk: Desk) -> None:
    clock = Message("", who="clock", surface="clock", request=f"yearly {planned.duty} {planned.safe}")
    lead = desk.store.setup().lead
    change("open", clock, desk, lambda draft: open_deadlines([planned], "", lead, draft, desk))


def _planned(desk: Desk) -> Iterator[PlannedDeadline]:
    for duty in desk.law.on(desk.today).duties.values():
        of_board = duty.who == "board" and (duty.event or "").startswith("annual_")
        if of_board and (planned := yearly(duty, desk.today, desk.calendar)):
            yield planned
    check = date(desk.today.year, *CHECK_BY)
    holidays = desk.law.named(Topic, HOLIDAYS, desk.today).cites[0]
    yield PlannedDeadline(CALENDAR_CHECK, str(holidays), "board", check, check, "")
