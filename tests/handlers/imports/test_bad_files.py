"""Is a file that cannot be read refused in a sentence, soon and without filling the memory?"""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from handlers.dialogue.command_spec import Sorry
from handlers.imports.files.tables import OLE, read_sheets


def book(**parts: bytes) -> bytes:
    """A small workbook, in which some parts are others."""
    into = io.BytesIO()
    with xlsxwriter.Workbook(into) as made:
        made.add_worksheet("Contracts").write_row(0, 0, ["Vendor", "Date signed"])
    out = io.BytesIO()
    with zipfile.ZipFile(into) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name.rpartition("/")[2].partition(".")[0], old.read(name)))
    return out.getvalue()


ROW = b'<row r="1"><c r="%s"><v>1</v></c></row>'
SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'


def many() -> bytes:
    """More rows than are read."""
    return b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 200_000))


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.xlsx", b"", "is empty"),
        ("a.xlsx", b"no zip", "cannot be read"),
        ("a.xlsx", lambda: book()[:900], "cannot be read"),
        ("a.xlsx", OLE + b"\0" * 600, "password"),
        ("a.xls", OLE + b"\0" * 600, "old kind"),
        ("a.pdf", b"%PDF-1.7", "no spreadsheet"),
        ("a.csv", b"\x00\x01\x02" * 400, "cannot be read as a list"),
        ("a.csv", lambda: b"x" * (21 * 1024 * 1024), "21 MB"),
        ("a.csv", b"a,b\n" * 20_001, "more than 20,000 rows"),
        ("a.csv", b"a," * 300, "more than 200 columns"),
        ("a.xlsx", lambda: book(sheet1=SHEET % (ROW % b"A1048576")), "more than 20,000 rows"),
        ("a.xlsx", lambda: book(sheet1=SHEET % (ROW % b"XFD1")), "more than 200 columns"),
        ("a.xlsx", lambda: book(sheet1=SHEET % many()), "more than 20,000 rows"),
        ("a.xlsx", lambda: book(sheet1=b" " * (90 * 1024 * 1024)), "unpacks to more than 80 MB"),
        ("a.xlsx", lambda: book(workbook=b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "cannot be read"),
    ],
    ids=[f"{n}" for n in range(15)],
)
def test_it_is_refused_in_a_sentence(name: str, content: bytes | Callable[[], bytes], says: str) -> None:
    with pytest.raises(Sorry, match=says):
        read_sheets(name, content() if callable(content) else content)


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as made:
        made.writestr("a.txt", "hello")
    with pytest.raises(Sorry, match="no Excel workbook"):
        read_sheets("a.xlsx", into.getvalue())


def test_a_workbook_with_macros_is_read_without_them(tmp_path: Path) -> None:
    [sheet] = read_sheets("a.xlsm", book())
    assert list(sheet.rows[0]) == ["Vendor", "Date signed"]


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.98])
def test_a_workbook_that_was_written_in_part_is_refused_wherever_it_ends(share: float) -> None:
    content = book()
    with pytest.raises(Sorry, match="saved only in part"):
        read_sheets("a.xlsx", content[: int(len(content) * share)])
