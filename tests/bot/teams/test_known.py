"""Does the bot know what sort a channel is of which the messages do not tell it?"""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from bot.chat.dedupe import Deduplicator
from bot.chat.pipeline import Pipeline
from bot.runtime.district_service import DistrictService
from bot.settings import ADMINS, Settings, read_settings
from bot.teams.client import Client, Json, Turn, tenant
from bot.teams.install_events import InstallEvents
from bot.teams.parse import directory as known
from bot.teams.parse import incoming as parse
from bot.teams.parse.directory import closed
from bot.teams.parse.incoming import TeamsIncoming
from bot.teams.transport.transport import TeamsTransport
from bot.teams.words import UNSURE_WHERE
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Reply
from handlers.people.access import role_of
from storage.embedded.store import open_embedded
from storage.records import Role
from tests.bot.teams.local import Teams, until, words
from tests.bot.teams.served import connected
from tests.bot.teams.spoken import ASK, Bot

TEAM = "19:general@thread.tacv2"
SORTS = {"general": "", "board": "private", "office": "standard", "vendors": "shared"}
SETUP = "setup place: here"


@dataclass
class Ear:
    """Hears what is said in channels of one team, learns their sort, and keeps them on file."""

    teams: Teams
    desk: Callable[[], Desk]
    transport: TeamsTransport
    found: list[TeamsIncoming] = field(default_factory=list)

    async def hear(self, turn: Turn) -> None:
        client = Client(lambda _: DistrictService(lambda _: Reply("Yes"), self.desk), tenant(turn.activity), turn)
        pipeline = Pipeline(self.transport)
        incoming = parse.message(turn.activity)
        if turn.activity["type"] == "installationUpdate":
            await InstallEvents(pipeline, self.transport).arrived(incoming, client)
            return
        incoming = await self.transport.directory.placed(incoming, client)
        pipeline.contacts.note(self.transport.audience(incoming, self.desk(), client).place, self.desk())
        self.found.append(incoming)

    async def says(self, text: str, where: str) -> TeamsIncoming:
        """What was said there, as it is known then."""
        count = len(self.found)
        assert (await self.teams.says(text, where=where)).status == 200
        await until(lambda: len(self.found) > count)
        return self.found[-1]

    async def sort(self, where: str) -> str:
        return (await self.says(SETUP, where)).sort

    def private(self, where: str) -> bool:
        """Whether it is on file as a place that only its members read."""
        place = self.desk().store.place(f"teams:{self.teams.rooms[where].id}")
        return place is not None and place.private

    @property
    def asked(self) -> list[int]:
        """How each call for a list of channels ended."""
        return [call.status for call in self.teams.calls if call.what == "channels"]


@pytest.fixture
async def ear(teams: Teams, bare: Desk, tmp_path: Path) -> AsyncIterator[Ear]:
    store = open_embedded(tmp_path, "hartford")
    for key, sort in SORTS.items():
        teams.channel(key, "ana", kind=sort or "standard", team=TEAM)
    teams.tells_sorts = False
    wires: list[Any] = []
    ear = Ear(teams, lambda: replace(bare, records=store), TeamsTransport(lambda: wires[0], Deduplicator()))
    async with connected(teams, ear.hear) as wire:
        wires.append(wire)
        yield ear


@pytest.mark.parametrize("where", SORTS)
async def test_the_list_of_the_team_tells_it(ear: Ear, where: str) -> None:
    said = await ear.says(SETUP, where)
    assert said.sort == SORTS[where]
    own = where != "vendors"
    assert (closed(said, ear.desk()), ear.private(where)) == (own, own)
    assert len(ear.asked) == (where != "general"), "a team's first channel is never shared"


@pytest.mark.parametrize(("where", "sort"), [("office", "standard"), ("board", ""), ("vendors", "")])
async def test_an_older_list_has_standard_channels_only(ear: Ear, where: str, sort: str) -> None:
    ear.teams.lists_sorts = False
    said = await ear.says(SETUP, where)
    assert said.sort == sort and closed(said, ear.desk()) is bool(sort)


@pytest.mark.parametrize("listed", [{}, {"conversations": None}, {"conversations": ["odd", {"type": "private"}]}])
async def test_an_odd_list_tells_nothing(ear: Ear, listed: Json) -> None:
    ear.teams.lists = listed
    assert await ear.sort("board") == "" and ear.asked == [200]


async def test_it_is_asked_once_and_only_where_it_matters(ear: Ear) -> None:
    for text in (ASK, "help", "terms"):
        await ear.says(text, "board")
    assert not ear.asked and not ear.private("board")
    assert await asyncio.gather(*(ear.teams.says("deadlines", where="board") for _ in range(3)))
    await until(lambda: len(ear.found) == 6)
    assert await ear.sort("board") == "private" and ear.asked == [200]
    ear.teams.tells_sorts = True
    assert await ear.sort("vendors") == "shared" and ear.asked == [200]
    ear.teams.tells_sorts = False
    ear.teams.channel("new", "ana", kind="private", team=TEAM)
    assert await ear.sort("new") == "private", "what was listed before it was made says nothing of it"


