"""Does dpa review tell of a paper or a folder of them, for people and for scripts?"""

import csv
import io
import json
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.bot.cli.district_cli import DistrictCli
from tests.papers import word_file

NOW = "2026-11-24T09:00"
TERMS = (
    "Acme and the Hartford Board of Education agree.\n\nThis agreement is governed by the laws of the State of Ohio.\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    papers = tmp_path / "papers"
    (papers / "more").mkdir(parents=True)
    (papers / "terms.txt").write_text(TERMS)
    (papers / "more" / "b.docx").write_bytes(word_file("Acme is proud of its maps."))
    (papers / "notes.xlsx").write_bytes(b"PK")
    return papers


def test_a_paper_is_told_in_a_card(files: DistrictCli, folder: Path) -> None:
    done = files("review", str(folder / "terms.txt"), DPA_NOW=NOW)
    assert done.returncode == 0, done.stderr
    assert "of 10 missing" in done.stdout and "Connecticut law governs, (a)(9): Contradicted" in done.stdout
    assert "Not legal advice." in done.stdout and "Log this contract" not in done.stdout


def test_scripts_get_quotes_at_their_offsets_in_the_text(files: DistrictCli, folder: Path) -> None:
    path = str(folder / "terms.txt")
    found = json.loads(files("review", path, "--json", DPA_NOW=NOW).stdout)
    text = files("review", path, "--text", DPA_NOW=NOW).stdout
    assert found["file"] == path and found["as_of"] == "2026-11-24" and list(found["provisions"])[8] == "(a)(9)"
    quotes = [one for row in found["provisions"].values() for one in row["evidence"]]
    assert quotes and all(text[one["start"] : one["end"]] == one["quote"] for one in quotes)
    assert json.loads(files("review", path, "--json", "--as-of", "2025-01-02").stdout)["as_of"] == "2025-01-02"


def test_what_cannot_be_read_is_said_and_told_to_scripts(files: DistrictCli, folder: Path) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    path = str(folder / "broken.pdf")
    done = files("review", path)
    assert done.returncode == 1 and done.stderr and not done.stdout
    found = json.loads(files("review", path, "--json").stdout)
    assert found["readable"] is False and found["provisions"] == {} and found["problem"] == done.stderr.strip()
    assert files("review", path, "--text").returncode == 1


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_folder_becomes_one_sheet(files: DistrictCli, folder: Path, tmp_path: Path, ending: str) -> None:
    sheet = tmp_path / f"results.{ending}"
    done = files("review", str(folder), "--sheet", str(sheet))
    assert done.returncode == 0, done.stderr
    assert "terms.txt: " in done.stdout and "2 papers read." in done.stdout
    if ending == "csv":
        rows = list(csv.reader(io.StringIO(sheet.read_text("utf-8-sig"))))
    else:
        rows = CalamineWorkbook.from_path(sheet).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows] == ["File", "more/b.docx", "terms.txt"] and len(rows[0]) == 21
    assert rows[2][rows[0].index("Connecticut law governs, (a)(9)")] == "Contradicted"


def test_a_folder_is_a_line_a_paper_for_scripts_and_goes_on_at_a_bad_one(files: DistrictCli, folder: Path) -> None:
    (folder / "a.pdf").write_bytes(b"%PDF-1.7 broken")
    done = files("review", str(folder), "--json")
    assert done.returncode == 1
    assert [json.loads(line)["file"] for line in done.stdout.splitlines()] == ["a.pdf", "more/b.docx", "terms.txt"]


@pytest.mark.parametrize(
    "given", [("nowhere.pdf",), ("--text", "."), ("--sheet", "x.ods", "."), (".", "--as-of", "someday")]
)
def test_a_wrong_call_is_refused(files: DistrictCli, folder: Path, given: tuple[str, ...]) -> None:
    done = files("review", *(str(folder) if one == "." else one for one in given))
    assert done.returncode == 2 and "Traceback" not in done.stderr


def test_a_folder_without_papers_is_said_to_have_none(files: DistrictCli, tmp_path: Path) -> None:
    done = files("review", str(tmp_path))
    assert done.returncode == 2 and "There is no PDF" in done.stderr


def test_the_addendum_of_a_contract_is_written(office: DistrictCli, tmp_path: Path) -> None:
    path = tmp_path / "addendum.docx"
    assert office("log-contract", "vendor: Acme; executed: 2026-10-07").returncode == 0
    with office.opened() as store:
        id = store.contracts()[-1].id
    done = office("addendum", id, str(path), DPA_NOW=NOW)
    assert done.returncode == 0 and path.read_bytes().startswith(b"PK") and str(path) in done.stdout, done.stderr
    assert office("addendum", id, str(tmp_path / "addendum.pdf")).returncode == 2
    assert office("addendum", "C-99", str(path)).returncode == 2
