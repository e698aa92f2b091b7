"""Finds the tables that lines are drawn around."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

import pypdfium2
import pypdfium2.raw as pdfium

from handlers.papers.pdf.page.letters import Box, Turn
from handlers.papers.pdf.page.objects import Drawn, page_objects

THIN = 2.5
"""Points up to which a drawn box is a line."""
SHORT = 6.0
"""Points up to which a line is part of a letter or a sign."""
NEAR = 3.0
"""Points within which lines touch."""
MOST_PATHS, MOST_SEGMENTS = 4000, 400
"""What more is drawn is a picture."""
MOST_RULES, MOST_CELLS = 300, 2000
"""Lines in one direction, and places between lines, from which a page holds a drawing."""


@dataclass(frozen=True, slots=True)
class RuledCell:
    """A cell of a drawn table, and the box around it."""

    row: int
    column: int
    box: Box


def ruled_tables(page: pypdfium2.PdfPage, turn: Turn) -> list[list[RuledCell]]:
    """The cells of each table that has more than one; ``turn`` as of the page's words."""
    across, down = list[Box](), list[Box]()
    for box in _lines(page):
        left, bottom, right, top = turn(box)
        if top - bottom <= THIN and right - left > SHORT:
            across.append((left, bottom, right, top))
        elif right - left <= THIN and top - bottom > SHORT:
            down.append((left, bottom, right, top))
    across, down = _merged(across, 0), _merged(down, 1)
    if not (1 < len(across) <= MOST_RULES and 1 < len(down) <= MOST_RULES):
        return []
    groups = _touching(across, down)
    return [cells for group in groups if len(cells := _cells(*group)) > 1]


def _lines(page: pypdfium2.PdfPage) -> Iterator[Box]:
    """Every straight line that is drawn, as a thin box."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for path in islice(page_objects(page, pdfium.FPDF_PAGEOBJ_PATH), MOST_PATHS):
        if not pdfium.FPDFPageObj_GetBounds(path, left, bottom, right, top):
            continue
        box = left.value, bottom.value, right.value, top.value
        if min(box[2] - box[0], box[3] - box[1]) <= THIN:
            yield box
        elif pdfium.FPDFPath_CountSegments(path) <= MOST_SEGMENTS and _is_stroked(path):
            yield from _edges(path)


def _is_stroked(path: Drawn) -> bool:
    fill, stroke = ctypes.c_int(), pdfium.FPDF_BOOL()
    return bool(pdfium.FPDFPath_GetDrawMode(path, fill, stroke)) and bool(stroke.value)


def _edges(path: Drawn) -> Iterator[Box]:
    """The straight parts of a path that stand upright or lie level."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for number in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, number)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield _around(last, point)
        last = point
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield _around(point, start)


def _around(one: tuple[float, float], two: tuple[float, float]) -> Box:
    return min(one[0], two[0]), min(one[1], two[1]), max(one[0], two[0]), max(one[1], two[1])


def _merged(lines: Iterable[Box], along: int) -> list[Box]:
    """The lines, those that lie on one another or follow one another as one; ``along`` is 0 for level ones."""
    across = 1 - along
    found = list[Box]()
    for box in sorted(lines, key=lambda box: (round(box[across] / NEAR), box[along])):
        last = found[-1] if found else box
        if found and abs(last[across] - box[across]) <= NEAR and box[along] <= last[along + 2] + NEAR:
            found[-1] = _around((last[0], last[1]), (max(last[2], box[2]), max(last[3], box[3])))
        else:
            found.append(box)
    return found


def _touching(across: Sequence[Box], down: Sequence[Box]) -> list[tuple[list[Box], list[Box]]]:
    """Lines that cross or meet, together."""
    groups: list[tuple[list[Box], list[Box]]] = []
    for line, upright in [*((box, False) for box in across), *((box, True) for box in down)]:
        met = [group for group in groups if any(_meet(line, other) for other in (*group[0], *group[1]))]
        joined: tuple[list[Box], list[Box]] = ([], [])
        for group in met:
            joined[0].extend(group[0])
            joined[1].extend(group[1])
            groups.remove(group)
        joined[upright].append(line)
        groups.append(joined)
    return [group for group in groups if len(group[0]) > 1 and len(group[1]) > 1]


def _meet(one: Box, two: Box) -> bool:
    return one[0] <= two[2] + NEAR and two[0] <= one[2] + NEAR and one[1] <= two[3] + NEAR and two[1] <= one[3] + NEAR


def _cells(across: Sequence[Box], down: Sequence[Box]) -> list[RuledCell]:
    """The cells between lines; where no line parts two, they are one."""
    xs, ys = _places((box[0] + box[2]) / 2 for box in down), _places((box[1] + box[3]) / 2 for box in across)[::-1]
    if len(xs) * len(ys) > MOST_CELLS:
        return []
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for row, (top, bottom) in enumerate(pairwise(ys)):
        for column, (left, right) in enumerate(pairwise(xs)):
            own = row, column
            if column and not _parted(down, ((bottom + top) / 2, xs[column]), upright=True):
                own = owner[row, column - 1]
            elif row and not _parted(across, ((left + right) / 2, ys[row]), upright=False):
                own = owner[row - 1, column]
            owner[row, column] = own
    joined: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for at, first in owner.items():
        joined.setdefault(first, []).append(at)
    return [_cell(first, parts, xs, ys) for first, parts in joined.items()]


def _cell(
    first: tuple[int, int], parts: Sequence[tuple[int, int]], xs: Sequence[float], ys: Sequence[float]
) -> RuledCell:
    """One cell of the parts between lines that none parts."""
    last_row, last_column = max(row for row, _ in parts), max(column for _, column in parts)
    return RuledCell(*first, (xs[first[1]], ys[last_row + 1], xs[last_column + 1], ys[first[0]]))


def _parted(lines: Iterable[Box], at: tuple[float, float], *, upright: bool) -> bool:
    """Whether a line passes a point: the place along the line, and the place across."""
    along, across = (1, 0) if upright else (0, 1)
    return any(
        box[along] - NEAR <= at[0] <= box[along + 2] + NEAR and box[across] - NEAR <= at[1] <= box[across + 2] + NEAR
        for box in lines
    )


def _places(numbers: Iterable[float]) -> list[float]:
    """The numbers in order, those that nearly fall together once."""
    found = list[float]()
    for number in sorted(numbers):
        if not found or number - found[-1] > NEAR:
            found.append(number)
    return found


def cell_at(cells: Sequence[RuledCell], x: float, y: float) -> RuledCell | None:
    """The cell in which a point lies."""
    for cell in cells:
        left, bottom, right, top = cell.box
        if left - NEAR / 2 <= x <= right + NEAR / 2 and bottom <= y <= top:
            return cell
    return None
