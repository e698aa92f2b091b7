"""A paper as a Word file on letter paper."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any, assert_never

from handlers.documents.document import (
    LOCALES,
    Blank,
    Block,
    BulletList,
    Document,
    Figure,
    Heading,
    Hyperlink,
    Jump,
    Marked,
    Noted,
    Paragraph,
    Run,
    Strong,
    Table,
    drawn,
)

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph as WordParagraph


WIDTH = 6.5
"""Inches of a line on letter paper."""


def as_docx(document: Document) -> bytes:
    """The whole paper on letter paper; a blank is highlighted."""
    from docx import Document as new_word  # noqa: N813, PLC0415 - only papers need it

    word = new_word()
    _prepare(word, document)
    word.add_heading(document.title, 0)
    for block in document.blocks:
        _add(word, block)
    if document.footer:
        word.sections[0].footer.paragraphs[0].text = document.footer
    packed = io.BytesIO()
    word.save(packed)
    return packed.getvalue()


def _prepare(word: WordDocument, document: Document) -> None:
    """The properties, the language for the spell checker, the font and the margins."""
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Inches, Pt  # noqa: PLC0415

    about, created = word.core_properties, datetime.combine(document.made, time(), UTC)
    about.title, about.author, about.comments = document.title, "", ""
    about.created = about.modified = created
    about.language = LOCALES[document.language]
    normal: Any = word.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    language = normal.element.get_or_add_rPr().makeelement(qn("w:lang"), {qn("w:val"): LOCALES[document.language]})
    normal.element.get_or_add_rPr().append(language)
    bullets: Any = word.styles["List Bullet"]
    for close in bullets.element.pPr.findall(qn("w:contextualSpacing")):
        bullets.element.pPr.remove(close)  # so that long items stand apart
    bullets.paragraph_format.space_after = Pt(4)
    section = word.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin = section.right_margin = Inches(1)


def _add(word: WordDocument, block: Block) -> None:
    match block:
        case Heading(says, level):
            word.add_heading(says, level)
        case Paragraph(runs):
            _write(word.add_paragraph(), runs)
        case BulletList(items):
            for item in items:
                _write(word.add_paragraph(style="List Bullet"), item)
        case Table(_, _, _):
            _add_table(word, block)
        case Figure(_):
            _add_figure(word, block)
        case _:
            assert_never(block)


def _write(paragraph: WordParagraph, runs: Iterable[Run]) -> None:
    from docx.enum.text import WD_COLOR_INDEX  # noqa: PLC0415

    for run in runs:
        match run:
            case str():
                paragraph.add_run(run)
            case Blank(says):
                paragraph.add_run(f"[{says}]").font.highlight_color = WD_COLOR_INDEX.YELLOW
            case Strong(says):
                paragraph.add_run(says).bold = True
            case Hyperlink(address, says):
                _write_link(paragraph, says or address, address=address)
            case Jump(place, says):
                _write_link(paragraph, says, place=place)
            case Marked(says, place):
                _write_marked(paragraph, says, place)
            case Noted(says, note):
                _write_noted(paragraph, says, note)
            case _:
                assert_never(run)


def _write_marked(paragraph: WordParagraph, says: str, place: str) -> None:
    """Marked words, with a bookmark around them."""
    from docx.enum.text import WD_COLOR_INDEX  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    run: Any = paragraph.add_run(says)
    run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    id = str(zlib.crc32(place.encode()) & 0x7FFFFFFF)
    start = {qn("w:id"): id, qn("w:name"): _bookmark(place)}
    run._r.addprevious(run._r.makeelement(qn("w:bookmarkStart"), start))  # noqa: SLF001
    run._r.addnext(run._r.makeelement(qn("w:bookmarkEnd"), {qn("w:id"): id}))  # noqa: SLF001


def _write_noted(paragraph: WordParagraph, says: str, note: str) -> None:
    """Words with a comment; a paragraph knows its document through its part alone."""
    part: Any = paragraph.part
    part.document.add_comment(paragraph.add_run(says), note)


def _bookmark(place: str) -> str:
    """A name that Word takes: letters, digits and underscores, at most 40."""
    return "".join(letter if letter.isalnum() else "_" for letter in f"to_{place}")[:40]


def _write_link(paragraph: WordParagraph, says: str, *, address: str = "", place: str = "") -> None:
    """A link that opens an address or leads to a place; python-docx reads links and has no call to write one."""
    from docx.opc.constants import RELATIONSHIP_TYPE  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import RGBColor  # noqa: PLC0415

    if place:
        leads = {qn("w:anchor"): _bookmark(place)}
    else:
        leads = {qn("r:id"): paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)}
    run = paragraph.add_run(says)
    run.font.underline, run.font.color.rgb = True, RGBColor(0x1A, 0x4F, 0xB4)
    link: Any = paragraph._p.makeelement(qn("w:hyperlink"), leads)  # noqa: SLF001
    run._r.addprevious(link)  # noqa: SLF001
    link.append(run._r)  # noqa: SLF001


def _add_table(word: WordDocument, table: Table) -> None:
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Inches, Pt  # noqa: PLC0415

    grid = word.add_table(len(table.rows) + 1, len(table.columns), "Table Grid")
    grid.autofit = False
    for column, share in zip(grid.columns, table.shares(), strict=True):
        column.width = Inches(WIDTH * share)
    for line, values in zip(grid.rows, (table.columns, *table.rows), strict=True):
        for cell, value, share in zip(line.cells, values, table.shares(), strict=True):
            cell.text, cell.width = value, Inches(WIDTH * share)
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(9)
    for cell in grid.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    head: Any = grid.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001
    head.append(head.makeelement(qn("w:tblHeader"), {}))  # the head stands on each page
    word.add_paragraph()


def _add_figure(word: WordDocument, figure: Figure) -> None:
    from docx.shared import Inches  # noqa: PLC0415

    picture: Any = word.add_picture(io.BytesIO(drawn(figure.chart)), width=Inches(WIDTH))
    picture._inline.docPr.set("descr", f"{figure.chart.title}. {figure.chart.says}")  # noqa: SLF001
    word.add_paragraph(figure.chart.says)
