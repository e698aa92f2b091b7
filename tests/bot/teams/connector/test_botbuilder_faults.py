"""Does what botbuilder 4.17.1 has wrong do us no harm?

Each of these fails on its own adapter, so that we are told when it does not any more.
"""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication
from botbuilder.schema import Activity

from bot.teams.client import Json
from bot.teams.connector.adapter import BotbuilderWire as Wire
from bot.teams.connector.tokens import Account
from bot.teams.connector.turn import Turn
from tests.bot.teams.adapter_server import account
from tests.bot.teams.small_teams.teams import Teams

SHOWN = {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": "Done."}


@pytest.fixture
async def teams() -> AsyncIterator[Teams]:
    async with Teams() as teams:
        teams.person("ana", name="Ana Ruiz")
        yield teams


@pytest.fixture
def hanging() -> Iterator[tuple[str, threading.Event]]:
    """A server that answers nothing until it is let go, on a thread of its own; its address."""
    gone = threading.Event()

    class Hangs(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            gone.wait(2)
            gone.set()
            self.close_connection = True

    server = ThreadingHTTPServer(("127.0.0.1", 0), Hangs)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/keys", gone
    gone.set()
    server.shutdown()
    thread.join()
    server.server_close()


async def answers(turn: Turn) -> Json | None:
    return {"status": 200, "body": SHOWN} if turn.activity["type"] == "invoke" else None


@asynccontextmanager
async def ours(account: Account) -> AsyncIterator[Any]:
    wire = Wire(account, answers)
    try:
        yield wire.process
    finally:
        await wire.channel.close()


@asynccontextmanager
async def botbuilders(account: Account) -> AsyncIterator[Any]:
    """Botbuilder's adapter as it comes, for the same bot."""

    async def on_turn(context: TurnContext) -> None:
        if context.activity.type == "invoke":
            await context.send_activity(Activity(type="invokeResponse", value=InvokeResponse(status=200, body=SHOWN)))

    given = {
        "APP_ID": account.id,
        "APP_PASSWORD": account.secret,
        "TO_BOT_FROM_CHANNEL_TOKEN_ISSUER": account.issuer,
        "TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL": account.metadata,
        "TO_BOT_FROM_EMULATOR_OPENID_METADATA_URL": account.metadata,
        "TO_CHANNEL_FROM_BOT_LOGIN_URL": "https://login.microsoftonline.com/botframework.com",
        "TO_CHANNEL_FROM_BOT_OAUTH_SCOPE": "https://api.botframework.com",
        "OAUTH_URL": "https://api.botframework.com",
    }
    adapter = CloudAdapter(ConfigurationBotFrameworkAuthentication(SimpleNamespace(**given)))

    async def process(request: web.Request) -> Any:
        return await adapter.process(request, SimpleNamespace(on_turn=on_turn))

    yield process


FAULTY = pytest.mark.xfail(strict=True, raises=AssertionError, reason="botbuilder 4.17.1")
BOTH = pytest.mark.parametrize("adapter", [ours, pytest.param(botbuilders, marks=FAULTY)])


@asynccontextmanager
async def under_test(adapter: Any, teams: Teams, **more: str) -> AsyncIterator[str]:
    """The adapter in a server that also answers ``/healthz``; its origin."""
    async with adapter(account(teams, **more)) as process:
        here = web.Application()
        here.router.add_post("/api/messages", process)
        here.router.add_get("/healthz", _well)
        runner = web.AppRunner(here, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        origin = f"http://127.0.0.1:{runner.addresses[0][1]}"
        teams.to = f"{origin}/api/messages"
        try:
            yield origin
        finally:
            await runner.cleanup()


async def _well(_: web.Request) -> web.Response:
    return web.Response()


@pytest.mark.filterwarnings("ignore::DeprecationWarning:botbuilder")
@BOTH
async def test_an_invoke_is_answered_with_its_body(adapter: Any) -> None:
    async with Teams(app_id="") as teams:
        teams.person("ana")
        async with under_test(adapter, teams):
            got = await teams.queries("search")
            assert (got.status, got.json if got.status == 200 else got.body) == (200, SHOWN)


@BOTH
@pytest.mark.parametrize("kind", ["missing", "garbage"])
async def test_a_bad_token_is_no_fault_of_ours(
    kind: str, adapter: Any, teams: Teams, caplog: pytest.LogCaptureFixture
) -> None:
    async with under_test(adapter, teams):
        got = await teams.says("due", token=kind)
        assert got.status == 401
        assert not any(record.exc_info for record in caplog.records)


@BOTH
async def test_a_slow_key_server_holds_up_nobody_else(
    adapter: Any, teams: Teams, hanging: tuple[str, threading.Event]
) -> None:
    address, gone = hanging
    async with under_test(adapter, teams, metadata=address) as origin, aiohttp.ClientSession() as session:
        asked = asyncio.create_task(teams.says("due"))
        await asyncio.sleep(0.05)
        async with session.get(f"{origin}/healthz") as answer:
            early, status = not gone.is_set(), answer.status
        gone.set()
        got = await asked
        assert early and status == 200
        assert got.status == 503, "it cannot be said whether it was Teams"
