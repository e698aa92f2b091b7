"""Does the bot know what sort a channel is of which the messages do not tell it?"""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from bot.chat.pipeline import Pipeline
from bot.chat.received import Deduplicator
from bot.runtime.district_service import DistrictService
from bot.settings import ADMINS, Settings, read_settings
from bot.teams.app import InstallEvents
from bot.teams.client import Client, Json, tenant
from bot.teams.connector.turn import Turn
from bot.teams.parse import incoming as parse
from bot.teams.parse.incoming import TeamsIncoming, closed
from bot.teams.transport import TeamsTransport
from bot.teams.words import UNSURE_WHERE
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.people.access import role_of
from storage.embedded.store import open_embedded
from storage.records import Role
from tests.bot.chat.shared import ASK
from tests.bot.teams.adapter_server import connected
from tests.bot.teams.bot_in_teams import Bot
from tests.bot.teams.small_teams.teams import Teams, until, words

TEAM = "19:general@thread.tacv2"
SORTS = {"general": "", "board": "private", "office": "standard", "vendors": "shared"}
SETUP = "setup place: here"


@dataclass
class Listener:
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
async def listener(teams: Teams, empty_desk: Desk, tmp_path: Path) -> AsyncIterator[Listener]:
    store = open_embedded(tmp_path, "hartford")
    for key, sort in SORTS.items():
        teams.channel(key, "ana", kind=sort or "standard", team=TEAM)
    teams.tells_sorts = False
    wires: list[Any] = []
    listener = Listener(
        teams, lambda: replace(empty_desk, records=store), TeamsTransport(lambda: wires[0], Deduplicator())
    )
    async with connected(teams, listener.hear) as wire:
        wires.append(wire)
        yield listener


@pytest.mark.parametrize("where", SORTS)
async def test_the_list_of_the_team_tells_it(listener: Listener, where: str) -> None:
    said = await listener.says(SETUP, where)
    assert said.sort == SORTS[where]
    own = where != "vendors"
    assert (closed(said, listener.desk()), listener.private(where)) == (own, own)
    assert len(listener.asked) == (where != "general"), "a team's first channel is never shared"


@pytest.mark.parametrize(("where", "sort"), [("office", "standard"), ("board", ""), ("vendors", "")])
async def test_an_older_list_has_standard_channels_only(listener: Listener, where: str, sort: str) -> None:
    listener.teams.lists_sorts = False
    said = await listener.says(SETUP, where)
    assert said.sort == sort and closed(said, listener.desk()) is bool(sort)


@pytest.mark.parametrize("listed", [{}, {"conversations": None}, {"conversations": ["odd", {"type": "private"}]}])
async def test_an_odd_list_tells_nothing(listener: Listener, listed: Json) -> None:
    listener.teams.lists = listed
    assert await listener.sort("board") == "" and listener.asked == [200]


async def test_it_is_asked_once_and_only_where_it_matters(listener: Listener) -> None:
    for text in (ASK, "help", "terms"):
        await listener.says(text, "board")
    assert not listener.asked and not listener.private("board")
    assert await asyncio.gather(*(listener.teams.says("deadlines", where="board") for _ in range(3)))
    await until(lambda: len(listener.found) == 6)
    assert await listener.sort("board") == "private" and listener.asked == [200]
    listener.teams.tells_sorts = True
    assert await listener.sort("vendors") == "shared" and listener.asked == [200]
    listener.teams.tells_sorts = False
    listener.teams.channel("new", "ana", kind="private", team=TEAM)
    assert await listener.sort("new") == "private", "what was listed before it was made says nothing of it"


@pytest.mark.parametrize(("status", "code"), [(403, "BotNotInConversationRoster"), (404, "NotFound")])
async def test_a_team_that_is_not_ours_is_left_alone_until_the_app_comes_there(
    listener: Listener, status: int, code: str
) -> None:
    listener.teams.refuse("channels", status, code)
    for _ in range(2):
        said = await listener.says(SETUP, "board")
        assert said.sort == "" and not closed(said, listener.desk())
    assert listener.asked == [status]
    await listener.teams.installs("board")
    await until(lambda: listener.private("board"))
    assert await listener.sort("board") == "private" and listener.asked == [status, 200]


