"""The sheets of a file, as data between processes too, and the tables in them: headings, rows, and what is neither."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise, zip_longest
from pathlib import PurePath
from typing import Any

from handlers.dialogue import bounded_re as re
from handlers.dialogue.command_spec import Sorry
from handlers.imports import words
from handlers.imports.headings import (
    EXECUTED,
    EXPIRY,
    NAMES,
    SIGNATURE,
    SIGNED,
    clearness,
    field_of,
    is_clear,
    is_own,
    may_name,
    plain,
)
from handlers.text_extraction.building import Stopped, answer_of

Value = str | float | bool | date
"""What stands in a cell; a text without anything in it where it is empty."""
Found = Value | int | time | datetime | timedelta
"""What a workbook's cell may hold as it stands there."""
Row = Sequence[Value]
At = tuple[int, int]
"""A cell's row and column, from 0."""
MOST_ROWS = 20_000
MOST_COLUMNS = 200
LONGEST_CELL = 10_000
MOST_PLACES, MOST_CELLS, MOST_LETTERS = 2_000_000, 500_000, 10_000_000
"""Limits of a whole file: places for cells, cells in which something stands, and letters."""


def is_empty(value: Value) -> bool:
    """Whether nothing stands there; a box that is not ticked says nothing by itself."""
    return value is False or (isinstance(value, str) and value.strip().upper() in {"", "FALSE"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its rows of cells, and what stands beside the values. Merged cells are filled with their value."""

    name: str
    rows: Sequence[Row]
    hidden: bool = False
    links: Mapping[At, str] = field(default_factory=dict)
    """Where a cell leads, by cell."""
    merged: Mapping[At, At] = field(default_factory=dict)
    """The cell from which a filled one has its value."""
    struck: frozenset[int] = frozenset()
    """Rows that are struck through."""
    dayless: frozenset[At] = frozenset()
    """Dates that are shown without their day, as in Oct-25."""
    unvalued: frozenset[At] = frozenset()
    """Formulas whose value is not in the file."""
    volatile: frozenset[At] = frozenset()
    """Formulas of today's date, as =TODAY()."""
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    from_1904: bool = False
    """Whether its serial numbers count the days from 1904 on, as on old Macs."""


LONGEST_NOTE = 60
_TOTAL = re.compile(
    r"(?:grand |page |sub)?-?\s?total(?:es|s)?\b|sum\b|count\b|\d+ (?:apps|agreements|contracts|vendors|products"
    r"|programs|tools|contratos)\b",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"\*|†|notes?\b|nota\b|questions?\b|preguntas\b|key\b|legend\b|updated\b|source\b|(?:true|false) =", re.IGNORECASE
)
_DAY = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}")
"""What a row of totals does not have, so that a vendor may be called Total."""
_PAGE = re.compile(r"\bpage \d+ of \d+", re.IGNORECASE)
_DATA = re.compile(
    r"https?:|\d{1,4}[/-]\d{1,2}[/-]\d{1,4}|\A\W*(?:y|n|yes|no(?!\.)|x|true|false|\d+)\W*\Z", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One table: the heading of each column, its rows by their number from 0, and the rows that are left out."""

    sheet: Sheet
    headings: tuple[str, ...]
    rows: tuple[int, ...]
    left_out: tuple[tuple[int, str], ...] = ()
    title: str = ""
    """What stands above it."""

    def column(self, number: int) -> Iterator[Value]:
        """What stands in a column, without the empty cells."""
        for row in self.rows:
            cells = self.sheet.rows[row]
            if number < len(cells) and not is_empty(cells[number]):
                yield cells[number]


def tables(sheet: Sheet, known: Mapping[str, str] = {}) -> tuple[SheetTable, ...]:
    """The tables, from the top, and from the left; ``known`` as in `field_of`."""
    heads = dict(_heads(sheet.rows, known))
    starts = sorted(heads)
    ends = (*starts, len(sheet.rows))
    return tuple(
        _table(sheet, headings, (start + 1, end), _title(sheet.rows, start))
        for start, end in pairwise(ends)
        for headings in _side_by_side(heads[start])
    )


def _side_by_side(headings: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The headings of each table: past a gap, another head may stand beside the first."""
    for number in range(2, len(headings)):
        before, after = headings[:number], headings[number:]
        repeated = set(map(plain, before)).intersection(map(plain, filter(None, after)))
        again = plain(after[0]) in repeated or len(repeated) > 1 or _fields(before) & _fields(after) & NAMES
        if after[0] and not before[-1] and (again or (_is_list(before) and _is_list(after))):
            yield before
            yield from (("",) * number + others for others in _side_by_side(after))
            return
    yield headings


def _fields(headings: Iterable[str]) -> frozenset[str | None]:
    return frozenset(map(field_of, filter(None, headings)))


def _is_list(headings: Sequence[str]) -> bool:
    """Whether the headings are those of a list of contracts by themselves."""
    fields = _fields(headings)
    return bool(fields & {EXECUTED, SIGNATURE, SIGNED, EXPIRY}) and any(map(may_name, headings))


def _heads(rows: Sequence[Row], known: Mapping[str, str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The last line of each head, with the headings of its columns; one that is repeated further down is none.

    Names and words of rows may read like headings, so a second head has nothing above it, or a title.
    """
    last: tuple[str, ...] = ()
    number = 0
    while number < len(rows):
        apart = not last or all(map(is_empty, rows[number - 1])) or _is_band(rows[number - 1])
        head, lines = _head(rows, number, known) if apart else ((), 1)
        if head and [plain(text) for text in head] != [plain(text) for text in last]:
            last = head
            yield number + lines - 1, head
        number += max(lines, 1)


def _head(rows: Sequence[Row], number: int, known: Mapping[str, str]) -> tuple[tuple[str, ...], int]:
    """The headings that begin in a line, and how many lines they take; none where no head begins there."""
    upper = _texts(rows[number])
    if not upper or _is_band(rows[number]):
        return (), 0
    below = _texts(rows[number + 1]) if number + 1 < len(rows) and not _is_band(rows[number + 1]) else None
    if below and _groups(upper, below) and _mostly_known(below, known):
        joined = _joined(upper, below, known)
        if _worth(joined, known) > _worth(upper, known) and _is_head(joined, known):
            return joined, 2
    return (upper, 1) if _is_head(upper, known) else ((), 0)


def _texts(row: Row) -> tuple[str, ...] | None:
    """The cells as texts; None where one of them is no heading."""
    texts = tuple(" ".join(cell.split()) if isinstance(cell, str) else "" for cell in row)
    data = any(not isinstance(cell, str) and not is_empty(cell) for cell in row) or any(map(_DATA.search, texts))
    return None if data or not any(texts) else texts


def _groups(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether a line stands over groups of columns: a text in merged cells, or none over a filled one."""
    merged = any(left and left == right for left, right in pairwise(upper))
    return merged or any(under and not over for over, under in zip_longest(upper, lower, fillvalue=""))


def _joined(upper: Sequence[str], lower: Sequence[str], known: Mapping[str, str]) -> tuple[str, ...]:
    """The headings of two lines; the upper one counts for the columns to its right, unless merged cells say how far."""
    headings, group = list[str](), ""
    merged = any(left and left == right for left, right in pairwise(upper))
    for over, under in zip((*upper, *[""] * (len(lower) - len(upper))), lower, strict=False):
        group = over or (group if under and not merged else "")
        if not under or plain(group) == plain(under):
            headings.append(over)
        else:
            joined = f"{group} {under}".strip()
            headings.append(
                under if is_clear(under, known) else max(joined, under, key=lambda one: clearness(one, known))
            )
    return tuple(headings)


def _mostly_known(texts: Sequence[str], known: Mapping[str, str]) -> bool:
    """Whether at least half of the texts, and two of them, are headings."""
    filled = [text for text in texts if text]
    found = sum(field_of(text, known) is not None for text in filled)
    return found >= 2 and found * 2 >= len(filled)


def _worth(texts: Sequence[str], known: Mapping[str, str]) -> int:
    return len({field for text in texts if (field := field_of(text, known))})


def _is_head(texts: Sequence[str], known: Mapping[str, str]) -> bool:
    """Whether most of the texts are headings, one of them of a name."""
    named = {field for text in texts if (field := field_of(text, known))}
    return len(named) >= 2 and (bool(named & NAMES) or any(map(may_name, texts))) and _mostly_known(texts, known)


def _is_band(row: Row) -> bool:
    """Whether one text alone stands there, be it in merged cells."""
    return len({str(cell).strip() for cell in row if not is_empty(cell)}) == 1


def _title(rows: Sequence[Row], head: int) -> str:
    """The nearest line above a head that is one text."""
    for row in reversed(rows[max(head - 4, 0) : head]):
        if _is_band(row):
            return next(str(cell).strip() for cell in row if not is_empty(cell))
    return ""


def _table(sheet: Sheet, headings: tuple[str, ...], span: tuple[int, int], title: str) -> SheetTable:
    heads = [plain(text) for text in headings]
    names = [number for number, text in enumerate(headings) if field_of(text) in NAMES]
    names = names or [number for number, text in enumerate(headings) if may_name(text)]
    rows, left_out, from_export = list[int](), list[tuple[int, str]](), is_own(headings)
    left = next((number for number, text in enumerate(headings) if text), 0)
    for number in range(*span):
        row = [*[""] * left, *sheet.rows[number][left : len(headings)]]
        if all(map(is_empty, row)) or _repeats(row, heads):
            continue
        why = words.HIDDEN_ROW if number in sheet.hidden_rows else words.STRUCK if number in sheet.struck else ""
        why = why or ("" if from_export else _why_none(row, names))
        if why:
            left_out.append((number, why))
        else:
            rows.append(number)
    return SheetTable(sheet, headings, tuple(rows), tuple(left_out), title)


def _repeats(row: Row, heads: Sequence[str]) -> bool:
    """Whether a row is the head once more, as at the top of a page."""
    pairs = [(plain(str(cell)), head) for cell, head in zip(row, heads, strict=False) if not is_empty(cell)]
    return all(cell and head.endswith(cell) for cell, head in pairs)


def _why_none(row: Row, names: Sequence[int]) -> str:
    """Why a row is no contract; empty where it may be one."""
    filled = [cell for cell in row if not is_empty(cell)]
    texts = [str(cell).strip() for cell in filled]
    if any(map(_PAGE.search, texts)):
        return words.NOTE
    has_day = any(isinstance(cell, date) or (isinstance(cell, str) and _DAY.fullmatch(cell.strip())) for cell in filled)
    if not has_day and any(isinstance(cell, str) and _TOTAL.match(cell.strip()) for cell in filled[:3]):
        return words.TOTALS
    if len(set(texts)) == 1:
        return words.NOTE if _NOTE.match(texts[0]) or len(texts[0]) > LONGEST_NOTE else words.ONE_CELL
    name_cells = [row[number] for number in names if number < len(row)]
    if names and not has_day and all(map(is_empty, name_cells)):
        return words.NOTE if _NOTE.match(texts[0]) else words.NO_NAME
    if any(isinstance(cell, date) for cell in name_cells):
        return words.NO_NAME
    return ""


_LINES = ("struck", "hidden_rows", "hidden_columns")
_SPOTS = ("dayless", "unvalued", "volatile")
"""What a sheet has beside its values: numbers of rows or columns, and cells."""


def coded(sheets: Iterable[Sheet]) -> list[dict[str, Any]]:
    """The sheets as JSON has them, each as soon as it was read. Raises Sorry where they hold more than is read."""
    encoded, places, cells, letters = list[dict[str, Any]](), 0, 0, 0
    for sheet in sheets:
        filled = [cell for row in sheet.rows for cell in row if cell != ""]
        beside = (*sheet.links, *sheet.merged, *sheet.dayless, *sheet.unvalued, *sheet.volatile)
        places += sum(1 + len(row) for row in sheet.rows)
        cells += len(filled) + len(beside)
        letters += sum(len(text) for text in (*filled, *sheet.links.values()) if isinstance(text, str))
        if places > MOST_PLACES or cells > MOST_CELLS or letters > MOST_LETTERS:
            raise Sorry(words.TOO_MUCH)
        pairs = {name: list(getattr(sheet, name).items()) for name in ("links", "merged")}
        spots = {name: list(getattr(sheet, name)) for name in (*_LINES, *_SPOTS)}
        plain = {name: getattr(sheet, name) for name in ("name", "hidden", "from_1904")}
        encoded.append({**plain, **pairs, **spots, "rows": coded_rows(sheet.rows)})
    return encoded


def sheet_of(told: Mapping[str, Any]) -> Sheet:
    """A sheet from what `coded` made of it."""
    lines = {name: frozenset[int](told[name]) for name in _LINES}
    spots = {name: frozenset[At]((row, column) for row, column in told[name]) for name in _SPOTS}
    return Sheet(
        told["name"],
        rows_of(told["rows"]),
        hidden=told["hidden"],
        links={(row, column): leads for (row, column), leads in told["links"]},
        merged={(row, column): (top, left) for (row, column), (top, left) in told["merged"]},
        from_1904=told["from_1904"],
        struck=lines["struck"],
        hidden_rows=lines["hidden_rows"],
        hidden_columns=lines["hidden_columns"],
        dayless=spots["dayless"],
        unvalued=spots["unvalued"],
        volatile=spots["volatile"],
    )


def coded_rows(rows: Iterable[Sequence[Found]]) -> list[list[Any]]:
    """Rows of cells as JSON has them."""
    return [[_coded(cell) for cell in row] for row in rows]


def rows_of(told: Iterable[Sequence[Any]]) -> list[list[Any]]:
    """Rows of cells from what `coded_rows` made of them."""
    return [[_cell(cell) for cell in row] for row in told]


def _coded(cell: Found) -> Any:
    match cell:
        case datetime():
            return {"moment": cell.isoformat()}
        case date():
            return {"day": cell.isoformat()}
        case str() | bool() | int() | float():
            return cell
        case _:
            return str(cell)


def _cell(told: Any) -> Found:
    match told:
        case {"moment": str(when)}:
            return datetime.fromisoformat(when)
        case {"day": str(day)}:
            return date.fromisoformat(day)
        case str() | int() | float():
            return told
        case _:
            raise ValueError("no cell has this")


LARGEST_FILE = 20 * 1024 * 1024
SHEET_ENDINGS = (".csv", ".tsv", ".xlsx", ".xlsm")
ENDINGS = (*SHEET_ENDINGS, ".txt")
"""Also of a text file, which may be a contract or a letter: it is taken for a table only where one was asked for."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a file of old Office begins, and a new one that is locked with a password."""
ZIP = b"PK\x03\x04"


def is_sheet(name: str) -> bool:
    """Whether a file is named like a spreadsheet that can be imported."""
    return name.lower().endswith(SHEET_ENDINGS)


def read_sheets(name: str, content: bytes) -> tuple[Sheet, ...]:
    """All sheets of a file. Raises Sorry."""
    ending = PurePath(name).suffix.lower()
    if not content:
        raise Sorry(words.empty(name=name))
    if len(content) > LARGEST_FILE:
        raise Sorry(words.too_large(name, len(content), LARGEST_FILE))
    if content.startswith(OLE):
        raise Sorry(words.OLD_EXCEL if ending == ".xls" else words.LOCKED)
    packed = content.startswith(ZIP)
    if ending in {".xlsx", ".xlsm"} and not packed:
        raise Sorry(words.BROKEN)
    if ending not in ENDINGS and not packed:
        raise Sorry(words.not_a_sheet(name=name))
    return tuple(map(sheet_of, _answer(content, "workbook" if packed else "text")))


def plain_sheets(content: bytes, names: Collection[str]) -> Mapping[str, Sequence[Sequence[Found]]]:
    """The raw cells of the sheets of these names; empty where one of them is missing. Raises Sorry."""
    return {name: rows_of(rows) for name, rows in _answer(content, "plain", *names).items()}


def _answer(content: bytes, *said: str) -> Any:
    """What the reading process answers. Raises Sorry where it fails or refuses the file."""
    try:
        answer = answer_of("handlers.imports.files", content, *said)
    except Stopped as stopped:
        raise Sorry(words.TOO_LONG if stopped.too_long else words.TOO_MUCH) from None
    if isinstance(answer, str):
        raise Sorry(answer)
    return answer
