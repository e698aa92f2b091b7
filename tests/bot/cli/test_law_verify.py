"""Can a person hold a book against the official text, statement by statement, and is nothing lost? Both are made up."""

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from bot.cli import law as opened_book
from handlers.dialogue.command_spec import Sorry
from knowledge.citation import Tag
from knowledge.load import load
from knowledge.model import Passage
from knowledge.verifying.ledger import read_ledger
from tests.bot.cli.district_cli import ROOT

TEXT = """\
Sec. 10-234bb. Lending. (a) A reader has a card.
(b) A book comes back within ten days, unless the reader is ill.
(c) Lamps are put out.
(P.A. 16-189, S. 2.)
"""
LAW = """\
# A made-up law.
- passage: bb(a)
  title: Cards   # of readers
  says:
    - A reader has a card. [A]
    - A card is blue. [M]
- passage: bb(b)
  title: Books
  says: >-
    A book comes back
    within {10 days}. [S]
- passage: bb(d)
  title: Ladders
  says: Ladders lean. [A]
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    (folder / "law").mkdir(parents=True)
    (folder / "law/lending.yaml").write_text(LAW)
    return folder


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "text.txt").write_text(TEXT)
    return tmp_path / "text.txt"


def command(*words: str | Path) -> list[str]:
    return [sys.executable, "-W", "error", "-m", "bot.cli", "law", "verify", *map(str, words)]


def verify(*words: str | Path, typed: str = "") -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command(*words), cwd=ROOT, env=env, input=typed, capture_output=True, text=True, check=False, timeout=120
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


def law_of(book: Path) -> str:
    return (book / "law/lending.yaml").read_text()


def test_answers_are_kept_and_reported(book: Path, file: Path) -> None:
    done = verify(file, "--book", book, "--name", "A. Person", typed="y\nn\nwhat\ny\n")
    assert done.returncode == 1, "something does not fit"
    assert "passage 1 of 2, statement 2 of 2" in done.stdout and "passage 2 of 2" in done.stdout
    assert law_of(book) == LAW.replace("card. [A]", "card. [V]").replace("{10 days}. [S]", "{10 days}. [V]")
    ledger = read_ledger((book / "verified.yaml").read_text())
    assert [(one.passage, one.fits, one.by) for one in ledger] == [
        ("10-234bb(a)", True, "A. Person"),
        ("10-234bb(a)", False, "A. Person"),
        ("10-234bb(b)", True, "A. Person"),
    ]
    report = done.stdout[done.stdout.index("Confirmed: 2") :]
    assert "Does not fit: 1\n  10-234bb(a)  law/lending.yaml:6  A card is blue." in report
    assert "not in the text: 1\n  10-234bb(d)\n" in report
    assert "never pinned by the book: 1\n  10-234bb(c)  (c) Lamps are put out.\n" in report
    assert report.endswith("Waiting for an answer: 0\n")
    tags = [fact.tag for one in load(book).every(Passage) for fact in one.says]
    assert tags == [Tag.V, Tag.M, Tag.V, Tag.A]
    again = verify(file, "--book", book, "--name", "B. Person")
    assert "No statement waits" in again.stdout and "said A. Person" in again.stdout


def test_both_stand_side_by_side_in_eighty_columns(book: Path, file: Path) -> None:
    shown = verify(file, "--book", book, "--name", "A. Person", typed="s\ns\nq\n").stdout
    assert all(len(line.replace("[q]uit: ", "[q]uit: \n").split("\n")[0]) <= 80 for line in shown.splitlines())
    assert "A book comes back within 10 days.  | 10-234bb(b)\n" in shown
    assert " | (b) A book comes back within ten days," in shown
    assert "law/lending.yaml:9, passage bb(b)  [S]" in shown


def test_nothing_is_lost_when_somebody_stops(book: Path, file: Path) -> None:
    done = verify(file, "--book", book, typed="\n  A.   Person\ny\nq\n")
    assert done.returncode == 1 and "go" in done.stdout and "Waiting for an answer: 2" in done.stdout
    assert law_of(book) == LAW.replace("card. [A]", "card. [V]")
    assert read_ledger((book / "verified.yaml").read_text())[0].by == "A. Person"
    ended = verify(file, "--book", book, "--name", "A. Person", typed="y\n")
    assert "Stopped." in ended.stdout and "[M]" not in law_of(book), "the end of the input is a q"


def test_nothing_is_lost_on_ctrl_c(book: Path, file: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command(file, "--book", book, "--name", "A. Person"),
        cwd=ROOT,
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin and process.stdout
        process.stdin.write("y\n")
        process.stdin.flush()
        seen = ""
        while seen.count("[q]uit: ") < 2:
            letter = process.stdout.read(1)
            assert letter, seen
            seen += letter
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=120)
    assert "Traceback" not in err and "Stopped." in out and "Confirmed: 1" in out
    assert law_of(book) == LAW.replace("card. [A]", "card. [V]")


def test_the_list_asks_and_writes_nothing(book: Path, file: Path) -> None:
    done = verify(file, "--book", book, "--list")
    assert "Waiting for an answer: 3\n  10-234bb(a): 2 statements\n  10-234bb(b): 1 statement\n" in done.stdout
    assert "[q]uit" not in done.stdout and done.returncode == 1
    assert law_of(book) == LAW and not (book / "verified.yaml").exists()


def test_an_edit_with_which_the_book_cannot_be_used_is_undone(
    book: Path, monkeypatch: pytest.MonkeyPatch, file: Path
) -> None:
    one = opened_book.Book(book, date(2026, 12, 1))
    statement = one.read()[0][0]
    monkeypatch.setattr(opened_book, "retagged", lambda text, _: text.replace("[A]", "[Q]"))
    with pytest.raises(Sorry, match="Nothing was changed: with \\[V\\]"):
        one.keep(statement, "A. Person", fits=True)
    assert law_of(book) == LAW and [path.name for path in book.iterdir()] == ["law"]
    monkeypatch.undo()
    (book / "law/lending.yaml").write_text(LAW.replace("has a card", "has two cards"))
    with pytest.raises(Sorry, match="no longer stands"):
        one.keep(statement, "A. Person", fits=True)


def test_no_installed_package_and_no_closed_folder_is_written_to(
    book: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = date(2026, 12, 1)
    monkeypatch.setattr(opened_book, "IN_PROJECT", False)
    opened_book.Book(book, day).check_writable()
    with pytest.raises(Sorry, match="dpa law copy"):
        opened_book.Book(opened_book.HERE, day).check_writable()
    if os.geteuid():
        (book / "law").chmod(0o500)
        done = verify(file, "--book", book, "--name", "A. Person", typed="y\n")
        (book / "law").chmod(0o700)
        assert done.returncode == 2 and "cannot be written" in done.stderr and "Does the" not in done.stdout

    def closed(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(opened_book, "TemporaryFile", closed)
    with pytest.raises(Sorry, match="cannot be written \\(Permission denied\\)"):
        opened_book.Book(book, day).check_writable()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\x89PNG\r\n\x00\x00", "is no text"),
        ("Sec. 10-234bb. “Words”.".encode("cp1252"), "not UTF-8"),
        (b"Dear reader, (a) hello.", "no section of the act"),
        (None, "could not be read"),
    ],
)
def test_a_file_that_is_no_statute_gets_one_sentence(
    book: Path, tmp_path: Path, content: bytes | None, said: str
) -> None:
    if content is not None:
        (tmp_path / "bad.txt").write_bytes(content)
    done = verify(tmp_path / "bad.txt", "--book", book, "--list")
    assert done.returncode == 2 and not done.stdout and said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_book_or_a_ledger_that_cannot_be_used_is_named(book: Path, file: Path, tmp_path: Path) -> None:
    assert "no law files" in verify(file, "--book", tmp_path / "none", "--list").stderr
    (book / "verified.yaml").write_text("- passage: [\n")
    assert "verified.yaml cannot be read" in verify(file, "--book", book, "--list").stderr


def test_the_package_s_own_book_can_be_listed(file: Path) -> None:
    done = verify(file, "--list")
    assert "10-234cc is not in this file" in done.stdout and "10-234bb(a)(1)" in done.stdout
