"""Puts the words of PDF pages together into lines, columns and paragraphs, and tells garbled text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from handlers.text_extraction.building import Piece, TableCell
from handlers.text_extraction.marks import begins_item, has_mark, is_closed


@dataclass(frozen=True, slots=True)
class PrintedWord:
    """A word and its box, in points from the lower left corner of the upright page."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    order: int = 0
    """Its place in the file, which is often the order of reading."""
    broken: bool = False
    """Whether a hyphen at the line's end breaks it."""
    table: tuple[TableCell, ...] = ()
    """A whole table, in whose place this stands."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """Words that stand side by side, from left to right."""

    words: Sequence[PrintedWord]
    page: int
    left: float = field(init=False)
    right: float = field(init=False)
    bottom: float = field(init=False)
    top: float = field(init=False)
    text: str = field(init=False)
    """The words with a space between them."""

    def __post_init__(self) -> None:
        tallest = max(self.words, key=lambda word: word.top - word.bottom)
        object.__setattr__(self, "left", self.words[0].left)
        object.__setattr__(self, "right", max(word.right for word in self.words))
        object.__setattr__(self, "bottom", tallest.bottom)
        object.__setattr__(self, "top", tallest.top)
        object.__setattr__(self, "text", " ".join([word.text for word in self.words]))

    @property
    def size(self) -> float:
        """The height of its letters."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class PrintedColumn:
    """Lines that are read from top to bottom, and the edges between which they could stand."""

    lines: Sequence[PrintedLine]
    left: float
    right: float


def lines_of(words: Iterable[PrintedWord], page: int) -> list[PrintedLine]:
    """The lines that words stand in, from the top."""
    rows: list[list[PrintedWord]] = []
    bottom = top = 0.0
    for word in sorted(words, key=lambda word: -(word.top + word.bottom)):
        overlap = min(top, word.top) - max(bottom, word.bottom)
        if rows and overlap > 0.5 * min(top - bottom, word.top - word.bottom):
            rows[-1].append(word)
        else:
            rows.append([word])
            bottom, top = word.bottom, word.top
    return [PrintedLine(sorted(row, key=lambda word: word.left), page) for row in rows]


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
"""Whole words made of two words: where a line breaks one, its hyphen goes."""


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
        steps = _steps(column)
        pitch = median(steps) if len(steps) > 1 else usual
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
    texts = list[Piece]()
    for line, following in zip(paragraph.lines, [*paragraph.lines[1:], None], strict=True):
        text = line.text
        if following is not None:
            text = _joined(text, following.text, known, broken=line.words[-1].broken)
        texts.append((text, line.page))
    return texts


def _joined(text: str, following: str, known: frozenset[str], *, broken: bool) -> str:
    """A line with what stands between it and the next one: a space, a hyphen or nothing."""
    text = text.removesuffix("\u00ad")
    hyphened = text.endswith(("-", "\u2010")) and not text.endswith((" -", "--"))
    if not broken and not hyphened:
        return text if text.endswith("/") or _CITED.search(f"{text}\n{following}") else f"{text} "
    stem = text.rstrip("-\u2010")
    last_word, next_word = re.search(r"[^\W\d_]+$", stem), re.match(r"[^\W\d_]+", following)
    if not last_word or not next_word:
        return f"{stem}-"
    return stem if _is_one_word(last_word[0].lower(), next_word[0], known) else f"{stem}-"


def _is_one_word(first: str, second: str, known: frozenset[str]) -> bool:
    """Whether a word was broken between its syllables rather than at its own hyphen."""
    joined = first + second.lower()
    if joined in known or joined in _COMPOUNDS:
        return True
    if second[:1].isupper() or f"{first}-{second.lower()}" in known or {first, second.lower()} <= known:
        return False
    return first not in _HYPHENATED


GUTTER = 9.0
"""Points that part two columns at least."""
FEWEST_LINES = 4
NARROWEST = 0.2
"""The share of the text's width that a column takes at least."""
MOST_TRIED = 8
DEEPEST = 4
"""How often columns may be found within columns."""


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
    split = _split(lines, edges) if depth else None
    if split is None:
        yield PrintedColumn(lines, *edges)
        return
    at, begin, end = split
    within = [word for line in lines[begin:end] for word in line.words]
    left, right = [word for word in within if word.left < at], [word for word in within if word.left >= at]
    for outside, side in ((lines[:begin], None), (None, left), (None, right), (lines[end:], None)):
        if outside:
            yield from _columns([word for line in outside for word in line.words], page, edges, depth - 1)
        if side:
            inner_edges = min(word.left for word in side), max(word.right for word in side)
            yield from _columns(side, page, inner_edges, depth - 1)


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
    across = [number for number, side in enumerate(sides) if side == "both"]
    changes = [number for number, pair in enumerate(pairwise(sides)) if {*pair} == {"left", "right"}]
    if not across and not changes:
        return
    first = min([*across[:1], *changes[:1]])
    last = max([*across[-1:], *(number + 1 for number in changes[-1:])])
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


FEWEST_WORDS = 100
"""Words from which a text can be told."""
FEWEST_COMMON, FEWEST_LETTERS = 0.005, 0.5
"""The share of common words, and that of plain letters, in any text."""
_COMMON = frozenset("the of and to in a or for de la el y que en los del se las por con et le les der die und".split())
_GARBLED = re.compile(r"\S+")
_LETTERS = re.compile(r"[A-Za-zÀ-ÿ]")


def is_garbled(text: str) -> bool:
    """Whether a text cannot be English, nor another language that vendors write."""
    words = _GARBLED.findall(text)
    if len(words) < FEWEST_WORDS:
        return False
    common = sum(word.lower() in _COMMON for word in words)
    plain = len(_LETTERS.findall(text)) / sum(map(len, words))
    return common < FEWEST_COMMON * len(words) or plain < FEWEST_LETTERS