@pytest.mark.parametrize(("status", "code"), [(403, "BotNotInConversationRoster"), (404, "NotFound")])
async def test_a_team_that_is_not_ours_is_left_alone_until_the_app_comes_there(
    ear: Ear, status: int, code: str
) -> None:
    ear.teams.refuse("channels", status, code)
    for _ in range(2):
        said = await ear.says(SETUP, "board")
        assert said.sort == "" and not closed(said, ear.desk())
    assert ear.asked == [status]
    await ear.teams.installs("board")
    await until(lambda: ear.private("board"))
    assert await ear.sort("board") == "private" and ear.asked == [status, 200]


@pytest.mark.parametrize("trouble", ["500", "502", "drop"])
async def test_a_trouble_that_may_pass_is_asked_again(ear: Ear, monkeypatch: pytest.MonkeyPatch, trouble: str) -> None:
    monkeypatch.setattr("bot.teams.connector.turn.WITHIN", 0.0)
    monkeypatch.setattr("bot.teams.connector.turn.AFTERWARDS", 0.0)
    calls = 2 if trouble == "drop" else 1  # where the line breaks aiohttp itself asks once more
    ear.teams.hindrances["channels"] = [(trouble, "")] * calls
    assert await ear.sort("board") == ""
    assert await ear.sort("board") == "private"


async def test_nobody_waits_long_for_it(ear: Ear, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known, "PATIENCE", 0.05)
    ear.teams.hang("channels")
    assert [await ear.sort("board") for _ in range(2)] == ["", ""]
    assert len(ear.asked) == 1 and not ear.private("board")
    monkeypatch.setattr(known, "PATIENCE", 5.0)
    ear.teams.let_go()
    assert await ear.sort("board") == "private" and ear.private("board")


async def test_what_was_told_once_holds(ear: Ear) -> None:
    await ear.says(SETUP, "board")
    ear.transport = TeamsTransport(ear.transport.speaker, Deduplicator())
    ear.teams.refuse("channels", 404, times=2)
    for text in (ASK, SETUP):
        said = await ear.says(text, "board")
        assert said.sort == "" and closed(said, ear.desk()) and ear.private("board")
    ear.teams.lists_sorts = False
    ear.transport = TeamsTransport(ear.transport.speaker, Deduplicator())
    assert closed(await ear.says(SETUP, "board"), ear.desk())


@pytest.mark.parametrize(
    ("where", "reads"),
    [("office", "Everyone in this team"), ("board", "this private channel"), ("general", "Everyone in this team")],
)
async def test_a_channel_of_which_no_message_tells_becomes_the_districts_own(bot: Bot, where: str, reads: str) -> None:
    for key, sort in SORTS.items():
        bot.teams.channel(key, "ana", kind=sort or "standard", team=TEAM)
    bot.teams.tells_sorts = False
    await bot.says(SETUP, where=where)
    assert bot.store.setup().place == f"teams:{bot.teams.rooms[where].id}"
    assert reads in words(bot.teams.whispers[-1])


@pytest.mark.parametrize(("where", "lists", "unsure"), [("vendors", True, False), ("board", False, True)])
async def test_a_channel_that_others_read_or_might_is_refused(bot: Bot, where: str, lists: bool, unsure: bool) -> None:
    bot.teams.channel(where, "ana", kind=SORTS[where], team=TEAM)
    bot.teams.channel("office", "ana", team=TEAM)
    bot.teams.tells_sorts, bot.teams.lists_sorts = False, lists
    await bot.says(SETUP, where=where)
    said = words(bot.teams.whispers[-1])
    assert not bot.store.setup().place and "too many" in said and (UNSURE_WHERE in said) is unsure


async def test_a_question_of_law_asks_for_no_channels(bot: Bot) -> None:
    bot.teams.tells_sorts = False
    await bot.says(ASK, where="staff")
    await bot.says("deadlines", where="staff")
    assert len([call for call in bot.teams.calls if call.what == "channels"]) == 1


def test_the_settings_take_what_they_show_as_an_example(monkeypatch: pytest.MonkeyPatch, bare: Desk) -> None:
    monkeypatch.setenv("DPA_ADMINS", "Ana")
    with pytest.raises(Sorry) as sorry:
        read_settings()
    assert ADMINS in str(sorry.value)
    slack, teams = Settings(admins=tuple(ADMINS.split(","))).admins
    assert slack == "slack:U042"
    assert role_of(Message("", who=teams), replace(bare, admins=(teams,))) is Role.ADMIN
