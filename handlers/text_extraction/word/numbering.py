"""Opens a Word file, and counts the numbers of its lists and clauses, which stand nowhere in its text."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from handlers.text_extraction import words
from handlers.text_extraction.building import LARGEST_PART, Unreadable
from handlers.text_extraction.marks import figure, letter, roman

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MACROS = "word/vbaProject.bin"
Node = Any
"""An element of lxml, which has no types."""


class WordFile:
    """An open Word file. Raises Unreadable for one that is damaged, or that no program for texts has made."""

    def __init__(self, content: bytes) -> None:
        try:
            self._packed = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, OSError, ValueError):
            raise Unreadable(words.BROKEN) from None
        self._names = frozenset(self._packed.namelist())

    @property
    def has_macros(self) -> bool:
        """Whether programs are in it."""
        return _MACROS in self._names

    @property
    def has_pictures(self) -> bool:
        """Whether pictures are in it."""
        return any(name.startswith("word/media/") for name in self._names)

    def body(self) -> Node:
        """The element that holds the text of the file. Raises Unreadable where there is none."""
        relations = self._xml("_rels/.rels")
        targets = [] if relations is None else [one.get("Target", "") for one in relations if _is_main(one)]
        root = self._xml(targets[0].lstrip("/") if targets else "word/document.xml")
        body = None if root is None else root.find(f"{W}body")
        if body is None:
            raise Unreadable(words.BROKEN)
        return body

    def part(self, name: str) -> Node | None:
        """Another part, as ``styles``; None where there is no such part."""
        return self._xml(f"word/{name}.xml")

    def _xml(self, path: str) -> Node | None:
        if path not in self._names:
            return None
        try:
            with self._packed.open(path) as opened:
                content = opened.read(LARGEST_PART + 1)
        except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError) as problem:
            locked = isinstance(problem, RuntimeError) and "password" in str(problem)
            raise Unreadable(words.LOCKED if locked else words.BROKEN) from None
        if len(content) > LARGEST_PART:
            raise Unreadable(words.UNPACKS_LARGE)
        return _tree(content)


def _is_main(relation: Node) -> bool:
    return str(relation.get("Type", "")).endswith("/officeDocument")


def _tree(content: bytes) -> Node:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise Unreadable(words.NESTED)
    if _STRICT in content[:4096]:
        content = content.replace(_STRICT, _USUAL)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as problem:
        nested = problem.code == etree.ErrorTypes.ERR_NAME_TOO_LONG or "depth" in str(problem)
        raise Unreadable(words.NESTED if nested else words.BROKEN) from None


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": figure,
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": letter,
    "upperLetter": lambda number: letter(number).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
}
_PLACE = re.compile(r"%([1-9])")
_BOXES = frozenset("☐□\uf0a8\uf06f\uf071")
_NONE = "0"
"""The list of a paragraph that is in none, though its style is."""


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How one level of a list is numbered."""

    format: str = "decimal"
    text: str = ""
    """As in ``%1.%2``."""
    start: int = 1
    legal: bool = False
    """Whether all numbers in it are figures."""
    style: str = ""
    """The style whose paragraphs are on this level."""


@dataclass(frozen=True, slots=True)
class WordList:
    """A list: the counts it shares with others, its levels, and those that start again with it."""

    shared: str
    levels: Mapping[int, ListLevel]
    fresh: Mapping[int, int]


class Numbering:
    """The lists of a file, and how far each has been counted."""

    def __init__(self, part: Node | None, styles: Node | None) -> None:
        self._lists = {} if part is None else dict(_lists(part))
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        self._styles = {} if styles is None else {style.get(f"{W}styleId"): style for style in styles.iter(f"{W}style")}

    def mark(self, paragraph: Node) -> str:
        """The number or dot before a paragraph, which counts it; empty where there is none."""
        number, level = self._place(paragraph)
        numbered = self._lists.get(number)
        if numbered is None or level not in numbered.levels:
            return ""
        self._count(number, numbered, level)
        return self._written(numbered, level)

    def _place(self, paragraph: Node) -> tuple[str, int]:
        """The list and the level of a paragraph: its own, or those of its style."""
        properties = paragraph.find(f"{W}pPr/{W}numPr")
        number, level = _of(properties, "numId"), _of(properties, "ilvl")
        style, seen = self._styles.get(_of(paragraph.find(f"{W}pPr"), "pStyle")), 0
        while not number and style is not None and seen < len(self._styles):
            of_style = style.find(f"{W}pPr/{W}numPr")
            number = _of(of_style, "numId")
            level = level or _of(of_style, "ilvl") or self._level_of(number, style.get(f"{W}styleId"))
            style, seen = self._styles.get(_of(style, "basedOn")), seen + 1
        return number or _NONE, int(level) if level.isdecimal() else 0

    def _level_of(self, number: str, style: str) -> str:
        found = self._lists.get(number)
        levels = found.levels.items() if found else ()
        return next((str(level) for level, one in levels if one.style == style), "")

    def _count(self, number: str, found: WordList, level: int) -> None:
        counts = self._counts.setdefault(found.shared, {})
        if number not in self._begun:
            self._begun.add(number)
            for fresh, start in found.fresh.items():
                counts[fresh] = start - 1
        counts[level] = counts.get(level, found.levels[level].start - 1) + 1
        for depth in found.levels:
            if depth > level:
                counts.pop(depth, None)
            elif depth < level:
                counts.setdefault(depth, found.levels[depth].start)

    def _written(self, found: WordList, level: int) -> str:
        shown_level, counts = found.levels[level], self._counts[found.shared]
        if shown_level.format == "bullet":
            return "☐" if shown_level.text in _BOXES else "•"
        if shown_level.format == "none":
            return ""

        def number(place: re.Match[str]) -> str:
            depth = int(place[1]) - 1
            written = figure if shown_level.legal else _FORMATS.get(found.levels.get(depth, shown_level).format, figure)
            return written(counts.get(depth, 1))

        return _PLACE.sub(number, shown_level.text).strip()


def _lists(part: Node) -> Iterator[tuple[str, WordList]]:
    """Each list by its id."""
    shared = {one.get(f"{W}abstractNumId"): one for one in part.iter(f"{W}abstractNum")}
    by_style = {_of(one, "styleLink"): id for id, one in shared.items() if _of(one, "styleLink")}
    for entry in part.iter(f"{W}num"):
        id = _of(entry, "abstractNumId")
        if id in shared and (link := _of(shared[id], "numStyleLink")):
            id = by_style.get(link, id)
        if id not in shared:
            continue
        levels = dict(_level(level) for level in shared[id].findall(f"{W}lvl"))
        fresh = dict[int, int]()
        for override in entry.findall(f"{W}lvlOverride"):
            if (level := override.find(f"{W}lvl")) is not None:
                levels.update([_level(level)])
            if start := _of(override, "startOverride"):
                fresh[_whole(override.get(f"{W}ilvl"), 0)] = _whole(start, 1)
        yield entry.get(f"{W}numId"), WordList(id, levels, fresh)


def _level(level: Node) -> tuple[int, ListLevel]:
    return _whole(level.get(f"{W}ilvl"), 0), ListLevel(
        _of(level, "numFmt") or "decimal",
        _of(level, "lvlText"),
        _whole(_of(level, "start"), 1),
        level.find(f"{W}isLgl") is not None,
        _of(level, "pStyle"),
    )


def _of(node: Node | None, name: str) -> str:
    """The value of a setting below a node; empty where there is none."""
    found = None if node is None else node.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val") or ""


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else otherwise
