"""Puts paragraphs and tables together into a paper, and counts where each of them stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handlers.papers import words
from handlers.papers.limits import LONGEST
from handlers.papers.paper import Cell, Paper, PaperTable, Unreadable

LONG_CELL = 300
"""Characters from which a cell is parted from the next one by an empty line, as paragraphs are."""
_SPACES = re.compile(r"[^\S\n]+")
_CHARACTERS = str.maketrans({
    "\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\r": "\n",
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
    "\uf0b7": "•", "\uf0a7": "•", "\uf0d8": "•", "\uf076": "•", "\uf02d": "–",
    "\uf06f": "☐", "\uf0a8": "☐", "\uf071": "☐", "\uf0fe": "☒", "\uf078": "☒", "\uf0fd": "☒", "\uf0fc": "✓",
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffe\uffff\x02\x00"),
})  # fmt: skip
"""Characters by which files write spaces, ligatures, bullets and boxes, and those that nobody sees."""

Piece = tuple[str, int]
"""A text and the page on which it stands, from 1; 0 where there are no pages."""
Pieces = Sequence[Piece]


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell as it was read: its row and column, from 0, and its paragraphs."""

    row: int
    column: int
    paragraphs: Sequence[Pieces]


class PaperBuilder:
    """A paper as it grows, from its first paragraph to its last. Raises Unreadable where it grows too long."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._pages: list[int] = []
        self._tables: list[PaperTable] = []

    def paragraph(self, pieces: Pieces, gap: str = "\n\n") -> tuple[int, int]:
        """Add a paragraph; where it begins and ends."""
        start = 0
        begun = False
        for text, page in pieces:
            plain = cleaned(text)
            plain = plain if begun else plain.lstrip()
            if not plain:
                continue
            if not begun and self._length:
                self._add(gap)
            start, begun = start if begun else self._length, True
            self._begin_pages(page)
            self._add(plain)
        return (start, self._length) if begun else (self._length, self._length)

    def table(self, cells: Iterable[TableCell]) -> None:
        """Add a table: each row is a paragraph with a line for each cell, longer cells are paragraphs of their own."""
        rows: dict[int, list[TableCell]] = {}
        for cell in cells:
            rows.setdefault(cell.row, []).append(cell)
        found: list[Cell] = []
        for row in rows.values():
            within = "\n\n" if any(map(_is_long, row)) else "\n"
            gap = "\n\n"
            for cell in row:
                spans = [self.paragraph(each, gap if not n else within) for n, each in enumerate(cell.paragraphs)]
                filled = [span for span in spans if span[0] < span[1]]
                gap = within if filled else gap
                start, end = (filled[0][0], filled[-1][1]) if filled else (self._length, self._length)
                found.append(Cell(cell.row, cell.column, start, end))
        self._tables.append(PaperTable(tuple(found)))

    def paper(self, pages: int = 0, notes: Iterable[str] = ()) -> Paper:
        """What was built, of so many pages."""
        self._begin_pages(pages)
        return Paper("".join(self._parts), tuple(self._pages), tuple(self._tables), tuple(notes))

    def _begin_pages(self, page: int) -> None:
        """Let every page up to this one begin here, that has not begun."""
        self._pages.extend([self._length] * (page - len(self._pages)))

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
        if self._length > LONGEST:
            raise Unreadable(words.LONG)


def cleaned(text: str) -> str:
    """A text with plain spaces, and without characters that nobody sees."""
    return _SPACES.sub(" ", text.translate(_CHARACTERS))


def _is_long(cell: TableCell) -> bool:
    return len(cell.paragraphs) > 1 or any(
        sum(len(text) for text, _ in pieces) > LONG_CELL for pieces in cell.paragraphs
    )
