"""Count and log each message, wherever it came from, without its text."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from handlers.dialogue.desk import Message
from handlers.dialogue.outcome import Note
from handlers.dialogue.reply import Reply

log = logging.getLogger("dpa")
T = TypeVar("T")
CountMessage = Callable[[str, str, float], None]
"""Counts a message: surface, outcome, seconds."""


def with_request_log(
    handle: Callable[[Message], tuple[Reply, Note]], count: CountMessage
) -> Callable[[Message], Reply]:
    """What every surface calls: the reply; the message is counted and logged."""
    return lambda message: log_request(message.surface, lambda: handle(message), count, look=message.look)


def log_request(surface: str, work: Callable[[], tuple[T, Note]], count: CountMessage, *, look: bool = False) -> T:
    """Do the work of one message, count it and log it under its reference.

    A ``look`` at a form that somebody is filling in is not counted, unless something is wrong.
    """
    began = time.perf_counter()
    found, note = work()
    seconds = time.perf_counter() - began
    if look and note.problem is None:
        return found
    count(surface, note.outcome, seconds)
    log.log(
        logging.ERROR if note.outcome == "bug" else logging.WARNING if note.problem else logging.INFO,
        "message",
        exc_info=note.problem,
        extra={
            "reference": note.reference,
            "surface": surface,
            "command": note.command,
            "outcome": note.outcome,
            "milliseconds": round(seconds * 1000),
        },
    )
    return found
