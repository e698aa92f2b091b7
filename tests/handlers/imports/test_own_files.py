"""Is each habit of a district's list understood, and what it does not tell left open?"""

from pathlib import Path

import pytest

from handlers.dialogue.desk import Desk
from storage.records import Setup
from tests.handlers.district import put
from tests.handlers.imports.made import merged_book, rows, rows_of, told, workbook

HEAD = ["Vendor", "Product", "Date signed", "Expires", "Posted", "Notice link"]


def line(vendor: str = "Acme", product: str = "App", signed: object = "9/1/2026", *more: str) -> list[object]:
    return [vendor, product, signed, *more, *["", "", ""][len(more) :]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac_roman", "latin-1"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_encoding_and_delimiter_gives_the_same_names(
    encoding: str, delimiter: str, desk: Desk, tmp_path: Path
) -> None:
    found = rows([HEAD, line("Café Numérique", "Piñata Español")], desk, tmp_path, delimiter, encoding)
    assert [told(row, "vendor", "product", "executed") for row in found] == [
        ("Café Numérique", "Piñata Español", "2026-09-01")
    ]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("9/1/2026", "2026-09-01"),
        ("9/1/26", "2026-09-01"),
        ("1-Sep-26", "2026-09-01"),
        ("September 1st, 2026", "2026-09-01"),
        ("Tue, Sep 1, 2026", "2026-09-01"),
        ("2026-09-01T00:00:00Z", "2026-09-01"),
        ("46266", "2026-09-01"),
        ("\u00a09/1/2026 ", "2026-09-01"),
        ("signed 9/1/2026", "2026-09-01"),
        ("Fall 2026", ""),
        ("SY 26-27", ""),
        ("Sept 2026", ""),
        ("9/2026", ""),
        ("9/1", ""),
        ("9/1/2026 or 9/8/2026", ""),
        ("on file", ""),
        ("approx 3/4/2024", ""),
        ("~3/4/2024", ""),
        ("c. 3/4/2024", ""),
    ],
)
def test_a_day_is_read_in_every_style_and_never_made_up(typed: str, day: str, desk: Desk, tmp_path: Path) -> None:
    [row] = rows([HEAD, line("Acme", "App", typed)], desk, tmp_path)
    assert (row.values.get("executed", ""), row.result) == (day, "new" if day else "ask")


def test_a_column_with_days_before_months_is_asked_about(desk: Desk, tmp_path: Path) -> None:
    sure, unsure = rows([HEAD, line("A", "B", "22/6/2026"), line("C", "D", "5/6/2026")], desk, tmp_path)
    assert (sure.values["executed"], sure.result) == ("2026-06-22", "new")
    assert ("executed" in unsure.values, unsure.result) == (False, "ask")


def test_ditto_marks_stand_for_the_vendor_above(desk: Desk, tmp_path: Path) -> None:
    found = rows([HEAD, line("Acme", "One"), line('"', "Two"), line("same", "Three")], desk, tmp_path)
    assert [told(row, "vendor", "product") for row in found] == [("Acme", "One"), ("Acme", "Two"), ("Acme", "Three")]


def test_two_lines_of_headings_are_read_together(desk: Desk, tmp_path: Path) -> None:
    head = [["", "", "Contract", "", "Website notice", ""], ["Company", "Tool", "Signed", "Ends", "On", "Page"]]
    body = [["Acme", "App", "9/1/2026", "8/31/2027", "9/3/2026", "https://x.example.org/a"]]
    [row] = rows([["Our contracts"], [], *head, *body], desk, tmp_path)
    assert row.number == 5
    assert told(row, "executed", "expiry", "posted", "link") == (
        "2026-09-01",
        "2027-08-31",
        "2026-09-03",
        "https://x.example.org/a",
    )


def test_an_upper_heading_in_merged_cells_goes_no_further_than_they_do(desk: Desk, tmp_path: Path) -> None:
    upper = ["Company", "Product", "Agreement", "Agreement", "Status", "Status", "", ""]
    lower = ["", "", "Signed", "Ends", "Days left", "Flag", "Notice", "Gr."]
    body = ["Acme", "App", "9/1/2026", "8/31/2027", 250, "ok", "https://x.example.org/a", "K-3"]
    book = merged_book(tmp_path / "m.xlsx", [upper, lower, body], "C1:D1", "E1:F1")
    [row] = rows_of(book, desk)
    assert told(row, "executed", "expiry", "link") == ("2026-09-01", "2027-08-31", "https://x.example.org/a")


def test_bands_totals_notes_and_repeated_heads_are_no_contracts(desk: Desk, tmp_path: Path) -> None:
    body = [["ELEMENTARY"], line("A", "B"), HEAD, ["HIGH SCHOOL"], line("C", "D"), ["TOTAL", "2"], ["* see the binder"]]
    assert [row.values["vendor"] for row in rows([HEAD, *body], desk, tmp_path)] == ["A", "C"]


def test_sheets_of_schools_are_all_read_and_those_of_earlier_years_are_not(desk: Desk, tmp_path: Path) -> None:
    schools = workbook(tmp_path / "s.xlsx", Elementary=[HEAD, line("A", "B")], High_School=[HEAD, line("C", "D")])
    assert [(row.sheet, row.values["vendor"]) for row in rows_of(schools, desk)] == [
        ("Elementary", "A"),
        ("High School", "C"),
    ]
    years = {"2025-26": [HEAD, line("A", "B")], "2026-27": [HEAD, line("C", "D")]}
    assert [row.sheet for row in rows_of(workbook(tmp_path / "y.xlsx", **years), desk)] == ["2026-27"]


