"""Does ``dpa import`` put old contracts on record without making them overdue?"""

import json
from pathlib import Path

from handlers.deadlines.plan import EXPIRY
from storage.records import Status
from tests.bot.cli.district_cli import DistrictCli

HEAD = "Company,Product,Date executed,Expires,Link,posted,provisions\n"


def write(folder: Path, *rows: str) -> str:
    path = folder / "old.csv"
    path.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return str(path)


def old(number: int) -> str:
    link = f"https://schools.example.org/{number}"
    return f"Vendor {number},App {number},2023-09-0{number % 9 + 1},2025-06-30,{link},2023-09-12,all"


def test_old_contracts_that_were_posted_are_done_but_for_their_end(files: DistrictCli, tmp_path: Path) -> None:
    many = write(tmp_path, *map(old, range(40)))
    assert files("import", many, "--dry-run", "--map", "Company=vendor").returncode == 0
    done = files("import", many, "--map", "Company=vendor", "--json")
    assert done.returncode == 0, done.stderr
    first, *_, totals = map(json.loads, done.stdout.splitlines())
    assert (first["row"], first["result"], first["record"]) == (2, "new", "C-1")
    assert totals == {"totals": {"new": 40}, "saved": 40}
    deadlines = files.store().deadlines()
    posted = [one for one in deadlines if one.status is Status.DONE]
    assert len(posted) == 40 and {one.proof.rpartition("/")[0] for one in posted} == {"https://schools.example.org"}
    assert [one.duty for one in deadlines if one not in posted] == [EXPIRY] * 40
    again = files("import", many, "--map", "Company=vendor")
    assert "40 on record already. Saved: 0" in again.stdout
    assert files("audit", "verify").returncode == 0


def test_a_row_that_cannot_be_is_refused_and_then_nothing_is_saved(files: DistrictCli, tmp_path: Path) -> None:
    many = write(tmp_path, old(1), "Bad,App,2026-02-30,,,,all", ",App,2026-02-03,,,,all")
    done = files("import", many, "--map", "Company=vendor")
    assert done.returncode == 1
    assert "Row 3, refused: Date executed: There is no such day as '2026-02-30'" in done.stdout
    assert "Row 4, to be settled first, not saved: Vendor: Please fill this in." in done.stdout
    assert files.store().contracts() == []
    assert "Saved: 1" in files("import", many, "--map", "Company=vendor", "--accept-good").stdout


def test_a_dry_run_saves_nothing_even_where_the_good_rows_are_accepted(files: DistrictCli, tmp_path: Path) -> None:
    many = write(tmp_path, old(1), "Bad,App,2026-02-30,,,,all")
    done = files("import", many, "--map", "Company=vendor", "--accept-good", "--dry-run")
    assert "Saved: 0" in done.stdout, done
    assert files.store().contracts() == []


def test_a_file_without_known_columns_is_a_wrong_call(files: DistrictCli, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n")
    done = files("import", str(path))
    assert (done.returncode, "No column has the name of a field" in done.stderr) == (2, True)
