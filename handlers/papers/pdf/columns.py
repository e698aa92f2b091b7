"""Finds in what order the words of a page are read, where they stand in columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from handlers.papers.pdf.printed import PrintedColumn, PrintedLine, PrintedWord, lines_of

GUTTER = 9.0
"""Points that part two columns at least."""
FEWEST_LINES = 4
NARROWEST = 0.2
"""The share of the text's width that a column takes at least."""
MOST_TRIED = 8
DEEPEST = 4
"""How often columns may be found within columns."""

Sides = tuple[list[PrintedWord], list[PrintedWord]]


def columns(words: Sequence[PrintedWord], page: int) -> list[PrintedColumn]:
    """The columns in the order in which they are read."""
    if not words:
        return []
    edges = min(word.left for word in words), max(word.right for word in words)
    return [*_columns(words, page, edges, DEEPEST)]


def _columns(
    words: Sequence[PrintedWord], page: int, edges: tuple[float, float], depth: int
) -> Iterator[PrintedColumn]:
    lines = lines_of(words, page)
    found = _split(lines, edges) if depth else None
    if found is None:
        yield PrintedColumn(lines, *edges)
        return
    at, begin, end = found
    within = [word for line in lines[begin:end] for word in line.words]
    left, right = [word for word in within if word.left < at], [word for word in within if word.left >= at]
    for outside, side in ((lines[:begin], None), (None, left), (None, right), (lines[end:], None)):
        if outside:
            yield from _columns([word for line in outside for word in line.words], page, edges, depth - 1)
        if side:
            own = min(word.left for word in side), max(word.right for word in side)
            yield from _columns(side, page, own, depth - 1)


def _split(lines: Sequence[PrintedLine], edges: tuple[float, float]) -> tuple[float, int, int] | None:
    """Where columns part and between which lines they stand; None where there are none."""
    for _, at, begin, end in _longest_runs(lines, edges)[:MOST_TRIED]:
        if _are_columns(lines[begin:end], at, edges):
            return at, begin, end
    return None


def parted_lines(lines: Sequence[PrintedLine]) -> list[tuple[int, int]]:
    """Where lines begin and end that a gutter parts, the longest runs first."""
    if not lines:
        return []
    edges = min(line.left for line in lines), max(line.right for line in lines)
    return list(dict.fromkeys((begin, end) for _, _, begin, end in _longest_runs(lines, edges)))


def _longest_runs(lines: Sequence[PrintedLine], edges: tuple[float, float]) -> list[tuple[int, float, int, int]]:
    """Lines that a gutter parts: how many, the gutter, and where they begin and end; the longest first."""
    found = [(end - begin, at, begin, end) for at in _gutters(lines, edges) for begin, end in _runs(lines, at)]
    return sorted(found, reverse=True)


def _gutters(lines: Sequence[PrintedLine], edges: tuple[float, float]) -> list[float]:
    """Places where columns may part: wide gaps within lines, and left edges of lines far to the right."""
    width = edges[1] - edges[0]
    low, high = edges[0] + NARROWEST * width, edges[1] - NARROWEST * width
    seen: dict[int, float] = {}
    for line in lines:
        gaps = [(one.right, two.left) for one, two in pairwise(line.words) if two.left - one.right >= GUTTER]
        for start, end in (*gaps, (line.left - 2 * GUTTER, line.left)):
            if low < end < high + GUTTER:
                seen.setdefault(round(end / 3), max(end - 3, (start + end) / 2))
    return list(seen.values())


def _runs(lines: Sequence[PrintedLine], at: float) -> Iterator[tuple[int, int]]:
    """Lines in a row that a gutter parts, and that have both sides at the top."""
    begin = None
    for number, line in enumerate(lines):
        crossed = any(word.left < at < word.right for word in line.words) or _is_tight(line, at)
        if crossed and begin is not None:
            yield from _trimmed(lines, at, begin, number)
            begin = None
        elif not crossed and begin is None:
            begin = number
    if begin is not None:
        yield from _trimmed(lines, at, begin, len(lines))


def _is_tight(line: PrintedLine, at: float) -> bool:
    """Whether the gutter is an ordinary space in this line."""
    return any(one.right <= at <= two.left and two.left - one.right < GUTTER for one, two in pairwise(line.words))


def _trimmed(lines: Sequence[PrintedLine], at: float, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """The run without lines of one side at its top and end that stand apart."""
    sides = [_sides(line, at) for line in lines[begin:end]]
    both = [number for number, side in enumerate(sides) if side == "both"]
    changes = [number for number, pair in enumerate(pairwise(sides)) if {*pair} == {"left", "right"}]
    if not both and not changes:
        return
    first = min([*both[:1], *changes[:1]])
    last = max([*both[-1:], *(number + 1 for number in changes[-1:])])
    yield _widest_gap(lines, begin, begin + first), _widest_gap(lines, end, begin + last + 1)


def _widest_gap(lines: Sequence[PrintedLine], outer: int, inner: int) -> int:
    """Where lines of one side at a run's top or end part from what is around it; all are in it at the page's edge."""
    if outer in {0, len(lines)}:
        return outer
    places = range(outer, inner + 1) if outer < inner else range(outer, inner - 1, -1)
    return max(places, key=lambda place: _gap(lines[place - 1], lines[place]))


def _gap(one: PrintedLine, two: PrintedLine) -> float:
    """The space between two lines, by the height of the letters."""
    return (one.bottom - two.top) / two.size


def _sides(line: PrintedLine, at: float) -> str:
    return "left" if line.right <= at else "right" if line.left >= at else "both"


def _are_columns(lines: Sequence[PrintedLine], at: float, edges: tuple[float, float]) -> bool:
    """Whether what stands on both sides reads down rather than across."""
    words = [word for line in lines for word in line.words]
    sides = [word for word in words if word.right <= at], [word for word in words if word.left >= at]
    rows = [lines_of(side, 0) for side in sides]
    if min(map(len, rows)) < FEWEST_LINES:
        return False
    if all(_is_prose(row, edges) for row in rows):
        return True
    order = sorted(words, key=lambda word: word.order)
    switches = sum((one.left < at) != (two.left < at) for one, two in pairwise(order))
    return switches <= 2 and min(median(len(line.words) for line in row) for row in rows) >= 2


def _is_prose(lines: Sequence[PrintedLine], edges: tuple[float, float]) -> bool:
    """Whether most lines are long, and reach as far as the longest."""
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    if right - left < NARROWEST * (edges[1] - edges[0]):
        return False
    full = sum(line.right > left + 0.75 * (right - left) for line in lines)
    return full >= 0.5 * len(lines) and median(len(line.words) for line in lines) >= 4
