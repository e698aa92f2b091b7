"""Does an export that is put back in an empty district, on files or PostgreSQL, lose nothing?"""

import json
from pathlib import Path
from typing import Any

from tests.bot.cli.district_cli import DistrictCli

ENTERED = ("contracts", "breaches", "deadlines", "settings")


def entered(path: Path) -> dict[str, Any]:
    found = json.loads(path.read_text())
    return {name: found[name] for name in ENTERED}


def test_an_export_is_put_back_where_nothing_is(office: DistrictCli, tmp_path: Path, monkeypatch: Any) -> None:
    there, here = tmp_path / "there.json", tmp_path / "here.json"
    assert office("export", "--format", "json", str(there)).returncode == 0
    refused = office("import", str(there))
    assert refused.returncode == 2 and "has records already" in refused.stderr
    empty = {"DPA_DATA": str(tmp_path / "empty"), "DPA_DATABASE_URL": ""}
    done = office("import", str(there), **empty)
    assert done.returncode == 0, done.stderr
    assert "with their numbers" in done.stdout
    assert office("export", "--format", "json", str(here), **empty).returncode == 0
    assert entered(here) == entered(there)
    assert office("audit", "verify", **empty).returncode == 0
