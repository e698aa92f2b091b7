"""Are records of version 0.1.0 read, worked on, and given back as they were?

from_0_1_0/ was written by that version: a contract, its breach, what followed, and a backup made with ``dpa backup``.
"""

import json
import shutil
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.text import plain
from handlers.dispatch import handle
from knowledge.counting import Calendar
from knowledge.law import Law
from storage.backup import back_up, restore
from storage.embedded.disk import FORMAT
from storage.embedded.store import EmbeddedStore, open_embedded
from storage.events.audit import verify
from storage.records import Role

ZONE = ZoneInfo("America/New_York")
OLD = Path(__file__).parent / "from_0_1_0"
MORNING = datetime(2026, 12, 1, 9, 0, tzinfo=ZONE)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The folder of the records, as 0.1.0 left it."""
    shutil.copytree(OLD, tmp_path / "data/district", ignore=shutil.ignore_patterns("*.backup"))
    return tmp_path / "data"


@pytest.fixture
def opened(data: Path) -> EmbeddedStore:
    return open_embedded(data, "district")


def test_everything_is_there_and_the_chain_holds(opened: EmbeddedStore) -> None:
    contract, breach = opened.contract("C-1"), opened.breach("B-1")
    assert contract and (contract.vendor, contract.product, contract.executed) == (
        "Acme",
        "Acme Read",
        date(2026, 10, 7),
    )
    assert len(contract.provisions) == 10 and not contract.schools and not contract.subprocessors
    assert breach and breach.students == 120
    assert [opened.deadline(f"D-{number}") is None for number in range(1, 6)] == [False] * 4 + [True]
    assert verify(opened.events()) is None and len(opened.events()) == 4


def test_the_old_file_is_kept_as_it_was_before_anything_is_written(opened: EmbeddedStore, data: Path) -> None:
    kept = data / f"district/backups/before-format-{FORMAT}.json"
    assert kept.read_bytes() == (OLD / "district.json").read_bytes()
    assert json.loads((data / "district/district.json").read_bytes())["format"] == FORMAT


def test_people_go_on_where_they_were(opened: EmbeddedStore, law: Law) -> None:
    desk = Desk(law, lambda _: (), Calendar(), MORNING, opened, Role.ADMIN)
    for said, shown in {
        "contract C-1": "Acme Read",
        "done D-3 https://schools.example.org/told": "D-3",
        "log-contract vendor: Cedar; executed: 2026-11-30": "C-2",
        "history C-1": "C-1",
    }.items():
        reply, _ = handle(Message(said), desk)
        assert not reply.failed and shown in plain(reply), said
    assert verify(opened.events()) is None


def test_it_goes_back_by_the_backup_and_forward_again(opened: EmbeddedStore, tmp_path: Path) -> None:
    before = opened.dump()
    made_now = tmp_path / "now.backup"
    back_up(opened, "district", made_now)
    restore(opened, "district", OLD / "district.backup", even_if_lost=True)
    assert opened.dump() == before, "the backup of 0.1.0 has what its file had"
    restore(opened, "district", made_now)
    assert opened.dump() == before
