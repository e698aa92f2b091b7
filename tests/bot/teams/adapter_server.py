"""A wire on an address of its own, through the library that the run is about."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.teams.app import wire_of
from bot.teams.client import Hear
from bot.teams.connector.tokens import Account
from bot.teams.connector.turn import Turn
from bot.teams.connector.wire import Wire
from tests.bot.teams.small_teams.world import World

THROUGH = "DPA_TESTS_THROUGH"
"""What the whole suite goes through: botbuilder's successor (test_successor.py), or our own connector (test_native.py)."""
SUCCESSOR, NATIVE = "successor", "native"
HELLO = {"type": "message", "text": "Hello."}


async def answers(turn: Turn) -> None:
    """Say hello to everything."""
    await turn.send(HELLO)


def account(teams: World, **more: str) -> Account:
    """Who the bot is in that small Teams; nobody where no tokens are used there."""
    if not teams.app_id:
        return Account()
    given = {"issuer": teams.issuer, "metadata": teams.metadata, "login": teams.login, **more}
    return Account(teams.app_id, teams.secret, **given)


@asynccontextmanager
async def served(wire: Wire, through: str = "") -> AsyncIterator[str]:
    """The wire behind a server; inside, the address to which activities go."""
    if (through or os.environ.get(THROUGH)) == SUCCESSOR:
        from bot.teams.connector.adapter import BotbuilderWire  # noqa: PLC0415 - it is not there for our own connector
        from tests.bot.teams.connector.successor import succeeded  # noqa: PLC0415 - it is heavy, and seldom needed

        assert isinstance(wire, BotbuilderWire)
        async with succeeded(wire) as address:
            yield address
        return
    here = web.Application(client_max_size=1024)
    here.router.add_post("/api/messages", wire.process)
    here.cleanup_ctx.append(wire.hold)
    runner = web.AppRunner(here, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/api/messages"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def connected(teams: World, hear: Hear, through: str = "", **more: str) -> AsyncIterator[Wire]:
    """The small Teams speaks with anyone who hears, from now on and until the end of the block."""
    wire = wire_of(NATIVE if os.environ.get(THROUGH) == NATIVE else "botbuilder")(account(teams, **more), hear)
    async with served(wire, through) as address:
        teams.to = address
        yield wire
