"""Exports a district's records in one file, for counsel or for a calendar."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import File, Reply, Text
from handlers.export import words as export_words
from handlers.export.calendar_file import calendar_file
from handlers.export.csv_files import csv_files
from handlers.export.rows import Snapshot, take_snapshot
from handlers.export.workbook import workbook

FORMAT = 1
"""Of the JSON; a higher one means that a field changed its meaning or went away."""


def export_file(desk: Desk, format: str) -> File:
    """All contracts, breaches, deadlines and events in one file. Raises Sorry for a format we do not know."""
    found = FORMATS.get(format.strip().lower())
    if found is None:
        raise Sorry(export_words.no_format(format, FORMATS))
    ending, media_type, render = found
    return File(f"dpa-export-{desk.today}.{ending}", media_type, render(take_snapshot(desk), desk))


def reply(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """``export FORMAT``: the file, to download."""
    file = export_file(desk, rest or "xlsx")
    return Reply(
        title=export_words.TITLE, parts=(Text(export_words.made(file.name, len(file.content))),), files=(file,)
    )


def _json(snapshot: Snapshot, desk: Desk) -> bytes:  # noqa: ARG001 - every format has this shape
    """One object, in one line."""
    head = {"number": snapshot.head.number, "hash": snapshot.head.hash}
    first = {
        "dpa": "export",
        "format": FORMAT,
        "district": snapshot.district,
        "day": snapshot.day,
        "zone": snapshot.zone,
    }
    whole = {**first, "head": head, **snapshot.tables}
    return json.dumps(whole, ensure_ascii=False, default=lambda day: day.isoformat()).encode() + b"\n"


FORMATS: Mapping[str, tuple[str, str, Callable[[Snapshot, Desk], bytes]]] = {
    "json": ("json", "application/json", _json),
    "csv": ("zip", "application/zip", csv_files),
    "ics": ("ics", "text/calendar", calendar_file),
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook),
}
