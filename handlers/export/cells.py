"""The rows of an export as cells of a table, for every format that has columns."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from handlers.documents.as_csv import Cell
from handlers.export import words as export_words
from handlers.export.rows import ExportRow


def column_names(table: str, rows: Iterable[ExportRow]) -> list[str]:
    """The columns that are always there, then the provisions."""
    more = dict.fromkeys(name for row in rows for name in _flat(row) if name not in export_words.COLUMNS[table])
    return [*export_words.COLUMNS[table], *more]


def cell_lines(table: str, rows: Sequence[ExportRow]) -> list[list[Cell]]:
    """The rows, each cell in its column."""
    columns, found = column_names(table, rows), [_flat(row) for row in rows]
    return [[row.get(name) for name in columns] for row in found]


def _flat(row: ExportRow) -> dict[str, Cell]:
    """The row as cells; what has parts of its own becomes several."""
    cells: dict[str, Cell] = {}
    for name, value in row.items():
        match value:
            case Mapping() if name == export_words.PROVISION:
                cells |= {f"{name}{item}": _answer(known) for item, known in value.items()}
            case Mapping():
                cells |= {f"{name}_{part}": inner for part, inner in value.items()}
            case list():
                cells[name] = "; ".join(_change(one) if isinstance(one, Mapping) else str(one) for one in value)
            case _:
                cells[name] = value
    return cells


def _answer(known: bool | None) -> str:
    return export_words.NOT_KNOWN if known is None else export_words.YES if known else export_words.NO


def _change(one: Mapping[str, Any]) -> str:
    was, now = (json.dumps(one[side], ensure_ascii=False) for side in ("before", "after"))
    return f"{one['record']} {one['field']}: {was} → {now}"
