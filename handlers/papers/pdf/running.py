"""Leaves out what stands at the top or bottom of page after page: headers, footers, page numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from handlers.papers.pdf.printed import PrintedLine, PrintedWord, lines_of

EDGE = 5
"""How many lines from the top or bottom may be running ones."""
OFTEN = 0.3
"""The share of pages on which a running line stands at least, and never on one page alone."""
GAP = 0.4
"""How far running lines stand from the text, by the height of their letters."""
_DIGITS = re.compile(r"[0-9]{1,9}")
_ROMAN = re.compile(r"\b[ivxl]+\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"\W*(?:(?:page|p\.|pg\.?|página)\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|de|/|\|)\s*\d{1,4})?\W*", re.IGNORECASE
)
_PLACE = 12.0
"""Points within which lines of two pages stand at the same height."""


@dataclass(frozen=True, slots=True)
class EdgeLine:
    """A line near the edge of a page: where it stands, and the numbers in it."""

    page: int
    height: float
    numbers: tuple[int, ...]


def without_running(pages: Sequence[Sequence[PrintedWord]]) -> list[list[PrintedWord]]:
    """The words of each page without running lines."""
    lines = [lines_of(words, number) for number, words in enumerate(pages)]
    seen: defaultdict[str, list[EdgeLine]] = defaultdict(list)
    for rows in lines:
        for line in rows if len(rows) <= 2 * EDGE else [*rows[:EDGE], *rows[-EDGE:]]:
            seen[_shape(line)].append(_edge_line(line))
    wanted = max(2, OFTEN * len(pages))
    kept = list[list[PrintedWord]]()
    for words, rows in zip(pages, lines, strict=True):
        gone = {id(word) for line in _running(rows, seen, wanted) for word in line.words}
        kept.append([word for word in words if id(word) not in gone])
    return kept if any(kept) else [list(words) for words in pages]


def _running(
    rows: Sequence[PrintedLine], seen: Mapping[str, Sequence[EdgeLine]], wanted: float
) -> Iterator[PrintedLine]:
    """The running lines of a page: from the edge inward, up to the last before a gap."""
    for edge in (rows[: EDGE + 1], rows[::-1][: EDGE + 1]):
        found = 0
        for number, line in enumerate(edge[:EDGE]):
            own = _edge_line(line)
            pages = {other.page for other in seen[_shape(line)] if _is_same(own, other)}
            if len(pages) < wanted and not _NUMBER.fullmatch(line.text):
                break
            if number + 1 == len(edge) or _gap(line, edge[number + 1]) > GAP * line.size:
                found = number + 1
        yield from edge[:found]


def _is_same(one: EdgeLine, two: EdgeLine) -> bool:
    """Whether two lines stand at the same height, and their numbers are the same or count the pages."""
    counted = {0, two.page - one.page}
    return abs(one.height - two.height) < _PLACE and all(
        second - first in counted for first, second in zip(one.numbers, two.numbers, strict=True)
    )


def _gap(one: PrintedLine, two: PrintedLine) -> float:
    return abs(one.middle - two.middle) - (one.size + two.size) / 2


def _edge_line(line: PrintedLine) -> EdgeLine:
    return EdgeLine(line.page, line.middle, tuple(int(number) for number in _DIGITS.findall(line.text)))


def _shape(line: PrintedLine) -> str:
    """A line's text, in which every number counts the same."""
    return _ROMAN.sub("#", _DIGITS.sub("#", line.text))
