"""Reads one page of a PDF: its objects, its words, the tables drawn with lines, and the fields that were filled in."""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice, pairwise
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from handlers.text_extraction.pdf.paragraphs import PrintedWord

DEEPEST = 4
"""How far drawings may stand within drawings."""
Drawn = Any
"""A handle of the library."""


def page_objects(page: pypdfium2.PdfPage, kind: int) -> Iterator[Drawn]:
    """Every object of a kind, also within groups. Letters are most of what is drawn, so this must be fast."""
    raw = page.raw
    return _objects(pdfium.FPDFPage_CountObjects(raw), partial(pdfium.FPDFPage_GetObject, raw), kind, DEEPEST)


def has_pictures(page: pypdfium2.PdfPage) -> bool:
    """Whether there is a picture on the page."""
    return next(page_objects(page, pdfium.FPDF_PAGEOBJ_IMAGE), None) is not None


def has_unseen_text(page: pypdfium2.PdfPage) -> bool:
    """Whether the page's first text is invisible, as programs that recognize text put it over a picture."""
    text = next(page_objects(page, pdfium.FPDF_PAGEOBJ_TEXT), None)
    return text is not None and pdfium.FPDFTextObj_GetTextRenderMode(text) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE


def _objects(count: int, get: Callable[[int], Drawn], kind: int, depth: int) -> Iterator[Drawn]:
    kind_of, group = pdfium.FPDFPageObj_GetType, pdfium.FPDF_PAGEOBJ_FORM
    for number in range(count):
        drawn = get(number)
        its_kind = kind_of(drawn)
        if its_kind == kind:
            yield drawn
        elif its_kind == group and depth:
            inner = partial(pdfium.FPDFFormObj_GetObject, drawn)
            yield from _objects(pdfium.FPDFFormObj_CountObjects(drawn), inner, kind, depth - 1)


_WORD = re.compile("[^\\s\x02\x00\uffff]+\x02?")
_BREAK = "\x02"
"""What stands for a hyphen at a line's end; newer versions of the library write U+FFFE."""
_TURNED = 0.1
"""Radians by which a word may lean and still be part of the text."""

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""
Turn = Callable[[Box], Box]


def page_words(page: pypdfium2.PdfPage) -> tuple[list[PrintedWord], Turn]:
    """The words as they stand when the page is held so that most of them are upright, and what turns other boxes so.

    Words that lean, as those of a watermark, are left out.
    """
    text = page.get_textpage()
    try:
        boxes = [*_boxes(text)]
    finally:
        text.close()
    quarters = Counter(round(angle / (math.pi / 2)) % 4 for _, _, angle in boxes)
    quarter = quarters.most_common(1)[0][0] if quarters else 0
    turn = TURNS[quarter]
    words = list[PrintedWord]()
    for order, (word, box, angle) in enumerate(boxes):
        lean = (angle - quarter * math.pi / 2) % (2 * math.pi)
        if min(lean, 2 * math.pi - lean) < _TURNED:
            words.append(PrintedWord(word.removesuffix(_BREAK), *turn(box), order, word.endswith(_BREAK)))
    return words, turn


TURNS: dict[int, Turn] = {
    0: lambda box: box,
    3: lambda box: (box[1], -box[2], box[3], -box[0]),
    2: lambda box: (-box[2], -box[3], -box[0], -box[1]),
    1: lambda box: (-box[3], box[0], -box[1], box[2]),
}
"""By the quarter turns to the right that the letters have made."""


def _boxes(page: pypdfium2.PdfTextPage) -> Iterator[tuple[str, Box, float]]:
    """Each word in the order of the file, its box, and the angle of its line in radians."""
    raw, text = page.raw, _letters(page)
    halved = any("\ud800" <= half <= "\udfff" for half in text)
    first, last = pdfium.FS_RECTF(), pdfium.FS_RECTF()
    at_first, at_last = ctypes.byref(first), ctypes.byref(last)
    box, angle = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetCharAngle
    for match in _WORD.finditer(text):
        if not box(raw, match.start(), at_first) or not box(raw, match.end() - 1, at_last):
            continue
        yield (
            _whole(match[0]) if halved else match[0],
            (
                min(first.left, last.left),
                min(first.bottom, last.bottom),
                max(first.right, last.right),
                max(first.top, last.top),
            ),
            angle(raw, match.start()),
        )


def _letters(page: pypdfium2.PdfTextPage) -> str:
    """The letters of a page, each at the number by which its box is found."""
    count = page.count_chars()
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(page.raw, 0, count, buffer) if count else 1
    if written == count + 1:
        text = bytes(buffer).decode("utf-16-le", "surrogatepass")[:count]
        if len(text) == count:
            return text.replace("\ufffe", _BREAK)
    letter, raw = pdfium.FPDFText_GetUnicode, page.raw
    return "".join(chr(letter(raw, at)) for at in range(count)).replace("\ufffe", _BREAK)


