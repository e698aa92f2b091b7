"""A paper says the same in every format."""

import io
from datetime import date
from html.parser import HTMLParser

import docx
import pypdfium2
import pytest
from PIL import Image

from handlers.dialogue.chart import Bar, Chart
from handlers.documents.as_docx import as_docx
from handlers.documents.as_html import as_html
from handlers.documents.as_pdf import as_pdf
from handlers.documents.document import (
    WIDTH,
    Blank,
    BulletList,
    Document,
    Figure,
    Heading,
    Hyperlink,
    Jump,
    Marked,
    Noted,
    Strong,
    Table,
    as_text,
    drawn,
    height,
    paragraph,
)

CHART = Chart("Postings", (Bar("On time", 12, "good"), Bar("Late", 3, "late")), "12 on time, 3 late.")
PAPER = Document(
    "Aviso <1>",
    (
        Heading("Qué pasó"),
        paragraph(
            "On ",
            Blank("the day"),
            " ",
            Strong("Acme & Co"),
            " told us: ",
            Hyperlink("https://x.example/a?b=1&c=2", "its page"),
        ),
        BulletList((("your ", Blank("phone")), ("nothing else",))),
        Table(("Vendor", "Due"), tuple((f"V{number}", "Oct 14") for number in range(90)), (3, 1)),
        Figure(CHART),
    ),
    date(2026, 11, 27),
    "es",
    "Not advice.",
)
SAID = (
    "Aviso <1>",
    "Qué pasó",
    "Acme & Co",
    "its page",
    "nothing else",
    "V0",
    "V89",
    "Oct 14",
    "12 on time, 3 late.",
    "Not advice.",
)


class Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words, self.tags = "", []

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def pdf_words(packed: bytes) -> str:
    with pypdfium2.PdfDocument(packed) as read:
        pages = [read[number] for number in range(len(read))]
        texts = [page.get_textpage() for page in pages]
        words = " ".join(text.get_text_range() for text in texts)
        for one in (*texts, *pages):
            one.close()
    return words


def docx_words(packed: bytes) -> str:
    word = docx.Document(io.BytesIO(packed))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in word.paragraphs), *cells, word.sections[0].footer.paragraphs[0].text])


def html_words(page: str) -> str:
    read = Words()
    read.feed(page)
    return read.words


@pytest.mark.parametrize(
    "words",
    [as_text(PAPER), html_words(as_html(PAPER)), docx_words(as_docx(PAPER)), pdf_words(as_pdf(PAPER))],
    ids=["text", "html", "docx", "pdf"],
)
def test_every_format_says_all_of_it_and_marks_the_blanks(words: str) -> None:
    missing = [one for one in (*SAID, *PAPER.blanks()) if one not in words]
    assert not missing


def test_a_link_opens_in_every_format() -> None:
    word = docx.Document(io.BytesIO(as_docx(PAPER)))
    assert [link.address for one in word.paragraphs for link in one.hyperlinks] == ["https://x.example/a?b=1&c=2"]
    page = Words()
    page.feed(as_html(PAPER))
    assert ("a", {"href": "https://x.example/a?b=1&c=2"}) in page.tags
    assert b"https://x.example/a?b=1&c=2" in as_pdf(PAPER).replace(b"\\", b"")


def test_the_language_is_told_to_those_who_read_aloud() -> None:
    assert '<html lang="es">' in as_html(PAPER)
    assert docx.Document(io.BytesIO(as_docx(PAPER))).core_properties.language == "es-US"
    assert b"es-US" in as_pdf(PAPER)


def test_the_head_of_a_table_stands_on_every_page() -> None:
    assert pdf_words(as_pdf(PAPER)).count("Vendor") > 1


def test_a_name_with_letters_that_the_font_lacks_is_still_read() -> None:
    assert "Nguyen" in pdf_words(as_pdf(Document("Nguyễn", (), PAPER.made)))


def test_a_picture_is_as_high_as_was_said() -> None:
    with Image.open(io.BytesIO(drawn(CHART))) as picture:
        assert picture.size == (WIDTH, height(CHART))


def test_a_row_with_a_value_too_few_is_refused() -> None:
    with pytest.raises(ValueError, match="2 columns"):
        Table(("Vendor", "Due"), (("Acme",),))


LED = Document(
    "Read",
    (
        paragraph(Jump("end-1", "to the end")),
        paragraph("x ", Marked("deleted <at> once", "end-1")),
        paragraph(Noted("a clause", "from here")),
    ),
    date(2026, 11, 27),
)


def test_words_lead_to_marked_words_and_carry_notes() -> None:
    page = as_html(LED)
    assert '<a href="#end-1">to the end</a>' in page and '<mark id="end-1">deleted &lt;at&gt; once</mark>' in page
    assert "a clause [from here]" in page and "a clause [from here]" in as_text(LED)
    word = docx.Document(io.BytesIO(as_docx(LED)))
    xml = word.element.xml
    assert 'w:anchor="to_end_1"' in xml and 'w:name="to_end_1"' in xml
    assert [comment.text for comment in word.comments] == ["from here"]
    text = pypdfium2.PdfDocument(as_pdf(LED))[0].get_textpage().get_text_range()
    assert "deleted <at> once" in text and "a clause [from here]" in text
