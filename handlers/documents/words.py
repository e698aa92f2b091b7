"""How dates read in papers."""

from collections.abc import Callable
from datetime import date

from handlers.dialogue.catalog import Sentence, catalog
from handlers.documents.document import Language

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

_MONTHS = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
)


def long_day(value: date, language: Language = "en") -> str:
    """A date in a sentence: ``October 7, 2026``, ``7 de octubre de 2026``."""
    if language == "es":
        return messages.de_de(day=value.day, months=_MONTHS[value.month - 1], year=value.year)
    return f"{value:%B} {value.day}, {value.year}"


def table_day(value: date | None) -> str:
    """A date in a table, ``Oct 7, 2026``; nothing where there is none."""
    return f"{value:%b} {value.day}, {value.year}" if value else ""
