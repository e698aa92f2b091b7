"""Fixtures: a small Teams with people, group chats and channels, and a bot in it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.runtime.district_service import DistrictService
from bot.teams.app import Teams as App
from bot.teams.notify import TeamsChannel
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.dispatch import respond
from storage.embedded.store import open_embedded
from storage.vault.sealed import SealedQuestions, WaitingFiles
from storage.vault.vault import open_vault
from tests.bot.teams.adapter_server import connected
from tests.bot.teams.bot_in_teams import Bot
from tests.bot.teams.posts import posting
from tests.bot.teams.small_teams.teams import ELSEWHERE, Teams
from tests.bot.teams.tab.tab_server import Served, tabbed


@pytest.fixture
async def teams() -> AsyncIterator[Teams]:
    """One organization with people of every kind, and places."""
    async with Teams() as teams:
        teams.person("ana", name="Ana Ruiz")
        teams.person("sam", name="Sam Lee")
        teams.person("guest", name="A Guest", guest=True)
        teams.person("far", name="Of Elsewhere", tenant=ELSEWHERE)
        teams.group("g1", "ana", "sam", "guest")
        teams.channel("privacy", "ana", "sam", name="Privacy", kind="private")
        teams.channel("staff", "ana", "sam", "guest", name="Staff")
        teams.channel("vendor", "ana", "far", name="With a vendor", kind="shared")
        yield teams
        assert not teams.wrong, teams.wrong


@pytest.fixture
async def bot(empty_desk: Desk, teams: Teams, tmp_path: Path) -> AsyncIterator[Bot]:
    """A bot for that organization, on records of its own; Ana is its administrator."""
    store, heard = open_embedded(tmp_path, "hartford"), list[Message]()
    vault = open_vault(tmp_path)
    sealed, waiting = SealedQuestions(vault, "hartford"), WaitingFiles(vault, "hartford")
    admin = f"teams:{teams.people['ana'].aad}"

    def desk() -> Desk:
        return replace(empty_desk, records=store, admins=(admin,), sealed=sealed, waiting=waiting)

    def hear(message: Message) -> Reply:
        heard.append(message)
        return respond(message, desk())

    office = DistrictService(hear, desk)
    wires = []
    app = App(lambda _: office, lambda: wires[0])
    async with connected(teams, app.hear) as wire:
        wires.append(wire)
        yield Bot(app, teams, store, desk, heard)
        await app.rest()


@pytest.fixture
async def served(teams: Teams, empty_desk: Desk, tmp_path: Path) -> AsyncIterator[Served]:
    """The application with the tab, for that organization's district."""
    async with tabbed(teams, empty_desk.law, tmp_path) as served:
        yield served


@pytest.fixture
async def channel(teams: Teams) -> AsyncIterator[TeamsChannel]:
    """How posts reach the places of that Teams."""
    async with posting(teams) as channel:
        yield channel
