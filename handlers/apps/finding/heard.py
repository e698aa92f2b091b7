"""Hears in plain words whether a product may be used that only the district knows."""

from __future__ import annotations

from handlers.apps.finding.catalog import catalog_of
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.parsed import ParsedCommand
from handlers.understanding.courtesy.greetings import without_greeting
from handlers.understanding.named.products import may_be_used
from handlers.understanding.vocabulary import MAY_USE, QUESTION


def as_heard(parsed: ParsedCommand, message: Message, desk: Desk) -> ParsedCommand:
    """The command as it was parsed, or the question of such a product. Raises StoreError."""
    if parsed.name != QUESTION or parsed.problem or message.outsider:
        return parsed
    name = may_be_used(without_greeting(message.text))
    catalog = catalog_of(desk) if name else None
    known = catalog and any(catalog.products[key].on_file for key in catalog.index.exact(name))
    return ParsedCommand(MAY_USE, name) if known else parsed
