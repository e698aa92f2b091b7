"""What is noted of each message, wherever it was heard?"""

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
Count = Callable[[str, str, float], None]
"""Counts a message: surface, outcome, seconds."""


def watched(handle: Callable[[Message], tuple[Reply, Note]], count: Count) -> Callable[[Message], Reply]:
    """What every surface calls: the reply; that it was given is counted and logged, never what was said."""
    return lambda message: noted(message.surface, lambda: handle(message), count, look=message.look)


def noted(surface: str, work: Callable[[], tuple[T, Note]], count: Count, *, look: bool = False) -> T:
    """Do the work of one message, count it and log it under its reference.

    A ``look`` at a form that somebody fills in is part of that and counts for nothing, unless something is wrong.
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
