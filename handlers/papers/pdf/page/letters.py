"""Finds the words of a page and their boxes."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from handlers.papers.pdf.printed import PrintedWord

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
        found = [*_boxes(text)]
    finally:
        text.close()
    quarters = Counter(round(angle / (math.pi / 2)) % 4 for _, _, angle in found)
    quarter = quarters.most_common(1)[0][0] if quarters else 0
    turn = TURNS[quarter]
    words = list[PrintedWord]()
    for order, (word, box, angle) in enumerate(found):
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
    for found in _WORD.finditer(text):
        if not box(raw, found.start(), at_first) or not box(raw, found.end() - 1, at_last):
            continue
        yield (
            _whole(found[0]) if halved else found[0],
            (
                min(first.left, last.left),
                min(first.bottom, last.bottom),
                max(first.right, last.right),
                max(first.top, last.top),
            ),
            angle(raw, found.start()),
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
