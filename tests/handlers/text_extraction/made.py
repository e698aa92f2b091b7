"""Files as vendors send them, made for a test."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import docx
from reportlab.lib import colors
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Table

from handlers.text_extraction.__main__ import read_here
from handlers.text_extraction.building import Paper

STYLE = getSampleStyleSheet()["BodyText"]
SENTENCES = (
    "The operator shall use student data only for the purposes of this agreement and for nothing else whatever.",
    "The operator shall tell the board of any unauthorized release within thirty days after its discovery.",
    "A parent may review the records of a child at any time, and may have the board correct what is wrong in them.",
    "On request, the operator shall delete all records within ninety days and confirm in writing that it did so.",
    "The security measures are encryption at rest and in transit, yearly audits, and training of all employees.",
    "Both parties shall make sure that they comply with the federal act on the educational rights of families.",
)
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f'xmlns:w="{MAIN}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:v"'


def read(content: bytes, name: str = "paper.pdf") -> Paper:
    """What is read of a file, without the limits that would last for all other tests."""
    return read_here(content, name, limit=lambda: None)


def clauses(count: int) -> list[str]:
    return [f"{n}. Case {n}: {SENTENCES[n % 6]} In case {n + 1}: {SENTENCES[(n + 1) % 6]}" for n in range(1, count + 1)]


def drawn(*pages: Callable[[Canvas], Any]) -> bytes:
    """A PDF whose pages are drawn by hand."""
    into = io.BytesIO()
    canvas = Canvas(into, pagesize=letter)
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return into.getvalue()


def set_in(
    frames: Sequence[tuple[float, float]], story: Sequence[Any], edge: Callable[[Canvas, int], Any] | None = None
) -> bytes:
    """A PDF with a column for each left edge and width; ``edge`` draws what stands around them."""
    into = io.BytesIO()
    made = BaseDocTemplate(into, pagesize=letter)
    columns = [Frame(left, 60, width, 660) for left, width in frames]
    on_page = (lambda canvas, made: edge(canvas, made.page)) if edge else (lambda *_: None)
    made.addPageTemplates([PageTemplate(frames=columns, onPage=on_page)])
    made.build([Paragraph(each, STYLE) if isinstance(each, str) else each for each in story])
    return into.getvalue()


ONE, TWO = ((60, 490),), ((50, 250), (310, 250))


def ruled(rows: Sequence[Sequence[str]], *spans: tuple[Any, ...]) -> Table:
    """A table with lines around its cells."""
    return _table(rows, [("GRID", (0, 0), (-1, -1), 0.5, colors.black), *spans])


def aligned(rows: Sequence[Sequence[str]]) -> Table:
    """A table without lines."""
    return _table(rows, [("VALIGN", (0, 0), (-1, -1), "TOP")])


def _table(rows: Sequence[Sequence[str]], style: list[tuple[Any, ...]]) -> Table:
    return Table([[Paragraph(cell, STYLE) for cell in row] for row in rows], colWidths=[120, 300], style=style)


def packed(body: str, **parts: str) -> bytes:
    """A Word file of the XML of its body, and of other parts by their names."""
    made = docx.Document()
    into, out = io.BytesIO(), io.BytesIO()
    made.save(into)
    new = {"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>"}
    new |= {f"word/{name}.xml": f"<w:{name} {W}>{xml}</w:{name}>" for name, xml in parts.items()}
    with zipfile.ZipFile(into) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in old.namelist():
            if name not in new:
                packed.writestr(name, old.read(name))
        for name, xml in new.items():
            packed.writestr(name, xml)
    return out.getvalue()


def with_part(content: bytes, name: str, what: bytes) -> bytes:
    """A packed file with one more part, or with another in its place."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for other in old.namelist():
            if other != name:
                new.writestr(other, old.read(other))
        new.writestr(name, what)
    return out.getvalue()


def p(text: str, settings: str = "") -> str:
    """A paragraph of Word."""
    return f"<w:p><w:pPr>{settings}</w:pPr>{r(text)}</w:p>"


def r(text: str, looks: str = "") -> str:
    """A run of Word."""
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
