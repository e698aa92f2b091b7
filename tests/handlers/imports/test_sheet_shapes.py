"""Is what a spreadsheet hides, computes or links read as it is meant: named, asked about, followed?"""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import File, Reply
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from handlers.imports.plan import Plan
from tests.handlers.imports.made import told
from tests.handlers.imports.scoring import planned

HEAD = ["Vendor", "Product", "Date executed", "Expires", "Notice link"]
ROWS = [
    ["Acme", "App", "9/1/2026", "8/31/2027", "https://schools.example.org/acme"],
    ["Bolt", "Board", "3/2/2026", "3/1/2027", ""],
]
Change = Callable[[Worksheet], object]


def made(path: Path, change: Change, lines: Sequence[list[str]] = (HEAD, *ROWS)) -> Path:
    """A workbook with these lines, to which something was done."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Contracts")
        for number, line in enumerate(lines):
            sheet.write_row(number, 0, line)
        change(sheet)
    return path


@pytest.fixture
def plan_of(tmp_path: Path, desk: Desk) -> Callable[[Change], Plan]:
    return lambda change: planned(made(tmp_path / "ours.xlsx", change), desk)


def sent(path: Path, desk: Desk) -> Reply:
    file = File(path.name, "application/octet-stream", path.read_bytes())
    return respond(Message("import", fields={"only": ""}, files=(file,), who="slack:U7", surface="slack"), desk)


def test_a_hidden_row_is_named_and_not_read(plan_of: Callable[[Change], Plan]) -> None:
    found = plan_of(lambda sheet: sheet.set_row(2, None, None, {"hidden": True}))
    assert [row.number for row in found.rows] == [2]
    assert [row.number for row in found.left_out] == [3]


def test_a_hidden_column_is_named_and_not_read(tmp_path: Path, desk: Desk) -> None:
    path = made(tmp_path / "ours.xlsx", lambda sheet: sheet.set_column(3, 3, None, None, {"hidden": True}))
    assert [told(row, "executed", "expiry") for row in planned(path, desk).rows] == [
        ("2026-09-01", ""),
        ("2026-03-02", ""),
    ]
    assert "Hidden columns, not read: Expires." in plain(sent(path, desk))


@pytest.mark.parametrize(("formula", "value"), [("=TODAY()", date(2026, 11, 24)), ("=C2+30", date(2026, 10, 1))])
def test_a_day_that_changes_with_today_is_asked_for(
    plan_of: Callable[[Change], Plan], formula: str, value: date
) -> None:
    days = (value - date(1899, 12, 30)).days

    def change(sheet: Worksheet) -> None:
        if formula != "=TODAY()":
            sheet.write_formula("C2", "=TODAY()", None, days - 30)
        sheet.write_formula("C3", formula, None, days)

    row = plan_of(change).rows[1]
    assert (row.result, told(row, "executed")) == ("ask", ("",))
    assert "today" in row.problems[0]


def test_an_address_in_a_comment_and_behind_a_cell_is_read(plan_of: Callable[[Change], Plan]) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.write_comment("E3", "posted at https://schools.example.org/bolt")
        sheet.write_url("E2", "https://schools.example.org/behind", string="here")

    links = [told(row, "link") for row in plan_of(change).rows]
    assert links == [("https://schools.example.org/behind",), ("https://schools.example.org/bolt",)]


def test_an_address_in_a_sheet_without_postings_does_not_hold_its_row_back(tmp_path: Path, desk: Desk) -> None:
    path = made(tmp_path / "ours.xlsx", lambda _: None, (HEAD, *ROWS, ["Cedar", "Class", "3/2/2026", "", ""]))
    shown = sent(path, desk)
    assert "3 rows: 3 new." in plain(shown)
    assert "1 row has an address and no day of posting: I keep the address, and its posting stays open." in plain(shown)
    assert "1 row has no end: I cannot remind you before that contract ends until you add it." in plain(shown)
    respond(Message(shown.choices[0].say, who="slack:U7", surface="slack"), desk)
    assert [one.link for one in desk.store.contracts()] == ["https://schools.example.org/acme", "", ""]


def test_tables_beside_each_other_are_both_read(tmp_path: Path, desk: Desk) -> None:
    others = [["Cedar", "Class", "5/4/2026", "", ""], ["Delta", "Desk", "6/5/2026", "", ""]]
    lines = [[*left, "", *right] for left, right in zip([HEAD, *ROWS], [HEAD, *others], strict=True)]
    path = made(tmp_path / "two.xlsx", lambda sheet: None, lines)  # noqa: ARG005 - nothing else is done to it
    read = {told(row, "vendor", "executed") for row in planned(path, desk).rows}
    assert read == {
        ("Acme", "2026-09-01"),
        ("Bolt", "2026-03-02"),
        ("Cedar", "2026-05-04"),
        ("Delta", "2026-06-05"),
    }


def test_a_party_that_signed_later_is_asked_about(tmp_path: Path, desk: Desk) -> None:
    lines = [["Vendor", "Date executed", "Vendor signed on"], ["Acme", "9/1/2026", "9/4/2026"]]
    path = made(tmp_path / "signed.xlsx", lambda sheet: None, lines)  # noqa: ARG005
    (row,) = planned(path, desk).rows
    assert row.problems[0] == (
        "Date executed: Is it Tue, Sep 1, 2026, as the sheet says, or Fri, Sep 4, 2026, when the last party signed?"
    )
