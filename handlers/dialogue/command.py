"""What is a command?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from storage.records import Role

Run = Callable[[str, Message, Desk], Reply]


@dataclass(frozen=True, slots=True)
class Command:
    """One word that people may type first; ``usage`` and ``help`` are what they read."""

    name: str
    usage: str
    help: str
    run: Run
    role: Role = Role.EVERYONE
    """Who may: this role or a higher one; `people.allow` is the one place that looks."""
    listed: bool = True
    guests: bool = True
    """Whether somebody of elsewhere may too, where everyone may."""
    instead: Run | None = None
    """What those read who may not give it, where that is more than a refusal."""
