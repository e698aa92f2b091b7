"""How is a post sent in the small Teams?"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.teams.client import Json
from bot.teams.connector.turn import Turn
from bot.teams.notify import LoopBridge, TeamsChannel
from handlers.dialogue.reply import Bullets, Reply
from storage.records import Place
from tests.bot.chat.shared import POST, REPLY
from tests.bot.teams.adapter_server import connected
from tests.bot.teams.small_teams.teams import TENANT, Teams, words

LONG = Reply(title="Much", parts=tuple(Bullets(tuple(f"{k} {'x' * 900}" for k in range(9))) for _ in range(15)))
ANA, CHANNEL = "teams:a:ana", "teams:19:c1@thread.tacv2"


async def nobody(turn: Turn) -> Json | None:
    """It hears nothing."""


@asynccontextmanager
async def posting(teams: Teams) -> AsyncIterator[TeamsChannel]:
    crossing = LoopBridge()
    async with connected(teams, nobody) as wire:
        async for _ in crossing.hold(None):
            yield TeamsChannel(wire, crossing)


def place(teams: Teams, id: str = ANA, **more: str) -> Place:
    reference = {"service": teams.service, "conversation": id.partition(":")[2], "tenant": TENANT, "bot": teams.bot}
    return Place(id=id, surface="teams", address={**reference, **more}, name="privacy", private=True)


async def send(channel: TeamsChannel, where: Place, reply: Reply = REPLY, *, again: bool = False) -> str:
    return await asyncio.to_thread(channel.send, where, reply, POST, again=again)


def texts(teams: Teams, room: str = "ana") -> list[str]:
    return [words(message) for message in teams.said(room)]
