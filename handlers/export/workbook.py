"""Writes an export as an Excel workbook."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, cast

from handlers.contracts.form.form import checklist
from handlers.dialogue.desk import Desk
from handlers.documents.as_csv import Cell
from handlers.export import words as export_words
from handlers.export.cells import cell_lines, column_names
from handlers.export.rows import ExportRow, Snapshot

LONGEST_CELL = 32_767
"""Characters that Excel takes in one cell."""
WIDEST = 320
"""Pixels of a column."""
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def workbook(snapshot: Snapshot, desk: Desk) -> bytes:
    """A sheet for each table, behind one that says what it is."""
    import xlsxwriter  # noqa: PLC0415 - only this format needs it

    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed, _OPTIONS)
    book.set_properties({"title": export_words.CALENDAR, "created": desk.now.replace(tzinfo=None)})
    formats = _formats(book)
    section = checklist(desk).cite.section
    about = book.add_worksheet(export_words.ABOUT_SHEET)
    _write(about, 0, [cast("Sequence[Cell]", pair) for pair in export_words.about(snapshot.facts)], formats)
    about.set_column(0, 0, 24)
    about.set_column(1, 1, 80)
    for name, rows in snapshot.tables.items():
        _write_table(book.add_worksheet(export_words.SHEETS[name]), name, rows, section, formats)
    book.close()
    return packed.getvalue()


def one_sheet(name: str, head: Sequence[str], lines: Sequence[Sequence[Cell]]) -> bytes:
    """A workbook of one table below its headings."""
    import xlsxwriter  # noqa: PLC0415

    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed, _OPTIONS)
    formats, sheet = _formats(book), book.add_worksheet(name)
    for at, heading in enumerate(head):
        sheet.write_string(0, at, heading, formats["head"])
    _write_below(sheet, lines, len(head), formats)
    book.close()
    return packed.getvalue()


def _formats(book: Any) -> Mapping[str, Any]:
    return {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"}),
        "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left", "valign": "top"}),
    }


def _write_table(sheet: Any, name: str, rows: Sequence[ExportRow], section: str, formats: Mapping[str, Any]) -> None:
    """One table below its headings; ``section`` is where the law lists the provisions."""
    columns = column_names(name, rows)
    for at, column in enumerate(columns):
        sheet.write_string(0, at, export_words.heading(name, column, section), formats["head"])
    _write_below(sheet, cell_lines(name, rows), len(columns), formats)


def _write_below(sheet: Any, lines: Sequence[Sequence[Cell]], columns: int, formats: Mapping[str, Any]) -> None:
    """The lines below their headings, which stay in sight and can be filtered by."""
    _write(sheet, 1, lines, formats)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(lines), 1), columns - 1)
    sheet.autofit(WIDEST)


def _write(sheet: Any, first: int, lines: Iterable[Sequence[Cell]], formats: Mapping[str, Any]) -> None:
    """Each cell as what it is; text is never read as formulas or links."""
    for row, line in enumerate(lines, first):
        for column, cell in enumerate(line):
            match cell:
                case datetime():
                    sheet.write_datetime(row, column, cell.replace(tzinfo=None, microsecond=0), formats["moment"])
                case date():
                    sheet.write_datetime(row, column, cell, formats["day"])
                case int():
                    sheet.write_number(row, column, cell, formats["text"])
                case str() if cell:
                    fits = len(cell) <= LONGEST_CELL
                    text = cell if fits else cell[: LONGEST_CELL - len(export_words.CUT)] + export_words.CUT
                    sheet.write_string(row, column, text, formats["text"])
