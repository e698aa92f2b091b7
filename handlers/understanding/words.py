"""The sentences that people read where a command was meant and not quite written."""

from __future__ import annotations

NEARLY_TITLE = "Not quite a command"


def nearly(say: str) -> str:
    """One letter is wrong."""
    return f"Did you mean {say[:200]}?"


def usage(shape: str) -> str:
    """It began like a command and could not be read as one; how it is written."""
    return or_a_question(f"I cannot read that as a command, and have changed nothing. Write: {shape}.")


def or_a_question(says: str) -> str:
    """The same, where what was typed may be no command."""
    return f"{says} If it was a question, write ask before it."
