"""The sentences about a period that cannot be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from handlers.dialogue.catalog import Sentence, catalog
from handlers.dialogue.words import day

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__


def no_period(text: str) -> str:
    """The words typed name no period."""
    return messages.no_period(text=text.strip()[:40], examples=messages.EXAMPLES)


def backward(since: date, until: date) -> str:
    """The period ends before it begins."""
    return messages.backward(until=day(until), since=day(since), examples=messages.EXAMPLES)


def not_yet(since: date) -> str:
    """The period has not begun yet."""
    return messages.not_yet(since=day(since), examples=messages.EXAMPLES)
