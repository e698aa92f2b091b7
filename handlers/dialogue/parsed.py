"""What a message was taken for, read once at the door."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.dialogue.bounded_re import TookTooLong
from handlers.dialogue.errors import Sorry


@dataclass(frozen=True, slots=True)
class ParsedCommand:
    """The command that a text is, and what follows its name; a question on the law is the command ``ask``."""

    name: str
    """Empty where the text cannot be read as a command; ``problem`` then says why, to the person."""
    rest: str = ""
    changes: bool = False
    """Whether it is a command that changes the records."""
    problem: Sorry | TookTooLong | None = None
    id: str = ""
    """The record that it is about, as in C-12; empty where the command takes none, or none was given."""
