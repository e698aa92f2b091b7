"""Is text in pictures of pages recognized where the program for it is installed, within bounds and with a warning?"""

import io
import random
import re
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from bot.compose import desk_maker, recognizer
from bot.settings import Settings
from handlers.contracts.form import checklist
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import File
from handlers.dialogue.text import plain
from handlers.documents.as_html import as_html
from handlers.review.answers.card import card
from handlers.review.answers.commands import detail
from handlers.review.engine import review_paper
from handlers.review.json_output import for_scripts, sheet_line
from handlers.review.report import report_of
from handlers.review.review import ItemStatus
from handlers.review.subject import PaperReading, ProvisionDecision, ReviewRow, Source, reading_of
from handlers.text_extraction import building, words
from handlers.text_extraction.building import Paper, RecognizedPage, Unreadable, read_paper
from handlers.text_extraction.pdf import recognition
from tests.handlers.review.papers import GOOD
from tests.handlers.text_extraction.made import ONE, TWO, clauses, drawn, set_in

TESSERACT = shutil.which("tesseract") or ""
real = pytest.mark.skipif(not TESSERACT, reason="tesseract is not installed; .ci/run installs it")
DOTS = 200


def scanned(content: bytes, turn: int = 0, lean: float = 0.0, noise: int = 0) -> bytes:
    """The pages of a PDF as pictures, turned by so many degrees, leaning, and with so many specks on each."""
    pictures = [_picture(page, lean, noise) for page in pypdfium2.PdfDocument(content)]
    return drawn(*(lambda canvas, one=one: put(canvas, one.rotate(turn, expand=True)) for one in pictures))


def _picture(page: pypdfium2.PdfPage, lean: float, noise: int) -> Image.Image:
    picture: Image.Image = page.render(scale=DOTS / 72, grayscale=True).to_pil()
    picture = picture.rotate(lean, fillcolor=255)
    chance = random.Random(1)
    for _ in range(noise):
        picture.putpixel((chance.randrange(picture.width), chance.randrange(picture.height)), 0)
    return picture


def put(canvas: Canvas, picture: Image.Image) -> None:
    """Draw a picture over a page of its size."""
    size = picture.width * 72 / DOTS, picture.height * 72 / DOTS
    canvas.setPageSize(size)
    canvas.drawImage(ImageReader(picture), 0, 0, *size)


def blank(canvas: Canvas) -> None:
    put(canvas, Image.new("L", (1700, 2200), 255))


def joined(*files: bytes) -> bytes:
    """The pages of several PDFs as one."""
    whole, into = pypdfium2.PdfDocument.new(), io.BytesIO()
    for file in files:
        whole.import_pages(pypdfium2.PdfDocument(file))
    whole.save(into)
    return into.getvalue()


def letters(text: str) -> str:
    """A text without what specks are taken for."""
    return re.sub(r"[\W_]+", "", text.lower())


def shown(found: Paper, wanted: Sequence[str]) -> int:
    """How many of these paragraphs the paper has, letter for letter."""
    has = set(map(letters, found.text.split("\n\n")))
    return sum(letters(each) in has for each in wanted)


@real
@pytest.mark.parametrize("frames", [ONE, TWO], ids=["one column", "two columns"])
def test_a_scan_is_read_in_order_with_its_pages(frames: Sequence[tuple[float, float]]) -> None:
    def edge(canvas: Canvas, page: int) -> None:
        canvas.drawString(60, 765, "Student Data Agreement of Acme")
        canvas.drawString(280, 30, f"Page {page}")

    story = clauses(24)
    paper = read_paper(scanned(set_in(frames, story, edge), lean=0.4, noise=300), "a.pdf", TESSERACT)
    assert shown(paper, story) >= 22
    numbers = [paper.text.find(f"{number}. Case") for number in range(1, 25)]
    found = [place for place in numbers if place >= 0]
    assert len(found) >= 22 and found == sorted(found)
    assert "Student Data Agreement" not in paper.text and "Page 1" not in paper.text
    assert [one.page for one in paper.recognized] == list(range(1, len(paper.pages) + 1))
    assert all(one.confidence > 85 for one in paper.recognized)
    assert paper.page(paper.text.index("1. Case")) == 1
    (note,) = paper.notes
    assert note == words.recognized(paper.recognized) and "against the paper" in note and "struck out" in note


