"""The words of the register's pages, in English and Spanish."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.contracts.form import CATEGORIES as CONTRACT_CATEGORIES
from handlers.dialogue.catalog import MessageCatalog, catalog
from handlers.documents.document import Language
from handlers.notices.words import DATA

WORDS: Mapping[Language, MessageCatalog] = {"en": catalog(__file__), "es": catalog(__file__, "es")}
CATEGORIES: Mapping[Language, Mapping[str, str]] = {
    language: {name: named[name] for name, _ in CONTRACT_CATEGORIES} for language, named in DATA.items()
}
"""The categories of data that a contract may cover."""
BOUNDS: Mapping[Language, Mapping[str, str]] = {
    language: {"no-data": messages.no_data, "no-account": messages.no_account} for language, messages in WORDS.items()
}
"""What an approval is bound to."""


def size(number: int) -> str:
    """The size of a file in words."""
    return f"{number / 1_000_000:.1f} MB" if number >= 1_000_000 else f"{max(1, round(number / 1000))} kB"
