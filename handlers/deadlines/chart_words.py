"""The labels and sentences of charts about deadlines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from handlers.dialogue.catalog import Sentence, catalog

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__


def week(begins: date) -> str:
    """A week by its Monday."""
    return f"{begins:%b} {begins.day}"


def weeks(late: int, now: int, later: int, number: int) -> str:
    """The chart of the coming weeks as a sentence."""
    overdue = f"{late} overdue, " if late else ""
    return messages.due_this_week_in_the_weeks(overdue=overdue, now=now, later=later, number=number - 1)