@real
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_scan_that_lies_on_its_side_is_read(turn: int) -> None:
    story = clauses(6)
    paper = read_paper(scanned(set_in(ONE, story), turn=turn), "a.pdf", TESSERACT)
    assert shown(paper, story) >= 5


@real
def test_words_that_lines_break_are_joined() -> None:
    def page(canvas: Canvas) -> None:
        for number, line in enumerate(("The operator shall protect all infor-", "mation of students, and third-")):
            canvas.drawString(72, 700 - 16 * number, line)
        canvas.drawString(72, 668, "party software that it uses for them.")

    text = read_paper(scanned(drawn(page)), "a.pdf", TESSERACT).text
    assert (
        text
        == "The operator shall protect all information of students, and third-party software that it uses for them."
    )


@real
def test_only_pages_that_are_pictures_are_recognized_and_blank_ones_are_named() -> None:
    content = joined(set_in(ONE, clauses(3)), scanned(set_in(ONE, clauses(5)[3:])), drawn(blank))
    paper = read_paper(content, "a.pdf", TESSERACT)
    assert [one.page for one in paper.recognized] == [2] and shown(paper, clauses(5)) == 5
    assert not paper.is_recognized(0) and paper.is_recognized(paper.text.index("4. Case"))
    assert paper.notes[1:] == (words.pictures([3]),)
    assert "page 2 was recognized in a picture" in paper.notes[0]


@real
@pytest.mark.parametrize("noise", [0, 20_000], ids=["blank", "specks"])
def test_pictures_without_text_are_refused_in_a_sentence(noise: int) -> None:
    with pytest.raises(Unreadable) as told:
        read_paper(scanned(drawn(blank), noise=noise), "a.pdf", TESSERACT)
    assert str(told.value) == words.UNRECOGNIZED


@real
def test_a_doubtful_page_is_named() -> None:
    page = pypdfium2.PdfDocument(set_in(ONE, clauses(8)))[0]
    coarse: Image.Image = page.render(scale=0.86, grayscale=True).to_pil().resize((1700, 2200))
    paper = read_paper(joined(scanned(set_in(ONE, clauses(4))), drawn(lambda c: put(c, coarse))), "a.pdf", TESSERACT)
    good, bad = paper.recognized
    assert good.confidence >= words.SURE > bad.confidence
    assert f"Look closely at page 2 ({bad.confidence} percent)" in paper.notes[0]


def program(folder: Path, does: str) -> str:
    """A program in the place of the real one."""
    path = folder / "tesseract"
    path.write_text(f"#!{sys.executable}\nimport os, sys, time\nsys.stdin.buffer.read()\n{does}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


ROW = "{}\\t1\\t1\\t1\\t1\\t{}\\t100\\t{}\\t900\\t40\\t{}\\t{}"
SAYS = f"""
print("level page_num block_num par_num line_num word_num left top width height conf text".replace(" ", "\\t"))
print("{ROW.format(4, 0, 100, -1, "")}")
print("{ROW.format(5, 1, 100, 92.4, "Deletion.")}")
"""


def test_no_more_pages_are_recognized_than_the_bound_and_the_rest_are_named(tmp_path: Path) -> None:
    most = recognition.MOST_PAGES
    paper = read_paper(drawn(*[blank] * (most + 3)), "a.pdf", program(tmp_path, SAYS))
    assert [one.page for one in paper.recognized] == list(range(1, most + 1))
    assert paper.notes[1:] == (words.not_tried(range(most + 1, most + 4)),)
    assert f"Pages {most + 1}–{most + 3} are pictures, and were not read" in paper.notes[1]


def test_what_takes_too_long_is_left_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = program(tmp_path, f"if os.path.exists({str(tmp_path / 'seen')!r}): time.sleep(600)\n{SAYS}")
    pdf = pypdfium2.PdfDocument(drawn(*[blank] * 4))
    monkeypatch.setattr(recognition, "_YIELDS", 0)
    found = recognition.recognized(pdf, [1, 2], slow, time.perf_counter() + 20)
    assert set(found.texts) == {1, 2} and not found.left
    (tmp_path / "seen").touch()
    began = time.perf_counter()
    found = recognition.recognized(pdf, [1, 2, 3, 4], slow, began + 1)
    assert not found.texts and found.left == (1, 2, 3, 4) and time.perf_counter() - began < 10


@pytest.mark.parametrize(
    "does", ["sys.exit(1)", "print('no table')", "os.kill(os.getpid(), 9)", "print('level')\nprint(5)"]
)
def test_a_program_that_fails_leaves_the_pages_unread(tmp_path: Path, does: str) -> None:
    content = joined(set_in(ONE, clauses(1)), drawn(blank))
    paper = read_paper(content, "a.pdf", program(tmp_path, does))
    assert paper.notes == (words.pictures([2]),) and not paper.recognized
    assert read_paper(content, "a.pdf", str(tmp_path / "nothing")).notes == (words.pictures([2]),)


def test_the_program_ends_with_the_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "WALL_RECOGNIZING", 4.0)
    left = program(tmp_path, "time.sleep(600)")
    with pytest.raises(Unreadable, match="too long"):
        read_paper(drawn(blank), "a.pdf", left)
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert left not in listed


