"""Is a file that cannot be read refused in a sentence, soon, without filling the memory and without a trace?"""

import io
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from itertools import repeat
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from handlers.text_extraction import building, words
from handlers.text_extraction.building import Paper, Unreadable, read_paper
from tests.handlers.text_extraction.made import W, drawn, p, packed, with_part

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TEXT = "The operator shall keep student data safe."


def pdf(*pages: str, password: str = "") -> bytes:
    into = io.BytesIO()
    canvas = Canvas(into, encrypt=StandardEncryption(password, password) if password else None)
    for page in pages:
        canvas.drawString(72, 700, page)
        canvas.showPage()
    canvas.save()
    return into.getvalue()


def written(*pieces: bytes, often: int = 1) -> bytes:
    """A PDF whose page is drawn by these commands, once they are unpacked; the last of them comes as often."""
    pack = zlib.compressobj(9)
    stream = b"".join(pack.compress(piece) for piece in (*pieces, *repeat(pieces[-1], often - 1))) + pack.flush()
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F 4 0 R>>>>/Contents 5 0 R>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(stream), stream),
    )
    made = b"%PDF-1.4\n" + b"".join(b"%d 0 obj%s endobj\n" % each for each in enumerate(parts, 1))
    return made + b"trailer<</Root 1 0 R>>\n%%EOF"


def archive(**parts: bytes) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("_", "."), content)
    return into.getvalue()


def word(xml: str) -> bytes:
    return with_part(packed(p(TEXT)), "word/document.xml", xml.encode())


def picture(c: Canvas) -> None:
    c.drawImage(ImageReader(Image.new("L", (60, 80))), 0, 0, 600, 780)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.pdf", b"", words.EMPTY),
        ("a.txt", b" \r\n\t\n", words.EMPTY),
        ("a.pdf", b"%PDF-1.7\nno more", words.BROKEN),
        ("a.pdf", lambda: pdf(TEXT)[:300], words.BROKEN),
        ("a.pdf", lambda: pdf(TEXT, password="secret"), words.LOCKED),
        ("a.pdf", lambda: drawn(lambda _: None), words.NO_TEXT),
        ("a.pdf", lambda: drawn(picture, picture), words.SCAN),
        ("a.pdf", lambda: pdf(*["x"] * 1001), words.too_many_pages(pages=1001, most=1000)),
        ("a.docx", lambda: packed(p(TEXT))[:2000], words.BROKEN),
        ("a.docx", lambda: packed("<w:p/>"), words.NO_TEXT),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), words.LOCKED),
        ("a.doc", OLE + "WordDocument".encode("utf-16-le"), words.OLD_WORD),
        ("a.msi", OLE + b"\0" * 600, words.UNKNOWN),
        ("a.docx", lambda: word("<w:document"), words.BROKEN),
        (
            "a.docx",
            lambda: word(f'<!DOCTYPE a [<!ENTITY b "c">]><w:document {W}><w:body>&b;</w:body></w:document>'),
            words.NESTED,
        ),
        (
            "a.docx",
            lambda: word(f"<w:document {W}><w:body>{'<w:p>' * 5000}{'</w:p>' * 5000}</w:body></w:document>"),
            words.NESTED,
        ),
        (
            "a.docx",
            lambda: word(f"<w:document {W}><w:body>{' ' * (65 * 1024 * 1024)}</w:body></w:document>"),
            words.UNPACKS_LARGE,
        ),
        ("a.xlsx", archive(xl__workbook_xml=b"<a/>"), words.WORKBOOK),
        ("a.pptx", archive(ppt__presentation_xml=b"<a/>"), words.SLIDES),
        ("a.odt", archive(mimetype=b"application/vnd.oasis.opendocument.text"), words.OTHER_TEXT),
        ("a.zip", archive(a_png=b"\x89PNG"), words.ARCHIVE),
        ("a.rtf", b"{\\rtf1 Hello}", words.OTHER_TEXT),
        ("a.xml", b"<?xml version='1.0'?><a/>", words.OTHER_TEXT),
        ("a.eml", b"From: a@b.example\r\nMIME-Version: 1.0\r\n\r\nHello", words.MAIL),
        ("a.pdf", b"\x89PNG\r\n\x1a\n" + b"\0" * 100, words.IMAGE),
        ("a.pdf", b"\xff\xd8\xff\xe0" + b"\0" * 100, words.IMAGE),
        ("a.txt", bytes(range(256)) * 8, words.UNKNOWN),
        ("a.PDF", b"not a pdf", words.MISNAMED),
        ("a.docx", TEXT.encode(), words.MISNAMED),
        ("a.html", b"<html><script>x</script></html>", words.NO_TEXT),
        ("a.txt", lambda: b"x" * (building.LARGEST + 1), words.LARGE),
        ("a.txt", lambda: TEXT.encode() * 150_000, words.LONG),
    ],
    ids=[str(number) for number in range(32)],
)
def test_it_is_refused_in_a_sentence(name: str, content: bytes | Callable[[], bytes], says: str) -> None:
    with pytest.raises(Unreadable) as told:
        read_paper(content() if callable(content) else content, name)
    assert str(told.value) == says


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", pdf(TEXT)),
        ("a.pdf", packed(p(TEXT))),
        ("a.pdf", f"<html><p>{TEXT}</p></html>".encode()),
        ("a", TEXT.encode()),
    ],
)
def test_a_file_with_the_wrong_ending_is_read(name: str, content: bytes) -> None:
    assert read_paper(content, name).text == TEXT


