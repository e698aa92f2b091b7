"""Finds which field each column of a table holds, and which tables of a file are read."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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
    CALLED,
    CONTACT,
    DISTRICT,
    EXECUTED,
    EXPIRY,
    LINK,
    MAY_BE_DISTRICT,
    NAME,
    NAMES,
    OWNER,
    PERIOD,
    POSTED,
    PRODUCT,
    PROVISIONS,
    SIGNATURE,
    SIGNED,
    START,
    STUDENT_DATA,
    VENDOR,
    is_own,
    likely,
    plain,
    says_all,
    weakness,
)
from handlers.imports.meaning import State, first_link, own_field, read_day, read_flag, text_of

SEVERAL = frozenset({POSTED, SIGNED, SIGNATURE})
"""Fields that more than one column may tell of."""
_NUMBER = re.compile(r"[$€]?\s?-?[\d.,]+%?|[A-Z]{0,3}[-#]?\d+(?:-\d+)*")
"""A number, an amount or an id."""
UNIQUE = 0.7
"""Share of different cells from which hardly any stands there twice."""
DATED = frozenset({EXECUTED, EXPIRY, START})
SURELY = 0.6
"""Share below which no column is taken for one of these days: a wrong day is worse than one that is asked for."""
SECOND = 0.2
"""Share from which a column takes another field where its first is better told by another column."""
LACKS = 0.05
"""Share of a name from which a column stands for the vendor or product that no heading names."""
_DAYS = 0.9, 0.2, 0.2, 0.2, 0.2
_BOXES = 0.02, 0.6, 0.02, 0.0, 0.4
_TEXTS = 0.0, 0.0, 0.0, 0.0, 0.8
_CELLS: Mapping[str, tuple[float, ...]] = {
    **dict.fromkeys((EXECUTED, START, EXPIRY, SIGNATURE), _DAYS),
    POSTED: (0.4, 0.5, 0.1, 0.0, 0.1),
    LINK: (0.0, 0.0, 0.8, 0.0, 0.03),
    **dict.fromkeys((SIGNED, STUDENT_DATA, PROVISIONS), _BOXES),
    PERIOD: (0.1, 0.0, 0.0, 0.5, 0.5),
    "": (0.5, 0.3, 0.4, 0.9, 0.5),
}
"""How well days, yes or no, addresses, numbers and texts fit a column of each field; of the others, only texts do."""
REPEATED = 0.2
"""How much worse an owner fits a column whose cells all differ, and a contact one whose cells repeat."""
MORE_FLAGS = 0.4
"""Share of yes and no from which a column is none of days, where it has fewer of these."""
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
    hidden: bool = False
    shares: Mapping[str, float] = dataclasses.field(default_factory=dict, compare=False)
    """How likely it holds each field."""

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
    """Which share of the cells are days, yes or no, addresses and numbers, and whether hardly any is there twice."""

    days: float
    flags: float
    links: float
    numbers: float
    unique: bool

    @property
    def text(self) -> float:
        """The share of the rest."""
        return max(1 - self.days - self.flags - self.links - self.numbers, 0.0)


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
    for number, heading in enumerate(table.headings):
        cells = list(islice(table.column(number), SAMPLE))
        shares = dict(likely(heading)) if heading else {"": 1.0}
        if before in {POSTED, LINK} and plain(heading) in _AFTER_POSTED:
            shares = {_AFTER_POSTED[plain(heading)]: 1.0}
        hidden = number in table.sheet.hidden_columns
        if cells:
            shares = _by_content(shares, _content(cells, number, table))
        before = max(shares, key=shares.__getitem__)
        if (before in DATED and cells and shares[before] < SURELY) or (before == PROVISIONS and not says_all(heading)):
            before = ""
        yield Column(number, heading, "" if hidden else before, _examples(cells), hidden, {} if hidden else shares)


def _examples(cells: Sequence[Value]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text_of(cell)[:40] for cell in cells))[:EXAMPLES]


def _with_names(columns: Sequence[Column]) -> list[Column]:
    """The columns, with what is called only a name, or a description, taken for the vendor or product that lacks.

    An organization beside a vendor is the district. The one column of signing days is that of execution, unless it
    names the party that signed.
    """
    if any(one.field in {VENDOR, BOTH} and plain(one.heading) != MAY_BE_DISTRICT for one in columns):
        columns = [replace(one, field=DISTRICT) if plain(one.heading) == MAY_BE_DISTRICT else one for one in columns]
    fields = {one.field for one in columns}
    stands_for = {NAME: PRODUCT if VENDOR in fields else VENDOR}
    if VENDOR in fields and not fields & {PRODUCT, BOTH, NAME}:
        stands_for["description"] = PRODUCT
    columns = [replace(one, field=stands_for.get(one.field, one.field)) for one in columns]
    signing = [one for one in columns if one.field == SIGNATURE]
    if len(signing) == 1 and EXECUTED not in fields and signing[0].shares.get(EXECUTED, 0.0) >= SECOND:
        columns = [replace(one, field=EXECUTED) if one is signing[0] else one for one in columns]
    for lacks in (VENDOR, PRODUCT):
        if not {one.field for one in columns} & {lacks, BOTH}:
            columns = _with_the_likeliest(lacks, columns)
    return columns


def _with_the_likeliest(lacks: str, columns: list[Column]) -> list[Column]:
    """The columns, the one that may best hold a name that no heading tells taken for it."""
    free = [one for one in columns if one.field not in NAMES]
    best = max(free, key=lambda one: one.shares.get(lacks, 0.0), default=None)
    if best is None or best.shares.get(lacks, 0.0) < LACKS:
        return columns
    return [replace(one, field=lacks) if one is best else one for one in columns]


def _content(cells: Sequence[Value], number: int, table: SheetTable) -> _Content:
    most = len(cells)
    days = sum(_is_day(cell) for cell in cells)
    flags = sum(read_flag(cell) is not None for cell in cells)
    linked = sum((row, number) in table.sheet.links for row in table.rows)
    links = max(linked, sum(bool(first_link([text_of(cell)])) for cell in cells))
    unique = len({text_of(cell) for cell in cells}) > UNIQUE * most
    numbers = sum(bool(_NUMBER.fullmatch(text_of(cell))) for cell in cells) - sum(
        text_of(cell) in {"0", "1"} for cell in cells
    )
    return _Content(days / most, flags / most, links / most, max(numbers, 0) / most, unique)


def _is_day(cell: Value) -> bool:
    return isinstance(cell, date) or read_day(cell).state is State.DAY


def _by_content(shares: Mapping[str, float], content: _Content) -> dict[str, float]:
    """How likely each field is, now that the cells are known; whether it is signed is told by the day as well."""
    if content.days >= 0.5:
        moved = shares.get(SIGNED, 0.0)
        shares = {**shares, SIGNED: 0.0, EXECUTED: shares.get(EXECUTED, 0.0) + moved}
    fitted = {field: share * _fit(field, content) for field, share in shares.items()}
    return {field: share / sum(fitted.values()) for field, share in fitted.items()}


def _fit(field: str, content: _Content) -> float:
    """How often a column of the field has such cells, roughly, from 0 to 1."""
    if _CELLS.get(field) is _DAYS and content.flags > max(content.days, MORE_FLAGS):
        return 0.02
    kinds = content.days, content.flags, content.links, content.numbers, content.text
    fit = sum(weight * share for weight, share in zip(_CELLS.get(field, _TEXTS), kinds, strict=True))
    if field in {OWNER, CONTACT} and content.unique != (field == CONTACT):
        fit *= REPEATED
    return max(fit, 0.01)


def _without_doubles(columns: Sequence[Column], fixed: set[int], table: SheetTable) -> Iterator[Column]:
    """One column for each field, the best; a column that somebody chose stands before all others.

    One that is not the best for its field takes the next that it may hold.
    """
    taken: dict[str, int] = {}
    fields: dict[int, str] = {}
    for column in sorted(columns, key=lambda one: (one.number not in fixed, _rank(one, table))):
        others = [name for name, share in column.shares.items() if share >= SECOND]
        likely_fields = sorted(others, key=column.shares.__getitem__, reverse=True)
        for name in (column.field, *(() if column.number in fixed else likely_fields)):
            is_free = name in SEVERAL | {""} or taken.setdefault(name, column.number) == column.number
            if is_free and not (name in {VENDOR, PRODUCT} and BOTH in taken and column.number not in fixed):
                fields[column.number] = name
                break
    yield from (replace(one, field=fields.get(one.number, "")) for one in columns)


def _rank(column: Column, table: SheetTable) -> tuple[bool, int, float, float, int]:
    """How well a column fits its field, the lowest first: what its heading says, how many days it has, its place."""
    share = column.shares.get(column.field, 0.0)
    if column.field not in {EXECUTED, EXPIRY}:
        return column.field != BOTH, 0, -share, 0.0, column.number
    cells = list(table.column(column.number))[:SAMPLE]
    days = sum(map(_is_day, cells)) / len(cells) if cells else 0.0
    return True, weakness(column.heading), -round(share, 1), -round(days, 1), column.number


_OLD = re.compile(
    r"archiv|\bold\b|do not use|\bcopy of\b|template|instruction|read ?me|\bexample|sample|dropdown|lookup"
    r"|backup|import[_ ]\d{4}"
    r"|previous|historic|expired|terminated|denied|inactive|no longer",
    re.IGNORECASE,
)
SHORT_TITLE = 40
"""Characters up to which a title is the name of its table, not a remark on how the list is kept."""
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
    sheets: tuple[str, ...] = ()
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
    own = [one for one in mapped if is_own(one.table.headings)]
    fit = own or [one for one in mapped if holds_contracts(one.columns)]
    fit = fit or [one for one in mapped if asked or len(sheets) == 1] or _likeliest(mapped)
    why = {id(one): _why_not(one, fit, asked) for one in fit}
    read = tuple(one for one in fit if not why[id(one)]) or tuple(fit if len(fit) == 1 else ())
    left_out = list(_others(mapped, read, why))
    listed = {name for name, _ in left_out} | {one.table.sheet.name for one in read}
    left_out += [(s.name, words.NO_TABLE) for s in sheets if s.rows and s.name not in listed]
    return FileTables(read, tuple(left_out), tuple(dict.fromkeys(one.table.sheet.name for one in fit)))


def _likeliest(found: Sequence[MappedTable]) -> list[MappedTable]:
    """Of tables of which none has a day of execution, the one whose vendors have the most told of them, if any."""
    named = [one for one in found if any(is_vendors(column) for column in one.columns) and not one.table.sheet.hidden]
    return [max(named, key=lambda one: len(field_numbers(one.columns)))] if named else []


def is_vendors(column: Column) -> bool:
    """Whether the column's heading names the vendor, not only a name."""
    return column.field in {VENDOR, BOTH} and plain(column.heading) not in CALLED


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
    if _OLD.search(name) or (len(one.table.title) <= SHORT_TITLE and _OLD.search(one.table.title)):
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
