"""How did a message end?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Reply
from storage.port import StoreError

Outcome = Literal["answered", "asked_back", "abstained", "done", "sorry", "bug", "refused"]


@dataclass(frozen=True, slots=True)
class Note:
    """What may be told of a message: never its words.

    A person who met a bug reads the same ``reference``. ``problem`` is the bug, or why the records could not be used.
    """

    outcome: Outcome
    reference: str
    command: str = ""
    problem: Exception | None = None


def sentence(problem: BaseException) -> str:
    """What somebody reads of it, where it has a sentence for people; empty where it is a bug."""
    return str(problem) if isinstance(problem, Sorry | StoreError) else ""


def outcome(reply: Reply, *, changes: bool) -> Outcome:
    """How a command that ran to its end ended; ``changes``: whether it is one that changes the records."""
    if reply.form or reply.asks:
        return "asked_back"
    if reply.tone == "unknown":
        return "abstained"
    if reply.tone == "sorry":
        return "sorry"
    return "done" if changes else "answered"
