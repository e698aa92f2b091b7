"""The figures of a period are counted right, and a packet shows them."""

import csv
import io
import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import docx
import pypdfium2
import pytest
from openpyxl import load_workbook

from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dispatch import respond
from handlers.packet.count import figures_of
from handlers.packet.figures import ReportPeriod, read_period, school_year
from handlers.packet.packet import packet_file
from tests.handlers.talk import Talk

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("typed", "since", "until"),
    [
        ("", date(2026, 7, 1), TODAY),
        ("last month", date(2026, 10, 1), date(2026, 10, 31)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("october", date(2026, 10, 1), date(2026, 10, 31)),
        ("last school year", date(2025, 7, 1), date(2026, 6, 30)),
        ("this year", date(2026, 1, 1), TODAY),
        ("2026-08-01 to 2026-09-15", date(2026, 8, 1), date(2026, 9, 15)),
    ],
)
def test_a_period_is_read_as_people_say_it(typed: str, since: date, until: date) -> None:
    assert read_period(typed, TODAY) == ReportPeriod(since, until)


@pytest.mark.parametrize("typed", ["blue moon", "2027-01-01 to 2027-02-01"])
def test_what_is_no_period_is_refused(typed: str) -> None:
    with pytest.raises(Sorry):
        read_period(typed, TODAY)


def test_the_school_year_begins_in_july() -> None:
    assert school_year(date(2027, 6, 30)).since == date(2026, 7, 1)
    assert school_year(date(2027, 7, 1)).since == date(2027, 7, 1)


SAID = """
now: 2026-09-08 09:00
you: setup district: Granby
you: log-contract vendor: Acme; executed: 2026-09-08; provisions: all; expiry: 2026-10-31
you: log-contract vendor: Brio; executed: 2026-09-08; provisions: 1, 2
you: log-contract vendor: Cleo; executed: 2026-09-08
you: log-breach contract: C-1; discovered: 2026-09-01; categories: student_information
you: done D-1 https://schools.example.org/acme
you: received B-1 2026-09-08
now: 2026-09-10 09:00
you: withdraw C-3 a double
now: 2026-11-27 09:00
"""


@pytest.fixture
def talk(desk: Desk, tmp_path: Path) -> Talk:
    (tmp_path / "said.txt").write_text(SAID)
    found = Talk(desk)
    found.play(tmp_path / "said.txt")
    return found


def test_figures_count_what_is_on_record(talk: Talk) -> None:
    found = figures_of(school_year(TODAY), talk.desk)
    assert (found.contracts.in_force, found.contracts.complete, found.contracts.lacking) == (1, 0, 1)
    assert [one.id for one in found.contracts.signed] == ["C-1", "C-2"]
    assert [one.id for one in found.contracts.ended] == ["C-1"]
    assert found.postings
    assert (found.postings.on_time, found.postings.late, found.postings.not_done, found.postings.share) == (1, 0, 1, 50)
    assert {one.contracts for one in found.missing} == {1} and len(found.missing) == 8
    [breach] = found.breaches
    assert breach.vendors_days == 7 and breach.boards_days is None and breach.is_open


def test_a_withdrawn_contract_counts_nowhere_even_where_it_was_posted(talk: Talk) -> None:
    talk.say("withdraw C-1 a double")
    found = figures_of(school_year(TODAY), talk.desk)
    assert found.postings and (found.postings.on_time, found.postings.not_done) == (0, 1)


def test_what_is_done_by_its_last_date_is_on_time_and_after_it_late(desk: Desk) -> None:
    signed = at(desk, date(2026, 10, 7))
    for number in range(3):
        assert respond(Message(f"log-contract vendor: Vendor {number}; executed: 2026-10-07"), signed).event
    found = desk.store.deadlines()
    safe, last = found[0].safe, found[0].last_day
    assert safe < last
    for one, day in zip(found, (safe, last, last + timedelta(days=1)), strict=True):
        assert respond(Message(f"done {one.id} https://schools.example.org/{one.id}"), at(desk, day)).event
    postings = figures_of(school_year(desk.today), desk).postings
    assert postings and (postings.on_time, postings.late, postings.not_done) == (2, 1, 0)


def at(desk: Desk, day: date) -> Desk:
    return replace(desk, now=datetime(day.year, day.month, day.day, 9, tzinfo=desk.zone))


def test_a_period_without_anything_says_nothing_of_a_share(talk: Talk) -> None:
    found = figures_of(read_period("last school year", TODAY), talk.desk)
    assert found.postings is None and found.contracts.in_force == 0 and not found.contracts.signed


@pytest.mark.parametrize("format", ["pdf", "docx"])
def test_a_packet_names_the_district_and_its_figures(talk: Talk, format: str) -> None:
    made = packet_file(format, school_year(TODAY), talk.desk).content
    if format == "pdf":
        with pypdfium2.PdfDocument(made) as read:
            pages = [read[number] for number in range(len(read))]
            texts = [page.get_textpage() for page in pages]
            said = " ".join(text.get_text_range() for text in texts)
            for one in (*texts, *pages):
                one.close()
    else:
        word = docx.Document(io.BytesIO(made))
        cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
        said = " ".join([*(one.text for one in word.paragraphs), *cells])
    for words in (
        "Granby: student data privacy",
        "1 of 2 postings (50%), 1 not done",
        "10-234bb(g)",
        "Brio",
        "July 1, 2026",
    ):
        assert words in said, words


@pytest.mark.parametrize("format", ["csv", "xlsx", "json"])
def test_every_figure_can_be_had_as_a_table(format: str, talk: Talk) -> None:
    told = lines(format, talk.desk)
    assert told["period", "", "since"] == "2026-07-01"
    assert [told["contracts", "", what] for what in ("in_force", "with_some_missing", "not_marked")] == [1, 1, 0]
    kept = {what: number for (part, about, what), number in told.items() if about == "Post the contract"}
    assert kept == {"on_time": 1, "late": 0, "not_done": 1, "percent_on_time": 50}
    assert told["breaches", "B-1 Acme", "days_until_board_told"] == 7
    assert told["breaches", "B-1 Acme", "families_told"] in {None, ""}
    assert any(part == "overdue" and about == "Post the contract (C-2 Brio)" for part, about, _ in told)


def lines(format: str, desk: Desk) -> dict[tuple[str, str, str], str | int | None]:
    """What a table of figures says, by its part, what it is about, and which figure it is."""
    content = packet_file(format, school_year(desk.today), desk).content
    if format == "json":
        parts = json.loads(content)
        assert parts["dpa"] == "figures"
        rows = [{"part": part, **row} for part, found in parts.items() if isinstance(found, list) for row in found]
    elif format == "xlsx":
        head, *body = load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
        rows = [dict(zip(head, row, strict=True)) for row in body]
    else:
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
        rows = [{**row, "value": int(row["value"]) if row["value"].isdigit() else row["value"]} for row in rows]
    return {(row["part"], row.get("about") or "", row["what"]): row["value"] for row in rows}


def test_the_paper_begins_with_a_paragraph_to_read_aloud(talk: Talk) -> None:
    found = docx.Document(io.BytesIO(packet_file("docx", school_year(TODAY), talk.desk).content))
    told = next(one.text for one in found.paragraphs if one.text.startswith("This is the report of Granby"))
    assert "from July 1, 2026 to November 27, 2026. At its end 1 contract with a vendor was in force; 1 lacks a" in told
    assert "There was 1 breach. Families had to be told 1 time: 0 in time, 0 late, 1 not yet." in told
    assert "We ask the board to have the contract that lacks a provision completed or ended and to see that the" in told
