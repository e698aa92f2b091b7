"""Reads the contracts of the bot's own export, whose columns need no guess."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from handlers.dialogue import bounded_re as re
from handlers.documents.as_csv import unquoted
from handlers.imports import words
from handlers.imports.files.cells import Value, is_empty
from handlers.imports.files.tables import SheetTable
from handlers.imports.headings import (
    EXECUTED,
    EXPIRY,
    LINK,
    OWNER,
    PRODUCT,
    PROVISIONS,
    START,
    VENDOR,
    WITHDRAWN,
    plain,
)
from handlers.imports.meaning.told_row import ToldRow
from handlers.imports.meaning.values import read_flag, text_of

_FIELDS: Mapping[str, str] = {
    "vendor": VENDOR,
    "product": PRODUCT,
    "executed": EXECUTED,
    "start": START,
    "starts": START,
    "expiry": EXPIRY,
    "expires": EXPIRY,
    "purpose": "purpose",
    "description": "description",
    "categories": "categories",
    "data that may be collected": "categories",
    "kinds": "kinds",
    "kinds of data": "kinds",
    "schools": "schools",
    "subprocessors": "subprocessors",
    "link": LINK,
    "breach days student information": "breach_days",
    "own breach notice student information days": "breach_days",
    "breach days other": "breach_days_other",
    "own breach notice other data days": "breach_days_other",
    "contact": "contact",
    "vendors contact": "contact",
    "owner": OWNER,
    "notes": "notes",
}
"""By the plain heading, as a workbook has it or a CSV file."""
_SEVERAL = frozenset({"categories", "schools", "subprocessors"})
"""Fields of several values in a cell."""
_PROVISION = re.compile(r"(?:provisions|\d+-\d+\w*)(?:\(\w+\))+")


def own_field(heading: str) -> str:
    """The field of a column; empty where it holds what an import does not put on record."""
    return PROVISIONS if _PROVISION.fullmatch(heading) else _FIELDS.get(plain(heading), "")


def own_rows(table: SheetTable, fields: Mapping[str, Sequence[int]]) -> Iterator[ToldRow]:
    """Its rows; ``fields`` are the columns of each field, by their numbers."""
    gone = next(number for number, heading in enumerate(table.headings) if plain(heading) == WITHDRAWN)
    for number in table.rows:
        cells = [*table.sheet.rows[number], *[""] * len(table.headings)]
        left_out = "" if is_empty(cells[gone]) else words.IS_WITHDRAWN
        found = {name: _told(name, [cells[column] for column in columns]) for name, columns in fields.items()}
        values = found if table.sheet.name else {name: unquoted(said) for name, said in found.items()}
        yield ToldRow(
            table.sheet.name, number + 1, {id: said for id, said in values.items() if said}, left_out=left_out
        )


def _told(name: str, cells: Sequence[Value]) -> str:
    if name == PROVISIONS:
        known = [read_flag(cell) for cell in cells]
        return "" if None in known else ",".join(str(place) for place, has in enumerate(known, 1) if has)
    cell = cells[0]
    said = cell if isinstance(cell, str) else text_of(cell)
    return said.replace(";", ",") if name in _SEVERAL else said
