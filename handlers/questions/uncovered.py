"""Counts the questions that the book did not cover, by day, without their words."""

from __future__ import annotations

import logging
from datetime import timedelta

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.outcome import Outcome
from handlers.dialogue.reply import Reply
from handlers.questions import words
from storage.port import StoreError

log = logging.getLogger("dpa")
NOT_COVERED = "not covered"
WEEK = timedelta(days=7)


def count_uncovered(reply: Reply, message: Message, desk: Desk) -> None:
    """Count a question whose answer is that it is not covered. Never raises: the answer does not depend on it."""
    if reply.outcome is not Outcome.ABSTAINED or message.look or desk.records is None:
        return
    try:
        desk.store.count(NOT_COVERED, desk.today)
    except StoreError as trouble:
        log.warning("a question that is not covered was not counted (%s)", type(trouble).__name__)


def uncovered_last_week(desk: Desk) -> str:
    """How many there were in the week before this one; empty for none. Raises StoreError."""
    monday = desk.today - timedelta(days=desk.today.weekday())
    return words.not_covered(desk.store.counted(NOT_COVERED, monday - WEEK, monday), words.LAST_WEEK)


def uncovered_lately(desk: Desk) -> tuple[str, ...]:
    """How many there were last week and this week, in sentences. Raises StoreError."""
    monday = desk.today - timedelta(days=desk.today.weekday())
    this = words.not_covered(desk.store.counted(NOT_COVERED, monday, monday + WEEK), words.THIS_WEEK)
    return tuple(filter(None, (uncovered_last_week(desk), this)))
