"""Reads a PDF into a paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from handlers.papers import words
from handlers.papers.building import PaperBuilder
from handlers.papers.paper import Paper, Unreadable
from handlers.papers.pdf.columns import columns
from handlers.papers.pdf.garbled import is_garbled
from handlers.papers.pdf.page.fields import BLANK, page_fields, with_fields
from handlers.papers.pdf.page.letters import page_words
from handlers.papers.pdf.page.objects import has_pictures, has_unseen_text
from handlers.papers.pdf.page.rules import RuledCell, ruled_tables
from handlers.papers.pdf.paragraphs import PrintedParagraph, paragraphs, pieces, vocabulary
from handlers.papers.pdf.printed import PrintedColumn, PrintedWord
from handlers.papers.pdf.running import without_running
from handlers.papers.pdf.tables import with_tables

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
    """Whether a program recognized its text in a picture."""


def read(content: bytes) -> Paper:
    """The paper that a PDF holds. Raises Unreadable."""
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as problem:
        raise Unreadable(words.LOCKED if problem.err_code == pdfium.FPDF_ERR_PASSWORD else words.BROKEN) from None
    if len(pdf) > MOST_PAGES:
        raise Unreadable(words.too_many_pages(len(pdf), MOST_PAGES))
    if pdf.get_formtype() != pdfium.FORMTYPE_NONE:
        pdf.init_forms()
    pages = [*_pages(pdf)]
    pictures = [number for number, page in enumerate(pages, 1) if page.pictured]
    if not any(page.words for page in pages) or len(pictures) == len(pages):
        raise Unreadable(words.SCAN if pictures else words.NO_TEXT)
    if pdf.get_formtype() == pdfium.FORMTYPE_XFA_FULL and any(word.text == "wait..." for word in pages[0].words):
        raise Unreadable(words.XFA)
    notes = [words.pictures(pictures)] if pictures else []
    notes += [words.RECOGNIZED] if any(page.recognized for page in pages) else []
    notes += [words.FILLED] if any(page.filled for page in pages) else []
    paper = _paper(pages, notes)
    if is_garbled(paper.text):
        raise Unreadable(words.GARBLED)
    return paper


def _pages(pdf: pypdfium2.PdfDocument) -> Iterator[PrintedPage]:
    for number in range(len(pdf)):
        try:
            page = pdf[number]
        except pypdfium2.PdfiumError:
            raise Unreadable(words.BROKEN) from None
        found, turn = page_words(page)
        values = page_fields(page, turn)
        filled = any(value.text != BLANK for value in values)
        both = with_fields(found, values)
        pictured = len(both) < FEWEST_WORDS and has_pictures(page)
        recognized = not pictured and has_pictures(page) and has_unseen_text(page)
        yield PrintedPage(both, ruled_tables(page, turn), filled, pictured, recognized)
        page.close()


def _paper(pages: Sequence[PrintedPage], notes: Iterable[str]) -> Paper:
    known = vocabulary(word for page in pages for word in page.words)
    builder = PaperBuilder()
    for paragraph in paragraphs([*_columns(pages, known)]):
        _add(builder, paragraph, known)
    return builder.paper(len(pages), notes)


def _columns(pages: Sequence[PrintedPage], known: frozenset[str]) -> Iterator[PrintedColumn]:
    kept = without_running([page.words for page in pages])
    for number, (page, found) in enumerate(zip(pages, kept, strict=True), 1):
        yield from columns(with_tables(found, page.tables, number, known), number)


def _add(builder: PaperBuilder, paragraph: PrintedParagraph, known: frozenset[str]) -> None:
    builder.paragraph(pieces(paragraph, known))
    for line in paragraph.lines:
        for word in line.words:
            if word.table:
                builder.table(word.table)
