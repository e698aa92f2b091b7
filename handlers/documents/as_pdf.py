"""A paper as a PDF."""

import io
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any, assert_never

from handlers.documents.document import (
    LOCALES,
    Block,
    BulletList,
    Document,
    Figure,
    Heading,
    Markup,
    Paragraph,
    Table,
    drawn,
    height,
)
from handlers.documents.document import WIDTH as PIXELS

MARGIN, PADDING, WIDTH = 66, 6, 468
"""Points; letter paper with an inch around, of which the frame of a page takes its padding."""
GRAY, LINES, HEAD = "#595959", "#b5b5b5", "#f1f3f5"
MARKUP = Markup(
    blank='<span backColor="#fff3bf">[{says}]</span>',
    strong="<b>{says}</b>",
    link='<a href="{address}" color="#1a4fb4"><u>{says}</u></a>',
    marked='<a name="{address}"/><span backColor="#fff3bf">{says}</span>',
)


def as_pdf(document: Document) -> bytes:
    """The whole paper on letter paper, its pages numbered; fonts are part of the file."""
    from reportlab.lib.pagesizes import letter  # noqa: PLC0415 - only papers need it
    from reportlab.platypus import SimpleDocTemplate  # noqa: PLC0415

    styles, packed = _styles(), io.BytesIO()
    template = SimpleDocTemplate(
        packed,
        pagesize=letter,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title=document.title,
        lang=LOCALES[document.language],
        invariant=1,
    )

    def number(canvas: Any, page: Any) -> None:
        canvas.setFont("Vera", 8)
        canvas.setFillColor(GRAY)
        canvas.drawString(MARGIN + PADDING, MARGIN / 2, document.footer[:110])
        canvas.drawRightString(MARGIN + PADDING + WIDTH, MARGIN / 2, str(page.page))

    story = [_paragraph(escape(document.title), styles["title"]), *_flowing(document.blocks, styles)]
    template.build(story, onFirstPage=number, onLaterPages=number)
    return packed.getvalue()


def _styles() -> Mapping[str, Any]:
    """The looks of a text. The fonts come with reportlab."""
    import reportlab  # noqa: PLC0415
    from reportlab.lib.styles import ParagraphStyle  # noqa: PLC0415
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415

    fonts = Path(reportlab.__file__).with_name("fonts")
    for name in ("Vera", "VeraBd", "VeraIt"):
        pdfmetrics.registerFont(TTFont(name, fonts / f"{name}.ttf"))
    pdfmetrics.registerFontFamily("Vera", normal="Vera", bold="VeraBd", italic="VeraIt", boldItalic="VeraBd")
    text = ParagraphStyle("text", fontName="Vera", fontSize=9.5, leading=13.5, spaceAfter=7)
    return {
        "text": text,
        "title": ParagraphStyle("title", text, fontName="VeraBd", fontSize=16, leading=20, spaceAfter=12),
        "1": ParagraphStyle("1", text, fontName="VeraBd", fontSize=12, leading=16, spaceBefore=8),
        "2": ParagraphStyle("2", text, fontName="VeraBd", spaceBefore=4),
        "cell": ParagraphStyle("cell", text, fontSize=8, leading=10.5, spaceAfter=0),
        "head": ParagraphStyle("head", text, fontName="VeraBd", fontSize=8, leading=10.5, spaceAfter=0),
    }


def _flowing(blocks: Iterable[Block], styles: Mapping[str, Any]) -> Iterator[Any]:
    from reportlab.platypus import CondPageBreak, Image, KeepTogether, ListFlowable  # noqa: PLC0415

    for block in blocks:
        match block:
            case Heading(says, level):
                yield CondPageBreak(2 * MARGIN)  # no heading stands there with the first row of its table alone
                yield _paragraph(escape(says), styles[str(level)])
            case Paragraph(runs):
                yield _paragraph(MARKUP.of(runs), styles["text"])
            case BulletList(items):
                lines = [_paragraph(MARKUP.of(item), styles["text"]) for item in items]
                yield ListFlowable(lines, bulletType="bullet", start="•", bulletFontSize=9, leftIndent=14, spaceAfter=4)
            case Table(_, _, _):
                yield from _table(block, styles)
            case Figure(chart):
                picture = Image(io.BytesIO(drawn(chart)), width=WIDTH, height=WIDTH * height(chart) / PIXELS)
                yield KeepTogether([picture, _paragraph(escape(chart.says), styles["text"])])
            case _:
                assert_never(block)


def _table(table: Table, styles: Mapping[str, Any]) -> Iterator[Any]:
    from reportlab.platypus import LongTable, Spacer, TableStyle  # noqa: PLC0415

    head = [_paragraph(escape(column), styles["head"]) for column in table.columns]
    rows = [[_paragraph(escape(value), styles["cell"]) for value in row] for row in table.rows]
    look = TableStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.5, LINES),
            ("BACKGROUND", (0, 0), (-1, 0), HEAD),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
    )
    yield LongTable([head, *rows], [WIDTH * share for share in table.shares()], style=look, repeatRows=1)
    yield Spacer(1, 10)


def _paragraph(marked_up: str, style: Any) -> Any:
    from reportlab.platypus import Paragraph as Flowing  # noqa: PLC0415

    return Flowing(_printable(marked_up), style)


def _printable(says: str) -> str:
    """The same with letters that the font has: a mark above or below a letter is left out where it must be."""
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415

    known = pdfmetrics.getFont("Vera").face.charToGlyph
    return "".join(one if ord(one) in known else _simpler(one, known) for one in says)


def _simpler(letter: str, known: Container[int]) -> str:
    return "".join(one for one in unicodedata.normalize("NFKD", letter) if ord(one) in known) or "?"
