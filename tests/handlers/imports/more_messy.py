"""Makes more messy lists, each with what a careful reader would enter of it."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from tests.handlers.imports.made import text

Told = tuple[str, ...]
"""Vendor, product, day of execution, end, day of posting, and what comes of the row."""


@dataclass(frozen=True)
class Messy:
    """A file by its name, what makes it, and its rows."""

    name: str
    make: Callable[[Path], None]
    rows: tuple[Told, ...]
    district: str = ""


def _csv(said: str, encoding: str = "utf-8") -> Callable[[Path], None]:
    return lambda path: path.write_bytes(said.encode(encoding)) and None


def _book(fill: Callable[[Any, Any], None]) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        with xlsxwriter.Workbook(str(path)) as book:
            fill(book, book.add_worksheet("Contracts"))

    return make


def _side_by_side(_: Any, sheet: Any) -> None:
    sheet.write_row(0, 0, ["Signed agreements", "", "", "", "Requests this fall"])
    sheet.write_row(1, 0, ["Company", "App", "Date signed", "", "Teacher", "App", "Asked on"])
    sheet.write_row(2, 0, ["Acme", "Read", "9/1/2026", "", "Ms. Ek", "Blooket", "10/1/2026"])
    sheet.write_row(3, 0, ["Brio", "Play", "9/2/2026", "", "Mr. Oh", "Gimkit", "10/2/2026"])


def _three_lines_of_heads(book: Any, sheet: Any) -> None:
    sheet.merge_range("A1:F1", "Maplewood Public Schools")
    sheet.merge_range("A2:F2", "Vendor contracts under Public Act 16-189")
    for cells, says in (("A4:B4", "Operator"), ("C4:D4", "Agreement"), ("E4:F4", "Website notice")):
        sheet.merge_range(cells, says)
    sheet.write_row(4, 0, ["Company name", "Product name", "Executed", "Ends", "Posted?", "Date"])
    day = book.add_format({"num_format": "m/d/yy"})
    sheet.write_row(5, 0, ["Acme", "Read", "", "", "✓"])
    sheet.write_datetime(5, 2, datetime(2026, 9, 1), day)
    sheet.write_datetime(5, 3, datetime(2027, 8, 31), day)
    sheet.write_datetime(5, 5, datetime(2026, 9, 3), day)
    sheet.write_row(6, 0, ["Brio", "Play", "", "", "✗"])
    sheet.write_datetime(6, 2, datetime(2026, 9, 2), day)


def _formulas(_: Any, sheet: Any) -> None:
    sheet.write_row(0, 0, ["Vendor", "Product", "Date signed", "Expires", "Posted on"])
    sheet.write_formula("A2", '=CONCAT("Ac","me")', None, "Acme")
    sheet.write_formula("B2", "='[vendors.xlsx]List'!$B$2", None, "Read")
    sheet.write_formula("C2", "=DATE(2026,9,1)", None, 46266)
    sheet.write_formula("D2", "=EDATE(C2,12)", None, 46631)
    sheet.write_formula("A3", "=VLOOKUP(1,X:Y,2)", None, "#N/A")
    sheet.write_row(2, 1, ["Play", "9/2/2026"])
    sheet.write_formula("A4", '=HYPERLINK("https://cleo.example.org","Cleo")', None, "Cleo")
    sheet.write_row(3, 1, ["Draw", "9/3/2026"])


def _far_from_the_corner(_: Any, sheet: Any) -> None:
    sheet.write(0, 7, "Printed 11/24/2026")
    sheet.write_row(6, 3, ["#", "Provider", "Software title", "Agreement date", "Until"])
    sheet.write_row(7, 3, [1, "Acme", 1984, "2026-09-01", "2027-08-31"])
    sheet.write_row(8, 3, [2, "Brio", "Desmos 6-8", "2026-09-02", "none"])
    sheet.write_row(10, 3, ["", "Legend: red = not renewed"])


def _vendor_over_three_rows(_: Any, sheet: Any) -> None:
    sheet.write_row(0, 0, ["Vendor", "Product", "Date signed"])
    for number, (product, day) in enumerate((("Read", "9/1/2026"), ("Write", "9/2/2026"), ("Count", "9/3/2026")), 1):
        sheet.write_row(number, 1, [product, day])
    sheet.merge_range("A2:A4", "Acme")
    sheet.write_row(4, 0, ["Brio", "Play", "9/4/2026"])


def _turned(_: Any, sheet: Any) -> None:
    """The fields stand in the first column, each contract has a column."""
    for number, line in enumerate((["Vendor", "Acme", "Brio"], ["Product", "Read", "Play"], ["Signed", "x", "x"])):
        sheet.write_row(number, 0, line)


def _table_and_filter(_: Any, sheet: Any) -> None:
    """An Excel table, of which a filter hides a row."""
    rows = [["Acme", "Read", "9/1/2026", "Y"], ["Brio", "Play", "9/2/2026", "N"], ["Cleo", "Draw", "", "N"]]
    heads = [{"header": name} for name in ("Vendor", "Product", "Contract signed on", "On website (Y/N)")]
    sheet.add_table(1, 1, 4, 4, {"data": rows, "columns": heads, "name": "Contracts"})
    sheet.set_row(3, options={"hidden": True})


def _with_macros(path: Path) -> None:
    into = io.BytesIO()
    with xlsxwriter.Workbook(into) as book:
        sheet = book.add_worksheet("Contracts")
        sheet.write_row(0, 0, ["Vendor", "Product", "Date signed"])
        sheet.write_row(1, 0, ["Acme", "Read", "9/1/2026"])
    with zipfile.ZipFile(into) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 Sub Auto_Open()")


_FIVE_STYLES = text(
    [
        ["Vendor", "Product", "Date signed", "Expires"],
        ["Acme", "Read", "9/1/2026", "6/30/27 (auto-renews)"],
        ["Brio", "Play", "2026.09.02", "three years"],
        ["Cleo", "Draw", "3 Sept 2026", "Aug. 31, 2027"],
        ["Dune", "Sing", "Fri 9/4/26", "08-31-2027"],
        ["Elm", "Hum", "20260905", ""],
        ["Fir", "Tap", "9\u20116\u20112026", "9–6–2027"],
        ["Gum", "Run", "9/7/2026 - 9/6/2027", ""],
        ["Hay", "Sew", "31/9/2026", ""],
    ]
)
_FORM = text(
    [
        ["Timestamp", "Email Address", "Name of the app or website", "Who makes it (company)?",
         "Date the agreement was signed by both sides", "Is it posted on our website?", "When was it posted?"],
        ["9/1/2026 8:14:03", "a.diaz@example.org", "Read", "Acme", "8/28/2026", "Yes", "9/1/2026"],
        ["9/2/2026 15:40:11", "b.ek@example.org", "Play", "Brio, Inc.", "8/31/2026", "Not yet", ""],
        ["9/3/2026 9:00:00", "b.ek@example.org", "Draw", "Cleo", "", "No", ""],
    ]
)  # fmt: skip
_REGISTRY = text(
    [
        ["Organization", "Resource", "Vendor", "Agreement Type", "Agreement Status", "Signed Date", "Expires On",
         "Originator", "Alliance", "Agreement PDF"],
        ["Maplewood Public Schools", "Read", "Acme", "CT-NDPA", "Active", "2026-09-01", "2029-09-01", "Bethel", "CT",
         "https://registry.example.org/1.pdf"],
        ["Maplewood Public Schools", "Play", "Brio", "Exhibit E", "In Progress", "", "", "", "CT", ""],
        ["Maplewood Public Schools", "Draw", "Cleo", "Vendor Specific", "Expired", "2019-09-01", "2022-09-01", "", "CT",
         ""],
    ]
)  # fmt: skip
_LIBRARY = text(
    [
        ["Product", "Company", "Approval Status", "Privacy Status", "Contract Executed", "Contract Expires",
         "Contract Owner", "Contract Cost", "Privacy Policy URL", "Date Added"],
        ["Read", "Acme", "Approved", "Signed", "2026-09-01 00:00:00 UTC", "2027-08-31 00:00:00 UTC", "", "1200",
         "https://acme.example.org/p", "2024-01-01"],
        ["Play", "Brio", "Denied", "Vendor declined", "", "", "", "", "", "2024-01-02"],
        ["Draw", "Cleo", "Approved", "Signed", "2026-09-03 00:00:00 UTC", "", "", "", "", "2024-01-03"],
    ]
)  # fmt: skip
_STACKED = text(
    [
        ["ELEMENTARY"],
        ["Vendor", "Product", "Date signed", "Expires"],
        ["Acme", "Read", "9/1/2026", "8/31/2027"],
        [],
        ["HIGH SCHOOL"],
        ["Signed on", "App name", "Company", "On web"],
        ["9/2/2026", "Play", "Brio", "9/4/2026"],
        ["9/3/2026", "Draw", "Cleo", ""],
    ]
)
_OLD_WINDOWS = (
    "Proveedor / Producto;Fecha de firma;Vence;¿Publicado?\r\n"
    "“Niño” Learning, Inc. – Lectura;1/9/2026;31/08/2027;x\r\n"
    "Café Numérique | Piñata;22/9/2026;;N\r\n"
)
_ONE_CELL = 'Program\n"Acme, Inc.\n(Read)",\n'
_BROKEN_QUOTES = 'Vendor,Product,Date signed,Data\nAcme,The 24" board,9/1/2026,"names, grades"\nBrio,Play,9/2/2026,names,,,\nCleo,Draw\n'
_TWICE = text(
    [
        ["Vendor", "Product", "Date signed", "Posted"],
        ["Acme, Inc.", "Read", "9/1/2026", "9/3/2026"],
        ["ACME INC", "READ", "2026-09-01", ""],
        ["Acme", "Read", "9/1/2027", ""],
        ["Total Learning", "Sums", "9/1/2026", ""],
        ["Total", "4", "", ""],
    ]
)
_PIPES = (
    "VENDOR NAME|PRODUCT DESC|EXEC DT|EXP DT|WEB NTC DT\nACME|READ|20260901|20270831|20260903\nBRIO|PLAY|00000000||\n"
)
_BOTH = text(
    [
        ["Application (Company)", "Signed?", "Date", "Website?"],
        ["Read (Acme, Inc.)", "Y", "9/1/2026", "x 9/3/26"],
        ["Brio LLC: Play", "✓", "9/2/2026", "✓"],
        ["Draw by Cleo", "Yes", "9/3/2026", ""],
        ["Sing", "N", "", ""],
    ]
)

MADE: tuple[Messy, ...] = (
    Messy("side-by-side.xlsx", _book(_side_by_side), (
        ("Acme", "Read", "2026-09-01", "", "", "new"), ("Brio", "Play", "2026-09-02", "", "", "new"))),
    Messy("three-heads.xlsx", _book(_three_lines_of_heads), (
        ("Acme", "Read", "2026-09-01", "2027-08-31", "2026-09-03", "new"),
        ("Brio", "Play", "2026-09-02", "", "", "new"))),
    Messy("formulas.xlsx", _book(_formulas), (
        ("Acme", "Read", "2026-09-01", "2027-09-01", "", "new"), ("Play", "", "2026-09-02", "", "", "ask"),
        ("Cleo", "Draw", "2026-09-03", "", "", "new"))),
    Messy("corner.xlsx", _book(_far_from_the_corner), (
        ("Acme", "1984", "2026-09-01", "2027-08-31", "", "new"), ("Brio", "Desmos 6-8", "2026-09-02", "", "", "new"))),
    Messy("merged-vendor.xlsx", _book(_vendor_over_three_rows), (
        ("Acme", "Read", "2026-09-01", "", "", "new"), ("Acme", "Write", "2026-09-02", "", "", "new"),
        ("Acme", "Count", "2026-09-03", "", "", "new"), ("Brio", "Play", "2026-09-04", "", "", "new"))),
    Messy("turned.xlsx", _book(_turned), ()),
    Messy("excel-table.xlsx", _book(_table_and_filter), (
        ("Acme", "Read", "2026-09-01", "", "", "ask"),
        ("Cleo", "Draw", "", "", "", "ask"))),
    Messy("macros.xlsm", _with_macros, (("Acme", "Read", "2026-09-01", "", "", "new"),)),
    Messy("five-styles.csv", _csv(_FIVE_STYLES), (
        ("Acme", "Read", "2026-09-01", "", "", "ask"), ("Brio", "Play", "2026-09-02", "", "", "ask"),
        ("Cleo", "Draw", "2026-09-03", "2027-08-31", "", "new"), ("Dune", "Sing", "2026-09-04", "2027-08-31", "", "new"),
        ("Elm", "Hum", "2026-09-05", "", "", "new"), ("Fir", "Tap", "2026-09-06", "2027-09-06", "", "new"),
        ("Gum", "Run", "", "", "", "ask"), ("Hay", "Sew", "", "", "", "refused"))),
    Messy("form-answers.csv", _csv(_FORM), (
        ("Acme", "Read", "2026-08-28", "", "2026-09-01", "new"), ("Brio, Inc.", "Play", "2026-08-31", "", "", "new"),
        ("Cleo", "Draw", "", "", "", "ask"))),
    Messy("registry.csv", _csv(_REGISTRY), (
        ("Acme", "Read", "2026-09-01", "2029-09-01", "", "new"),
        ("Cleo", "Draw", "2019-09-01", "2022-09-01", "", "new")), "Maplewood Public Schools"),
    Messy("library.csv", _csv(_LIBRARY), (
        ("Acme", "Read", "2026-09-01", "2027-08-31", "", "new"), ("Cleo", "Draw", "2026-09-03", "", "", "new"))),
    Messy("stacked.csv", _csv(_STACKED), (
        ("Acme", "Read", "2026-09-01", "2027-08-31", "", "new"), ("Brio", "Play", "2026-09-02", "", "2026-09-04", "new"),
        ("Cleo", "Draw", "2026-09-03", "", "", "new"))),
    Messy("old-windows.csv", _csv(_OLD_WINDOWS, "cp1252"), (
        ("“Niño” Learning, Inc.", "Lectura", "", "2027-08-31", "", "ask"),
        ("Café Numérique", "Piñata", "2026-09-22", "", "", "new"))),
    Messy("broken-quotes.csv", _csv(_BROKEN_QUOTES), (
        ("Acme", 'The 24" board', "2026-09-01", "", "", "new"), ("Brio", "Play", "2026-09-02", "", "", "new"),
        ("Cleo", "Draw", "", "", "", "ask"))),
    Messy("twice.csv", _csv(_TWICE), (
        ("Acme, Inc.", "Read", "2026-09-01", "", "2026-09-03", "new"), ("ACME INC", "READ", "2026-09-01", "", "", "same"),
        ("Acme", "Read", "2027-09-01", "", "", "ask"), ("Total Learning", "Sums", "2026-09-01", "", "", "new"))),
    Messy("pipes.txt", _csv(_PIPES), (
        ("ACME", "READ", "2026-09-01", "2027-08-31", "2026-09-03", "new"), ("BRIO", "PLAY", "", "", "", "ask"))),
    Messy("both-in-one.csv", _csv(_BOTH), (
        ("Acme, Inc.", "Read", "2026-09-01", "", "2026-09-03", "new"), ("Brio LLC", "Play", "2026-09-02", "", "", "ask"),
        ("Cleo", "Draw", "2026-09-03", "", "", "ask"))),
)  # fmt: skip
