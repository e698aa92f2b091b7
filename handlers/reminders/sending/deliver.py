"""Carries out a place's plan: sends, replies in threads and changes messages, records results, and retries failures."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import assert_never

from handlers.deadlines.states import families_wait
from handlers.deadlines.steps import (
    ASKER,
    Step,
    StepKind,
    Unsaid,
    kind_of,
    next_posting_time,
    next_rung,
    recipient_of,
    reminder_for,
)
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Reply, Text
from handlers.people.names import place_name
from handlers.questions.lead_questions import is_letter, letter, letter_delivered
from handlers.reminders.channels import PAGE, Changeable, Place, RetryLater, Threaded, Unreachable
from handlers.reminders.messages import posts
from handlers.reminders.messages import words as reminder_words
from handlers.reminders.messages.current_post import current_post, single
from handlers.reminders.messages.posts import list_post, nudge
from handlers.reminders.messages.readers import for_place
from handlers.reminders.sending.batch import Batch, PostResult, Result
from handlers.reminders.sending.plan import NUDGE, Action, Change, Drop, Nudge, Post, Wait, plan, situation_of
from storage.records import Deadline, Reminder, Status

log = logging.getLogger("dpa")
PAUSES = (1, 5, 15, 60)
"""Minutes until a failed message is tried again, by the number of failures."""
TRIES_PER_PLACE = 2
"""Failures at one place before the next place is tried."""


def deliver(place: Place, steps: Sequence[Reminder], batch: Batch) -> list[PostResult]:
    """Delivers all that is due at a place."""
    dues, situation = situation_of(place, steps, batch)
    return [result for action in plan(dues, situation) for result in _do(action, place, batch)]


def _do(action: Action, place: Place, batch: Batch) -> list[PostResult]:
    steps = list(action.steps)
    if batch.over():
        return [hold(steps, batch.now())]
    match action:
        case Drop():
            close(steps, batch, Unsaid.NOTHING_TO_TELL)
            return [PostResult(Result.NOT_NEEDED)]
        case Wait():
            desk = batch.desk()
            tomorrow = datetime.combine(desk.today + timedelta(days=1), datetime.min.time(), desk.now.tzinfo)
            return [hold(steps, next_posting_time(tomorrow, batch.setup))]
        case Post() | Nudge() | Change():
            return _try(action, place, batch)
        case _:
            assert_never(action)


def _try(action: Post | Nudge | Change, place: Place, batch: Batch) -> list[PostResult]:
    """Tries at this place; goes to the next place where it cannot be reached."""
    steps = list(action.steps)
    try:
        if isinstance(action, Change):
            return [_change(action, place, batch)]
        if until := batch.wait_for_slot(place):
            return [hold(steps, until, place)]
        return [_send(action, place, batch)]
    except RetryLater as later:
        return [hold(steps, batch.pause(place, later.seconds), place)]
    except Unreachable as unreachable:
        return _elsewhere(steps, place, unreachable, batch)
    except Exception as problem:  # noqa: BLE001 - whatever a surface raises, the reminders are kept and tried again
        return [failed(steps, place, problem, batch)]


def _send(action: Post | Nudge, place: Place, batch: Batch) -> PostResult:
    """Names the message, sends and records it, unless another bot has it now."""
    steps, desk, channel = list(action.steps), batch.desk(), batch.channels[place.surface]
    again = all(step.post for step in steps)
    name = steps[0].post if again else f"{NUDGE if isinstance(action, Nudge) else ''}{steps[-1].id}"
    if is_letter(steps[0]):
        return _send_letter(steps[0], name, place, batch)
    deadlines = _open_ones(steps, desk)
    if not deadlines and not any(kind_of(step) is StepKind.DIGEST for step in steps):
        close(steps, batch, Unsaid.NOTHING_TO_TELL)
        return PostResult(Result.NOT_NEEDED)
    if not batch.begin(steps, name):
        return PostResult(Result.NOT_NEEDED, place.id)
    if isinstance(action, Nudge) and isinstance(channel, Threaded):
        channel.reply_under(place, action.message, nudge(deadlines, desk), name, again=again)
        close(steps, batch, action.message, tidied=place)
        return PostResult(Result.SENT, place.id)
    shown = for_place(_where_it_belongs(_new_post(deadlines, steps, desk), steps, place, batch), place, desk)
    tidied = place if isinstance(channel, Changeable) else None
    close(steps, batch, channel.send(place, shown, name, again=again), tidied=tidied)
    return PostResult(Result.SENT, place.id)


def _send_letter(step: Reminder, name: str, place: Place, batch: Batch) -> PostResult:
    """Sends a question to the privacy lead, or its answer to the asker, in a message of its own."""
    shown = letter(step, batch.desk())
    if shown is None:
        close([step], batch, Unsaid.NOTHING_TO_TELL)
        return PostResult(Result.NOT_NEEDED)
    if not batch.begin([step], name):
        return PostResult(Result.NOT_NEEDED, place.id)
    shown = for_place(shown, place, batch.desk())
    address = batch.channels[place.surface].send(place, shown, name, again=bool(step.post))
    close([step], batch, Unsaid.SEALED if kind_of(step) is StepKind.ANSWER else address)
    if place.id != PAGE.id:  # on the page it is read later
        letter_delivered(step, batch.desk())
    return PostResult(Result.SENT, place.id)


def _open_ones(steps: Iterable[Reminder], desk: Desk) -> list[Deadline]:
    """The steps' deadlines that are still open, each once."""
    found = (desk.store.deadline(id) for id in dict.fromkeys(step.deadline for step in steps) if id)
    return [deadline for deadline in found if deadline and deadline.status is Status.OPEN]


