"""Reads a workbook: its cells, merged ranges, links, formulas of today, and what is hidden or struck through."""

import io
import posixpath
import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
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
_AT = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_LEADS = re.compile(r'HYPERLINK\(\s*"([^"]+)"', re.IGNORECASE)
_VOLATILE = re.compile(r"\b(?:TODAY|NOW)\(", re.IGNORECASE)
_REFERS = re.compile(r"(?<![!:\w])\$?([A-Z]{1,3})\$?(\d{1,7})(?![\w(:!])")
_ADDRESS = re.compile(r"https?://[^\s\"<>]+")
_BUILT_IN_DAYLESS = {"17"}
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


@dataclass(slots=True)
class PlainSheet:
    """What one sheet has beside its values, by cell, row or column."""

    links: dict[At, str] = field(default_factory=dict)
    struck: set[At] = field(default_factory=set)
    dayless: set[At] = field(default_factory=set)
    formulas: dict[At, str] = field(default_factory=dict)
    unvalued: set[At] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    shared: dict[str, str] = field(default_factory=dict)
    """Formulas that several cells share, by their id."""

    @property
    def volatile(self) -> frozenset[At]:
        """The formulas of today's date, and those that refer to one."""
        found = {at for at, formula in self.formulas.items() if _VOLATILE.search(formula)}
        used_by, new = defaultdict[At, set[At]](set), set(found)
        for at, formula in self.formulas.items() if found else ():
            for name in _REFERS.findall(formula):
                if place := _place("".join(name)):
                    used_by[place].add(at)
        while new:
            new = {at for place in new for at in used_by[place]} - found
            found |= new
        return frozenset(found)


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
        found, targets = PlainSheet(), self._relations(path, inside=False)
        row = column = -1
        for event, element in ET.iterparse(io.BytesIO(self._read(path)), events=("start", "end")):  # noqa: S314
            match event, element.tag.rpartition("}")[2]:
                case "start", "row":
                    row, column = int(element.get("r", row + 2)) - 1, -1
                case "start", "c":
                    row, column = _place(element.get("r", "")) or (row, column + 1)
                case "end", "c":
                    self._cell((row, column), element, found)
                case "end", "row":
                    found.hidden_rows |= {row} if _is_hidden(element) else set()
                    element.clear()
                case "end", "col" if _is_hidden(element):
                    last = min(int(element.get("max", "1")), MOST_COLUMNS)
                    found.hidden_columns |= {*range(int(element.get("min", "1")) - 1, last)}
                case "end", "hyperlink" if at := _place(element.get("ref", "").partition(":")[0]):
                    found.links |= {at: leads} if (leads := targets.get(element.get(_REL, ""))) else {}
        found.links = dict(self._commented(path)) | found.links
        return found

    def _cell(self, at: At, element: ET.Element, found: PlainSheet) -> None:
        """Note how a cell is shown, and its formula; of one that several share, the text stands in the first."""
        children = {child.tag.rpartition("}")[2]: child for child in element}
        style = element.get("s", "0") if children else ""
        if style in self._struck:
            found.struck.add(at)
        if style in self._dayless:
            found.dayless.add(at)
        if (node := children.get("f")) is None:
            return
        if node.text:
            found.shared[node.get("si", "")] = node.text
        found.formulas[at] = formula = node.text or found.shared.get(node.get("si", ""), "")
        if (value := children.get("v")) is None or not value.text:
            found.unvalued.add(at)
        if leads := _LEADS.search(formula):
            found.links[at] = leads[1]

    def _commented(self, path: str) -> Iterator[tuple[At, str]]:
        """The addresses in comments on cells."""
        for part in self._relations(path).values():
            if re.search(r"/comments[^/]*$", f"/{part}") and part in self._names:
                for comment in self._tree(part).iter():
                    at = _place(comment.get("ref", ""))
                    if at and (leads := _ADDRESS.search(" ".join(comment.itertext()))):
                        yield at, leads[0].rstrip(".,;)")

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
        try:
            return ET.fromstring(self._read(path))  # noqa: S314 - without entities, there is nothing to expand
        except ET.ParseError as broken:
            raise Sorry(words.BROKEN) from broken

    def _read(self, path: str) -> bytes:
        content = self._packed.read(path)
        if b"<!ENTITY" in content or b"<!DOCTYPE" in content:
            raise Sorry(words.BROKEN)
        return content


def _place(name: str) -> At | None:
    """A cell's row and column, of its name as in AB12."""
    if not (found := _AT.fullmatch(name)):
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def _is_hidden(element: ET.Element) -> bool:
    return element.get("hidden") in {"1", "true"}


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
_DAMAGES = (zipfile.BadZipFile, zlib.error, CalamineError, ET.ParseError, KeyError, EOFError, ValueError, OSError)


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
            dayless=frozenset(plain.dayless),
            unvalued=frozenset(plain.unvalued),
            volatile=plain.volatile,
            hidden_rows=frozenset(plain.hidden_rows),
            hidden_columns=frozenset(plain.hidden_columns),
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
