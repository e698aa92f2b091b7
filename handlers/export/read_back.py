"""Puts the bot's own export, as JSON or as tables, on record again in a district that has nothing yet."""

import csv
import io
import json
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any, TypeVar, get_type_hints
from zoneinfo import ZoneInfo

from handlers.contracts.form import checklist
from handlers.deadlines.steps import ladder, without_flood
from handlers.dialogue.command_spec import WITH_PAGES, Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.documents.document import unquoted
from handlers.export import words
from handlers.export.export import FORMAT
from handlers.export.rows import COLUMNS, SHEETS, publication_of
from handlers.export.words import ABOUT, ABOUT_SHEET, EVIDENCE, NO, PROVISION, TRACE, YES
from handlers.forms.filling import change
from handlers.history.words import READ_BACK
from handlers.imports.files.tables import Found, plain_sheets
from handlers.imports.files.workbook_parts import check_size
from handlers.register.checks import Publication, kept_proof
from storage.kinds import Training
from storage.port import Draft
from storage.records import NUMBERED, OF_VENDOR, Contract, Deadline, Numbered, Record, Setup, Status
from storage.serialize import record

TABLES = ("contracts", "breaches", "deadlines")
"""What every export has; older ones have no more."""
NUMBERED_TABLES: Mapping[str, type[Numbered]] = {kind.table: kind.record for kind in WITH_PAGES} | {
    "trainings": Training
}
KINDS: Mapping[str, type[Any]] = {**NUMBERED_TABLES, "settings": Setup}
"""The tables that are put back, and what each row of theirs is."""
NEWER = frozenset(NUMBERED_TABLES) - frozenset(TABLES)
"""Tables that older exports lack."""
BREACH_DAYS, BOOK = "breach_days_", "xl/workbook.xml"
PUBLISHED = "published"
_NEEDED = tuple(table for table in (*KINDS, PUBLISHED) if table not in NEWER)
_SHEETS = (ABOUT_SHEET, *(SHEETS[table] for table in _NEEDED))
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
            return _of_book(_sheets(content))
        check_size(packed)
        return _of_files(packed)


def _sheets(content: bytes) -> Mapping[str, Sequence[Sequence[Found]]]:
    """The sheets of a workbook; of an older one, those that it has."""
    newer = [SHEETS[table] for table in NEWER]
    if every := plain_sheets(content, (*_SHEETS, *newer)):
        return every
    groups = [_SHEETS, *((name,) for name in newer)]
    return {name: rows for names in groups for name, rows in plain_sheets(content, names).items()}


def _of_files(packed: zipfile.ZipFile) -> Rows:
    tables: dict[str, Sequence[Mapping[str, Any]]] = {}
    names = packed.namelist()
    for table in (one for one in (*KINDS, PUBLISHED) if one not in NEWER or f"{one}.csv" in names):
        text = packed.read(f"{table}.csv").decode("utf-8-sig")
        lines = [[unquoted(cell) for cell in line] for line in csv.reader(io.StringIO(text, newline=""))]
        tables[table] = _rows(table, lines, ZoneInfo("UTC"))  # its moments have their offset
    return tables


def _of_book(sheets: Mapping[str, Sequence[Sequence[Found]]]) -> Rows:
    """The rows of its sheets; the moments are those of the zone that the first sheet names."""
    zone = ZoneInfo(str({str(line[0]): line[1] for line in sheets[ABOUT_SHEET]}[ABOUT["zone"]]))
    tables: dict[str, Sequence[Mapping[str, Any]]] = {}
    for table in (one for one in (*KINDS, PUBLISHED) if one not in NEWER or SHEETS[one] in sheets):
        head, *lines = sheets[SHEETS[table]]
        names = {label: name for name, label in COLUMNS[table].items()}
        tables[table] = _rows(table, [[names.get(str(at), _provision(str(at))) for at in head], *lines], zone)
    return tables


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
        elif name == TRACE:
            row[name] = json.loads(_text(cell) or "{}")
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


R = TypeVar("R", bound=Numbered)
_DAMAGES = (
    KeyError,
    TypeError,
    ValueError,
    AttributeError,
    IndexError,
    EOFError,
    zlib.error,
    csv.Error,
    zipfile.BadZipFile,
)
"""What reading a file raises that is not whole, or that somebody changed."""


@dataclass(frozen=True, slots=True)
class ReadBack:
    """How many records were put back, by what they are called, and of how many contracts the file is to be added."""

    numbers: Mapping[str, int]
    without_file: int
    dry_run: bool = False

    @property
    def says(self) -> str:
        """The same numbers in sentences."""
        return words.done(self.numbers, self.without_file, dry_run=self.dry_run)


@dataclass(frozen=True, slots=True)
class _Told:
    """What an export says: its records by their numbers, the settings, and what was last on the register."""

    records: tuple[Numbered, ...]
    setup: Setup
    last: Publication | None
    without_file: int


