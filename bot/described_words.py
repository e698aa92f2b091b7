"""Sentences about values from a program that are unknown or wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from handlers.dialogue.catalog import Sentence, catalog

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__


def unknown(name: str, known: Sequence[str]) -> str:
    """A value with a name that nothing uses."""
    return messages.unknown(name=name, known=", ".join(known) or "none")
