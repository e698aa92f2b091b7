"""Sheets as the process that read them hands them over: as JSON, within bounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from handlers.dialogue.errors import Sorry
from handlers.imports import words
from handlers.imports.files.cells import MOST_CELLS, MOST_LETTERS, MOST_PLACES, Found, Sheet


def coded(sheets: Iterable[Sheet]) -> list[dict[str, Any]]:
    """The sheets, each as soon as it was read. Raises Sorry where they hold more than the bot takes."""
    found, places, cells, letters = list[dict[str, Any]](), 0, 0, 0
    for sheet in sheets:
        filled = [cell for row in sheet.rows for cell in row if cell != ""]
        beside = (*sheet.links, *sheet.merged, *sheet.dayless, *sheet.unvalued)
        places += sum(1 + len(row) for row in sheet.rows)
        cells += len(filled) + len(beside)
        letters += sum(len(text) for text in (*filled, *sheet.links.values()) if isinstance(text, str))
        if places > MOST_PLACES or cells > MOST_CELLS or letters > MOST_LETTERS:
            raise Sorry(words.TOO_MUCH)
        pairs = {name: list(getattr(sheet, name).items()) for name in ("links", "merged")}
        spots = {name: list(getattr(sheet, name)) for name in ("struck", "dayless", "unvalued")}
        plain = {name: getattr(sheet, name) for name in ("name", "hidden", "from_1904")}
        found.append({**plain, **pairs, **spots, "rows": coded_rows(sheet.rows)})
    return found


def sheet_of(told: Mapping[str, Any]) -> Sheet:
    """One of the sheets that were handed over."""
    return Sheet(
        told["name"],
        rows_of(told["rows"]),
        hidden=told["hidden"],
        links={(row, column): leads for (row, column), leads in told["links"]},
        merged={(row, column): (top, left) for (row, column), (top, left) in told["merged"]},
        struck=frozenset(told["struck"]),
        dayless=frozenset((row, column) for row, column in told["dayless"]),
        unvalued=frozenset((row, column) for row, column in told["unvalued"]),
        from_1904=told["from_1904"],
    )


def coded_rows(rows: Iterable[Sequence[Found]]) -> list[list[Any]]:
    """Rows of cells as JSON has them."""
    return [[_coded(cell) for cell in row] for row in rows]


def rows_of(told: Iterable[Sequence[Any]]) -> list[list[Any]]:
    """Rows of cells as they were."""
    return [[_cell(cell) for cell in row] for row in told]


def _coded(cell: Found) -> Any:
    match cell:
        case datetime():
            return {"moment": cell.isoformat()}
        case date():
            return {"day": cell.isoformat()}
        case str() | bool() | int() | float():
            return cell
        case _:
            return str(cell)


def _cell(told: Any) -> Found:
    match told:
        case {"moment": str(when)}:
            return datetime.fromisoformat(when)
        case {"day": str(day)}:
            return date.fromisoformat(day)
        case str() | int() | float():
            return told
        case _:
            raise ValueError("no cell has this")
