"""Does an export hold what is on record, and nothing that would do harm?"""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import File
from handlers.dispatch import respond
from handlers.export.export import FORMATS, LONGEST_CELL, export_file
from handlers.forms.filling import change
from storage.embedded.store import open_embedded
from storage.events.audit import Head, verify
from storage.records import Place

KEY = "xoxb-" + "abcdefgh-ijklmnop"
PAPER = b"%PDF-1.7 the signed paper"
EVIL = '=HYPERLINK("http://example.org","x")'


@pytest.fixture
def office(desk: Desk) -> Desk:
    """Two contracts, a breach, one deadline done, a file, and words that are up to no good."""
    desk = replace(desk, now=datetime(2026, 10, 7, 9, tzinfo=desk.zone))
    say(desk, "log-contract", File("acme.pdf", "application/pdf", PAPER), vendor=EVIL, product="@SUM(A1)", **SIGNED)
    say(desk, "log-contract", vendor='Bright; "Ideas"\nLtd', executed="2026-10-01", expiry="2027-06-30")
    breach = {"contract": "C-1", "discovered": "2026-10-05", "sure": "before-contract-discovered"}
    say(desk, "log-breach", categories="student_information", students="120", **breach)
    say(desk, "done D-2 https://user:hunter2@schools.example.org/c?access_token=abc123&page=2")
    here = Place(id="teams:1", surface="teams", address={"reference": f"the-secret {KEY}"})
    change("meet", Message(""), desk, lambda _: [here])
    return replace(desk, now=datetime(2026, 11, 24, 9, tzinfo=desk.zone))


SIGNED = {
    "executed": "2026-10-07",
    "purpose": "reading\tpractice",
    "provisions": "property,purpose",
    "categories": "student_information,student_records",
    "breach_days": "10",
    "notes": f"the key is {KEY}",
}


def say(desk: Desk, text: str, *files: File, **fields: str) -> None:
    reply = respond(Message(text, fields=fields, files=files, who="slack:U1"), desk)
    assert reply.tone != "sorry" and not reply.form, reply.parts


def as_json(desk: Desk) -> dict[str, Any]:
    return json.loads(export_file(desk, "json").content)


def as_csv(desk: Desk) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(export_file(desk, "csv").content)) as box:
        return {
            name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(box.read(name).decode("utf-8-sig"), newline="")))
            for name in box.namelist()
        }


def as_book(desk: Desk) -> Any:
    return load_workbook(io.BytesIO(export_file(desk, "xlsx").content))


def cells(sheet: Any) -> list[dict[str, Any]]:
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_json_has_everything_in_one_line_under_stable_names(office: Desk) -> None:
    assert export_file(office, "JSON").name == "dpa-export-2026-11-24.json"
    assert export_file(office, "json").content.count(b"\n") == 1
    found = as_json(office)
    assert list(found) == [
        "dpa", "format", "district", "day", "zone", "head", "contracts", "breaches",
        "exceptions", "family_requests", "deadlines", "apps", "settings", "people", "trainings", "published", "events",
    ]  # fmt: skip
    first = found["contracts"][0]
    assert (first["id"], first["vendor"], first["executed"]) == ("C-1", EVIL, "2026-10-07")
    assert (first["file"], len(first["file_sha256"])) == ("acme.pdf", 64)
    assert first["breach_days"] == {"student_information": 10, "other": None}
    assert len(first["provisions"]) == 10
    assert first["provisions"]["(a)(1)"] is True and first["provisions"]["(a)(2)"] is not True
    assert found["contracts"][1]["provisions"]["(a)(1)"] is None
    assert found["breaches"][0]["students"] == 120
    assert {d["id"]: d["status"] for d in found["deadlines"]}["D-2"] == "done"
    posting = next(d for d in found["deadlines"] if d["id"] == "D-1")
    assert (posting["safe"], posting["last"], posting["cite"]) == ("2026-10-14", "2026-10-15", "10-234bb(g)")
    assert posting["tag"] and posting["opened"] == "2026-10-07T09:00:00-04:00"
    assert [e["number"] for e in found["events"]] == list(range(1, 6))
    made = {(c["record"], c["field"]): c["after"] for c in found["events"][0]["changes"]}
    assert made["C-1", "executed"] == "2026-10-07"


@pytest.mark.parametrize("format", FORMATS)
def test_the_head_stands_in_each_and_is_the_one_that_pins_the_chain(office: Desk, format: str) -> None:
    head = office.store.head()
    read: dict[str, Callable[[], Any]] = {
        "json": lambda: (as_json(office)["head"]["number"], as_json(office)["head"]["hash"]),
        "csv": lambda: (int(as_csv(office)["about"][0]["head_number"]), as_csv(office)["about"][0]["head_hash"]),
        "xlsx": lambda: tuple(row[1].value for row in as_book(office)["About"].iter_rows(min_row=4, max_row=5)),
        "ics": lambda: (
            int(
                (head_of := str(Calendar.from_ical(export_file(office, "ics").content)["x-dpa-audit-head"]).split(":"))[
                    0
                ]
            ),
            head_of[1],
        ),
    }
    assert read[format]() == (head.number, head.hash)
    assert verify(office.store.events(), [Head(*read[format]())]) is None


