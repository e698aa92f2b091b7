"""Recognizes the text of pages that are pictures, by the program Tesseract, where the operator installed it."""

import csv
import os
import re
import subprocess
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import partial
from itertools import groupby, pairwise
from statistics import fmean, median

import pypdfium2

from handlers.text_extraction.pdf.page import TURNS, Box
from handlers.text_extraction.pdf.paragraphs import PrintedColumn, PrintedLine, PrintedWord

DPI = 200
"""Dots an inch; 300 took a third longer on scans and found as many words."""
MOST_DOTS = 12_000_000
"""Dots of one picture; a larger page is made with fewer an inch."""
MOST_PAGES = 30
SECONDS = 60.0
"""From the beginning of the file on; what is not done by then is left."""
LONGEST = 25.0
"""Seconds for one picture; a page of print takes three to six, one full of specks has no end."""
AT_ONCE = 2
"""Pictures that are looked at together."""
LEAST = 80.0
"""Percent of confidence below which it is no text: most words of a blurred page with 77 were missing or wrong."""
_YIELDS = 10
"""How far it lets other programs go first."""
_POINTS = 72


@dataclass(frozen=True, slots=True)
class RecognizedText:
    """The text of one picture in the order in which it is read, and the mean confidence of its words in percent."""

    columns: tuple[PrintedColumn, ...]
    confidence: float

    @property
    def words(self) -> list[PrintedWord]:
        """All its words."""
        return [word for column in self.columns for line in column.lines for word in line.words]


@dataclass(frozen=True, slots=True)
class Recognition:
    """What came of the pictures, by the numbers of their pages from 1."""

    texts: Mapping[int, RecognizedText] = field(default_factory=dict)
    left: tuple[int, ...] = ()
    """Pages for which there was no time."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as the program gets it, a gray picture of the kind PGM, and how many dots of it make an inch."""

    page: int
    dots: float
    content: bytes


def recognized(pdf: pypdfium2.PdfDocument, pages: Sequence[int], program: str, until: float) -> Recognition:
    """The text of these pages, from 1, up to a moment of the counter; ``program`` is where Tesseract is."""
    os.nice(_YIELDS)
    texts: dict[int, RecognizedText] = {}
    tried, left = pages[:MOST_PAGES], [*pages[MOST_PAGES:]]
    with ThreadPoolExecutor(AT_ONCE) as threads:
        for begin in range(0, len(tried), AT_ONCE):
            pictures = [_picture(pdf, number) for number in tried[begin : begin + AT_ONCE]]
            told = threads.map(partial(_told, program, until), pictures)
            for picture, table in zip(pictures, told, strict=True):
                if table is None:
                    left.append(picture.page)
                elif text := _text(table, picture):
                    texts[picture.page] = text
    return Recognition(without_running(texts), tuple(sorted(left)))


def _picture(pdf: pypdfium2.PdfDocument, number: int) -> Picture:
    """The picture of a page; an empty one where it cannot be made."""
    try:
        page = pdf[number - 1]
        width, height = page.get_size()
        scale = min(DPI / _POINTS, (MOST_DOTS / max(width * height, 1.0)) ** 0.5)
        bitmap = page.render(scale=scale, grayscale=True)
        page.close()
    except (pypdfium2.PdfiumError, ValueError):
        return Picture(number, DPI, b"")
    dots, wide, stride = memoryview(bitmap.buffer).cast("B"), bitmap.width, bitmap.stride
    rows = b"".join(dots[row * stride : row * stride + wide] for row in range(bitmap.height))
    made = Picture(number, scale * _POINTS, b"P5 %d %d 255\n" % (wide, bitmap.height) + rows)
    bitmap.close()
    return made


def _told(program: str, until: float, picture: Picture) -> str | None:
    """The program's table of words, empty where it has none; None where there was no time."""
    command = (program, "stdin", "stdout", "-l", "eng", "--psm", "1", "--dpi", str(round(picture.dots)), "tsv")
    seconds = min(LONGEST, until - time.perf_counter())
    if seconds <= 0 or not picture.content:
        return "" if seconds > 0 else None
    try:
        done = subprocess.run(  # noqa: S603 - the operator's own program
            command,
            input=picture.content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"OMP_THREAD_LIMIT": "1"},
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    except OSError:
        return ""
    return "" if done.returncode else done.stdout.decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A word or a line of the program's table: the block and the line in which it stands, and its box in points."""

    block: str
    line: tuple[str, str, str]
    box: Box
    confidence: float
    text: str


_LINE, _WORD = "4", "5"
"""The levels of the program's table that are looked at."""
_SAYS = re.compile(r"[^\W_]")
_BLANK = "__"
"""A line to write on, of which the program is never sure."""
_RULES = " |"
"""What the lines of tables are taken for."""


def _text(table: str, picture: Picture) -> RecognizedText | None:
    """The text that the table tells; None where there is none, or hardly any of it is sure."""
    rows = [*_rows(table, picture)]
    found = [
        row for row in rows if row.text and (_SAYS.search(row.text) or _BLANK in row.text or row.confidence >= LEAST)
    ]
    sure = [row.confidence for row in found if _SAYS.search(row.text)]
    if not sure or fmean(sure) < LEAST:
        return None
    boxes = {row.line: row.box for row in rows if not row.text}
    blocks = [[*group] for _, group in groupby(_lines(found, boxes, picture.page), key=lambda pair: pair[0])]
    columns = [_evened([line for _, line in block]) for block in blocks]
    return RecognizedText((*_placed(columns),), fmean(sure))


