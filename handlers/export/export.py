"""Exports a district's records in one file: JSON, zipped CSV files, a workbook, or a calendar of deadlines."""

import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast

from handlers.contracts.form import checklist
from handlers.dialogue import words as wording
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import File, Reply, Text
from handlers.documents.document import Cell, as_csv
from handlers.export import words as export_words
from handlers.export.rows import COLUMNS, SHEETS, ExportRow, Snapshot, cell_lines, column_names, take_snapshot
from handlers.law import words as law_words
from knowledge.citation import Tag


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """One deadline in a calendar; ``made`` is when its entry was written, ``uid`` stays the same for good."""

    uid: str
    made: datetime
    title: str
    safe: date
    last: date | datetime
    tag: str
    names: tuple[str, ...]
    """Its id, the record it follows from, its cite."""


def calendar_file(snapshot: Snapshot, desk: Desk) -> bytes:
    """The open deadlines, each a whole day at its safe date; the same deadline keeps its uid in every export."""
    head = export_words.head(snapshot.head.number, snapshot.head.hash)
    description = export_words.calendar_text(wording.day(snapshot.day), head)
    entries = (
        CalendarEntry(
            uid=f"{row['id']}-{snapshot.origin[:16]}@dpa",
            made=desk.now,
            title=export_words.event_title(row["title"], row["about"]),
            safe=row["safe"],
            last=row["last"],
            tag=row["tag"],
            names=(row["id"], row["record"], row["cite"]),
        )
        for row in snapshot.tables["deadlines"]
        if row["id"] in snapshot.open_ones
    )
    return written(entries, (("x-wr-caldesc", description), ("x-dpa-audit-head", head)))


def written(entries: Iterable[CalendarEntry], more: Iterable[tuple[str, str]] = ()) -> bytes:
    """A calendar of these entries, with more to tell of itself."""
    from icalendar import Calendar  # noqa: PLC0415 - only this format needs it

    calendar = Calendar()
    calendar.add("prodid", "-//dpa//Student Data Privacy Act//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", export_words.CALENDAR)
    for name, value in more:
        calendar.add(name, value)
    for entry in entries:
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def _event(one: CalendarEntry) -> Any:
    from icalendar import Event  # noqa: PLC0415 - only this format needs it

    event = Event()
    event.add("uid", one.uid)
    event.add("dtstamp", one.made)
    event.add("dtstart", one.safe)
    event.add("dtend", one.safe + timedelta(days=1))
    event.add("summary", one.title)
    checked = law_words.checked(Tag(one.tag)) if one.tag else ""
    dates = f"{law_words.SAFE} {wording.day(one.safe)}; {law_words.LAST.lower()} {wording.day(one.last)}."
    names = ", ".join(name for name in one.names if name)
    event.add("description", export_words.event_text((dates, names, checked, wording.NOT_ADVICE)))
    event.add("transp", "TRANSPARENT")
    return event


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
        _write_table(book.add_worksheet(SHEETS[name]), name, rows, section, formats)
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
        sheet.write_string(0, at, COLUMNS[name].get(column) or export_words.heading(column, section), formats["head"])
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


FORMAT = 1
"""Of the JSON; a higher one means that a field changed its meaning or went away."""


def export_file(desk: Desk, format: str) -> File:
    """All contracts, breaches, deadlines and events in one file. Raises Sorry for a format we do not know."""
    kind = FORMATS.get(format.strip().lower())
    if kind is None:
        raise Sorry(export_words.no_format(format, FORMATS))
    ending, media_type, render = kind
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
    facts = {
        "dpa": "export",
        "format": FORMAT,
        "district": snapshot.district,
        "day": snapshot.day,
        "zone": snapshot.zone,
    }
    content = {**facts, "head": head, **snapshot.tables}
    return json.dumps(content, ensure_ascii=False, default=lambda day: day.isoformat()).encode() + b"\n"


FORMATS: Mapping[str, tuple[str, str, Callable[[Snapshot, Desk], bytes]]] = {
    "json": ("json", "application/json", _json),
    "csv": ("zip", "application/zip", csv_files),
    "ics": ("ics", "text/calendar", calendar_file),
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook),
}
