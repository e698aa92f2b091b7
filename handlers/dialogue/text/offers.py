"""Buttons for names that somebody may have meant."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.dialogue.reply import LONGEST_LABEL, Choice
from handlers.dialogue.text.shorten import short


def offer_names(command: str, names: Iterable[str]) -> list[Choice]:
    """A button for each, which gives the command with that name."""
    return [Choice(short(name, LONGEST_LABEL), f"{command} {name}") for name in names]
