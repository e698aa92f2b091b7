"""Sentences that every surface shows around a reply, and what the bot prints as it starts."""

from collections.abc import Callable
from datetime import date

from handlers.dialogue.catalog import Sentence, catalog
from handlers.dialogue.words import day

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__


def learning(percent: int) -> str:
    """How far the training is, in percent; padded to one width, as each line overwrites the last."""
    return f"{messages.LEARNING} {percent:3}%"


def by_law_of(value: date) -> str:
    """Above a reply that is about another day's law."""
    return messages.by_law_of(value=day(value))
