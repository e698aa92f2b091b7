"""Does what a district wrote and posted with a9be829f (November 28, 2026) still open, hold together and work?

`written_before/` has its drawer, its backup, its export, what the buttons of its messages sent, and the same district in
PostgreSQL with one contract more, dumped by `pg_dump --inserts`, and its export.
"""

import json
import shutil
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg
import pytest

from handlers.dialogue.desk import Desk, Message
from handlers.dispatch import handle
from knowledge.counting import Calendar
from knowledge.law import Law
from knowledge.load import load
from storage.embedded.store import open_embedded
from storage.records import Role
from tests.bot.cli.district_cli import DistrictCli
from tests.models import models

HERE = Path(__file__).parent / "written_before"
PRESSES = [line.split(" | ", 1) for line in (HERE / "presses.txt").read_text().splitlines() if not line.startswith("#")]


@cache
def law() -> Law:
    return load()


def drawer(data: Path) -> Path:
    folder = data / "district"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE / "drawer.json", folder / "district.json")
    return data


def read(path: Path) -> object:
    """An export without the day on which it was made."""
    return {name: value for name, value in json.loads(path.read_text()).items() if name != "day"}


def exported(district: DistrictCli, path: Path) -> object:
    done = district("export", "--format", "json", str(path))
    assert done.returncode == 0, done.stderr
    return read(path)


EXPORTED = read(HERE / "export.json")


def test_its_drawer_opens_verifies_and_exports_the_same(files: DistrictCli, tmp_path: Path) -> None:
    drawer(files.data)
    assert "The audit chain holds" in files("audit", "verify").stdout
    assert exported(files, tmp_path / "now.json") == EXPORTED


def test_its_tables_are_upgraded_verified_and_exported_the_same(url: str, tmp_path: Path) -> None:
    with psycopg.connect(url) as connection:
        connection.execute((HERE / "postgres.sql").read_bytes())
    district = DistrictCli(tmp_path, url)
    verified = district("audit", "verify")
    assert "The records match their history" in verified.stdout, verified
    assert exported(district, tmp_path / "now.json") == read(HERE / "postgres_export.json")


@pytest.mark.parametrize("where", ["files", "database"])
def test_its_backup_is_restored_verifies_and_exports_the_same(
    where: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    district: DistrictCli = request.getfixturevalue(where)
    done = district("restore", str(HERE / "backup.json"))
    assert done.returncode == 0, done.stderr
    assert "The records match their history" in district("audit", "verify").stdout
    assert exported(district, tmp_path / "now.json") == EXPORTED


@pytest.mark.parametrize(("command", "say"), PRESSES, ids=[say for _, say in PRESSES])
def test_its_buttons_still_work(command: str, say: str, tmp_path: Path) -> None:
    now, own = datetime(2026, 11, 24, 9, tzinfo=ZoneInfo("America/New_York")), models()
    store = open_embedded(drawer(tmp_path), "district")
    desk = Desk(law(), own.rank, Calendar(), now, role=Role.PRIVACY, read=own.signs, frame=own.frame, records=store)
    _, note = handle(Message(say, who="Dana"), desk)
    assert note.command == command
