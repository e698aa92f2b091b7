"""Reads the tables of the bot's own export, a workbook or a zip of CSV files, into the rows that its JSON has."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any, get_type_hints
from zoneinfo import ZoneInfo

from handlers.documents.as_csv import unquoted
from handlers.export.words import ABOUT, ABOUT_SHEET, COLUMNS, EVIDENCE, NO, PROVISION, SHEETS, YES
from handlers.imports.files.cells import Found
from handlers.imports.files.sheets import plain_sheets
from handlers.imports.files.workbook import check_size
from storage.kinds.app_request import AppRequest
from storage.kinds.family_request import FamilyRequest
from storage.kinds.plan_exception import PlanException
from storage.kinds.training import Training
from storage.records import Breach, Contract, Deadline, Setup

KINDS: Mapping[str, type[Any]] = {
    "contracts": Contract,
    "breaches": Breach,
    "exceptions": PlanException,
    "family_requests": FamilyRequest,
    "deadlines": Deadline,
    "apps": AppRequest,
    "settings": Setup,
    "trainings": Training,
}
"""The tables that are put back, and what each row of theirs is."""
NEWER = frozenset({"exceptions", "family_requests", "apps", "trainings"})
"""Tables that older exports lack."""
BREACH_DAYS, BOOK = "breach_days_", "xl/workbook.xml"
PUBLISHED = "published"
_NEEDED = tuple(table for table in (*KINDS, PUBLISHED) if table not in NEWER)
_SHEETS = (ABOUT_SHEET, *(SHEETS[table] for table in _NEEDED))
_ALL_SHEETS = (*_SHEETS, *(SHEETS[table] for table in NEWER))
Rows = Mapping[str, Sequence[Mapping[str, Any]]]
_HALF_A_SECOND = timedelta(milliseconds=500)


def has_tables(content: bytes) -> bool:
    """Whether a file is such an export."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = set(packed.namelist())
    except zipfile.BadZipFile:
        return False
    if BOOK in names:
        return bool(plain_sheets(content, _SHEETS))
    return {"about.csv", *(f"{table}.csv" for table in _NEEDED)} <= names


def rows_of(content: bytes) -> Rows:
    """Its rows by table. Raises Sorry, KeyError, ValueError and what a zip raises where it is damaged."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if BOOK in packed.namelist():
            return _of_book(plain_sheets(content, _ALL_SHEETS) or plain_sheets(content, _SHEETS))
        check_size(packed)
        return _of_files(packed)


def _of_files(packed: zipfile.ZipFile) -> Rows:
    found: dict[str, Sequence[Mapping[str, Any]]] = {}
    names = packed.namelist()
    for table in (one for one in (*KINDS, PUBLISHED) if one not in NEWER or f"{one}.csv" in names):
        text = packed.read(f"{table}.csv").decode("utf-8-sig")
        lines = [[unquoted(cell) for cell in line] for line in csv.reader(io.StringIO(text, newline=""))]
        found[table] = _rows(table, lines, ZoneInfo("UTC"))  # its moments have their offset
    return found


def _of_book(sheets: Mapping[str, Sequence[Sequence[Found]]]) -> Rows:
    """The rows of its sheets; the moments are those of the zone that the first sheet names."""
    zone = ZoneInfo(str({str(line[0]): line[1] for line in sheets[ABOUT_SHEET]}[ABOUT["zone"]]))
    found: dict[str, Sequence[Mapping[str, Any]]] = {}
    for table in (one for one in (*KINDS, PUBLISHED) if one not in NEWER or SHEETS[one] in sheets):
        head, *lines = sheets[SHEETS[table]]
        names = {label: name for name, label in COLUMNS[table].items()}
        found[table] = _rows(table, [[names.get(str(at), _provision(str(at))) for at in head], *lines], zone)
    return found


def _provision(label: str) -> str:
    """The column of a provision, of its cite as in 10-234bb(a)(1)."""
    return f"{PROVISION}{label[label.find('(') :]}" if "(" in label else label


def _rows(table: str, lines: Sequence[Sequence[Found]], zone: ZoneInfo) -> list[Mapping[str, Any]]:
    head, *rest = lines
    hints = get_type_hints(KINDS[table]) if table in KINDS else {}
    readers = {name: partial(_value, hint, zone) for name, hint in hints.items()}
    return [_row([str(name) for name in head], line, readers) for line in rest if any(cell != "" for cell in line)]


def _row(head: Sequence[str], line: Sequence[Found], readers: Mapping[str, Callable[[Found], Any]]) -> dict[str, Any]:
    """One row; the columns of provisions, and of a contract's own days, become one field each."""
    row: dict[str, Any] = {}
    for name, cell in zip(head, line, strict=True):
        if name.startswith(f"{PROVISION}("):
            row.setdefault(PROVISION, {})[name.removeprefix(PROVISION)] = {YES: True, NO: False}.get(str(cell))
        elif name.startswith(f"{EVIDENCE}_"):
            row.setdefault(EVIDENCE, {})[name.removeprefix(f"{EVIDENCE}_")] = _text(cell)
        elif name.startswith(BREACH_DAYS):
            days = int(float(str(cell))) if cell != "" else None
            row.setdefault("breach_days", {})[name.removeprefix(BREACH_DAYS)] = days
        else:
            row[name] = readers[name](cell) if name in readers else _text(cell)
    return row


def _value(hint: Any, zone: ZoneInfo, cell: Found) -> Any:
    """A cell as the JSON export has it, by the type of its field."""
    options = set(getattr(hint, "__args__", (hint,)))
    if hint is bool:
        return str(cell).casefold() in {"true", "1", "1.0", YES}
    if hint in {tuple[str, ...], tuple[int, ...]}:
        parts = [part for part in _text(cell).split("; ") if part]
        return [int(part) for part in parts] if int in options else parts
    if cell == "":
        return None if type(None) in options else ""
    if int in options:
        return int(float(str(cell)))
    if datetime in options and isinstance(cell, date):
        return _moment(cell, zone, or_day=date in options)
    return _text(cell)


def _moment(cell: date, zone: ZoneInfo, *, or_day: bool) -> str:
    """A moment of a workbook, which knows no zone and parts of a second only roughly; a midnight is its day alone."""
    if isinstance(cell, datetime):
        return (cell + _HALF_A_SECOND).replace(tzinfo=zone, microsecond=0).isoformat()
    return cell.isoformat() if or_day else datetime.combine(cell, time(), zone).isoformat()


def _text(cell: Found) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, date) else str(cell)
