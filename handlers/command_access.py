"""Which command is it, and may somebody give it, before anything is done?"""

from __future__ import annotations

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.outcome import CHANGING
from handlers.dispatch import COMMANDS, ON_RECORD, parse_command
from handlers.people import access as people


def named(text: str) -> str:
    """The name of the command that a text is; empty where it lacks something."""
    return parse_command(text).name


def changes(text: str) -> bool:
    """Whether it is a command that changes the records."""
    return named(text) in CHANGING


def may(name: str, message: Message, desk: Desk) -> bool:
    """Whether whoever sends the message may give that command there. Raises StoreError."""
    command = ON_RECORD if name == ON_RECORD.name else COMMANDS.get(name)
    try:
        if command:
            people.allow(name, command.role, message, desk, guests=command.guests)
    except people.Refused:
        return False
    return command is not None
