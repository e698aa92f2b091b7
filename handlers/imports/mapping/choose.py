"""Chooses the tables of a file that list contracts, and says why the others are left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from handlers.dialogue import bounded_re as re
from handlers.imports import words
from handlers.imports.files.cells import Sheet
from handlers.imports.files.tables import SheetTable, tables
from handlers.imports.headings import plain
from handlers.imports.mapping.columns import Column, holds_contracts, map_columns

_OLD = re.compile(
    r"archiv|\bold\b|do not use|\bcopy of\b|template|instruction|read ?me|\bexample|sample|dropdown|lookup"
    r"|backup|import[_ ]\d{4}"
    r"|previous|historic|expired|terminated|denied|inactive|no longer",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:20)?(\d\d)\s*[-–/_]\s*(?:20)?(\d\d)(?!\d)|(?<!\d)20(\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class MappedTable:
    """A table that is read, with its columns."""

    table: SheetTable
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class FileTables:
    """What is read of a file, and each other sheet or table with why it is not."""

    read: tuple[MappedTable, ...]
    others: tuple[tuple[str, str], ...] = ()
    """The sheet's name, and why; without those in which nothing stands."""
    sheets: tuple[str, ...] = field(default=())
    """All sheets with a table of contracts."""


def choose(sheets: Sequence[Sheet], named: Mapping[str, str] = {}, only: Iterable[str] = ()) -> FileTables:
    """The tables of contracts; of ``only`` these sheets where some are named."""
    known, asked = {plain(name): field for name, field in named.items()}, {name.casefold() for name in only}
    found = [
        MappedTable(table, map_columns(table, named))
        for sheet in sheets
        for table in tables(sheet, known)
        if table.rows
    ]
    fit = [one for one in found if holds_contracts(one.columns)]
    fit = fit or [one for one in found if asked or len(sheets) == 1]
    why = {id(one): _why_not(one, fit, asked) for one in fit}
    read = tuple(one for one in fit if not why[id(one)]) or tuple(fit if len(fit) == 1 else ())
    others = list(_others(found, read, why))
    told = {name for name, _ in others} | {one.table.sheet.name for one in read}
    others += [(s.name, words.NO_TABLE) for s in sheets if s.rows and s.name not in told]
    return FileTables(read, tuple(others), tuple(dict.fromkeys(one.table.sheet.name for one in fit)))


def _others(
    found: Sequence[MappedTable], read: Sequence[MappedTable], why: Mapping[int, str]
) -> Iterator[tuple[str, str]]:
    for one in found:
        if one not in read:
            title = one.table.title[:60] if any(other.table.sheet is one.table.sheet for other in read) else ""
            name = ", ".join(filter(None, (one.table.sheet.name, title)))
            yield name, why.get(id(one)) or words.NO_DAY_COLUMN


def _why_not(one: MappedTable, fit: Sequence[MappedTable], asked: set[str]) -> str:
    name = one.table.sheet.name
    if asked:
        return "" if name.casefold() in asked else words.NOT_ASKED
    if one.table.sheet.hidden:
        return words.HIDDEN
    if _OLD.search(name) or _OLD.search(one.table.title):
        return words.OLD_SHEET
    year = _year(name)
    return words.EARLIER_YEAR if year and year < max(_year(other.table.sheet.name) for other in fit) else ""


def _year(name: str) -> int:
    """The year that ends a sheet's name, as 27 in 2026-27; 0 where it names none."""
    found = _YEAR.search(name)
    return int(found[2] or found[3]) if found else 0
