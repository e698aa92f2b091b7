"""The file at a path that somebody typed at the machine that runs the bot; its disk is open to nobody else."""

from __future__ import annotations

from pathlib import Path

from handlers.dialogue import words
from handlers.dialogue.desk import Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import File

ON_THIS_MACHINE = frozenset({"terminal", "command line"})


def is_on_this_machine(message: Message) -> bool:
    """Whether somebody types at the machine that runs the bot, so that a path says which file is meant."""
    return message.surface in ON_THIS_MACHINE


def local_file(path: str, message: Message) -> File | None:
    """The file; None where none is there, or where somebody types elsewhere. Raises Sorry where it cannot be read."""
    if not path or not is_on_this_machine(message):
        return None
    try:
        found = Path(path).expanduser()
    except RuntimeError:  # it begins with ~ and a name that nobody has on this machine
        return None
    try:
        return File(found.name, "", found.read_bytes()) if found.is_file() else None
    except OSError as problem:
        raise Sorry(words.unreadable_file(path, problem.strerror or "")) from problem
