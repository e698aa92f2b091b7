"""Is what somebody filled into a PDF read where it stands?"""

import ctypes
import io
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from reportlab.pdfgen.canvas import Canvas

from handlers.text_extraction import words
from tests.handlers.text_extraction.made import drawn, read


def field(c: Canvas, x: float, y: float, value: str, **more: Any) -> None:
    c.acroForm.textfield(name=f"f{x}{y}", x=x, y=y, width=150, height=16, value=value, borderWidth=0, **more)


def test_values_stand_in_their_sentence_and_blanks_are_seen() -> None:
    def page(c: Canvas) -> None:
        c.drawString(72, 700, "The operator deletes within")
        field(c, 230, 697, "30 days")
        c.drawString(390, 700, "after the request.")
        c.drawString(72, 670, "Name of the operator:")
        field(c, 230, 667, "")

    paper = read(drawn(page))
    assert paper.text == "The operator deletes within 30 days after the request.\n\nName of the operator: ____"
    assert paper.notes == (words.FILLED,)


def test_a_value_replaces_the_line_to_write_on_and_a_blank_adds_none() -> None:
    def page(c: Canvas) -> None:
        c.drawString(72, 700, "Vendor: ____________________")
        field(c, 115, 697, "Acme")
        c.drawString(72, 670, "Date: ____________________")
        field(c, 105, 667, "")

    first, second = read(drawn(page)).text.split("\n\n")
    assert first == "Vendor: Acme" and second.startswith("Date: ___") and "____ " not in second


def test_boxes_are_checked_or_not() -> None:
    def page(c: Canvas) -> None:
        for y, checked in ((700, True), (680, False)):
            c.acroForm.checkbox(name=f"b{y}", x=72, y=y, size=12, checked=checked)
            c.drawString(95, y + 2, "Student names are collected.")

    assert read(drawn(page)).text == "☒ Student names are collected.\n\n☐ Student names are collected."


def test_what_was_typed_over_the_page_is_read_and_a_comment_is_not() -> None:
    plain = pypdfium2.PdfDocument(drawn(lambda c: c.drawString(72, 700, "Vendor:")))
    page = plain[0]
    for kind, text in ((pdfium.FPDF_ANNOT_FREETEXT, "Acme Learning"), (pdfium.FPDF_ANNOT_TEXT, "Check this name!")):
        note = pdfium.FPDFPage_CreateAnnot(page, kind)
        pdfium.FPDFAnnot_SetRect(note, pdfium.FS_RECTF(120, 712, 220, 698))
        typed = ctypes.create_string_buffer(f"{text}\0".encode("utf-16-le"))
        pdfium.FPDFAnnot_SetStringValue(note, b"Contents", ctypes.cast(typed, ctypes.POINTER(pdfium.FPDF_WCHAR)))
        pdfium.FPDFPage_CloseAnnot(note)
    into = io.BytesIO()
    plain.save(into)
    assert read(into.getvalue()).text == "Vendor: Acme Learning"
