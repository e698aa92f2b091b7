"""Is a day of execution in merged cells one contract, and never the end of another vendor's?"""

from pathlib import Path

import pytest

from handlers.dialogue.desk import Desk
from tests.handlers.imports.made import merged_book, rows_of, told

HEAD = ["Vendor", "Product", "Date signed"]
Lines = list[list[str]]


def names(desk: Desk, folder: Path, lines: Lines, *merged: str) -> list[tuple[str, ...]]:
    found = rows_of(merged_book(folder / "m.xlsx", lines, *merged), desk)
    return [told(row, "vendor", "product", "executed") for row in found]


def test_each_vendor_below_one_merged_day_has_a_contract_of_its_own(desk: Desk, tmp_path: Path) -> None:
    body = [["Acme", "Read", "9/1/2026"], ["Quizlet", "Cards", ""], ["IXL", "Math", ""]]
    assert names(desk, tmp_path, [HEAD, *body], "C2:C4") == [
        ("Acme", "Read", "2026-09-01"),
        ("Quizlet", "Cards", "2026-09-01"),
        ("IXL", "Math", "2026-09-01"),
    ]


@pytest.mark.parametrize(
    ("vendor", "merged"), [("", "C2:C3"), ("", "C2:C3 A2:A3"), ("acme", "C2:C3"), ("same", "C2:C3")]
)
def test_the_same_vendors_products_below_one_merged_day_are_one_contract(
    vendor: str, merged: str, desk: Desk, tmp_path: Path
) -> None:
    body = [["Acme", "Read", "9/1/2026"], [vendor, "Cards", ""], ["IXL", "Math", "9/2/2026"]]
    assert names(desk, tmp_path, [HEAD, *body], *merged.split()) == [
        ("Acme", "Read; Cards", "2026-09-01"),
        ("IXL", "Math", "2026-09-02"),
    ]


def test_vendor_and_product_in_one_cell_are_not_lost_below_a_merged_day(desk: Desk, tmp_path: Path) -> None:
    body = [["Acme / Read", "9/1/2026"], ["Acme / Cards", ""], ["IXL / Math", ""]]
    assert names(desk, tmp_path, [["Vendor / Product", "Date signed"], *body], "B2:B4") == [
        ("Acme", "Read; Cards", "2026-09-01"),
        ("IXL", "Math", "2026-09-01"),
    ]


def test_products_alone_below_a_merged_day_are_rows_of_their_own(desk: Desk, tmp_path: Path) -> None:
    body = [["Read", "9/1/2026"], ["Cards", ""]]
    found = rows_of(merged_book(tmp_path / "m.xlsx", [["Product", "Date signed"], *body], "B2:B3"), desk)
    assert [(row.number, row.result) for row in found] == [(2, "ask"), (3, "ask")]


def test_a_vendor_still_to_be_named_is_not_the_one_above(desk: Desk, tmp_path: Path) -> None:
    body = [["Acme", "Read", "9/1/2026"], ["TBD", "Cards", ""]]
    found = rows_of(merged_book(tmp_path / "m.xlsx", [HEAD, *body], "C2:C3"), desk)
    assert [(told(row, "product"), row.result) for row in found] == [(("Read",), "new"), (("",), "ask")]