def begins_as_export(content: bytes) -> bool:
    """Whether a file that begins so is an export of the bot, as JSON."""
    return content.lstrip().startswith(b'{"dpa": "export"')


def is_empty(desk: Desk) -> bool:
    """Whether nothing is on record yet, so that an export can be put back."""
    return not any(desk.store.records(kind) for kind in NUMBERED_TABLES.values())


def read_back(content: bytes, message: Message, desk: Desk, *, dry_run: bool = False) -> ReadBack:
    """Put everything on record with the same ids, as one change. Nothing is written unless all of it can be.

    Raises Sorry where the district has records already, or where the export is damaged or of a newer version.
    """
    if not is_empty(desk):
        raise Sorry(words.NOT_EMPTY)
    try:
        export = _told(content, desk)
    except _DAMAGES as problem:
        raise Sorry(words.DAMAGED) from problem

    def write(draft: Draft) -> Iterator[Record]:
        kept = kept_proof(export.last.as_json(), export.last.at, desk) if export.last else None
        yield replace(export.setup, published=kept.sha256) if kept else export.setup
        yield from (kept,) if kept else ()
        yield from without_flood(_numbered(export.records, export.setup, draft, desk), desk.today)

    if not dry_run:
        change(READ_BACK, message, desk, write)
    kinds = Counter(type(one) for one in export.records)
    return ReadBack({_called(kind): kinds[kind] for kind in (*OF_VENDOR, Deadline)}, export.without_file, dry_run)


def _told(content: bytes, desk: Desk) -> _Told:
    tables = rows_of(content) if has_tables(content) else _json(content)
    items = {str(item.cite).removeprefix(item.cite.section): item.id for item in checklist(desk).items}
    records: list[Numbered] = []
    for table, kind in NUMBERED_TABLES.items():
        rows = tables[table] if table in TABLES else tables.get(table, ())
        numbered = (row for row in rows if kind is not Training or "id" in row)  # older trainings have no number
        records += [_contract(row, items) if kind is Contract else _made(kind, row) for row in numbered]
    return _Told(
        records=tuple(sorted(records, key=_number)),
        setup=_setup(tables.get("settings", ()), desk.store.setup()),
        last=publication_of(tables.get("published", ())),
        without_file=sum(bool(row["file"]) for row in tables["contracts"]),
    )


def _called(kind: type[Numbered]) -> str:
    """What records of this kind are called, several of them."""
    return words.CALLED.get(kind.__name__) or next(one.lists for one in WITH_PAGES if one.record is kind)


def _json(content: bytes) -> Rows:
    tables: Mapping[str, Any] = json.loads(content)
    if tables["format"] > FORMAT:
        raise Sorry(words.NEWER)
    if any(not isinstance(tables[table], list) for table in TABLES):
        raise Sorry(words.DAMAGED)
    return tables


def _made(kind: type[R], row: Mapping[str, Any]) -> R:
    """The record of a row; what was only told beside it, as the title of a duty, is left out."""
    known = {field.name for field in fields(kind)}
    told = {name: value for name, value in row.items() if name in known}
    if EVIDENCE in known:
        told[EVIDENCE] = {id: said for id, said in row[EVIDENCE].items() if said}
    return record(kind, told)


def _contract(row: Mapping[str, Any], items: Mapping[str, str]) -> Contract:
    """A contract; the bytes of its file are in no export, so it has none until somebody adds it."""
    provisions = {items[pin]: known for pin, known in row[PROVISION].items() if known is not None}
    days = {name: number for name, number in row["breach_days"].items() if number is not None}
    if row["link"] and not row["link"].startswith(("https://", "http://")):
        raise ValueError(row["link"])
    return _made(Contract, {**row, "file": "", PROVISION: provisions, "breach_days": days})


def _setup(rows: Iterable[Mapping[str, Any]], now: Setup) -> Setup:
    """The settings of the export; where posts go stays as it is here."""
    for row in rows:
        told = record(Setup, row)
        return replace(now, **{name: getattr(told, name) for name in COLUMNS["settings"]})
    return now


def _number(one: Numbered) -> int:
    """The number in its id. Raises ValueError where it has none."""
    letter, number = one.id.split("-")
    if letter != NUMBERED[type(one)].letter:
        raise ValueError(one.id)
    return int(number)


def _numbered(records: Iterable[Numbered], setup: Setup, draft: Draft, desk: Desk) -> Iterator[Record]:
    """The records under their own numbers, each open deadline with its reminders."""
    for numbered in records:
        _take_id(numbered, draft)
        yield numbered
        if isinstance(numbered, Deadline) and numbered.status is Status.OPEN:
            yield from ladder(numbered, setup, desk.now)


def _take_id(one: Numbered, draft: Draft) -> None:
    """Number it as it was numbered; an id that was erased there stays free here."""
    while (made := draft.new_id(type(one))) != one.id:
        if int(made.partition("-")[2]) > _number(one):
            raise Sorry(words.DAMAGED)
