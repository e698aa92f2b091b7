"""Reads text with delimiters: finds how its letters are encoded, and what parts its cells."""

import codecs
import csv
import io
from collections import Counter

from handlers.dialogue import bounded_re as re
from handlers.dialogue.command_spec import Sorry
from handlers.imports import words
from handlers.imports.files.tables import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Sheet, tables

DELIMITERS = ",;\t|"
SAMPLE = 200
"""Rows from which the delimiter is found."""
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OLD = ("cp1252", "mac_roman", "latin-1")
_TYPICAL = frozenset("áéíóúàèìòùâêîôûäëïöüñçãõÁÉÍÓÚÑÇÄÖÜåøßÅØ’‘“”–—…•®™©°§½¼¿¡ºª\u00a0✓")
"""Letters and signs that stand in such sheets; an encoding that gives others is not the right one."""
_TWICE = re.compile("[ÃÂâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_SEP = re.compile(r"sep=(.)\s*\Z", re.IGNORECASE)


def read(content: bytes) -> Sheet:
    """The one sheet of a text file. Raises Sorry."""
    text = decoded(content)
    if "\0" in text:
        raise Sorry(words.NO_TEXT)
    first_line, _, _ = text.partition("\n")
    declared = _SEP.match(first_line.strip('"\r '))
    lines = io.StringIO(text, newline="")
    rows: list[list[str]] = []
    csv.field_size_limit(1_000_000)
    try:
        for row in csv.reader(lines, delimiter=declared[1] if declared else _delimiter(text)):
            if len(rows) >= MOST_ROWS:
                raise Sorry(words.too_many_rows(MOST_ROWS))
            if len(row) > MOST_COLUMNS:
                raise Sorry(words.too_many_columns(MOST_COLUMNS))
            rows.append([_mended(cell[:LONGEST_CELL]) for cell in row])
    except csv.Error as problem:
        raise Sorry(words.NO_TEXT) from problem
    if declared:
        rows[0] = []  # it says how to read the file, and is none of its rows
    return Sheet("", rows)


def _mended(cell: str) -> str:
    """A cell whose letters were encoded twice, as in Ã© for é, with those that were meant."""
    if not _TWICE.search(cell):
        return cell
    try:
        return cell.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return cell


def decoded(content: bytes) -> str:
    """The text, by its mark, as UTF-8 where it is that, else by which old encoding gives sensible letters."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    if wide := _wide(content):
        return content.decode(wide, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return max((content.decode(encoding, errors="replace") for encoding in _OLD), key=_sense)


def _wide(content: bytes) -> str:
    """UTF-16 without its mark: every other byte of plain text is zero."""
    sample = content[:2000]
    zeros = sample[1::2].count(0), sample[::2].count(0)
    if max(zeros) * 4 < len(sample):
        return ""
    return "utf-16-le" if zeros[0] >= zeros[1] else "utf-16-be"


def _sense(text: str) -> int:
    """How much of what is not ASCII stands where such letters stand; what nobody types counts against it."""
    return sum(1 if letter in _TYPICAL else -2 for letter in text if not letter.isascii())


def _delimiter(text: str) -> str:
    """The one by which the most headings are found, else that parts the most rows into the same number of cells."""

    def score(delimiter: str) -> tuple[int, int, int]:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            rows = [row for row, _ in zip(reader, range(SAMPLE), strict=False)]
        except csv.Error:
            return 0, 0, 0
        headings = max((sum(map(bool, one.headings)) for one in tables(Sheet("", rows))), default=0)
        widths = Counter(map(len, rows))
        alike, width = max(((count, width) for width, count in widths.items() if width > 1), default=(0, 0))
        return headings, alike, width

    return max(DELIMITERS, key=score)
