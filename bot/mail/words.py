"""Sentences about e-mail: what is wrong with the mail server, and the test message."""

from __future__ import annotations

from collections.abc import Callable

from handlers.dialogue.catalog import Sentence, catalog

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__


def page(address: str) -> str:
    """The link to the page, where the reader can act."""
    return messages.page(address=address)
