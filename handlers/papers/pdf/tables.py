"""Takes the words of drawn tables out of a page, cell by cell."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.papers.building import TableCell
from handlers.papers.pdf.aligned import aligned_tables
from handlers.papers.pdf.page.rules import RuledCell, cell_at
from handlers.papers.pdf.paragraphs import paragraphs, pieces
from handlers.papers.pdf.printed import PrintedColumn, PrintedWord, lines_of

_HIGH = 10.0


def with_tables(
    words: Sequence[PrintedWord], tables: Sequence[Sequence[RuledCell]], page: int, known: frozenset[str]
) -> list[PrintedWord]:
    """The words with one word in the place of each table; ``known`` as for `pieces`."""
    left = _with(words, tables, page, known)
    return _with(left, aligned_tables(left), page, known)


def _with(
    words: Sequence[PrintedWord], tables: Sequence[Sequence[RuledCell]], page: int, known: frozenset[str]
) -> list[PrintedWord]:
    left = list(words)
    for cells in tables:
        inside: dict[RuledCell, list[PrintedWord]] = {cell: [] for cell in cells}
        outside = list[PrintedWord]()
        for word in left:
            cell = cell_at(cells, (word.left + word.right) / 2, (word.bottom + word.top) / 2)
            (outside if cell is None else inside[cell]).append(word)
        if sum(map(bool, inside.values())) > 1:
            left = [*outside, _in_place(inside, page, known)]
    return left


def _in_place(inside: dict[RuledCell, list[PrintedWord]], page: int, known: frozenset[str]) -> PrintedWord:
    cells = list[TableCell]()
    for cell in sorted(inside, key=lambda cell: (cell.row, cell.column)):
        column = PrintedColumn(lines_of(inside[cell], page), cell.box[0], cell.box[2])
        found = [pieces(each, known) for each in paragraphs([column])]
        cells.append(TableCell(cell.row, cell.column, found))
    top = max(cell.box[3] for cell in inside)
    order = min(word.order for words in inside.values() for word in words)
    edges = min(cell.box[0] for cell in inside), max(cell.box[2] for cell in inside)
    return PrintedWord("", edges[0], top - _HIGH, edges[1], top, order, table=tuple(cells))