def test_the_program_has_the_limits_and_sees_nothing_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
    check = "import resource\nassert resource.getrlimit(resource.RLIMIT_FSIZE) == (0, 0)\n"
    check += f"assert resource.getrlimit(resource.RLIMIT_AS)[0] == {building.MEMORY}\n"
    check += "assert 'SLACK_BOT_TOKEN' not in os.environ and os.environ['OMP_THREAD_LIMIT'] == '1'\n"
    assert read_paper(drawn(blank), "a.pdf", program(tmp_path, check + SAYS)).text == "Deletion."


def test_without_the_program_the_sentence_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Unreadable, match="installing the program Tesseract") as told:
        read_paper(drawn(blank), "a.pdf")
    assert str(told.value) == words.SCAN
    monkeypatch.setenv("PATH", str(tmp_path))
    assert recognizer(Settings(data=tmp_path)) == ""
    found = program(tmp_path, SAYS)
    assert recognizer(Settings(data=tmp_path)) == found
    assert recognizer(Settings(data=tmp_path, ocr="off")) == ""
    assert desk_maker(Settings(data=tmp_path))().recognizer == found


@pytest.fixture
def reading(desk: Desk) -> PaperReading:
    """A paper with everything in it, all of it recognized."""
    pages = (RecognizedPage(1, 95),)
    paper = Paper(GOOD, (0,), notes=(words.recognized(pages),), recognized=pages)
    review = review_paper(paper, date(2026, 11, 24))
    rows = tuple(ReviewRow(item, review.provisions[item.id]) for item in checklist(desk).items)
    return PaperReading("scan.pdf", paper, review, rows)


def test_nothing_recognized_is_plainly_present(reading: PaperReading, desk: Desk) -> None:
    source = Source(File("scan.pdf", "", b"x"), "0" * 16)
    shown = card(source, reading, None, desk)
    present = [row for row in reading.rows if row.status is ItemStatus.PRESENT]
    assert present and all(row.unsure for row in present)
    assert plain(shown).splitlines()[1].startswith("The text of page 1 was recognized in a picture")
    assert plain(shown).count("recognized in a picture") == 1
    assert not any(row.says == "Present" or row.tone == "done" for row in shown.rows) and shown.tone == "plain"
    says = plain(detail(present[0].item.id, source, reading, desk))
    assert "as recognized from a picture" in says and "against the paper" in says
    report = as_html(report_of(reading, desk))
    assert "Present. " not in report and "present]" not in report and "against the paper" in report
    told = for_scripts("scan.pdf", reading)
    assert told["recognized"] == {"1": 95} and told["provisions"]["(a)(1)"]["recognized"]
    assert "Present" not in sheet_line("scan.pdf", reading)


def test_what_a_person_finds_in_it_is_present(reading: PaperReading, desk: Desk) -> None:
    row = next(row for row in reading.rows if row.unsure)
    assert not replace(row, decision=ProvisionDecision(present=True, who="Pat")).unsure
    assert replace(row, decision=ProvisionDecision(present=True, of_file=False)).unsure
    assert "in recognized text" in reading.title or reading.lacking


@real
def test_a_scan_that_is_sent_is_reviewed(desk: Desk) -> None:
    content = scanned(set_in(ONE, GOOD.split("\n\n")))
    read = reading_of(File("scan.pdf", "", content), None, replace(desk, recognizer=TESSERACT))
    assert sum(row.status is ItemStatus.PRESENT for row in read.rows) >= 7
    with pytest.raises(Unreadable, match="is a scan"):
        reading_of(File("scan.pdf", "", content), None, desk)
