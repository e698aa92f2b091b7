"""Do the proxies of deploy/ pass on what the bot needs, and nothing that a caller claims?"""

import asyncio
import hmac
import json
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from hashlib import sha256
from http.client import HTTPConnection
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from yarl import URL

from tests.bot.conftest import Start
from tests.bot.local_tokens import bearer
from tests.bot.proxies.proxy import KINDS, SITE, Proxy, serving
from tests.bot.visitors import SLACK, RemoteBot, start_remote_bot

TEAMS = {
    "MicrosoftAppId": "11111111-1111-4111-8111-111111111111",
    "MicrosoftAppPassword": "abc~8Q.secret_word",
    "TO_BOT_FROM_CHANNEL_TOKEN_ISSUER": "http://127.0.0.1:1/",
    "TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL": "http://127.0.0.1:1/keys",
    "TO_CHANNEL_FROM_BOT_LOGIN_URL": "http://127.0.0.1:1/",
    "DPA_ENTRA_URL": "http://127.0.0.1:1/",
}
CLAIMS = {"X-Forwarded-For": "127.0.0.1", "Forwarded": "for=127.0.0.1", "X-Forwarded-Host": "127.0.0.1:3978"}
FORM = "application/x-www-form-urlencoded"
MEGABYTE = 1024 * 1024
REFUSED = {403, 404, 421}
"""By the bot, or by the proxy, which serves no other name."""


@pytest.fixture(scope="module")
def bot(start: Start, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RemoteBot]:
    """A bot with both chats."""
    with start_remote_bot(lambda data, **more: start(data, **more, **TEAMS), tmp_path_factory.mktemp("data")) as found:
        yield found


@pytest.fixture(params=list(KINDS))
def proxy(request: pytest.FixtureRequest, bot: RemoteBot, tmp_path: Path) -> Iterator[Proxy]:
    with serving(request.param, tmp_path, int(URL(bot.bot).port or 0)) as found:
        yield found


def test_people_come_in_by_a_link_and_stay(proxy: Proxy, bot: RemoteBot) -> None:
    with closing(HTTPConnection("127.0.0.1", proxy.plain)) as plain:
        plain.request("GET", "/board", headers={"Host": SITE})
        sent = plain.getresponse()
        assert sent.status == 308 and sent.headers["Location"].startswith(f"https://{SITE}")
    refused = proxy.ask("board")
    assert refused.status == 403 and "link" in refused.text
    path = URL(bot.link()).path.lstrip("/")
    page = proxy.ask(path)
    assert page.headers["Strict-Transport-Security"].startswith("max-age=")
    token = page.text.partition('name="token" value="')[2].partition('"')[0]
    named = {"Origin": f"https://{SITE}", "Cookie": f"dpa-page={page.cookies['dpa-page']}", "Content-Type": FORM}
    entered = proxy.ask(path, "POST", f"token={token}", **named)
    assert entered.status == 303
    board = proxy.ask("board", Cookie=f"__Host-dpa-visit={entered.cookies['__Host-dpa-visit']}")
    assert board.status == 200 and "Ana Ruiz" in board.text


def test_the_chats_reach_the_bot_and_prove_who_they_are(proxy: Proxy) -> None:
    raw, stamp = json.dumps({"type": "url_verification", "challenge": "abc"}), str(int(time.time()))
    made = hmac.new(SLACK["SLACK_SIGNING_SECRET"].encode(), f"v0:{stamp}:{raw}".encode(), sha256).hexdigest()
    signed = {"Content-Type": "application/json", "X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={made}"}
    slack = proxy.ask("slack/events", "POST", raw, **signed)
    assert (slack.status, json.loads(slack.text)["challenge"]) == (200, "abc")
    assert proxy.ask("slack/events", "POST", raw).status == 401
    assert proxy.ask("api/messages", "POST", '{"type": "message"}', Content_Type="application/json").status == 401
    tab = proxy.ask("teams/tab")
    assert tab.status == 200 and "teams.microsoft.com" in tab.headers["Content-Security-Policy"]
    assert json.loads(proxy.ask("healthz").text) == {"status": "ok"}


def test_nobody_becomes_somebody_on_this_machine(proxy: Proxy, bot: RemoteBot) -> None:
    for path in ("metrics", "api/ask", "board"):
        for claims in ({}, CLAIMS, {**CLAIMS, **bearer(bot.bot)}, {"Host": "127.0.0.1", **bearer(bot.bot)}):
            refused = proxy.ask(path, **claims)
            # Caddy answers for a name that it does not serve with an empty page.
            assert refused.status in REFUSED or not refused.text, (path, claims)


class Echo:
    """What stands behind the proxy, and tells what it gets."""

    def __init__(self) -> None:
        self.read = asyncio.Event()

    async def headers(self, request: web.Request) -> web.Response:
        size = 0
        async for piece in request.content.iter_any():
            size += len(piece)
        return web.json_response({"size": size, "headers": [[*pair] for pair in request.headers.items()]})

    async def slowly(self, request: web.Request) -> web.StreamResponse:
        """A piece, and the next one only when the first has been read."""
        answer = web.StreamResponse()
        await answer.prepare(request)
        await answer.write(b"first")
        await self.read.wait()
        await answer.write(b"second")
        return answer


@pytest.fixture(params=list(KINDS))
async def echo(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[tuple[Proxy, Echo]]:
    echo, application = Echo(), web.Application(client_max_size=200 * MEGABYTE)
    application.add_routes(
        [web.route("*", "/echo", echo.headers), web.get("/slowly", echo.slowly), web.get("/healthz", echo.headers)]
    )
    async with TestServer(application, host="127.0.0.1") as server:
        assert server.port
        with serving(request.param, tmp_path, server.port) as proxy:
            yield proxy, echo


async def test_what_a_caller_claims_is_replaced(echo: tuple[Proxy, Echo]) -> None:
    claims = {"X_Forwarded_For": "198.51.100.7", "X_Forwarded_Proto": "http", "X_Forwarded_Host": "evil.example"}
    answer = await asyncio.to_thread(lambda: echo[0].ask("echo", **claims))
    got = [(name.lower(), value) for name, value in json.loads(answer.text)["headers"]]
    assert [value for name, value in got if name == "host"] == [SITE]
    assert [value for name, value in got if name == "x-forwarded-for"] == ["127.0.0.1"]
    assert [value for name, value in got if name == "x-forwarded-proto"] == ["https"]
    assert not any("198.51.100.7" in value or "evil" in value for _, value in got)


async def test_files_go_up_and_answers_come_in_pieces(echo: tuple[Proxy, Echo]) -> None:
    proxy, behind = echo
    loop = asyncio.get_running_loop()

    def both() -> tuple[bytes, bytes]:
        with proxy.open("slowly") as answer:
            first = answer.read1()
            loop.call_soon_threadsafe(behind.read.set)
            return first, answer.read()

    up = await asyncio.to_thread(lambda: proxy.ask("echo", "POST", b"x" * (25 * MEGABYTE)))
    assert json.loads(up.text)["size"] == 25 * MEGABYTE
    assert await asyncio.to_thread(both) == (b"first", b"second"), "nothing is held back"
