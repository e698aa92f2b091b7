"""Tells the privacy team, while people work, of posted pages that are gone."""

from __future__ import annotations

from datetime import UTC

from handlers.deadlines.schedule.quiet_hours import next_posting_time
from handlers.deadlines.schedule.steps import Unsaid
from handlers.links.posts import pages_post
from handlers.reminders.notices.role_notice import GIVES_UP, NO_CHAT_PAUSE, send_alone
from handlers.reminders.sending.batch import Batch, PostResult, Result
from handlers.reminders.sending.deliver import TRIES_PER_PLACE, hold
from storage.records import Reminder


def tell_pages(step: Reminder, batch: Batch) -> PostResult:
    """Send it to the team's place; nothing where the pages are there again."""
    desk = batch.desk()
    reply = pages_post(step, desk)
    if reply is None or desk.now - step.due_at > GIVES_UP:
        desk.store.mark_sent([step], desk.now, Unsaid.NOT_NEEDED)
        return PostResult(Result.NOT_NEEDED)
    if (allowed := next_posting_time(desk.now, batch.setup)) > desk.now:
        return hold([step], allowed)
    places = batch.places(step, None)
    if not places:
        return hold([step], desk.now.astimezone(UTC) + NO_CHAT_PAUSE)
    place = places[min(max(step.attempts - 1, 0) // TRIES_PER_PLACE, len(places) - 1)]
    if until := batch.wait_for_slot(place):
        return hold([step], until, place)
    return send_alone(step, reply, place, batch)