@pytest.mark.parametrize("format", FORMATS)
def test_neither_keys_nor_passwords_nor_files_leave(office: Desk, format: str) -> None:
    content = export_file(office, format).content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as box:
            content = b"".join(box.read(name) for name in box.namelist())
    for secret in (KEY.encode(), b"hunter2", b"abc123", b"the-secret", PAPER):
        assert secret not in content
    assert b"Acme" in content or b"Bright" in content, "it is no empty export"


def test_what_is_around_a_key_stays(office: Desk) -> None:
    found = as_json(office)
    assert found["contracts"][0]["notes"] == "the key is [removed]"
    done = next(d for d in found["deadlines"] if d["id"] == "D-2")
    assert done["proof"] == "https://[removed]@schools.example.org/c?access_token=[removed]&page=2"


def test_csv_has_a_table_a_file_and_no_formula(office: Desk) -> None:
    found = as_csv(office)
    assert list(found) == [
        "about", "contracts", "breaches", "exceptions", "family_requests", "deadlines", "apps", "settings", "people",
        "trainings", "published", "events",
    ]  # fmt: skip
    first, second = found["contracts"]
    assert (first["vendor"], first["product"]) == (f"'{EVIL}", "'@SUM(A1)")
    assert second["vendor"] == 'Bright; "Ideas" Ltd'
    assert (first["provisions(a)(1)"], second["provisions(a)(1)"]) == ("yes", "not known")
    assert first["breach_days_student_information"] == "10"
    assert first["categories"] == "student_information; student_records"
    every = [cell for rows in found.values() for row in rows for cell in row.values()]
    assert not [cell for cell in every if re.match(r"\s*[=+\-@]|[\t\r]", cell)]


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@A", " =1", "\t=1", "\r=1", "\n=1", "＝1"])
def test_no_cell_begins_as_a_formula_does(office: Desk, text: str) -> None:
    def write(draft: Any) -> list[Any]:
        return [replace(draft.contract("C-2"), notes=text)]

    change("correct", Message(""), office, write)
    assert as_csv(office)["contracts"][1]["notes"] == f"'{text}"
    with zipfile.ZipFile(io.BytesIO(export_file(office, "xlsx").content)) as box:
        assert not [name for name in box.namelist() if b"<f>" in box.read(name)]


def test_xlsx_has_real_dates_plain_text_and_a_frozen_head(office: Desk) -> None:
    book = as_book(office)
    assert book.sheetnames == [
        "About",
        "Contracts",
        "Breaches",
        "Exceptions",
        "Family requests",
        "Deadlines",
        "Products asked for",
        "Settings",
        "People",
        "Trainings",
        "Public register",
        "Audit",
    ]
    first = cells(book["Contracts"])[0]
    assert first["Executed"] == datetime(2026, 10, 7)
    assert first["Vendor"] == EVIL
    assert book["Contracts"]["B2"].data_type == "s", "text, not a formula"
    assert first["10-234bb(a)(1)"] == "yes"
    assert cells(book["Deadlines"])[0]["Opened"] == datetime(2026, 10, 7, 9)
    assert book["Deadlines"].freeze_panes == "B2"
    assert book["Deadlines"].column_dimensions["B"].width > 15
    assert not book["Deadlines"]._hyperlinks


def test_a_text_too_long_for_a_cell_is_cut_and_says_so(office: Desk) -> None:
    change("correct", Message(""), office, lambda draft: [replace(draft.contract("C-2"), notes="n" * 50_000)])
    notes = cells(as_book(office)["Contracts"])[1]["Notes"]
    assert len(notes) == LONGEST_CELL and notes.endswith("(cut; whole in the JSON export)")
    assert len(as_json(office)["contracts"][1]["notes"]) == 50_000


def test_ics_has_a_whole_day_for_each_open_deadline(office: Desk) -> None:
    events = Calendar.from_ical(export_file(office, "ics").content).walk("VEVENT")
    still_open = [d["id"] for d in as_json(office)["deadlines"] if d["status"] == "open"]
    assert [str(event["uid"]).rpartition("-")[0] for event in events] == still_open
    first = next(event for event in events if str(event["uid"]).startswith("D-1-"))
    assert (first.decoded("dtstart"), first.decoded("dtend")) == (date(2026, 10, 14), date(2026, 10, 15))
    assert "last date Thu, Oct 15, 2026" in str(first["description"])
    assert EVIL in str(first["summary"])
    assert not first.walk("VALARM")


def test_a_deadline_keeps_its_uid_and_no_other_drawer_has_it(office: Desk, desk: Desk, tmp_path: Any) -> None:
    def uids(at: Desk) -> list[str]:
        return [str(event["uid"]) for event in Calendar.from_ical(export_file(at, "ics").content).walk("VEVENT")]

    before = uids(office)
    change("correct", Message(""), office, lambda draft: [replace(draft.contract("C-1"), vendor="Renamed")])
    assert uids(replace(office, now=datetime(2026, 12, 24, 9, tzinfo=desk.zone))) == before
    other = replace(office, records=open_embedded(tmp_path, "windham"))
    say(other, "log-contract", vendor="Acme", executed="2026-10-07")
    assert uids(other) and not set(uids(other)) & set(before)


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_drawer_can_be_exported(desk: Desk, format: str) -> None:
    assert export_file(desk, format).content
    assert as_json(desk)["head"] == {"number": 0, "hash": ""}


def test_an_unknown_format_is_told(desk: Desk) -> None:
    with pytest.raises(Sorry, match=r"'docx'. Choose one of json, csv, ics, xlsx"):
        export_file(desk, "docx")
