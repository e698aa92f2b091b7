"""Which command is it, and may somebody give it, before anything is done? To be replaced by ``Message.parsed``."""

from __future__ import annotations

from handlers.dispatch import may, parse_command

__all__ = ["changes", "may", "named"]


def named(text: str) -> str:
    """The name of the command that a text is; empty where it lacks something."""
    return parse_command(text).name


def changes(text: str) -> bool:
    """Whether it is a command that changes the records."""
    return parse_command(text).changes
