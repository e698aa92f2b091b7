"""Writes lines of cells as CSV of which no spreadsheet takes a cell for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

from handlers.dialogue import bounded_re as re

Cell = str | int | date | None
_FORMULA = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")
"""With the quotes that a person typed before it: so what is quoted is told from what was typed."""


def as_csv(lines: Iterable[Sequence[Cell]]) -> bytes:
    """The lines, the first of them the headings."""
    text = io.StringIO()
    csv.writer(text).writerows([_harmless(cell) for cell in line] for line in lines)
    return text.getvalue().encode("utf-8-sig")  # without the mark Excel takes it for another alphabet


def unquoted(cell: str) -> str:
    """What was written as this cell."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _harmless(cell: Cell) -> str:
    """The cell as text that no spreadsheet takes for a formula."""
    if isinstance(cell, date):
        return cell.isoformat()
    text = "" if cell is None else str(cell)
    return f"'{text}" if _FORMULA.match(text) else text