def _whole(text: str) -> str:
    """A text in which no letter stands in two halves."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")


THIN = 2.5
"""Points up to which a drawn box is a line."""
SHORT = 6.0
"""Points up to which a line is part of a letter or a sign."""
NEAR = 3.0
"""Points within which lines touch."""
MOST_PATHS, MOST_SEGMENTS = 4000, 400
"""More paths on a page, or segments in a path, are a picture, and are not read."""
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
    merged = list[Box]()
    for box in sorted(lines, key=lambda box: (round(box[across] / NEAR), box[along])):
        last = merged[-1] if merged else box
        if merged and abs(last[across] - box[across]) <= NEAR and box[along] <= last[along + 2] + NEAR:
            merged[-1] = _around((last[0], last[1]), (max(last[2], box[2]), max(last[3], box[3])))
        else:
            merged.append(box)
    return merged


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
            corner = row, column
            if column and not _parted(down, ((bottom + top) / 2, xs[column]), upright=True):
                corner = owner[row, column - 1]
            elif row and not _parted(across, ((left + right) / 2, ys[row]), upright=False):
                corner = owner[row - 1, column]
            owner[row, column] = corner
    joined: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for at, top_left in owner.items():
        joined.setdefault(top_left, []).append(at)
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
    places = list[float]()
    for number in sorted(numbers):
        if not places or number - places[-1] > NEAR:
            places.append(number)
    return places


def cell_at(cells: Sequence[RuledCell], x: float, y: float) -> RuledCell | None:
    """The cell in which a point lies."""
    for cell in cells:
        left, bottom, right, top = cell.box
        if left - NEAR / 2 <= x <= right + NEAR / 2 and bottom <= y <= top:
            return cell
    return None


BLANK = "____"
"""What stands for a field that nobody filled."""
_CHECKED, _UNCHECKED = "☒", "☐"
_BOXES = {pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON}
_TEXTS = {pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX}
_HIDDEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_LINE = 22.0
"""Points up to which a field holds one line."""
_LETTER = 10.0


def page_fields(page: pypdfium2.PdfPage, turn: Turn) -> list[PrintedWord]:
    """The values in the places of their fields; ``turn`` as of the page's words."""
    return [word for text, box in _values(page) for word in _placed(text, turn(box))]


def with_fields(words: Sequence[PrintedWord], values: Sequence[PrintedWord]) -> list[PrintedWord]:
    """The words with the values among them, which replace the lines to write on; a blank does not replace anything."""
    placed = list(words)
    for value in values:
        under = [word for word in placed if _overlap(word, value)]
        if value.text == BLANK and under:
            continue
        for word in under:
            placed.remove(word)
            left = word.text.rstrip("_")
            if left and "__" in word.text:
                share = len(left) / len(word.text)
                right = word.left + share * (word.right - word.left)
                placed.append(PrintedWord(left, word.left, word.bottom, right, word.top, word.order))
            elif left:
                placed.append(word)
        placed.append(value)
    return placed


def _overlap(word: PrintedWord, value: PrintedWord) -> bool:
    wide = min(word.right, value.right) - max(word.left, value.left)
    high = min(word.top, value.top) - max(word.bottom, value.bottom)
    return wide > 1 and high > 0.3 * (word.top - word.bottom)


def _placed(text: str, box: Box) -> Iterator[PrintedWord]:
    """A value's lines, from the top of its field or in the middle of a low one."""
    left, bottom, right, top = box
    lines = [line for line in text.splitlines() if line.strip()]
    size = min(_LETTER, max(top - bottom, 1.0))
    if top - bottom <= _LINE or not lines:
        middle = (top + bottom) / 2
        yield PrintedWord(" ".join(lines) or text, left, middle - size / 2, right, middle + size / 2)
        return
    for number, line in enumerate(lines):
        upper = top - number * size * 1.2
        yield PrintedWord(line, left, upper - size, right, upper)


def _values(page: pypdfium2.PdfPage) -> Iterator[tuple[str, Box]]:
    for number in range(pdfium.FPDFPage_GetAnnotCount(page)):
        note = pdfium.FPDFPage_GetAnnot(page, number)
        if not note:
            continue
        try:
            value = None if pdfium.FPDFAnnot_GetFlags(note) & _HIDDEN else _value(page, note)
            rect = pdfium.FS_RECTF()
            if value is not None and pdfium.FPDFAnnot_GetRect(note, rect):
                yield value, (rect.left, rect.bottom, rect.right, rect.top)
        finally:
            pdfium.FPDFPage_CloseAnnot(note)


def _value(page: pypdfium2.PdfPage, note: object) -> str | None:
    """What a field or a typed text says; None for other annotations, as comments."""
    kind = pdfium.FPDFAnnot_GetSubtype(note)
    if kind == pdfium.FPDF_ANNOT_FREETEXT:
        typed = _string(lambda buffer, size: pdfium.FPDFAnnot_GetStringValue(note, b"Contents", buffer, size))
        return typed.strip() or None
    if kind != pdfium.FPDF_ANNOT_WIDGET or page.formenv is None:
        return None
    form = page.formenv
    field = pdfium.FPDFAnnot_GetFormFieldType(form, note)
    if field in _BOXES:
        return _CHECKED if pdfium.FPDFAnnot_IsChecked(form, note) else _UNCHECKED
    if field in _TEXTS:
        value = _string(lambda buffer, size: pdfium.FPDFAnnot_GetFormFieldValue(form, note, buffer, size))
        return value.strip() or BLANK
    return None


def _string(read: Callable[[object, int], int]) -> str:
    """A text that the library writes into a buffer, in UTF-16."""
    size = read(None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    read(ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", errors="ignore").replace("\r\n", "\n").replace("\r", "\n")
