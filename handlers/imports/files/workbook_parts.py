"""Reads what a workbook has beside its values: links, struck cells, and dates without a day."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from xml.etree import ElementTree as ET

from handlers.dialogue.errors import Sorry
from handlers.imports import words
from handlers.imports.files.cells import At

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
            style = found[1].decode() if (found := _STYLE.search(cell[1])) else "0"
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
        own = f"{folder}/_rels/{name}.rels"
        if own not in self._names:
            return {}
        found = {one.get("Id", ""): one.get("Target", "") for one in self._tree(own).findall("p:Relationship", _NAMES)}
        if not inside:
            return found
        return {id: posixpath.normpath(posixpath.join("/", folder, to))[1:] for id, to in found.items()}

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