def _new_post(found: Sequence[Deadline], steps: Sequence[Reminder], desk: Desk) -> Reply:
    has_digest = any(kind_of(step) is StepKind.DIGEST for step in steps)
    if len(found) == 1 and not has_digest:
        return single(found[0], steps, desk)
    if not found:
        return posts.digest_reply(desk) or Reply(title=reminder_words.NOTHING_SOON)
    return list_post(found, frozenset(map(recipient_of, steps)), desk, digest=has_digest)


def _where_it_belongs(reply: Reply, steps: Iterable[Reminder], place: Place, batch: Batch) -> Reply:
    """The reply; with a line that says so, where it could not reach its own place."""
    firsts = [batch.places(step, batch.deadline(step.deadline))[0] for step in steps]
    if any(first == place for first in firsts):
        return reply
    missed = place_name(firsts[0])
    return replace(reply, parts=(Text(reminder_words.sent_elsewhere(place=missed)), *reply.parts))


def _change(action: Change, place: Place, batch: Batch) -> PostResult:
    """Updates the message with these steps; where the surface cannot, only records them."""
    desk, channel = batch.desk(), batch.channels[place.surface]
    if isinstance(channel, Changeable) and (reply := current_post(action.message, desk, action.steps)):
        channel.settle(place, action.message, reply)
    close(list(action.steps), batch, action.message)
    return PostResult(Result.CHANGED, place.id)


def _elsewhere(steps: Sequence[Reminder], place: Place, problem: Exception, batch: Batch) -> list[PostResult]:
    """Tries each step at its next place; those that have none are tried again later."""
    onward, stuck = defaultdict[str, list[Reminder]](list), list[Reminder]()
    known: dict[str, Place] = {}
    for step in steps:
        places = list(batch.places(step, batch.deadline(step.deadline)))
        rest = places[places.index(place) + 1 :] if place in places else []
        if rest:
            known[rest[0].id] = rest[0]
            onward[rest[0].id].append(step)
        else:
            stuck.append(step)
    results = [result for id, some in onward.items() for result in _try(Post(tuple(some)), known[id], batch)]
    return [*results, *([failed(stuck, place, problem, batch)] if stuck else [])]


def close(steps: Sequence[Reminder], batch: Batch, sent_as: str, *, tidied: Place | None = None) -> None:
    """Marks the reminders as sent and plans what follows; updates older messages at the place ``tidied``."""
    desk = batch.desk()
    rungs = (next_rung(one, batch.setup, desk.now, families_wait=_families_wait(one, batch)) for one in steps)
    following = [rung for rung in rungs if rung]
    if any(kind_of(step) is StepKind.DIGEST for step in steps):
        following += posts.next_digest(desk)
    if tidied:
        step = Step(StepKind.TIDY, on=desk.now.astimezone(UTC), to=tidied.id)
        following.append(reminder_for(step, "", desk.now))
    desk.store.mark_sent(steps, desk.now, sent_as, following)


def _families_wait(step: Reminder, batch: Batch) -> bool:
    deadline = batch.deadline(step.deadline)
    return deadline is not None and families_wait(deadline, batch.open_ones.values())


def hold(steps: Iterable[Reminder], until: datetime, place: Place | None = None) -> PostResult:
    """A result for steps to try again at ``until``; they are postponed at the end of the pass, in one write."""
    return PostResult(Result.HELD, place.id if place else "", until, steps=tuple(steps))


def failed(steps: Sequence[Reminder], place: Place, problem: Exception, batch: Batch) -> PostResult:
    """Records the failure; tried again after a pause that grows with each."""
    newest, desk, reason = steps[-1], batch.desk(), type(problem).__name__
    pause = PAUSES[max(0, min(newest.attempts, len(PAUSES)) - 1)]
    about = f"{newest.deadline} {kind_of(newest) or ''}".strip()
    where = ASKER if kind_of(newest) is StepKind.ANSWER else place.id
    log.warning("reminder %s not sent to %s (%s); retrying in %s minutes", about, where, reason, pause)
    retry_at = desk.now.astimezone(UTC) + timedelta(minutes=pause)
    desk.store.mark_failed(steps, desk.now, retry_at, reason)
    return PostResult(Result.FAILED, place.id)
