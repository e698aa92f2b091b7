"""Puts lines back together into paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from handlers.papers.building import Piece
from handlers.papers.marks import begins_item, has_mark, is_closed
from handlers.papers.pdf.printed import PrintedColumn, PrintedLine, PrintedWord

GAP = 1.25
"""How many times the usual distance parts paragraphs."""
USUAL = 1.2
"""The distance of lines, by the height of their letters, where no sentence shows it."""
RESIZED = 1.15
INDENT = 6.0
"""Points by which the first line of a paragraph may stand to the right."""
CENTERED = 4.0
_CITED = re.compile(r"\(\w{1,5}\)\n\(\w{1,5}\)[(.,;]")
"""A citation that a line broke, as in (a)(1)."""
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HYPHENATED = frozenset(
    "third non self de re co pre post cross opt anti multi sub high low well long short on off in".split()
)
"""First parts that usually keep their hyphen where the paper does not show the word elsewhere."""
_COMPOUNDS = frozenset(
    "another anyone anything cannot everyone furthermore hereby herein hereinafter however into moreover nobody nothing"
    " notwithstanding otherwise someone something thereby therefore therein together upon whatever whatsoever whenever"
    " whereas wherever within without".split()
)
"""Words of two words."""


@dataclass(frozen=True, slots=True)
class PrintedParagraph:
    """Lines that make up one paragraph, over columns and pages."""

    lines: Sequence[PrintedLine]


def paragraphs(columns: Sequence[PrintedColumn]) -> Iterator[PrintedParagraph]:
    """The paragraphs of a paper; one goes on in the next column where its last sentence does."""
    open_lines: list[PrintedLine] = []
    last = PrintedColumn((), 0.0, 0.0)
    usual = median([step for column in columns for step in _steps(column)] or [USUAL])
    for column in columns:
        own = _steps(column)
        pitch = median(own) if len(own) > 1 else usual
        for number, line in enumerate(column.lines):
            if open_lines:
                before = open_lines[-1]
                ends = _parts(column, before, line, pitch) if number else not _goes_on(last, before, line)
                if ends:
                    yield PrintedParagraph(open_lines)
                    open_lines = []
            open_lines.append(line)
        last = column if column.lines else last
    if open_lines:
        yield PrintedParagraph(open_lines)


def _steps(column: PrintedColumn) -> list[float]:
    """The distances of lines within sentences, by the height of the letters."""
    pairs = ((one, two) for one, two in pairwise(column.lines) if two.text[:1].islower() and not is_closed(one.text))
    return [(one.middle - two.middle) / two.size for one, two in pairs if 0 < one.middle - two.middle < 4 * two.size]


def _parts(column: PrintedColumn, before: PrintedLine, line: PrintedLine, pitch: float) -> bool:
    """Whether a paragraph ends between two lines of a column; ``pitch`` by the height of the letters."""
    if _has_table(before) or _has_table(line) or begins_item(line.text, before.text):
        return True
    if before.middle - line.middle > GAP * pitch * line.size:
        return True
    full = _is_full(column, before, line.words[0].text)
    if has_mark(line.text) and (not full or abs(line.left - before.left) > INDENT):
        return True
    return not _are_centered(column, before, line) and _reads_new(column, before, line, full=full)


def _reads_new(column: PrintedColumn, before: PrintedLine, line: PrintedLine, *, full: bool) -> bool:
    """Whether a line without a gap above it still reads as a new paragraph."""
    begun, closed = not line.text[:1].islower(), is_closed(before.text)
    if begun and max(line.size, before.size) > RESIZED * min(line.size, before.size):
        return True
    if not full:
        return begun or closed
    return closed and line.left > column.left + INDENT and before.left <= column.left + INDENT / 2


def _goes_on(column: PrintedColumn, before: PrintedLine, line: PrintedLine) -> bool:
    """Whether the last paragraph of a column goes on in the next one, or on the next page."""
    text, last = line.text, before.text
    if _has_table(before) or _has_table(line) or is_closed(last) or begins_item(text, last):
        return False
    return text[:1].islower() or before.words[-1].broken or _is_full(column, before, line.words[0].text)


def _has_table(line: PrintedLine) -> bool:
    return any(word.table for word in line.words)


def _is_full(column: PrintedColumn, line: PrintedLine, following: str) -> bool:
    """Whether the next line's first word would not have fitted behind a line."""
    letter = 0.5 * line.size
    return line.right + letter * (len(following[:20]) + 1) > column.right - letter


def _are_centered(column: PrintedColumn, one: PrintedLine, two: PrintedLine) -> bool:
    """Whether both stand in the middle, as the lines of a title do."""
    middle = (column.left + column.right) / 2
    return all(
        abs((line.left + line.right) / 2 - middle) < CENTERED and line.left - column.left > INDENT
        for line in (one, two)
    )


def vocabulary(words: Iterable[PrintedWord]) -> frozenset[str]:
    """The words of a paper that no line breaks."""
    return frozenset(found.lower() for word in words if not word.broken for found in _WORD.findall(word.text))


def pieces(paragraph: PrintedParagraph, known: frozenset[str]) -> list[Piece]:
    """A paragraph's text, with the words that lines broke put together; ``known`` as of `vocabulary`."""
    found = list[Piece]()
    for line, following in zip(paragraph.lines, [*paragraph.lines[1:], None], strict=True):
        text = line.text
        if following is not None:
            text = _joined(text, following.text, known, broken=line.words[-1].broken)
        found.append((text, line.page))
    return found


def _joined(text: str, following: str, known: frozenset[str], *, broken: bool) -> str:
    """A line with what stands between it and the next one: a space, a hyphen or nothing."""
    text = text.removesuffix("\u00ad")
    hyphened = text.endswith(("-", "\u2010")) and not text.endswith((" -", "--"))
    if not broken and not hyphened:
        return text if text.endswith("/") or _CITED.search(f"{text}\n{following}") else f"{text} "
    stem = text.rstrip("-\u2010")
    first, second = re.search(r"[^\W\d_]+$", stem), re.match(r"[^\W\d_]+", following)
    if not first or not second:
        return f"{stem}-"
    return stem if _is_one_word(first[0].lower(), second[0], known) else f"{stem}-"


def _is_one_word(first: str, second: str, known: frozenset[str]) -> bool:
    """Whether a word was broken between its syllables rather than at its own hyphen."""
    joined = first + second.lower()
    if joined in known or joined in _COMPOUNDS:
        return True
    if second[:1].isupper() or f"{first}-{second.lower()}" in known or {first, second.lower()} <= known:
        return False
    return first not in _HYPHENATED