def _rows(table: str, picture: Picture) -> Iterator[TableRow]:
    """The lines and the words, held so that their letters stand upright."""
    rows = [*_as_held(table, _POINTS / picture.dots)]
    turn = TURNS[_quarter(rows)]
    yield from (replace(row, box=turn(row.box)) for row in rows)


def _as_held(table: str, scale: float) -> Iterator[TableRow]:
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row["text"] or "").strip(_RULES)
        if row["level"] == _LINE or (row["level"] == _WORD and text):
            left, top, width, height = (int(row[name]) * scale for name in ("left", "top", "width", "height"))
            line = row["block_num"], row["par_num"], row["line_num"]
            yield TableRow(line[0], line, (left, -top - height, left + width, -top), float(row["conf"]), text)


def _quarter(rows: Iterable[TableRow]) -> int:
    """The quarter turns to the right by which most lines run."""
    words = [row for row in rows if row.text]
    runs = [(two.box[0] - one.box[0], two.box[3] - one.box[3]) for one, two in pairwise(words) if one.line == two.line]
    turned = Counter((0 if x > 0 else 2) if abs(x) >= abs(y) else (3 if y > 0 else 1) for x, y in runs)
    return turned.most_common(1)[0][0] if turned else 0


def _lines(
    found: Sequence[TableRow], boxes: Mapping[tuple[str, str, str], Box], page: int
) -> Iterator[tuple[str, PrintedLine]]:
    """Each line with its block, in the order of the table; all words of a line are as high as it is."""
    for line, group in groupby(enumerate(found), key=lambda pair: pair[1].line):
        row = [*group]
        words = [
            PrintedWord(one.text, one.box[0], boxes[line][1], one.box[2], boxes[line][3], order) for order, one in row
        ]
        yield line[0], PrintedLine([*words[:-1], _with_break(words[-1])], page)


_BROKEN = re.compile(r"[^\W\d_]{2,}-")


def _with_break(word: PrintedWord) -> PrintedWord:
    """The last word of a line, which its hyphen may break."""
    broken = _BROKEN.fullmatch(word.text.lstrip("(\"'“‘"))
    return replace(word, text=word.text.removesuffix("-"), broken=True) if broken else word


_ALIKE = 1.4
"""How many times as high lines of one size may look."""


def _evened(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """A block's lines, those of about the same size as high as the middle one: few have all kinds of letters."""
    usual = median(line.size for line in lines)
    return [_as_high(line, usual) if usual / _ALIKE < line.size < usual * _ALIKE else line for line in lines]


def _as_high(line: PrintedLine, size: float) -> PrintedLine:
    bottom, top = line.middle - size / 2, line.middle + size / 2
    return PrintedLine([replace(word, bottom=bottom, top=top) for word in line.words], line.page)


FEWEST_LINES = 3
"""A block with fewer does not show where lines could end."""


def _placed(blocks: Sequence[Sequence[PrintedLine]]) -> Iterator[PrintedColumn]:
    """Each block as a column: between its own edges, or those of the page where it is short."""
    page = _edges([line for block in blocks for line in block])
    for block in blocks:
        yield PrintedColumn(block, *(_edges(block) if len(block) >= FEWEST_LINES else page))


def _edges(lines: Sequence[PrintedLine]) -> tuple[float, float]:
    return min(line.left for line in lines), max(line.right for line in lines)


def kept_columns(columns: Iterable[PrintedColumn], words: Iterable[PrintedWord]) -> Iterator[PrintedColumn]:
    """The columns with these of their words only."""
    kept = set(map(id, words))
    for column in columns:
        lines = [[word for word in line.words if id(word) in kept] for line in column.lines]
        remaining = [PrintedLine(row, line.page) for row, line in zip(lines, column.lines, strict=True) if row]
        if remaining:
            yield replace(column, lines=remaining)


EDGE = 2
"""How many lines from the top or bottom may be running ones."""
ALIKE = 0.85
"""How alike running lines are, in which letters may be taken for others."""
_NO_LETTERS = re.compile(r"[\W\d_]+")


def without_running(texts: Mapping[int, RecognizedText]) -> dict[int, RecognizedText]:
    """The texts without lines that stand at the same edge of another page, however their letters were taken."""
    edges = {number: _edge_lines(text) for number, text in texts.items()}
    remaining = dict[int, RecognizedText]()
    for number, text in texts.items():
        others = [line for other, lines in edges.items() if other != number for line in lines]
        gone = [line for line in edges[number] if any(_is_same(line, other) for other in others)]
        running = {id(word) for line in gone for word in line.words}
        words = [word for word in text.words if id(word) not in running] or text.words
        remaining[number] = replace(text, columns=tuple(kept_columns(text.columns, words)))
    return remaining


def _edge_lines(text: RecognizedText) -> list[PrintedLine]:
    lines = sorted((line for column in text.columns for line in column.lines), key=lambda line: -line.middle)
    return [*lines[:EDGE], *lines[EDGE:][-EDGE:]]


def _is_same(one: PrintedLine, two: PrintedLine) -> bool:
    """Whether two lines say about the same at about the same height."""
    texts = [_NO_LETTERS.sub("", line.text.lower()) for line in (one, two)]
    near = abs(one.middle - two.middle) < 2 * one.size
    return near and min(map(len, texts)) > 2 and SequenceMatcher(None, texts[0], texts[1]).ratio() >= ALIKE
