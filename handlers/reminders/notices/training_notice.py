"""Reminds somebody of the training in their own chat or by e-mail, while people work."""

from __future__ import annotations

from datetime import UTC

from handlers.deadlines.schedule.quiet_hours import next_posting_time
from handlers.deadlines.schedule.steps import Unsaid
from handlers.reminders.channels import PAGE, own_places
from handlers.reminders.notices.role_notice import GIVES_UP, NO_CHAT_PAUSE, send_alone
from handlers.reminders.sending.batch import Batch, PostResult, Result
from handlers.reminders.sending.deliver import hold
from handlers.training.nudge import nudge
from storage.records import Reminder


def tell_training(step: Reminder, batch: Batch) -> PostResult:
    """Send it; nothing to those who did it meanwhile. Who has no chat with us yet gets it once they have."""
    desk = batch.desk()
    reply = nudge(step.where, desk)
    if reply is None or desk.now - step.due_at > GIVES_UP:
        desk.store.mark_sent([step], desk.now, Unsaid.NOT_NEEDED)
        return PostResult(Result.NOT_NEEDED)
    if (allowed := next_posting_time(desk.now, batch.setup)) > desk.now:
        return hold([step], allowed)
    place = next((one for one in own_places(step.where, desk, batch.channels) if one != PAGE), None)
    if place is None:
        return hold([step], desk.now.astimezone(UTC) + NO_CHAT_PAUSE)
    if until := batch.wait_for_slot(place):
        return hold([step], until, place)
    return send_alone(step, reply, place, batch)
