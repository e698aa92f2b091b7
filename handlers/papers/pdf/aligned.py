"""Finds tables that no lines are drawn around, by the order in which the file holds their cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from handlers.papers.pdf.columns import GUTTER, parted_lines
from handlers.papers.pdf.page.rules import RuledCell
from handlers.papers.pdf.printed import PrintedWord, lines_of

NEAR = 4.0
"""Points within which left edges are the same."""
MOST_TRIED = 4
_MARK = re.compile(r"\W?\w{0,4}[.)]?")


@dataclass(slots=True)
class AlignedCell:
    """Words that the file holds one after another, in one place of the page."""

    words: list[PrintedWord] = field(default_factory=list)
    left: float = 0.0
    bottom: float = 0.0
    right: float = 0.0
    top: float = 0.0
    lines: int = 1

    def take(self, word: PrintedWord) -> None:
        """Add a word."""
        if not self.words:
            self.left, self.bottom, self.right, self.top = word.left, word.bottom, word.right, word.top
        self.words.append(word)
        self.left, self.bottom = min(self.left, word.left), min(self.bottom, word.bottom)
        self.right, self.top = max(self.right, word.right), max(self.top, word.top)


def aligned_tables(words: Sequence[PrintedWord]) -> list[list[RuledCell]]:
    """The cells of each table whose cells have several lines; others read as well straight across."""
    found = list[list[RuledCell]]()
    lines = lines_of((word for word in words if not word.table), 0)
    taken: set[int] = set()
    for begin, end in parted_lines(lines)[:MOST_TRIED]:
        if taken.isdisjoint(range(begin, end)):
            cells = _table(
                sorted((word for line in lines[begin:end] for word in line.words), key=lambda word: word.order)
            )
            if cells:
                taken.update(range(begin, end))
                found.append(cells)
    return found


def _table(words: Sequence[PrintedWord]) -> list[RuledCell]:
    """The cells, if the words stand in rows of cells; none otherwise."""
    bands = _bands(_cells(words))
    rows = [number for number, band in enumerate(bands) if len(band) > 1]
    bands = bands[rows[0] : rows[-1] + 1] if rows else []
    if len(rows) < 2 or not _are_rows(bands):
        return []
    lefts = list[float]()
    for left in sorted(cell.left for band in bands for cell in band):
        if not lefts or left - lefts[-1] > NEAR:
            lefts.append(left)
    return [
        RuledCell(
            row,
            max(n for n, left in enumerate(lefts) if left <= cell.left),
            (cell.left, cell.bottom, cell.right, cell.top),
        )
        for row, band in enumerate(bands)
        for cell in band
    ]


def _cells(words: Sequence[PrintedWord]) -> list[AlignedCell]:
    cells = [AlignedCell()]
    last: PrintedWord | None = None
    for word in words:
        if last is not None:
            beside = min(last.top, word.top) - max(last.bottom, word.bottom) > 0.5 * (word.top - word.bottom)
            below = word.top <= last.bottom + 0.5 * (word.top - word.bottom)
            cell = cells[-1]
            under = below and abs(word.left - cell.left) <= 3 * NEAR and cell.bottom - word.top < word.top - word.bottom
            if under:
                cell.lines += 1
            elif not beside or not -1 <= word.left - last.right < GUTTER:
                cells.append(AlignedCell())
        cells[-1].take(word)
        last = word
    return cells


def _bands(cells: Sequence[AlignedCell]) -> list[list[AlignedCell]]:
    """Cells side by side, in rows."""
    bands: list[list[AlignedCell]] = []
    for cell in cells:
        if bands and cell.left > bands[-1][-1].right and cell.top > min(other.bottom for other in bands[-1]):
            bands[-1].append(cell)
        else:
            bands.append([cell])
    return bands


def _are_rows(bands: Sequence[Sequence[AlignedCell]]) -> bool:
    """Whether each row stands below the one before, some cell has two lines, and the first ones are more than marks."""
    floor = float("inf")
    for band in bands:
        if max(cell.top for cell in band) > floor + NEAR:
            return False
        floor = min(cell.bottom for cell in band)
    tall = any(cell.lines > 1 for band in bands if len(band) > 1 for cell in band)
    marks = sum(len(band[0].words) == 1 and bool(_MARK.fullmatch(band[0].words[0].text)) for band in bands)
    return tall and marks * 2 < len(bands)
