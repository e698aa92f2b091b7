"""Makes spreadsheets in a test, as a district's might be."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_cell_to_rowcol

from handlers.dialogue.desk import Desk
from handlers.imports.plan import ImportRow
from tests.handlers.imports.scoring import planned

Lines = Sequence[Sequence[Any]]


def text(lines: Lines, delimiter: str = ",") -> str:
    into = io.StringIO()
    csv.writer(into, delimiter=delimiter).writerows(lines)
    return into.getvalue()


def workbook(path: Path, **sheets: Lines) -> Path:
    """An Excel file; a blank in a sheet's name is an underscore."""
    with xlsxwriter.Workbook(str(path)) as book:
        for name, lines in sheets.items():
            sheet = book.add_worksheet(name.replace("_", " "))
            for number, line in enumerate(lines):
                sheet.write_row(number, 0, line)
    return path


def merged_book(path: Path, lines: Lines, *ranges: str) -> Path:
    """An Excel file with one sheet in which ranges of cells, as A2:A4, are merged."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Contracts")
        for number, line in enumerate(lines):
            sheet.write_row(number, 0, line)
        for cells in ranges:
            top, left = xl_cell_to_rowcol(cells.split(":")[0])
            sheet.merge_range(cells, lines[top][left])
    return path


def rows_of(path: Path, desk: Desk) -> list[ImportRow]:
    return list(planned(path, desk).rows)


def rows(lines: Lines, desk: Desk, folder: Path, delimiter: str = ",", encoding: str = "utf-8") -> list[ImportRow]:
    path = folder / "ours.csv"
    path.write_bytes(text(lines, delimiter).encode(encoding))
    return rows_of(path, desk)


def told(row: ImportRow, *names: str) -> tuple[str, ...]:
    return tuple(row.values.get(name, "") for name in names)
