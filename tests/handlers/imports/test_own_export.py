"""Are the contracts of the bot's own export read again as any other list, with all that a person entered?"""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import File
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from handlers.export.export import export_file
from storage.embedded.store import open_embedded
from storage.records import Contract
from tests.handlers.talk import Talk

LIFE = """
now: 2026-11-24 09:00
you: log-contract vendor: Acme (Inc) / West; product: "Read" & Write; executed: 2026-09-08; start: 2026-09-09; expiry: 2027-06-30; purpose: posting; description: =SUM(A1) café; kinds: names, grades; categories: student_information, student_records; breach days: 10; breach days other: 20; contact: Bo Ek, x 12; owner: Ana Ruiz; notes: '=1, renew; link: https://acme.example.org/dpa; provisions: 1, 2, 10
you: log-contract vendor: -Brio; executed: 2026-09-08; provisions: all
you: log-contract vendor: Total Learning; executed: 2025-09-08
you: log-contract vendor: Echo; expiry: 2027-06-30; sure: undated
you: log-contract vendor: Dune; executed: 2026-08-01
you: withdraw C-5 a double
"""


@pytest.fixture
def full(desk: Desk, tmp_path: Path) -> Desk:
    (tmp_path / "life.txt").write_text(LIFE)
    talk = Talk(desk)
    talk.play(tmp_path / "life.txt")
    return talk.desk


def sheet(desk: Desk, format: str) -> File:
    """The workbook, or the contracts' file of the zip."""
    file = export_file(desk, format)
    if format == "xlsx":
        return file
    with zipfile.ZipFile(io.BytesIO(file.content)) as packed:
        return File("contracts.csv", "text/csv", packed.read("contracts.csv"))


def entered(desk: Desk) -> list[Contract]:
    return [replace(one, provisions=dict(one.provisions)) for one in desk.store.contracts() if not one.withdrawn]


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_nothing_that_a_person_entered_of_a_contract_is_lost(format: str, full: Desk, tmp_path: Path) -> None:
    other = replace(full, records=open_embedded(tmp_path / "other", "hartford"))
    shown = respond(Message("import", files=(sheet(full, format),), who="dana", surface="slack"), other)
    assert "4 rows: 4 new. Nothing is saved yet." in plain(shown)
    assert "it is withdrawn" in plain(shown)
    respond(Message(shown.choices[0].say, who="dana", surface="slack"), other)
    assert entered(other) == entered(full)


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_it_changes_nothing_where_it_came_from(format: str, full: Desk) -> None:
    shown = respond(Message("import", files=(sheet(full, format),), who="dana", surface="slack"), full)
    assert "4 rows: 4 on record already or twice in the sheet. Nothing is saved yet." in plain(shown)


def test_words_in_the_place_of_an_address_are_no_address(full: Desk, tmp_path: Path) -> None:
    other = replace(full, records=open_embedded(tmp_path / "other", "hartford"))
    file = sheet(full, "csv")
    named = replace(file, content=file.content.replace(b"https://acme.example.org/dpa", b"Link"))
    shown = respond(Message("import", files=(named,), who="dana", surface="slack"), other)
    assert "4 rows: 4 new. Nothing is saved yet." in plain(shown)
    respond(Message(shown.choices[0].say, who="dana", surface="slack"), other)
    assert [one.link for one in entered(other)] == [""] * 4
