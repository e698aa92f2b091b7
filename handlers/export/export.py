"""How do a district's records leave for counsel?"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, cast

from handlers.contracts.form import checklist
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import File, Reply, Text
from handlers.export import words as export_words
from handlers.export.rows import ExportRow, Snapshot, take_snapshot
from knowledge.citation import Tag

FORMAT = 1
"""Of the JSON; a higher one means that a field changed its meaning or went away."""
LONGEST_CELL = 32_767
"""Characters that Excel takes in one cell."""
WIDEST = 320
"""Pixels of a column."""
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
Cell = str | int | date | None


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


def _json(taken: Snapshot, desk: Desk) -> bytes:  # noqa: ARG001 - every format has this shape
    """One object, in one line."""
    head = {"number": taken.head.number, "hash": taken.head.hash}
    first = {"dpa": "export", "format": FORMAT, "district": taken.district, "day": taken.day, "zone": taken.zone}
    whole = {**first, "head": head, **taken.tables}
    return json.dumps(whole, ensure_ascii=False, default=lambda day: day.isoformat()).encode() + b"\n"


def _csv(taken: Snapshot, desk: Desk) -> bytes:
    """A zip with a file for each table, and one that says what it is."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as box:
        sheets: dict[str, list[Sequence[Cell]]] = {"about": [list(taken.facts), list(taken.facts.values())]}
        sheets |= {name: [_columns(name, rows), *_lines(name, rows)] for name, rows in taken.tables.items()}
        for name, lines in sheets.items():
            info = zipfile.ZipInfo(f"{name}.csv", desk.now.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            box.writestr(info, _sheet(lines))
    return packed.getvalue()


def _sheet(lines: Iterable[Sequence[Cell]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([_harmless(cell) for cell in line] for line in lines)
    return text.getvalue().encode("utf-8-sig")  # without the mark Excel takes it for another alphabet


def _harmless(cell: Cell) -> str:
    """The cell as text that no spreadsheet takes for a formula."""
    if isinstance(cell, date):
        return cell.isoformat()
    text = "" if cell is None else str(cell)
    return f"'{text}" if _FORMULA.match(text) else text


def _xlsx(taken: Snapshot, desk: Desk) -> bytes:
    import xlsxwriter  # noqa: PLC0415 - only this format needs it

    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": export_words.CALENDAR, "created": desk.now.replace(tzinfo=None)})
    looks = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"}),
        "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left", "valign": "top"}),
    }
    section = checklist(desk).cite.section
    about = book.add_worksheet(export_words.ABOUT_SHEET)
    _write(about, 0, [cast("Sequence[Cell]", pair) for pair in export_words.about(taken.facts)], looks)
    about.set_column(0, 0, 24)
    about.set_column(1, 1, 80)
    for name, rows in taken.tables.items():
        sheet, columns = book.add_worksheet(export_words.SHEETS[name]), _columns(name, rows)
        for at, column in enumerate(columns):
            sheet.write_string(0, at, export_words.heading(name, column, section), looks["head"])
        _write(sheet, 1, _lines(name, rows), looks)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
        sheet.autofit(WIDEST)
    book.close()
    return packed.getvalue()


def _write(sheet: Any, first: int, lines: Iterable[Sequence[Cell]], looks: Mapping[str, Any]) -> None:
    """Each cell as what it is; text is never looked at for formulas or links."""
    for row, line in enumerate(lines, first):
        for column, cell in enumerate(line):
            match cell:
                case datetime():
                    sheet.write_datetime(row, column, cell.replace(tzinfo=None), looks["moment"])
                case date():
                    sheet.write_datetime(row, column, cell, looks["day"])
                case int():
                    sheet.write_number(row, column, cell, looks["text"])
                case str() if cell:
                    fits = len(cell) <= LONGEST_CELL
                    text = cell if fits else cell[: LONGEST_CELL - len(export_words.CUT)] + export_words.CUT
                    sheet.write_string(row, column, text, looks["text"])


def _ics(taken: Snapshot, desk: Desk) -> bytes:
    """The open deadlines, each a whole day at its safe date; the same deadline keeps its uid in every export."""
    from icalendar import Calendar  # noqa: PLC0415 - only this format needs it

    calendar, head = Calendar(), export_words.head(taken.head.number, taken.head.hash)
    calendar.add("prodid", "-//dpa//Student Data Privacy Act//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", export_words.CALENDAR)
    calendar.add("x-wr-caldesc", export_words.calendar_text(wording.day(taken.day), head))
    calendar.add("x-dpa-audit-head", head)
    for row in taken.tables["deadlines"]:
        if row["id"] in taken.open_ones:
            calendar.add_component(_entry(row, taken, desk))
    return bytes(calendar.to_ical())


def _entry(row: ExportRow, taken: Snapshot, desk: Desk) -> Any:
    from icalendar import Event  # noqa: PLC0415 - only this format needs it

    entry, safe = Event(), row["safe"]
    entry.add("uid", f"{row['id']}-{taken.origin[:16]}@dpa")
    entry.add("dtstamp", desk.now)
    entry.add("dtstart", safe)
    entry.add("dtend", safe + timedelta(days=1))
    entry.add("summary", export_words.event_title(row["title"], row["about"]))
    checked = wording.checked(Tag(row["tag"])) if row["tag"] else ""
    dates = f"{wording.SAFE} {wording.day(safe)}; {wording.LAST.lower()} {wording.day(row['last'])}."
    ids = f"{row['id']}, {row['record']}, {row['cite']}" if row["record"] else f"{row['id']}, {row['cite']}"
    entry.add("description", export_words.event_text((dates, ids, checked, wording.NOT_ADVICE)))
    entry.add("transp", "TRANSPARENT")
    return entry


def _columns(table: str, rows: Iterable[ExportRow]) -> list[str]:
    """The columns that are always there, then the provisions."""
    more = dict.fromkeys(name for row in rows for name in _flat(row) if name not in export_words.COLUMNS[table])
    return [*export_words.COLUMNS[table], *more]


def _lines(table: str, rows: Sequence[ExportRow]) -> list[list[Cell]]:
    columns, found = _columns(table, rows), [_flat(row) for row in rows]
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


FORMATS: Mapping[str, tuple[str, str, Callable[[Snapshot, Desk], bytes]]] = {
    "json": ("json", "application/json", _json),
    "csv": ("zip", "application/zip", _csv),
    "ics": ("ics", "text/calendar", _ics),
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx),
}
