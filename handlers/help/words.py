"""The sentences of help around what the commands say of themselves."""

from collections.abc import Callable

from handlers.dialogue.catalog import Sentence, catalog

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

ALL, ALL_COMMANDS = "all", messages.all_commands


def sentence(help: str) -> str:
    """A command's line, standing alone."""
    return f"{help[:1].upper()}{help[1:]}."
