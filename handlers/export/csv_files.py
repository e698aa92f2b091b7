"""Writes an export as a zip of CSV files."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date

from handlers.dialogue.desk import Desk
from handlers.export.cells import Cell, cell_lines, column_names
from handlers.export.rows import Snapshot

_FORMULA = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")
"""With the quotes that a person typed before it: so what is quoted is told from what was typed."""


def csv_files(snapshot: Snapshot, desk: Desk) -> bytes:
    """A zip with a file for each table, and one that says what it is."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as box:
        sheets: dict[str, list[Sequence[Cell]]] = {"about": [list(snapshot.facts), list(snapshot.facts.values())]}
        sheets |= {name: [column_names(name, rows), *cell_lines(name, rows)] for name, rows in snapshot.tables.items()}
        for name, lines in sheets.items():
            info = zipfile.ZipInfo(f"{name}.csv", desk.now.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            box.writestr(info, csv_file(lines))
    return packed.getvalue()


def csv_file(lines: Iterable[Sequence[Cell]]) -> bytes:
    """One table; no spreadsheet takes a cell of it for a formula."""
    text = io.StringIO()
    csv.writer(text).writerows([_harmless(cell) for cell in line] for line in lines)
    return text.getvalue().encode("utf-8-sig")  # without the mark Excel takes it for another alphabet


def _harmless(cell: Cell) -> str:
    """The cell as text that no spreadsheet takes for a formula."""
    if isinstance(cell, date):
        return cell.isoformat()
    text = "" if cell is None else str(cell)
    return f"'{text}" if _FORMULA.match(text) else text


def unquoted(cell: str) -> str:
    """What was written as this cell."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
