"""Reads an Excel workbook: the values that its formulas had when it was saved; its macros are never run."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum
from python_calamine import CalamineSheet as RawSheet

from handlers.dialogue.errors import Sorry
from handlers.imports import words
from handlers.imports.files.cells import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, At, Found, Sheet, Value, is_empty
from handlers.imports.files.workbook_parts import Parts, PlainSheet

MOST_SHEETS = 60
LARGEST_UNPACKED = 80 * 1024 * 1024
"""Bytes of everything in it; a bomb is larger."""
MOST_PLAIN = 4_000_000
"""Places for cells in sheets that are read as they stand."""
_DAMAGES = (zipfile.BadZipFile, zlib.error, CalamineError, KeyError, EOFError, ValueError, OSError)


def read(content: bytes) -> Iterator[Sheet]:
    """All its sheets. Raises Sorry."""
    with _whole(), zipfile.ZipFile(io.BytesIO(content)) as packed:
        check_size(packed)
        if "xl/workbook.xml" not in packed.namelist():
            raise Sorry(words.NO_WORKBOOK)
        if packed.testzip():
            raise Sorry(words.BROKEN)
        yield from _sheets(CalamineWorkbook.from_filelike(io.BytesIO(content)), Parts(packed))


def plain_sheets(content: bytes, names: Collection[str]) -> Mapping[str, Sequence[Sequence[Found]]]:
    """What stands in the sheets of these names, as it stands there; none where one is missing. Raises Sorry."""
    with _whole():
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            check_size(packed)
            if not Parts(packed).sheet_names.issuperset(names):
                return {}
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        raw = {name: book.get_sheet_by_name(name) for name in names}
        if sum(one.total_height * max(one.total_width, 1) for one in raw.values()) > MOST_PLAIN:
            raise Sorry(words.TOO_MUCH)
        return {name: one.to_python(skip_empty_area=False) for name, one in raw.items()}


@contextmanager
def _whole() -> Iterator[None]:
    """Raises Sorry where a workbook is damaged."""
    try:
        yield
    except _DAMAGES as broken:
        raise Sorry(words.BROKEN) from broken


def check_size(packed: zipfile.ZipFile) -> None:
    """Raises Sorry for one that unpacks to too much."""
    if sum(one.file_size for one in packed.infolist()) > LARGEST_UNPACKED:
        raise Sorry(words.too_large_inside(LARGEST_UNPACKED))


def _sheets(book: CalamineWorkbook, parts: Parts) -> Iterator[Sheet]:
    if len(book.sheets_metadata) > MOST_SHEETS:
        raise Sorry(words.too_many_sheets(MOST_SHEETS))
    for meta in book.sheets_metadata:
        if meta.typ is not SheetTypeEnum.WorkSheet:
            continue
        raw = book.get_sheet_by_name(meta.name)
        if raw.total_height > MOST_ROWS:
            raise Sorry(words.too_many_rows(MOST_ROWS, meta.name))
        if raw.total_width > MOST_COLUMNS:
            raise Sorry(words.too_many_columns(MOST_COLUMNS, meta.name))
        rows = [[_value(cell) for cell in row] for row in raw.to_python(skip_empty_area=False)]
        merged, plain = _fill(rows, raw), parts.sheet(meta.name)
        yield Sheet(
            meta.name,
            rows,
            hidden=meta.visible is not SheetVisibleEnum.Visible,
            links=plain.links,
            merged=merged,
            struck=_struck(rows, plain),
            dayless=plain.dayless,
            unvalued=plain.unvalued,
            from_1904=parts.from_1904,
        )


def _value(found: Found) -> Value:
    match found:
        case datetime():
            return found.date()
        case bool() | date():
            return found
        case int() | float():
            return float(found)
        case str():
            return found[:LONGEST_CELL]
        case _:
            return str(found)


def _fill(rows: list[list[Value]], raw: RawSheet) -> dict[At, At]:
    """Give each cell of a merged range the value of its first; which one that is, by cell.

    No cell is in two ranges, or the workbook is damaged. Raises Sorry.
    """
    merged: dict[At, At] = {}
    for (top, left), (bottom, right) in raw.merged_cell_ranges or ():
        for row in range(top, min(bottom + 1, len(rows))):
            for column in range(left, min(right + 1, len(rows[row]))):
                if (row, column) in merged:
                    raise Sorry(words.BROKEN)
                rows[row][column] = rows[top][left]
                merged[row, column] = top, left
    return merged


def _struck(rows: list[list[Value]], plain: PlainSheet) -> frozenset[int]:
    """The rows in which more than half of what stands there is struck through."""
    found = set[int]()
    for number, row in enumerate(rows):
        filled = [column for column, value in enumerate(row) if not is_empty(value)]
        if filled and sum((number, column) in plain.struck for column in filled) * 2 > len(filled):
            found.add(number)
    return frozenset(found)
