"""Asks about dates that can hardly be right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from handlers.dialogue.reply import Reply, Text
from handlers.forms import words as form_words
from handlers.forms.filled import Filled

FAR = 365 * 30
"""Days before or after today beyond which the date of a contract is asked about."""
LONG_AGO = 365 * 20
"""The same for a breach."""


def with_check(reply: Reply, odd: Sequence[str]) -> Reply:
    """The reply to what was saved as typed, with what is odd about it after its first sentence."""
    if not odd:
        return reply
    return replace(reply, parts=(*reply.parts[:1], Text(form_words.please_check(odd)), *reply.parts[1:]))


def ask_if_far(filled: Filled, id: str, value: date | None, known: date | None, most: int) -> None:
    """Doubt a date that is more than ``most`` days from today, unless it is the one that is ``known``."""
    if value and value != known and filled.today and abs((value - filled.today).days) > most:
        label = next(field.label for field in filled.fields if field.id == id)
        filled.doubt(f"far-{id}", form_words.far(label, value, value.year - filled.today.year))
