"""Finds which field each column of a table holds, and which tables of a file are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

from handlers.contracts.form import contract_fields, posting_fields
from handlers.dialogue import bounded_re as re
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk
from handlers.imports import words
from handlers.imports.files.tables import Sheet, SheetTable, Value, tables
from handlers.imports.headings import (
    BOTH,
    DISTRICT,
    EXECUTED,
    EXPIRY,
    LINK,
    MAY_BE_DISTRICT,
    NAME,
    NAMES,
    POSTED,
    PRODUCT,
    SIGNATURE,
    SIGNED,
    STUDENT_DATA,
    VENDOR,
    field_of,
    is_own,
    plain,
    weakness,
)
from handlers.imports.meaning import State, first_link, own_field, read_day, read_flag, text_of

SEVERAL = frozenset({POSTED, SIGNED, SIGNATURE})
"""Fields that more than one column may tell of."""
EXAMPLES = 3
SAMPLE = 300
_AFTER_POSTED: Mapping[str, str] = {
    "when": POSTED,
    "on": POSTED,
    "date": POSTED,
    "where": LINK,
    "page": LINK,
    "link": LINK,
}
"""What a short heading means to the right of a column that tells whether the notice is posted."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its number from 0, its heading, the field that it holds (empty: not read), and some of its cells."""

    number: int
    heading: str
    field: str
    examples: tuple[str, ...] = ()

    @property
    def letter(self) -> str:
        """As the spreadsheet calls it, as in AB."""
        number, letters = self.number + 1, ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(65 + rest) + letters
        return letters


@dataclass(frozen=True, slots=True)
class _Content:
    """Which share of a column's cells are days, yes or no, and addresses."""

    days: float
    flags: float
    links: float


def map_columns(table: SheetTable, named: Mapping[str, str] = {}) -> tuple[Column, ...]:
    """The columns that have a heading; ``named`` are the fields that somebody chose, by heading or letter."""
    chosen = {plain(name): field for name, field in named.items()}
    from_export = is_own(table.headings)
    guessed = list(_own(table)) if from_export else _with_names(list(_guessed(table)))
    columns = [one for one in guessed if one.heading or one.letter.lower() in chosen]
    columns = [
        replace(one, field=chosen.get(plain(one.heading), chosen.get(one.letter.lower(), one.field))) for one in columns
    ]
    fixed = {one.number for one in columns if plain(one.heading) in chosen or one.letter.lower() in chosen}
    return tuple(columns if from_export else _without_doubles(columns, fixed, table))


def field_numbers(columns: Sequence[Column]) -> dict[str, tuple[int, ...]]:
    """The columns of each field, by their numbers."""
    numbers: dict[str, tuple[int, ...]] = {}
    for column in columns:
        if column.field:
            numbers[column.field] = (*numbers.get(column.field, ()), column.number)
    return numbers


def holds_contracts(columns: Sequence[Column]) -> bool:
    """Whether the columns tell names and the day of execution."""
    fields = {one.field for one in columns}
    return bool(fields & {EXECUTED, SIGNATURE}) and bool(fields & NAMES)


def _own(table: SheetTable) -> Iterator[Column]:
    """The columns of the bot's own export."""
    for number, heading in enumerate(table.headings):
        yield Column(number, heading, own_field(heading), _examples(list(islice(table.column(number), SAMPLE))))


def _guessed(table: SheetTable) -> Iterator[Column]:
    """Each column with the field that its heading and its cells tell."""
    before = ""
    for number, heading in enumerate(_of_one_table(table.headings)):
        cells = list(islice(table.column(number), SAMPLE))
        field = field_of(heading) or ""
        if before in {POSTED, LINK} and plain(heading) in _AFTER_POSTED:
            field = _AFTER_POSTED[plain(heading)]
        content = _content(cells, number, table) if cells else None
        if content and plain(heading) == "website" and content.flags >= 0.5:
            field = POSTED
        elif content and not (field == EXECUTED and {"date", "fecha"} & set(plain(heading).split())):
            field = _by_content(field, content)
        before = field
        yield Column(number, heading, field, _examples(cells))


