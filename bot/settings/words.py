"""Sentences about settings that are wrong, for the person who runs the bot."""

from collections.abc import Callable
from pathlib import Path

from handlers.dialogue.catalog import Sentence, catalog

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__


# What a pasted value is.


def wrong(problems: str, path: Path | None) -> str:
    """All problems, each with the name of its setting; and the file, where some stand in one."""
    return messages.wrong(problems=problems, path=messages.some_stand_in(path=path) if path else "")


def unreadable(path: Path, why: str) -> str:
    """The settings file is there and cannot be read."""
    return messages.unreadable(path=path, why=f" ({why})" if why else "")


def no_setting(near: str) -> str:
    """A name in the file that no setting has."""
    return messages.no_setting(near=messages.do_you_mean(near=near) if near else "")