@pytest.mark.parametrize("trouble", ["500", "502", "drop"])
async def test_a_trouble_that_may_pass_is_asked_again(
    listener: Listener, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    monkeypatch.setattr("bot.teams.connector.turn.WITHIN", 0.0)
    monkeypatch.setattr("bot.teams.connector.turn.AFTERWARDS", 0.0)
    calls = 2 if trouble == "drop" else 1  # where the line breaks aiohttp itself asks once more
    listener.teams.hindrances["channels"] = [(trouble, "")] * calls
    assert await listener.sort("board") == ""
    assert await listener.sort("board") == "private"


async def test_nobody_waits_long_for_it(listener: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parse, "PATIENCE", 0.05)
    listener.teams.hang("channels")
    assert [await listener.sort("board") for _ in range(2)] == ["", ""]
    assert len(listener.asked) == 1 and not listener.private("board")
    monkeypatch.setattr(parse, "PATIENCE", 5.0)
    listener.teams.let_go()
    assert await listener.sort("board") == "private" and listener.private("board")


async def test_what_was_told_once_holds(listener: Listener) -> None:
    await listener.says(SETUP, "board")
    listener.transport = TeamsTransport(listener.transport.speaker, Deduplicator())
    listener.teams.refuse("channels", 404, times=2)
    for text in (ASK, SETUP):
        said = await listener.says(text, "board")
        assert said.sort == "" and closed(said, listener.desk()) and listener.private("board")
    listener.teams.lists_sorts = False
    listener.transport = TeamsTransport(listener.transport.speaker, Deduplicator())
    assert closed(await listener.says(SETUP, "board"), listener.desk())


@pytest.mark.parametrize(
    ("where", "reads"),
    [("office", "Everyone in this team"), ("board", "this private channel"), ("general", "Everyone in this team")],
)
async def test_a_channel_of_which_no_message_tells_becomes_the_districts_own(bot: Bot, where: str, reads: str) -> None:
    for key, sort in SORTS.items():
        bot.teams.channel(key, "ana", kind=sort or "standard", team=TEAM)
    bot.teams.tells_sorts = False
    await bot.moves_to(where)
    assert bot.store.setup().place == f"teams:{bot.teams.rooms[where].id}"
    assert reads in words(bot.teams.whispers[-1])


@pytest.mark.parametrize(("where", "lists", "unsure"), [("vendors", True, False), ("board", False, True)])
async def test_a_channel_that_others_read_or_might_is_refused(bot: Bot, where: str, lists: bool, unsure: bool) -> None:
    bot.teams.channel(where, "ana", kind=SORTS[where], team=TEAM)
    bot.teams.channel("office", "ana", team=TEAM)
    bot.teams.tells_sorts, bot.teams.lists_sorts = False, lists
    await bot.says(SETUP, where=where)
    said = words(bot.teams.whispers[-1])
    assert not bot.store.setup().place and "Too many people" in said and (UNSURE_WHERE in said) is unsure


async def test_a_question_of_law_asks_for_no_channels(bot: Bot) -> None:
    bot.teams.tells_sorts = False
    await bot.says(ASK, where="staff")
    await bot.says("deadlines", where="staff")
    assert len([call for call in bot.teams.calls if call.what == "channels"]) == 1


def test_the_settings_take_what_they_show_as_an_example(monkeypatch: pytest.MonkeyPatch, empty_desk: Desk) -> None:
    monkeypatch.setenv("DPA_ADMINS", "Ana")
    with pytest.raises(Sorry) as sorry:
        read_settings()
    assert ADMINS in str(sorry.value)
    slack, teams = Settings(admins=tuple(ADMINS.split(","))).admins
    assert slack == "slack:U042"
    assert role_of(Message("", who=teams), replace(empty_desk, admins=(teams,))) is Role.ADMIN
