"""Reads a workbook: its cells, merged ranges, links, struck-through rows, and dates without a day."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from html import unescape
from xml.etree import ElementTree as ET

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum
from python_calamine import CalamineSheet as RawSheet

from handlers.dialogue.command_spec import Sorry
from handlers.imports import words
from handlers.imports.files.tables import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, At, Found, Sheet, Value, is_empty

_NAMES = {
    "m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "p": "http://schemas.openxmlformats.org/package/2006/relationships",
}
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = re.compile(rb"<(?:\w+:)?c ([^>]*?)(/?)>(?:<(?:\w+:)?f[^>]*>([^<]{0,2100})</(?:\w+:)?f>(<(?:\w+:)?v>[^<])?)?")
_AT = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_STYLE = re.compile(rb'\bs="(\d{1,6})"')
_LINK = re.compile(rb"<(?:\w+:)?hyperlink ([^>]*)>")
_FORMULA = re.compile(r'HYPERLINK\(\s*"([^"]+)"', re.IGNORECASE)
_BUILT_IN_DAYLESS = {"17"}
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


@dataclass(frozen=True, slots=True)
class PlainSheet:
    """What one sheet has beside its values, by cell."""

    links: Mapping[At, str] = field(default_factory=dict)
    struck: frozenset[At] = frozenset()
    dayless: frozenset[At] = frozenset()
    unvalued: frozenset[At] = frozenset()


class Parts:
    """The parts of an open workbook. Raises Sorry for one that declares entities, as no workbook does."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._packed, self._names = packed, set(packed.namelist())
        self._book = self._tree("xl/workbook.xml")
        settings = self._book.find("m:workbookPr", _NAMES)
        self.from_1904 = settings is not None and settings.get("date1904") in {"1", "true"}
        self._struck, self._dayless = self._styles()

    @property
    def sheet_names(self) -> frozenset[str]:
        """What its sheets are called."""
        return frozenset(sheet.get("name", "") for sheet in self._book.findall("m:sheets/m:sheet", _NAMES))

    def sheet(self, name: str) -> PlainSheet:
        """What the sheet of this name has."""
        paths = self._relations("xl/workbook.xml")
        found = self._book.findall("m:sheets/m:sheet", _NAMES)
        path = next((paths.get(one.get(_REL, ""), "") for one in found if one.get("name", "") == name), "")
        return self._sheet(path) if path in self._names else PlainSheet()

    def _sheet(self, path: str) -> PlainSheet:
        content = self._packed.read(path)
        links, struck, dayless, unvalued = dict(self._hyperlinks(path, content)), set[At](), set[At](), set[At]()
        for cell in _CELL.finditer(content):
            at = _place(_AT.search(cell[1]))
            if at is None or cell[2]:
                continue
            style = match[1].decode() if (match := _STYLE.search(cell[1])) else "0"
            if style in self._struck:
                struck.add(at)
            if style in self._dayless:
                dayless.add(at)
            if cell[3] and not cell[4]:
                unvalued.add(at)
            if cell[3] and (leads := _FORMULA.search(unescape(cell[3].decode(errors="replace")))):
                links[at] = leads[1]
        return PlainSheet(links, frozenset(struck), frozenset(dayless), frozenset(unvalued))

    def _hyperlinks(self, path: str, content: bytes) -> Iterator[tuple[At, str]]:
        targets = self._relations(path, inside=False)
        for link in _LINK.finditer(content):
            text = link[1].decode(errors="replace")
            ref = re.search(r'\bref="([A-Z]{1,3}\d{1,7})', text)
            id = re.search(r'\b\w+:id="([^"]*)"', text)
            at = _place(_AT.search(f' r="{ref[1]}"'.encode())) if ref else None
            if at and id and id[1] in targets:
                yield at, targets[id[1]]

    def _relations(self, path: str, *, inside: bool = True) -> dict[str, str]:
        """What a part names by an id: other parts, or addresses."""
        folder, name = posixpath.split(path)
        rels_path = f"{folder}/_rels/{name}.rels"
        if rels_path not in self._names:
            return {}
        targets = {
            relation.get("Id", ""): relation.get("Target", "")
            for relation in self._tree(rels_path).findall("p:Relationship", _NAMES)
        }
        if not inside:
            return targets
        return {id: posixpath.normpath(posixpath.join("/", folder, to))[1:] for id, to in targets.items()}

    def _styles(self) -> tuple[frozenset[str], frozenset[str]]:
        """The numbers of the styles that strike through, and of those that show a date without its day."""
        if "xl/styles.xml" not in self._names:
            return frozenset(), frozenset()
        tree = self._tree("xl/styles.xml")
        fonts = [_is_on(font.find("m:strike", _NAMES)) for font in tree.findall("m:fonts/m:font", _NAMES)]
        formats = tree.findall("m:numFmts/m:numFmt", _NAMES)
        dayless = {one.get("numFmtId") for one in formats if _is_dayless(one.get("formatCode", ""))} | _BUILT_IN_DAYLESS
        styles = list(enumerate(tree.findall("m:cellXfs/m:xf", _NAMES)))
        struck = {str(n) for n, xf in styles if (font := int(xf.get("fontId", "0"))) < len(fonts) and fonts[font]}
        return frozenset(struck), frozenset(str(n) for n, xf in styles if xf.get("numFmtId") in dayless)

    def _tree(self, path: str) -> ET.Element:
        content = self._packed.read(path)
        if b"<!ENTITY" in content or b"<!DOCTYPE" in content:
            raise Sorry(words.BROKEN)
        try:
            return ET.fromstring(content)  # noqa: S314 - without entities, there is nothing to expand
        except ET.ParseError as broken:
            raise Sorry(words.BROKEN) from broken


