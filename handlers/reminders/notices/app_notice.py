"""Tells the privacy team of products that wait for it, and those who asked for one what was decided."""

from __future__ import annotations

from datetime import UTC

from handlers.apps.posts import decision_post, list_post
from handlers.deadlines.schedule.quiet_hours import next_posting_time
from handlers.deadlines.schedule.steps import StepKind, Unsaid, kind_of
from handlers.reminders.channels import own_chat
from handlers.reminders.notices.role_notice import GIVES_UP, NO_CHAT_PAUSE, send_alone
from handlers.reminders.sending.batch import Batch, PostResult, Result
from handlers.reminders.sending.deliver import TRIES_PER_PLACE, hold
from storage.records import Reminder


def tell_app(step: Reminder, batch: Batch) -> PostResult:
    """Send it while people work; nothing where nothing waits any more, or it is to be decided again."""
    desk, decided = batch.desk(), kind_of(step) is StepKind.DECIDED
    reply = decision_post(step, desk) if decided else list_post(desk)
    if reply is None or desk.now - step.due_at > GIVES_UP:
        desk.store.mark_sent([step], desk.now, Unsaid.NOT_NEEDED)
        return PostResult(Result.NOT_NEEDED)
    if (allowed := next_posting_time(desk.now, batch.setup)) > desk.now:
        return hold([step], allowed)
    if decided:
        place = own_chat(step.where, desk, batch.channels)
    else:
        places = batch.places(step, None)
        place = places[min(max(step.attempts - 1, 0) // TRIES_PER_PLACE, len(places) - 1)] if places else None
    if place is None:
        return hold([step], desk.now.astimezone(UTC) + NO_CHAT_PAUSE)
    if until := batch.wait_for_slot(place):
        return hold([step], until, place)
    return send_alone(step, reply, place, batch)
