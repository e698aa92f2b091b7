"""How does what is due get out, once and for certain?"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

from handlers.desk import Desk
from handlers.promises.plan import next_rung
from handlers.promises.posts import post
from handlers.reply import Reply
from storage.records import Reminder

log = logging.getLogger("dpa")
Send = Callable[[str, Reply], str]
"""Sends the post of a reminder's id; returns the message's address there, raises when it did not go out."""
LEASE = timedelta(minutes=2)
"""How long a claimed reminder is ours to send."""
PAUSES = (1, 5, 15, 60)
"""Minutes until a failed sending is tried again, growing."""
AT_ONCE = 50


def remind(desk: Desk, send: Send) -> int:
    """Claim what is due, send it, record it, the oldest first; returns how many posts went out.

    Several steps of one deadline that fell due together, as after a time off, are one post.
    """
    sent = 0
    while claimed := desk.store.claim_due(desk.now, LEASE, AT_ONCE):
        steps: dict[str, list[Reminder]] = {}
        for reminder in claimed:
            steps.setdefault(reminder.deadline, []).append(reminder)
        sent += sum(_one(together, desk, send) for together in steps.values())
    return sent


def _one(steps: list[Reminder], desk: Desk, send: Send) -> bool:
    newest = steps[-1]
    try:
        reply = post(newest, desk)
        where = send(newest.id, reply) if reply else "not needed"
    except Exception as problem:  # noqa: BLE001 - whatever a surface raises, the reminder is kept and tried again
        pause = PAUSES[min(newest.attempts, len(PAUSES)) - 1]
        log.warning("reminder %s not sent (%s); again in %s minutes", newest.id, type(problem).__name__, pause)
        desk.store.mark_failed(steps, desk.now, desk.now + timedelta(minutes=pause), type(problem).__name__)
        return False
    rung = next_rung(newest, desk.now)
    desk.store.mark_sent(steps, desk.now, where, [rung] if rung else [])
    return reply is not None
