"""Does an export go where it was asked for, without what is nobody's business?"""

import io
import zipfile
from pathlib import Path

import pytest

from tests.bot.cli.district_cli import DistrictCli, head_of


@pytest.mark.parametrize("format", ["json", "csv", "ics", "xlsx"])
def test_an_export_goes_to_a_file_or_to_standard_output(office: DistrictCli, tmp_path: Path, format: str) -> None:
    path = tmp_path / "out"
    done = office("export", "--format", format, str(path), DPA_NOW="2026-11-24T09:00")
    assert done.returncode == 0, done.stderr
    assert path.stat().st_mode & 0o777 == 0o600
    assert office("audit", "verify", "--head", head_of(done)).returncode == 0
    code, out, _ = office.spoken("export", "--format", format, DPA_NOW="2026-11-24T09:00")
    assert code == 0
    for content in (path.read_bytes(), out):
        if format in {"csv", "xlsx"}:
            with zipfile.ZipFile(io.BytesIO(content)) as box:
                assert b"Acme" in b"".join(box.read(name) for name in box.namelist())
        else:
            assert b"Acme" in content


def test_no_setting_of_ours_gets_into_an_export(office: DistrictCli) -> None:
    done = office("export", "--format", "json", SLACK_BOT_TOKEN="xoxb-planted-token-1234")
    assert "xoxb" not in done.stdout and "postgresql://" not in done.stdout
    assert office("export", "--format", "docx").returncode == 2
