"""The sentences of help around what the commands say of themselves."""

from __future__ import annotations

ALL, ALL_COMMANDS = "all", "All commands"
EXAMPLE, NEEDED, KNOWN = "For example:", "Needed", "And what you know of"


def sentence(help: str) -> str:
    """A command's line, standing alone."""
    return f"{help[:1].upper()}{help[1:]}."


NOT_OPEN = "That choice is no longer open. Say again what you want."
