"""Is what is under way ended while the chats can still be spoken to?"""

# ruff: noqa: ARG002 (a chat that does nothing)

import asyncio
import time
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from aiohttp import web

from bot.runtime.district_service import DistrictService
from bot.runtime.refresh_posts import Settling
from bot.web.app import Chats
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.reminders.channels import Place

PATIENCE = 100
REPLY = Reply(title="Done")


@dataclass
class Told:
    """A chat, and the way to it, that writes down what happens."""

    name: str
    told: list[str]
    gap: timedelta = field(default_factory=timedelta)

    def districts(self) -> list[str]:
        return ["hartford", self.name]

    def channel_for(self, district: str) -> "Told":
        return self

    def changed(self, district: str) -> None:
        self.told.append(f"{self.name} changed in {district}")

    def mount(self, here: web.Application, office: object) -> None:
        async def hold(_: web.Application):
            yield
            self.told.append(f"{self.name} closed")

        here.cleanup_ctx.append(hold)

    def trouble(self) -> str:
        return ""

    async def rest(self) -> None:
        self.told.append(f"{self.name} rests")

    def send(self, place: Place, reply: Reply, post: str, *, again: bool) -> str:
        return ""

    def settle(self, place: Place, sent_as: str, reply: Reply) -> None:
        self.told.append(f"{self.name} settled")


def nobody() -> Desk:
    raise RuntimeError("no desk is needed")


def settling(chats: Chats, district: str = "hartford") -> Settling:
    found = chats.refreshing(DistrictService(lambda _: REPLY, nobody), district).respond
    assert isinstance(found, Settling)
    return found


async def ended(chats: Chats) -> None:
    """An application with these chats was stopped."""
    here = web.Application()
    for add in chats.mounts(lambda _: DistrictService(lambda _: REPLY, nobody)):
        add(here)
    runner = web.AppRunner(here)
    await runner.setup()
    await runner.cleanup()


async def test_all_districts_end_together_however_slow_their_chats_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each district has something to be refreshed, and each takes until the first of the others has given up."""
    monkeypatch.setattr("bot.web.app.REFRESH_TIMEOUT", 1.0)
    chats = Chats({"slack": Told("slack", [])})
    ones, shown = [settling(chats, f"district-{k}") for k in range(50)], []
    for one in ones:
        for _ in range(2):
            one._aside.submit(one._over.wait, PATIENCE).add_done_callback(shown.append)
    began = time.monotonic()
    await ended(chats)
    assert time.monotonic() - began < PATIENCE / 2, "no district waits for another one"
    for one in ones:
        one._aside.shutdown()
    assert len(shown) == 100 and sum(future.cancelled() for future in shown) == 50


async def test_a_chat_that_does_not_come_to_rest_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.web.app.ANSWERS_TIMEOUT", 0.01)
    told: list[str] = []
    teams, never = Told("teams", told), asyncio.Event()

    async def rest() -> None:
        await never.wait()

    teams.rest = rest  # type: ignore[method-assign]
    await ended(Chats({"teams": teams, "slack": Told("slack", told)}))
    assert told == ["slack rests", "slack closed", "teams closed"]


async def test_all_chats_are_one_and_end_before_they_are_closed() -> None:
    told: list[str] = []
    chats = Chats({name: Told(name, told) for name in ("slack", "teams")})
    assert chats.districts() == ["hartford", "slack", "teams"] and list(chats.ways("hartford")) == ["slack", "teams"]
    hear = settling(chats)
    assert hear(Message("help")) is REPLY
    assert told == ["slack changed in hartford", "teams changed in hartford"]
    told.clear()
    hear._aside.submit(lambda: told.append("a post is refreshed"))
    await ended(chats)
    assert told.index("slack rests") < told.index("teams closed") and told[-2:] == ["teams closed", "slack closed"]
    assert hear._over.is_set() and "a post is refreshed" in told