def test_a_contract_is_executed_once_the_last_party_has_signed(desk: Desk, tmp_path: Path) -> None:
    head = ["Vendor", "Product", "Date signed by vendor", "Date signed by district"]
    both, one = rows([head, ["A", "B", "9/1/2026", "9/8/2026"], ["C", "D", "9/1/2026", ""]], desk, tmp_path)
    assert both.values["executed"] == "2026-09-08"
    assert ("executed" in one.values, one.result) == (False, "ask")


def test_a_term_in_one_cell_has_both_ends(desk: Desk, tmp_path: Path) -> None:
    head = ["Vendor", "Product", "Date signed", "Contract term"]
    [row] = rows([head, ["A", "B", "6/1/2026", "7/1/2026 - 6/30/2027"]], desk, tmp_path)
    assert told(row, "start", "expiry") == ("2026-07-01", "2027-06-30")


@pytest.mark.parametrize("says", ["In negotiation", "Denied", "No - see notes", "pending", "Not required"])
def test_what_was_never_signed_is_left_out(says: str, desk: Desk, tmp_path: Path) -> None:
    head = ["Vendor", "Product", "DPA signed?", "Date"]
    found = rows([head, ["A", "B", says, ""], ["C", "D", "Yes", "9/1/2026"]], desk, tmp_path)
    assert [row.values["vendor"] for row in found] == ["C"]


@pytest.mark.parametrize(
    ("cell", "vendor", "product", "result"),
    [
        ("Newsela / Newsela Pro", "Newsela", "Newsela Pro", "new"),
        ("IXL (Math)", "IXL", "Math", "new"),
        ("Read&Write (Texthelp)", "Texthelp", "Read&Write", "new"),
        ("Brightloom (Sparrow)", "Brightloom", "Sparrow", "ask"),
        ("Alder / Birch / Cedar", "", "Alder / Birch / Cedar", "ask"),
        ("Brightloom", "Brightloom", "", "new"),
    ],
)
def test_two_names_in_a_cell_are_parted_or_asked_about(
    cell: str, vendor: str, product: str, result: str, desk: Desk, tmp_path: Path
) -> None:
    [row] = rows([["Vendor / Product", "Date signed"], [cell, "9/1/2026"]], desk, tmp_path)
    assert (*told(row, "vendor", "product"), row.result) == (vendor, product, result)


REGISTRY = ["District", "Company", "Resource", "Status", "Date Approved", "Agreement"]


def listed(district: str, company: str) -> list[str]:
    return [district, company, "P", "Active", "2025-09-01", "https://registry.example.org/1.pdf"]


@pytest.mark.parametrize("ours", ["Anytown", "ANYTOWN PUBLIC SCHOOLS", "Town of Anytown School District"])
def test_of_a_registrys_export_our_districts_rows_are_read(ours: str, desk: Desk, tmp_path: Path) -> None:
    put(desk, Setup(district="Anytown Public Schools"))
    lines = [REGISTRY, listed(ours, "V"), listed("Bethel", "W"), listed("Bethel", "X"), listed("New Anytown", "Y")]
    found = rows(lines, desk, tmp_path)
    assert [(row.values["vendor"], row.result) for row in found] == [("V", "new")]
    assert "link" not in found[0].values  # the registry's paper is no notice of the district's


@pytest.mark.parametrize("name", ["", "Region 10", "Anytown Public Schools"])
def test_where_no_row_has_our_districts_name_it_is_asked_about(name: str, desk: Desk, tmp_path: Path) -> None:
    put(desk, Setup(district=name))
    lines = [REGISTRY, listed("Regional School District 4", "V"), listed("Bethel", "W"), listed("Bethel", "X")]
    found = rows(lines, desk, tmp_path)
    assert [row.result for row in found] == ["ask", "ask", "ask"]
    assert "'Bethel'" in found[1].problems[0]


def test_a_students_name_or_number_is_pointed_out(desk: Desk, tmp_path: Path) -> None:
    head = ["Vendor", "Product", "Date signed", "Data"]
    [row] = rows([head, ["A", "B", "9/1/2026", "grades of student Maria Lopez, ID 20731145"]], desk, tmp_path)
    assert row.result == "ask"
    assert any("student" in problem.lower() for problem in row.problems)


def test_an_end_before_the_beginning_is_refused(desk: Desk, tmp_path: Path) -> None:
    [row] = rows([HEAD, line("A", "B", "9/1/2026", "8/31/2025")], desk, tmp_path)
    assert row.result == "refused"


@pytest.mark.parametrize(
    ("posted", "result"), [("Y", "ask"), ("yes - see notes", "ask"), ("N", "new"), ("", "new"), ("✓ 9/3/26", "new")]
)
def test_a_yes_without_a_day_is_asked_about(posted: str, result: str, desk: Desk, tmp_path: Path) -> None:
    [row] = rows([HEAD, line("A", "B", "9/1/2026", "", posted)], desk, tmp_path)
    assert row.result == result


@pytest.mark.parametrize("says", ["auto-renews", "ongoing", "N/A", "none", "until cancelled", "12/31/9999"])
def test_a_contract_without_an_end_is_new(says: str, desk: Desk, tmp_path: Path) -> None:
    [row] = rows([HEAD, line("A", "B", "9/1/2026", says)], desk, tmp_path)
    assert ("expiry" in row.values, row.result) == (False, "new")