def test_what_is_read_comes_back_whole_from_the_process() -> None:
    row = f"<w:tr><w:tc>{p('Sale')}</w:tc><w:tc>{p('“No” 🔒')}</w:tc></w:tr>"
    paper = read_paper(packed(f"<w:tbl>{row}</w:tbl><w:p><w:ins><w:r><w:t>Eñe.</w:t></w:r></w:ins></w:p>"), "a.docx")
    assert paper.text == "Sale\n“No” 🔒\n\nEñe." and paper.notes == (words.CHANGES,)
    assert [paper.text[cell.start : cell.end] for cell in paper.tables[0].cells] == ["Sale", "“No” 🔒"]
    assert read_paper(pdf("One.", "Two."), "a.pdf") == Paper("One.\n\nTwo.", (0, 6))


def test_pages_that_are_pictures_are_named() -> None:
    def page(c: Canvas) -> None:
        c.drawString(72, 700, TEXT)

    paper = read_paper(drawn(page, picture, page, picture, picture), "a.pdf")
    assert paper.notes == ("Pages 2 and 4–5 are pictures. Their text could not be read.",)
    assert read_paper(drawn(page, picture), "a.pdf").notes == ("Page 2 is a picture. Its text could not be read.",)


def test_text_that_a_program_recognized_is_read_with_a_warning() -> None:
    def page(c: Canvas) -> None:
        picture(c)
        line = c.beginText(72, 700)
        line.setTextRenderMode(3)
        line.textLine(TEXT)
        c.drawText(line)

    paper = read_paper(drawn(page), "a.pdf")
    assert paper.text == TEXT and paper.notes == (words.RECOGNIZED,)


def test_letters_that_stand_for_others_are_no_text() -> None:
    moved = TEXT.translate({ord(letter): ord(letter) + 3 for letter in "abcdefghijklmnopqrstuvwxyzT"})
    with pytest.raises(Unreadable) as told:
        read_paper(pdf(*[moved] * 20), "a.pdf")
    assert str(told.value) == words.GARBLED


@pytest.mark.parametrize(
    "content",
    [
        (b"BT /F 9 Tf 72 700 Td (Text) Tj ET", b" " * 1_000_000, 900),
        (b"BT /F 1 Tf 72 700 Td ", b"(Hello there) Tj 1 0 Td " * 30_000, 100),
    ],
    ids=["spaces", "words"],
)
def test_a_file_that_unpacks_to_far_more_is_stopped(content: tuple[bytes, bytes, int]) -> None:
    first, again, often = content
    with pytest.raises(Unreadable) as told:
        read_paper(written(first, again, often=often), "a.pdf")
    assert str(told.value) in {words.FAILED, words.TOO_MUCH, words.BROKEN}


def test_a_file_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "WALL", 0.0)
    with pytest.raises(Unreadable, match="too long"):
        read_paper(pdf(TEXT), "a.pdf")


def test_a_page_that_is_full_of_lines_is_read() -> None:
    grid = b"".join(b"%d 10 m %d 700 l S 10 %d m 600 %d l S " % (n, n, n, n) for n in range(1, 600, 3))
    assert read_paper(written(b"BT /F 9 Tf 72 705 Td (Above) Tj ET " + grid * 8), "a.pdf").text == "Above"


LIMITED = """
import resource, sys
from handlers.text_extraction.building import take_limits
take_limits()
print([resource.getrlimit(each)[0] for each in (resource.RLIMIT_AS, resource.RLIMIT_CPU)])
with open(sys.argv[1], "w") as file:
    file.write("x")
"""


def test_the_process_has_limits_and_cannot_write(tmp_path: Path) -> None:
    command = [sys.executable, "-c", LIMITED, str(tmp_path / "left")]
    told = subprocess.run(command, capture_output=True, text=True, check=False, cwd=building.ROOT)
    assert told.stdout.strip() == str([building.MEMORY, building.PROCESSOR])
    assert told.returncode and "File too large" in told.stderr and not (tmp_path / "left").read_bytes()


def test_nothing_of_the_environment_reaches_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
    told = subprocess.run(["env"], env=building.environment(), capture_output=True, text=True, check=True)
    assert "PYTHONPATH" in told.stdout and "xoxb-secret" not in told.stdout
