"""Of two bots on the same records, is what Teams tells both of them done once?"""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.runtime.district_service import DistrictService
from bot.teams.app import Teams as App
from bot.teams.client import Json
from bot.teams.connector.turn import Turn
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.dispatch import respond
from storage.embedded.store import open_embedded
from tests.bot.chat.shared import ASK
from tests.bot.teams.adapter_server import connected
from tests.bot.teams.bot_in_teams import CITE, Bot
from tests.bot.teams.small_teams.teams import Answer, Teams, button, words


@dataclass
class Pair(Bot):
    """Two bots behind one address."""

    apps: tuple[App, ...] = ()

    async def to_each(self, do: Callable[[], Awaitable[Answer]]) -> None:
        """The same is told to one of them, and before it has answered to the other one."""
        for app in self.apps:
            self.app = app
            assert (await do()).status == 200
        for app in self.apps:
            await app.rest()


@pytest.fixture
async def pair(empty_desk: Desk, teams: Teams, tmp_path: Path) -> AsyncIterator[Pair]:
    store, heard = open_embedded(tmp_path, "hartford"), list[Message]()

    def desk() -> Desk:
        return replace(empty_desk, records=store, admins=(f"teams:{teams.people['ana'].aad}",))

    def hear(message: Message) -> Reply:
        heard.append(message)
        return respond(message, desk())

    office, wires = DistrictService(hear, desk), []
    apps = tuple(App(lambda _: office, lambda: wires[0], replicas=True) for _ in range(2))
    pair = Pair(apps[0], teams, store, desk, heard, apps)

    async def switch(turn: Turn) -> Json | None:
        return await pair.app.hear(turn)

    async with connected(teams, switch) as wire:
        wires.append(wire)
        yield pair


async def test_a_message_is_answered_once(pair: Pair) -> None:
    await pair.to_each(lambda: pair.teams.says(ASK, id="m1"))
    assert len(pair.heard) == 1 and len(pair.teams.said("ana")) == 1


async def test_what_says_the_same_once_more_as_with_a_link_s_preview_is_no_edit(pair: Pair) -> None:
    await pair.says("log-contract vendor: Acme; executed: 2026-10-06; link: https://acme.example.org")
    question = next(one for one in pair.teams.rooms["ana"].messages if one["from"]["id"] == "29:ana")
    pair.app = pair.apps[1]
    await pair.after(await pair.teams.edits(question, question["text"]))
    assert len(pair.teams.said("ana")) == 1


async def test_an_answer_is_shared_once(pair: Pair) -> None:
    await pair.says(ASK, where="g1", targeted=True, mention=False)
    shown = {**pair.teams.whispers[-1], "conversation": {"id": pair.teams.rooms["g1"].id}}
    share = button("Share here", shown)
    await pair.to_each(lambda: pair.teams.presses(share, shown))
    [shared] = pair.teams.said("g1")
    assert CITE in words(shared)
