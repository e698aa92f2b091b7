"""The texts that propose to correct, withdraw or erase a record."""

from __future__ import annotations

from collections.abc import Callable

from handlers.dialogue.catalog import Sentence, catalog

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__


def none_named(vendor: str) -> str:
    """No record of that vendor."""
    return messages.nothing_on_record_about(vendor=vendor) if vendor else messages.which_record
