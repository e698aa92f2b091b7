"""A desk with the real law, the real finder and a drawer of its own."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from handlers.dialogue.desk import Desk
from knowledge.counting import Calendar
from knowledge.load import load
from storage.embedded.store import open_embedded
from storage.records import Role, Setup
from storage.vault.sealed import PageChecks, SealedQuestions, WaitingFiles
from storage.vault.vault import open_vault
from tests.handlers.district import put
from tests.models import models


@pytest.fixture(scope="session")
def bare_desk() -> Desk:
    now = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("America/New_York"))
    desk = Desk(load(), models().rank, Calendar(), now, role=Role.ADMIN, read=models().signs, frame=models().frame)
    return replace(desk, invites="http://127.0.0.1:3978/enter/hartford")


@pytest.fixture
def desk(bare_desk: Desk, tmp_path: Path) -> Desk:
    vault = open_vault(tmp_path)
    sealed, waiting = SealedQuestions(vault, "hartford"), WaitingFiles(vault, "hartford")
    desk = replace(bare_desk, records=open_embedded(tmp_path, "hartford"), sealed=sealed, waiting=waiting)
    return replace(desk, page_checks=PageChecks(vault, "hartford"), drills={})


@pytest.fixture
def closed_office(desk: Desk) -> Desk:
    """A district in which a member may no more than a stranger, on a surface that gives nobody a role."""
    desk = replace(desk, role=Role.EVERYONE)
    put(desk, Setup(members=Role.EVERYONE))
    return desk
