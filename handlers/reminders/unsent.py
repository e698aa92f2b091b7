"""The reminders that should be out by now and are not."""

from __future__ import annotations

from datetime import timedelta

from handlers.dialogue.desk import Desk
from storage.records import Reminder

LONGEST_PAUSE = timedelta(hours=1)
"""The longest rest of a reminder after a failure, before it is tried again."""
MOST = 1000


def unsent_reminders(desk: Desk) -> tuple[Reminder, ...]:
    """Those due and not sent, also while they rest after a failure; none held for long. Raises StoreError."""
    found = desk.store.due(desk.now + LONGEST_PAUSE, MOST)
    return tuple(reminder for reminder in found if reminder.due_at <= desk.now)


def failing_reminders(desk: Desk, after: timedelta) -> tuple[Reminder, ...]:
    """Those that failed and are late by more than ``after``, the oldest first. Raises StoreError."""
    return tuple(one for one in unsent_reminders(desk) if one.trouble and desk.now - one.due_at > after)
