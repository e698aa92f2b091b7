"""Which field does each column of a table hold, by its heading and by what stands in it?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from handlers.imports.files.cells import Value
from handlers.imports.files.tables import SheetTable
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
from handlers.imports.meaning.own_export import own_field
from handlers.imports.meaning.values import State, first_link, read_day, read_flag, text_of

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
    own = is_own(table.headings)
    guessed = list(_own(table)) if own else _with_names(list(_guessed(table)))
    found = [one for one in guessed if one.heading or one.letter.lower() in chosen]
    found = [
        replace(one, field=chosen.get(plain(one.heading), chosen.get(one.letter.lower(), one.field))) for one in found
    ]
    fixed = {one.number for one in found if plain(one.heading) in chosen or one.letter.lower() in chosen}
    return tuple(found if own else _without_doubles(found, fixed, table))


def field_numbers(columns: Sequence[Column]) -> dict[str, tuple[int, ...]]:
    """The columns of each field, by their numbers."""
    found: dict[str, tuple[int, ...]] = {}
    for one in columns:
        if one.field:
            found[one.field] = (*found.get(one.field, ()), one.number)
    return found


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
    told = content.days + content.flags >= 0.5
    instead = {
        SIGNED: (EXECUTED, content.days >= 0.5),
        EXECUTED: (SIGNED, content.flags > max(content.days, 0.4)),
        POSTED: (LINK, content.links > max(content.days, content.flags, 0.3)),
        LINK: (POSTED if told else "", not content.links),
        "kinds": (STUDENT_DATA if content.flags >= 0.8 else "", content.flags >= 0.8 or content.days >= 0.5),
        SIGNATURE: ("", content.days < 0.5),
    }
    other, so = instead.get(field, ("", False))
    return other if so else field


def _without_doubles(columns: Sequence[Column], fixed: set[int], table: SheetTable) -> Iterator[Column]:
    """One column for each field, the best; a column that somebody chose stands before all others."""
    best: dict[str, Column] = {}
    for one in sorted(columns, key=lambda one: (one.number not in fixed, _rank(one, table))):
        best.setdefault(one.field, one)
    both = BOTH in best
    for one in columns:
        keeps = one.number in fixed or one.field in SEVERAL or best.get(one.field) == one
        if one.field in {VENDOR, PRODUCT} and both and one.number not in fixed:
            keeps = False
        yield one if keeps else replace(one, field="")


def _rank(column: Column, table: SheetTable) -> tuple[int, float, int]:
    """How well a column fits its field, the lowest first: what its heading says, how many days it has, its place."""
    if column.field not in {EXECUTED, EXPIRY}:
        return 0, 0.0, column.number
    cells = list(table.column(column.number))[:SAMPLE]
    days = sum(map(_is_day, cells)) / len(cells) if cells else 0.0
    return weakness(column.heading), -round(days, 1), column.number
