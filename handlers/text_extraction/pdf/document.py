"""Reads a PDF into a paper: leaves out running headers and footers, and finds tables that have no drawn lines."""

import re
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pypdfium2
import pypdfium2.raw as pdfium

from handlers.text_extraction import words
from handlers.text_extraction.building import Paper, PaperBuilder, RecognizedPage, TableCell, Unreadable
from handlers.text_extraction.pdf.page import (
    BLANK,
    RuledCell,
    cell_at,
    has_pictures,
    has_unseen_text,
    page_fields,
    page_words,
    ruled_tables,
    with_fields,
)
from handlers.text_extraction.pdf.paragraphs import (
    GUTTER,
    PrintedColumn,
    PrintedLine,
    PrintedParagraph,
    PrintedWord,
    columns,
    is_garbled,
    lines_of,
    paragraphs,
    parted_lines,
    pieces,
    vocabulary,
)
from handlers.text_extraction.pdf.recognition import SECONDS, Recognition, RecognizedText, kept_columns, recognized

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
    least = max(2, OFTEN * len(pages))
    remaining = list[list[PrintedWord]]()
    for page, rows in zip(pages, lines, strict=True):
        gone = {id(word) for line in _running(rows, seen, least) for word in line.words}
        remaining.append([word for word in page if id(word) not in gone])
    return remaining if any(remaining) else [list(page) for page in pages]


def _running(
    rows: Sequence[PrintedLine], seen: Mapping[str, Sequence[EdgeLine]], wanted: float
) -> Iterator[PrintedLine]:
    """The running lines of a page: from the edge inward, up to the last before a gap."""
    for edge in (rows[: EDGE + 1], rows[::-1][: EDGE + 1]):
        running = 0
        for number, line in enumerate(edge[:EDGE]):
            edge_line = _edge_line(line)
            pages = {other.page for other in seen[_shape(line)] if _is_same(edge_line, other)}
            if len(pages) < wanted and not _NUMBER.fullmatch(line.text):
                break
            if number + 1 == len(edge) or _gap(line, edge[number + 1]) > GAP * line.size:
                running = number + 1
        yield from edge[:running]


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
    tables = list[list[RuledCell]]()
    lines = lines_of((word for word in words if not word.table), 0)
    used: set[int] = set()
    for begin, end in parted_lines(lines)[:MOST_TRIED]:
        if used.isdisjoint(range(begin, end)):
            cells = _table(
                sorted((word for line in lines[begin:end] for word in line.words), key=lambda word: word.order)
            )
            if cells:
                used.update(range(begin, end))
                tables.append(cells)
    return tables


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
        texts = [pieces(each, known) for each in paragraphs([column])]
        cells.append(TableCell(cell.row, cell.column, texts))
    top = max(cell.box[3] for cell in inside)
    order = min(word.order for words in inside.values() for word in words)
    edges = min(cell.box[0] for cell in inside), max(cell.box[2] for cell in inside)
    return PrintedWord("", edges[0], top - _HIGH, edges[1], top, order, table=tuple(cells))


MOST_PAGES = 1000
FEWEST_WORDS = 5
"""A page with pictures and fewer words is a picture."""


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """What was found on one page."""

    words: Sequence[PrintedWord]
    tables: Sequence[Sequence[RuledCell]]
    filled: bool
    """Whether some of the words were filled into fields, or typed over the page."""
    pictured: bool
    """Whether it is a picture."""
    recognized: bool
    """Whether a program recognized its text in a picture before the file came."""
    columns: tuple[PrintedColumn, ...] = ()
    """Its columns, where its text was recognized here."""


