"""Writes an export as a zip of CSV files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from handlers.dialogue.desk import Desk
from handlers.documents.as_csv import Cell, as_csv
from handlers.export.cells import cell_lines, column_names
from handlers.export.rows import Snapshot


def csv_files(snapshot: Snapshot, desk: Desk) -> bytes:
    """A zip with a file for each table, and one that says what it is."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as box:
        sheets: dict[str, list[Sequence[Cell]]] = {"about": [list(snapshot.facts), list(snapshot.facts.values())]}
        sheets |= {name: [column_names(name, rows), *cell_lines(name, rows)] for name, rows in snapshot.tables.items()}
        for name, lines in sheets.items():
            info = zipfile.ZipInfo(f"{name}.csv", desk.now.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            box.writestr(info, as_csv(lines))
    return packed.getvalue()