def _examples(cells: Sequence[Value]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text_of(cell)[:40] for cell in cells))[:EXAMPLES]


def _of_one_table(headings: Sequence[str]) -> Sequence[str]:
    """The headings up to a gap after which the same ones begin again: there another table stands beside this one."""
    for number, heading in enumerate(headings):
        before = headings[:number]
        if plain(heading) and before and not before[-1] and plain(heading) in map(plain, before):
            return before
    return headings


def _with_names(columns: Sequence[Column]) -> list[Column]:
    """The columns, with what is called only a name, or a description, taken for the vendor or product that lacks.

    An organization beside a vendor is the district.
    """
    if any(one.field in {VENDOR, BOTH} and plain(one.heading) != MAY_BE_DISTRICT for one in columns):
        columns = [replace(one, field=DISTRICT) if plain(one.heading) == MAY_BE_DISTRICT else one for one in columns]
    fields = {one.field for one in columns}
    stands_for = {NAME: PRODUCT if VENDOR in fields else VENDOR}
    if VENDOR in fields and not fields & {PRODUCT, BOTH, NAME}:
        stands_for["description"] = PRODUCT
    return [replace(one, field=stands_for.get(one.field, one.field)) for one in columns]


def _content(cells: Sequence[Value], number: int, table: SheetTable) -> _Content:
    most = len(cells)
    days = sum(_is_day(cell) for cell in cells)
    flags = sum(read_flag(cell) is not None for cell in cells)
    linked = sum((row, number) in table.sheet.links for row in table.rows)
    links = max(linked, sum(bool(first_link([text_of(cell)])) for cell in cells))
    return _Content(days / most, flags / most, links / most)


def _is_day(cell: Value) -> bool:
    return isinstance(cell, date) or read_day(cell).state is State.DAY


def _by_content(field: str, content: _Content) -> str:
    """The field, where what stands in the column is of its kind; another one that fits, or none."""
    has_answers = content.days + content.flags >= 0.5
    instead = {
        SIGNED: (EXECUTED, content.days >= 0.5),
        EXECUTED: (SIGNED, content.flags > max(content.days, 0.4)),
        POSTED: (LINK, content.links > max(content.days, content.flags, 0.3)),
        LINK: (POSTED if has_answers else "", not content.links),
        "kinds": (STUDENT_DATA if content.flags >= 0.8 else "", content.flags >= 0.8 or content.days >= 0.5),
        SIGNATURE: ("", content.days < 0.5),
    }
    better, applies = instead.get(field, ("", False))
    return better if applies else field


def _without_doubles(columns: Sequence[Column], fixed: set[int], table: SheetTable) -> Iterator[Column]:
    """One column for each field, the best; a column that somebody chose stands before all others."""
    best: dict[str, Column] = {}
    for column in sorted(columns, key=lambda one: (one.number not in fixed, _rank(one, table))):
        best.setdefault(column.field, column)
    both = BOTH in best
    for column in columns:
        keeps = column.number in fixed or column.field in SEVERAL or best.get(column.field) == column
        if column.field in {VENDOR, PRODUCT} and both and column.number not in fixed:
            keeps = False
        yield column if keeps else replace(column, field="")


def _rank(column: Column, table: SheetTable) -> tuple[int, float, int]:
    """How well a column fits its field, the lowest first: what its heading says, how many days it has, its place."""
    if column.field not in {EXECUTED, EXPIRY}:
        return 0, 0.0, column.number
    cells = list(table.column(column.number))[:SAMPLE]
    days = sum(map(_is_day, cells)) / len(cells) if cells else 0.0
    return weakness(column.heading), -round(days, 1), column.number


