"""How dates read in papers."""

from __future__ import annotations

from datetime import date

from handlers.documents.document import Language

_MONTHS = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
)


def long_day(value: date, language: Language = "en") -> str:
    """A date in a sentence: ``October 7, 2026``, ``7 de octubre de 2026``."""
    if language == "es":
        return f"{value.day} de {_MONTHS[value.month - 1]} de {value.year}"
    return f"{value:%B} {value.day}, {value.year}"


def table_day(value: date | None) -> str:
    """A date in a table, ``Oct 7, 2026``; nothing where there is none."""
    return f"{value:%b} {value.day}, {value.year}" if value else ""
