"""Finds what was filled into a page's form fields, and typed over the page."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence

import pypdfium2
import pypdfium2.raw as pdfium

from handlers.papers.pdf.page.letters import Box, Turn
from handlers.papers.pdf.printed import PrintedWord

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
    kept = list(words)
    for value in values:
        under = [word for word in kept if _overlap(word, value)]
        if value.text == BLANK and under:
            continue
        for word in under:
            kept.remove(word)
            left = word.text.rstrip("_")
            if left and "__" in word.text:
                share = len(left) / len(word.text)
                right = word.left + share * (word.right - word.left)
                kept.append(PrintedWord(left, word.left, word.bottom, right, word.top, word.order))
            elif left:
                kept.append(word)
        kept.append(value)
    return kept


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