def read(content: bytes, recognizer: str = "") -> Paper:
    """The paper that a PDF holds; ``recognizer`` is what recognizes text in pictures, if there is one.

    Raises Unreadable.
    """
    until = time.perf_counter() + SECONDS
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as problem:
        raise Unreadable(words.LOCKED if problem.err_code == pdfium.FPDF_ERR_PASSWORD else words.BROKEN) from None
    if len(pdf) > MOST_PAGES:
        raise Unreadable(words.too_many_pages(pages=len(pdf), most=MOST_PAGES))
    if pdf.get_formtype() != pdfium.FORMTYPE_NONE:
        pdf.init_forms()
    pages = [*_pages(pdf)]
    pictures = [number for number, page in enumerate(pages, 1) if page.pictured]
    recognition = recognized(pdf, pictures, recognizer, until) if recognizer and pictures else Recognition()
    for number, text in recognition.texts.items():
        pages[number - 1] = _with_text(pages[number - 1], text)
    unread = [number for number in pictures if number not in recognition.texts]
    if not any(page.words for page in pages) or len(unread) == len(pages):
        raise Unreadable(_without_text(pictures, recognizer))
    if pdf.get_formtype() == pdfium.FORMTYPE_XFA_FULL and any(word.text == "wait..." for word in pages[0].words):
        raise Unreadable(words.XFA)
    paper = _paper(pages, _notes(pages, unread, recognition), recognition)
    if is_garbled(paper.text):
        raise Unreadable(words.UNRECOGNIZED if recognition.texts else words.GARBLED)
    return paper


def _without_text(pictures: Sequence[int], recognizer: str) -> str:
    """What is said of a file in which there is no text."""
    if not pictures:
        return words.NO_TEXT
    return words.UNRECOGNIZED if recognizer else words.SCAN


def _with_text(page: PrintedPage, text: RecognizedText) -> PrintedPage:
    """A page with what was recognized in its picture, what is printed over it included."""
    return replace(page, words=text.words, tables=(), pictured=False, columns=text.columns)


def _recognized_pages(recognition: Recognition) -> list[RecognizedPage]:
    return [RecognizedPage(number, int(text.confidence)) for number, text in recognition.texts.items()]


def _notes(pages: Sequence[PrintedPage], unread: Sequence[int], recognition: Recognition) -> Iterator[str]:
    """What a reader must know of the pages; ``unread`` are the pictures whose text was not recognized."""
    if recognition.texts:
        yield words.recognized(_recognized_pages(recognition))
    if recognition.left:
        yield words.not_tried(recognition.left)
    if tried := [number for number in unread if number not in recognition.left]:
        yield words.pictures(tried)
    if any(page.recognized for page in pages):
        yield words.RECOGNIZED
    if any(page.filled for page in pages):
        yield words.FILLED


def _pages(pdf: pypdfium2.PdfDocument) -> Iterator[PrintedPage]:
    for number in range(len(pdf)):
        try:
            page = pdf[number]
        except pypdfium2.PdfiumError:
            raise Unreadable(words.BROKEN) from None
        printed, turn = page_words(page)
        values = page_fields(page, turn)
        filled = any(value.text != BLANK for value in values)
        all_words = with_fields(printed, values)
        pictured = len(all_words) < FEWEST_WORDS and has_pictures(page)
        recognized = not pictured and has_pictures(page) and has_unseen_text(page)
        yield PrintedPage(all_words, ruled_tables(page, turn), filled, pictured, recognized)
        page.close()


def _paper(pages: Sequence[PrintedPage], notes: Iterable[str], recognition: Recognition) -> Paper:
    known = vocabulary(word for page in pages for word in page.words)
    builder = PaperBuilder()
    for paragraph in paragraphs([*_columns(pages, known)]):
        _add(builder, paragraph, known)
    return builder.paper(len(pages), notes, _recognized_pages(recognition))


def _columns(pages: Sequence[PrintedPage], known: frozenset[str]) -> Iterator[PrintedColumn]:
    kept = without_running([page.words for page in pages])
    for number, (page, found) in enumerate(zip(pages, kept, strict=True), 1):
        if page.columns:
            yield from kept_columns(page.columns, found)
        else:
            yield from columns(with_tables(found, page.tables, number, known), number)


def _add(builder: PaperBuilder, paragraph: PrintedParagraph, known: frozenset[str]) -> None:
    builder.paragraph(pieces(paragraph, known))
    for line in paragraph.lines:
        for word in line.words:
            if word.table:
                builder.table(word.table)