_OLD = re.compile(
    r"archiv|\bold\b|do not use|\bcopy of\b|template|instruction|read ?me|\bexample|sample|dropdown|lookup"
    r"|backup|import[_ ]\d{4}"
    r"|previous|historic|expired|terminated|denied|inactive|no longer",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:20)?(\d\d)\s*[-–/_]\s*(?:20)?(\d\d)(?!\d)|(?<!\d)20(\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class MappedTable:
    """A table that is read, with its columns."""

    table: SheetTable
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class FileTables:
    """What is read of a file, and each other sheet or table with why it is not."""

    read: tuple[MappedTable, ...]
    others: tuple[tuple[str, str], ...] = ()
    """The sheet's name, and why; without those in which nothing stands."""
    sheets: tuple[str, ...] = field(default=())
    """All sheets with a table of contracts."""


def choose(sheets: Sequence[Sheet], named: Mapping[str, str] = {}, only: Iterable[str] = ()) -> FileTables:
    """The tables of contracts; of ``only`` these sheets where some are named."""
    known, asked = {plain(name): field for name, field in named.items()}, {name.casefold() for name in only}
    mapped = [
        MappedTable(table, map_columns(table, named))
        for sheet in sheets
        for table in tables(sheet, known)
        if table.rows
    ]
    fit = [one for one in mapped if holds_contracts(one.columns)]
    fit = fit or [one for one in mapped if asked or len(sheets) == 1]
    why = {id(one): _why_not(one, fit, asked) for one in fit}
    read = tuple(one for one in fit if not why[id(one)]) or tuple(fit if len(fit) == 1 else ())
    left_out = list(_others(mapped, read, why))
    listed = {name for name, _ in left_out} | {one.table.sheet.name for one in read}
    left_out += [(s.name, words.NO_TABLE) for s in sheets if s.rows and s.name not in listed]
    return FileTables(read, tuple(left_out), tuple(dict.fromkeys(one.table.sheet.name for one in fit)))


def _others(
    found: Sequence[MappedTable], read: Sequence[MappedTable], why: Mapping[int, str]
) -> Iterator[tuple[str, str]]:
    for mapped in found:
        if mapped not in read:
            title = mapped.table.title[:60] if any(other.table.sheet is mapped.table.sheet for other in read) else ""
            name = ", ".join(filter(None, (mapped.table.sheet.name, title)))
            yield name, why.get(id(mapped)) or words.NO_DAY_COLUMN


def _why_not(one: MappedTable, fit: Sequence[MappedTable], asked: set[str]) -> str:
    name = one.table.sheet.name
    if asked:
        return "" if name.casefold() in asked else words.NOT_ASKED
    if one.table.sheet.hidden:
        return words.HIDDEN
    if _OLD.search(name) or _OLD.search(one.table.title):
        return words.OLD_SHEET
    year = _year(name)
    return words.EARLIER_YEAR if year and year < max(_year(other.table.sheet.name) for other in fit) else ""


def _year(name: str) -> int:
    """The year that ends a sheet's name, as 27 in 2026-27; 0 where it names none."""
    found = _YEAR.search(name)
    return int(found[2] or found[3]) if found else 0


NOT_READ = "-"
"""What somebody chooses for a column that is not to be read."""


def column_fields(desk: Desk) -> Mapping[str, str]:
    """Every field that a column may hold, with its label."""
    form = {one.id: one.label for one in (*contract_fields(desk), *posting_fields()) if one.kind != "file"}
    return {**form, BOTH: words.BOTH_LABEL, SIGNED: words.SIGNED_LABEL, DISTRICT: words.DISTRICT_LABEL}


def fields_by_name(desk: Desk) -> Mapping[str, str]:
    """The fields by their ids and their labels, in plain letters; and what leaves a column out."""
    named = {plain(name): id for id, label in column_fields(desk).items() for name in (id, label)}
    return {**named, NOT_READ: NOT_READ, "": NOT_READ}


def read_map(pairs: Mapping[str, str], fields: Mapping[str, str]) -> dict[str, str]:
    """What somebody chose, with the fields' ids, by column; an empty one for what is not read. Raises Sorry."""
    chosen: dict[str, str] = {}
    for column, title in pairs.items():
        id = NOT_READ if title.strip() in {"", NOT_READ} else fields.get(plain(title))
        if id is None:
            raise Sorry(words.no_field(title, sorted(set(fields.values()) - {NOT_READ})))
        chosen[column] = "" if id == NOT_READ else id
    return chosen
