"""Does an export that is put back in an empty district, on files or PostgreSQL, lose nothing?"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.bot.cli.district_cli import DistrictCli

ENTERED = ("contracts", "breaches", "deadlines", "settings")


def entered(path: Path) -> dict[str, Any]:
    """By table, its moments to the second, as a workbook keeps them."""
    found = json.loads(re.sub(r"(T\d\d:\d\d:\d\d)\.\d+", r"\1", path.read_text()))
    return {name: found[name] for name in ENTERED}


@pytest.mark.parametrize(("format", "ending"), [("json", "json"), ("csv", "zip"), ("xlsx", "xlsx")])
def test_an_export_is_put_back_where_nothing_is(office: DistrictCli, tmp_path: Path, format: str, ending: str) -> None:
    file, there, here = (tmp_path / name for name in (f"there.{ending}", "there.json", "here.json"))
    assert office("export", "--format", "json", str(there)).returncode == 0
    assert office("export", "--format", format, str(file)).returncode == 0
    empty = {"DPA_DATA": str(tmp_path / "empty"), "DPA_DATABASE_URL": ""}
    assert "Nothing was saved" in office("import", "--dry-run", str(file), **empty).stdout
    done = office("import", str(file), **empty)
    assert done.returncode == 0, done.stderr
    assert "with their numbers" in done.stdout
    assert office("export", "--format", "json", str(here), **empty).returncode == 0
    assert entered(here) == entered(there)
    assert office("audit", "verify", **empty).returncode == 0


@pytest.mark.parametrize(("format", "ending"), [("json", "json"), ("csv", "zip")])
def test_an_export_is_refused_where_records_are(office: DistrictCli, tmp_path: Path, format: str, ending: str) -> None:
    file = tmp_path / f"there.{ending}"
    assert office("export", "--format", format, str(file)).returncode == 0
    refused = office("import", str(file))
    assert refused.returncode == 2 and "has records already" in refused.stderr


def test_the_contracts_of_a_workbook_are_read_as_a_list_where_records_are(office: DistrictCli, tmp_path: Path) -> None:
    file = tmp_path / "there.xlsx"
    assert office("export", "--format", "xlsx", str(file)).returncode == 0
    again = office("import", str(file))
    assert again.returncode == 0 and "Saved: 0" in again.stdout, again.stdout
