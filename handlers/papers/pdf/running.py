"""Leaves out what stands at the top or bottom of page after page: headers, footers, page numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from handlers.papers.pdf.printed import PrintedLine, PrintedWord, lines_of

EDGE = 5
"""How many lines from the top or bottom may be running ones."""
OFTEN = 0.3
"""The share of pages on which a running line stands at least, and never on one page alone."""
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"\W*(?:(?:page|p\.|pg\.?|página)\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|de|/|\|)\s*\d{1,4})?\W*", re.IGNORECASE
)
_PLACE = 12.0
"""Points within which lines of two pages stand at the same height."""


def without_running(pages: Sequence[Sequence[PrintedWord]]) -> list[list[PrintedWord]]:
    """The words of each page without running lines."""
    lines = [lines_of(words, number) for number, words in enumerate(pages)]
    seen: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, rows in enumerate(lines):
        for line in _edge_lines(rows):
            seen[_shape(line)].append((number, line.middle))
    wanted = max(2, OFTEN * len(pages))
    kept = list[list[PrintedWord]]()
    for words, rows in zip(pages, lines, strict=True):
        gone = {id(word) for line in _running(rows, seen, wanted) for word in line.words}
        kept.append([word for word in words if id(word) not in gone])
    return kept


def _edge_lines(rows: Sequence[PrintedLine]) -> Sequence[PrintedLine]:
    return rows if len(rows) <= 2 * EDGE else [*rows[:EDGE], *rows[-EDGE:]]


def _running(
    rows: Sequence[PrintedLine], seen: dict[str, list[tuple[int, float]]], wanted: float
) -> Iterator[PrintedLine]:
    """The running lines of a page: from the edge inward, up to the first that is none."""
    for edge in (rows[:EDGE], rows[::-1][:EDGE]):
        for line in edge:
            pages = {page for page, height in seen[_shape(line)] if abs(height - line.middle) < _PLACE}
            if len(pages) < wanted and not _NUMBER.fullmatch(line.text):
                break
            yield line


def _shape(line: PrintedLine) -> str:
    """A line's text, in which every number counts the same."""
    return _DIGITS.sub("#", line.text)