def _place(found: re.Match[bytes] | None) -> At | None:
    """A cell's row and column, of its name as in AB12."""
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + letter - 64
    return int(found[2]) - 1, column - 1


def _is_on(strike: ET.Element | None) -> bool:
    return strike is not None and strike.get("val", "1") not in {"0", "false"}


def _is_dayless(code: str) -> bool:
    """Whether a format shows month and year alone."""
    plain = _QUOTED.sub("", code.lower())
    return "m" in plain and "y" in plain and "d" not in plain


MOST_SHEETS = 60
LARGEST_UNPACKED = 80 * 1024 * 1024
"""Bytes of everything in it; a bomb is larger."""
MOST_PLAIN = 4_000_000
"""Places for cells in sheets that are read as they stand."""
_DAMAGES = (zipfile.BadZipFile, zlib.error, CalamineError, KeyError, EOFError, ValueError, OSError)


def read(content: bytes) -> Iterator[Sheet]:
    """All its sheets. Raises Sorry."""
    with _whole(), zipfile.ZipFile(io.BytesIO(content)) as packed:
        check_size(packed)
        if "xl/workbook.xml" not in packed.namelist():
            raise Sorry(words.NO_WORKBOOK)
        if packed.testzip():
            raise Sorry(words.BROKEN)
        yield from _sheets(CalamineWorkbook.from_filelike(io.BytesIO(content)), Parts(packed))


def plain_sheets(content: bytes, names: Collection[str]) -> Mapping[str, Sequence[Sequence[Found]]]:
    """The raw cells of the sheets of these names; empty where one of them is missing. Raises Sorry."""
    with _whole():
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            check_size(packed)
            if not Parts(packed).sheet_names.issuperset(names):
                return {}
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        raw = {name: book.get_sheet_by_name(name) for name in names}
        if sum(one.total_height * max(one.total_width, 1) for one in raw.values()) > MOST_PLAIN:
            raise Sorry(words.TOO_MUCH)
        return {name: one.to_python(skip_empty_area=False) for name, one in raw.items()}


@contextmanager
def _whole() -> Iterator[None]:
    """Raises Sorry where a workbook is damaged."""
    try:
        yield
    except _DAMAGES as broken:
        raise Sorry(words.BROKEN) from broken


def check_size(packed: zipfile.ZipFile) -> None:
    """Raises Sorry for one that unpacks to too much."""
    if sum(one.file_size for one in packed.infolist()) > LARGEST_UNPACKED:
        raise Sorry(words.too_large_inside(LARGEST_UNPACKED))


def _sheets(book: CalamineWorkbook, parts: Parts) -> Iterator[Sheet]:
    if len(book.sheets_metadata) > MOST_SHEETS:
        raise Sorry(words.too_many_sheets(most=MOST_SHEETS))
    for meta in book.sheets_metadata:
        if meta.typ is not SheetTypeEnum.WorkSheet:
            continue
        raw = book.get_sheet_by_name(meta.name)
        if raw.total_height > MOST_ROWS:
            raise Sorry(words.too_many_rows(MOST_ROWS, meta.name))
        if raw.total_width > MOST_COLUMNS:
            raise Sorry(words.too_many_columns(MOST_COLUMNS, meta.name))
        rows = [[_value(cell) for cell in row] for row in raw.to_python(skip_empty_area=False)]
        merged, plain = _fill(rows, raw), parts.sheet(meta.name)
        yield Sheet(
            meta.name,
            rows,
            hidden=meta.visible is not SheetVisibleEnum.Visible,
            links=plain.links,
            merged=merged,
            struck=_struck(rows, plain),
            dayless=plain.dayless,
            unvalued=plain.unvalued,
            from_1904=parts.from_1904,
        )


def _value(found: Found) -> Value:
    match found:
        case datetime():
            return found.date()
        case bool() | date():
            return found
        case int() | float():
            return float(found)
        case str():
            return found[:LONGEST_CELL]
        case _:
            return str(found)


def _fill(rows: list[list[Value]], raw: RawSheet) -> dict[At, At]:
    """Give each cell of a merged range the value of its first; which one that is, by cell.

    No cell is in two ranges, or the workbook is damaged. Raises Sorry.
    """
    merged: dict[At, At] = {}
    for (top, left), (bottom, right) in raw.merged_cell_ranges or ():
        for row in range(top, min(bottom + 1, len(rows))):
            for column in range(left, min(right + 1, len(rows[row]))):
                if (row, column) in merged:
                    raise Sorry(words.BROKEN)
                rows[row][column] = rows[top][left]
                merged[row, column] = top, left
    return merged


def _struck(rows: list[list[Value]], plain: PlainSheet) -> frozenset[int]:
    """The rows in which more than half of what stands there is struck through."""
    struck_rows = set[int]()
    for number, row in enumerate(rows):
        filled = [column for column, value in enumerate(row) if not is_empty(value)]
        if filled and sum((number, column) in plain.struck for column in filled) * 2 > len(filled):
            struck_rows.add(number)
    return frozenset(struck_rows)
