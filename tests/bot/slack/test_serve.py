"""Is Slack let in and nobody else, over both wires, and does the app come and go with its installs?"""

import asyncio
import io
import logging
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from aiohttp import web
from cryptography.fernet import Fernet, MultiFernet
from slack_bolt.async_app import AsyncApp
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.reaching.install import BEGINS, Installed
from bot.slack.reaching.oauth import MOST_STATES, STATE, States, oauth
from bot.slack.reaching.serve import mount
from bot.slack.reaching.socket import Socket
from storage.port import DiskFull
from storage.vault import SECRETS, FileShelf, Vault, open_vault
from tests.bot.slack.local import SOCKET, Slack, until

SAID = "a question of Ana Ruiz"


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with Slack() as slack:
        slack.user("U1", name="Ana Ruiz")
        slack.channel("C1", name="privacy", is_private=True)
        yield slack


class Heard(list[str]):
    """What the app was told."""

    def app(self, slack: Slack, **words: Any) -> AsyncApp:
        """A small app that notes what it hears; its token is the small Slack's, unless it is installed by OAuth."""
        client = AsyncWebClient(None if words else slack.token, base_url=slack.url)
        app = AsyncApp(signing_secret=slack.secret, client=client, **words)
        app.command("/dpa")(self.command)
        app.event("message")(self.event)
        if app.installation_store:
            app.enable_token_revocation_listeners()
        return app

    async def command(self, ack: Any, body: Any, context: Any) -> None:
        self.append(f"{context.team_id} {body['text']}")
        await ack()

    async def event(self, event: Any) -> None:
        self.append(event["text"])


@asynccontextmanager
async def served(app: AsyncApp, secret: str = "", socket: Socket | None = None) -> AsyncIterator[str]:
    """The app in a server of its own; inside, the server's address."""
    here = web.Application(client_max_size=1024)
    mount(here, app, secret, socket)
    runner = web.AppRunner(here, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


# Over HTTP.


async def test_what_slack_signed_is_heard(slack: Slack) -> None:
    heard = Heard()
    async with served(heard.app(slack), slack.secret) as address:
        slack.to = f"{address}/slack/events"
        assert (await slack.command("/dpa", SAID)).status == 200
        assert (await slack.command("/dpa", "x" * 300_000)).status == 200, "larger than a form of the page"
        await slack.direct("hello")
        await until(lambda: len(heard) == 3)
        assert [heard[0], len(heard[1]), heard[2]] == [f"T1 {SAID}", 300_003, "hello"]
        challenge = await slack.send("events_api", {"type": "url_verification", "challenge": "abc"})
        assert challenge.json == {"challenge": "abc"}


async def test_what_slack_did_not_sign_is_refused_and_not_logged(
    slack: Slack, caplog: pytest.LogCaptureFixture
) -> None:
    heard = Heard()
    caplog.set_level(logging.DEBUG)
    async with served(heard.app(slack), slack.secret) as address:
        slack.to = f"{address}/slack/events"
        caplog.clear()
        answers = [
            await slack.command("/dpa", SAID, secret="guessed"),
            await slack.command("/dpa", SAID, skew=-301),
            await slack.command("/dpa", SAID, skew=301),
            await slack.command("/dpa", SAID, **{"X-Slack-Signature": ""}),
            await slack.command("/dpa", SAID, **{"X-Slack-Request-Timestamp": "soon"}),
            await slack.command("/dpa", SAID, **{"X-Slack-Request-Timestamp": "²"}),
            await slack.command("/dpa", SAID, **{"X-Slack-Signature": "v0=é"}),
        ]
    assert [answer.status for answer in answers] == [401] * len(answers)
    assert not heard
    logged = "\n".join(record.getMessage() for record in caplog.records)
    assert logged.count("not signed by Slack") == len(answers)
    assert "Ana" not in logged and "question" not in logged


async def test_what_cannot_be_read_is_told_so(slack: Slack) -> None:
    heard = Heard()
    async with served(heard.app(slack), slack.secret) as address, aiohttp.ClientSession() as session:

        async def post(raw: bytes, media: str) -> int:
            signed = slack.signed(raw.decode("latin-1"), slack.secret) | {"Content-Type": media}
            async with session.post(f"{address}/slack/events", data=io.BytesIO(raw), headers=signed) as answer:
                await answer.read()
                return answer.status

        assert await post(b'{"half', "application/json") == 400
        assert await post(b"[1]", "application/json") == 400
        assert await post(b"payload={oops", "application/x-www-form-urlencoded") == 400
        assert await post(b"\xff\xfe", "application/json") == 401
        assert await post(b"", "application/json") in {400, 404}
        assert await post(b"x" * 1_100_000, "application/json") == 413
        look, media = b"ssl_check=1&token=gone", {"Content-Type": "application/x-www-form-urlencoded"}
        for asked, expected in ((look, 200), (look.replace(b"1", b"0"), 401), (look + b"&x=" + b"y" * 1024, 401)):
            async with session.post(f"{address}/slack/events", data=asked, headers=media) as answer:
                assert answer.status == expected, "Slack looks at the certificate without a signature"
        slack.to = f"{address}/slack/events"
        assert (await slack.command("/dpa", "still here")).status == 200


async def test_without_a_secret_there_is_no_such_address(slack: Slack) -> None:
    async with served(Heard().app(slack)) as address:
        slack.to = f"{address}/slack/events"
        assert (await slack.command("/dpa")).status == 404
        async with aiohttp.ClientSession() as session, session.get(f"{address}/slack/install") as answer:
            assert answer.status == 404


# Over the websocket.


@asynccontextmanager
async def on_the_line(slack: Slack, heard: Heard, **words: float) -> AsyncIterator[Socket]:
    app = heard.app(slack)
    socket = Socket(app, slack.app_token, **{"look": 0.02, "ping": 0.1, "grace": 0.05, **words})
    slack.to = SOCKET
    async with served(app, socket=socket):
        await until(lambda: slack.sockets and not socket.trouble)
        yield socket


async def test_the_websocket_hears_as_http_does(slack: Slack) -> None:
    heard = Heard()
    async with on_the_line(slack, heard):
        answer = await slack.command("/dpa", "due")
        assert (answer.status, heard) == (200, ["T1 due"])
    assert not slack.sockets, "the line is closed with the server"


async def test_a_line_that_breaks_is_laid_again(slack: Slack) -> None:
    heard = Heard()
    async with on_the_line(slack, heard) as socket:
        slack.down = True
        await slack.hang_up()
        await until(lambda: socket.trouble)
        assert "not connected" in socket.trouble
        slack.down = False
        await until(lambda: slack.sockets and not socket.trouble)
        assert (await slack.command("/dpa", "due")).status == 200


async def test_a_line_that_is_silent_is_noticed(slack: Slack) -> None:
    heard = Heard()
    async with on_the_line(slack, heard) as socket:
        slack.quiet = True
        await until(lambda: socket.trouble)
        slack.quiet = False
        await until(lambda: not socket.trouble)
        assert (await slack.command("/dpa", "due")).status == 200
        assert slack.connected > 1


async def test_a_line_that_answers_pings_and_brings_nothing_is_replaced(slack: Slack) -> None:
    heard = Heard()
    async with on_the_line(slack, heard, deaf=0.4) as socket:
        slack.deafen()
        assert slack.connected == 1
        await until(lambda: slack.connected > 1 and len(slack.sockets) == 1)
        assert not socket.trouble
        assert (await slack.command("/dpa", "due")).status == 200


async def test_the_bot_starts_while_slack_is_down(slack: Slack) -> None:
    heard = Heard()
    app = heard.app(slack)
    slack.down, slack.to = True, SOCKET
    socket = Socket(app, slack.app_token, look=0.02, ping=0.1)
    async with served(app, socket=socket):
        await until(lambda: [call for call in slack.calls if call.method == "apps.connections.open"])
        assert socket.trouble
        slack.down = False
        await until(lambda: not socket.trouble)
        assert (await slack.command("/dpa", "due")).status == 200


# Installing. Slack's library sends the client's secret in a way that aiohttp means to drop.

pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated")


class Browser:
    """Somebody who installs the app."""

    def __init__(self, session: aiohttp.ClientSession, address: str) -> None:
        self.session, self.address, self.cookie, self.state = session, address, "", ""

    async def begin(self) -> dict[str, list[str]]:
        """To Slack's page; what it is asked."""
        async with self.session.get(f"{self.address}/slack/install", allow_redirects=False) as answer:
            assert answer.status == 302, await answer.text()
            where = urlsplit(answer.headers["Location"])
            assert where.netloc == "slack.com"
            self.cookie = answer.headers["Set-Cookie"].partition(";")[0]
            assert "HttpOnly" in answer.headers["Set-Cookie"] and "Secure" in answer.headers["Set-Cookie"]
        asked = parse_qs(where.query)
        self.state = asked["state"][0]
        return asked

    async def end(self, query: str, cookie: str | None = None) -> tuple[int, str]:
        """Back from Slack's page."""
        headers = {"Cookie": self.cookie if cookie is None else cookie}
        async with self.session.get(f"{self.address}/slack/oauth_redirect?{query}", headers=headers) as answer:
            return answer.status, await answer.text()


@asynccontextmanager
async def installable(slack: Slack, vault: Vault, heard: Heard) -> AsyncIterator[tuple[Browser, Installed]]:
    installed = Installed(vault, slack.client_id, slack.client_secret, slack.url)
    app = heard.app(slack, oauth_settings=oauth(installed, ["chat:write", "commands"]))
    del slack.teams[slack.token]
    async with served(app, slack.secret) as address, aiohttp.ClientSession() as session:
        slack.to = f"{address}/slack/events"
        yield Browser(session, address), installed


async def test_a_workspace_installs_the_app_and_takes_it_out(
    slack: Slack, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    heard = Heard()
    slack.user("U2", name="Bea", team="T2")
    async with installable(slack, open_vault(tmp_path), heard) as (browser, installed):
        assert (await slack.command("/dpa", "due", user="U2")).status != 200 or not heard
        asked = await browser.begin()
        assert asked["scope"] == ["chat:write,commands"] and asked["client_id"] == [slack.client_id]
        status, page = await browser.end(f"code=code-T2&state={browser.state}")
        assert status == 200 and "District T2" in page and "/dpa" in page
        assert await asyncio.to_thread(installed.token, "T2") == "xoxb-T2"
        assert "xoxb" not in (tmp_path / SECRETS).read_text()
        assert (await slack.command("/dpa", "due", user="U2")).status == 200
        assert heard == ["T2 due"]
        await slack.command("/dpa", "due", user="U1")
        assert heard == ["T2 due"], "the other workspace has not installed it"

        slack.revoke("xoxb-T2")
        tokens = {"type": "tokens_revoked", "tokens": {"bot": ["UBOT"]}}
        assert (await slack.event(tokens, team="T2")).status == 200
        assert (await slack.event({"type": "app_uninstalled"}, team="T2")).status == 200
        await until(lambda: not installed.token("T2"))
        await slack.command("/dpa", "again", user="U2")
        assert heard == ["T2 due"] and caplog.text.count("the workspace T2 has taken the app out") == 1

        await browser.begin()
        assert (await browser.end(f"code=code-T2&state={browser.state}"))[0] == 200
        assert (await slack.command("/dpa", "back", user="U2")).status == 200
        assert heard[-1] == "T2 back"


async def test_a_late_word_of_an_older_install_takes_nothing_out(slack: Slack, tmp_path: Path) -> None:
    async with installable(slack, open_vault(tmp_path), Heard()) as (browser, installed):
        await browser.begin()
        await browser.end(f"code=code-T2&state={browser.state}")
        await slack.event({"type": "app_uninstalled"}, team="T2")
        await until(lambda: slack.asked("auth.test")[1:])
        assert await asyncio.to_thread(installed.token, "T2") == "xoxb-T2"


async def test_an_install_that_somebody_else_began_is_refused(slack: Slack, tmp_path: Path) -> None:
    async with installable(slack, open_vault(tmp_path), Heard()) as (browser, installed):
        await browser.begin()
        good = f"code=code-T2&state={browser.state}"
        cases = [
            (good, "", 400, "another browser"),
            ("code=code-T2&state=guessed", "slack-app-oauth-state=guessed", 401, "used already"),
            ("error=access_denied", None, 200, "nothing was changed"),
            ("error=<script>", None, 200, "Please begin anew"),
        ]
        for query, cookie, expected, says in cases:
            status, page = await browser.end(query, cookie)
            assert (status, says in page, "<script>" in page) == (expected, True, False), page
        assert (await browser.end(f"code=wrong&state={browser.state}"))[0] == 401
        status, page = await browser.end(good)
        assert status == 401 and "used already" in page, "each state is good once"
        assert not await asyncio.to_thread(installed.token, "T2")


class Full(Vault):
    """Keeps states and no installations, as when the disk fills up in between."""

    def put(self, name: str, secret: str) -> None:
        if name.startswith(BEGINS):
            raise DiskFull("no room")
        super().put(name, secret)


async def test_an_install_that_cannot_be_kept_says_so(slack: Slack, tmp_path: Path) -> None:
    vault = Full(FileShelf(tmp_path), MultiFernet([Fernet(Fernet.generate_key())]))
    async with installable(slack, vault, Heard()) as (browser, installed):
        await browser.begin()
        (tmp_path / SECRETS).write_text("{half")
        answers = [await browser.end(f"code=code-T2&state={browser.state}")]
        (tmp_path / SECRETS).unlink()
        await browser.begin()
        answers.append(await browser.end(f"code=code-T2&state={browser.state}"))
        for status, page in answers:
            assert status == 500 and "try again in a moment" in page and "xoxb" not in page
        assert not await asyncio.to_thread(installed.token, "T2")


def installation(**fields: Any) -> Installation:
    return Installation(
        **{
            "app_id": "A1",
            "team_id": "T2",
            "user_id": "U1",
            "bot_token": "xoxb-T2",
            "bot_id": "B1",
            "bot_scopes": "chat:write",
            **fields,
        }
    )


async def test_a_token_that_ends_is_renewed_once_by_all_replicas(slack: Slack, tmp_path: Path) -> None:
    slack.rotating = True
    slack.teams["xoxb-T2"] = "T2"
    now = 1_800_000_000.0
    replicas = [
        Installed(open_vault(tmp_path), slack.client_id, slack.client_secret, slack.url, lambda: now) for _ in range(4)
    ]
    ends = int(now) + 3600
    replicas[0].save(installation(bot_refresh_token="xoxe-1-T2-1", bot_token_expires_at=ends))
    tokens = await asyncio.gather(*(asyncio.to_thread(one.token, "T2") for one in replicas))
    assert len(slack.asked("oauth.v2.access")) == 1
    assert len(set(tokens)) == 1 and tokens[0] != "xoxb-T2"
    found = await asyncio.to_thread(replicas[1].find, "T2")
    assert found and found.bot_refresh_token != "xoxe-1-T2-1"
    assert found.bot_token_expires_at == int(now) + 43200


async def test_a_token_that_cannot_be_renewed_is_used_to_its_end(slack: Slack, tmp_path: Path) -> None:
    clock = [1_800_000_000.0]
    installed = Installed(open_vault(tmp_path), slack.client_id, "wrong", slack.url, lambda: clock[0])
    installed.save(installation(bot_refresh_token="xoxe-1-T2-1", bot_token_expires_at=int(clock[0]) + 60))
    assert await asyncio.to_thread(installed.token, "T2") == "xoxb-T2"
    clock[0] += 61
    assert await asyncio.to_thread(installed.token, "T2") == ""


def test_the_only_workspace_need_not_be_named(tmp_path: Path) -> None:
    installed = Installed(open_vault(tmp_path), "1", "2")
    assert installed.token("") == ""
    installed.save(installation())
    assert installed.token("") == "xoxb-T2"
    installed.save(installation(team_id="T3", bot_token="xoxb-T3"))
    assert installed.token("") == "" and installed.token("T3") == "xoxb-T3"


async def test_states_are_good_once_for_ten_minutes_and_do_not_pile_up(tmp_path: Path) -> None:
    clock = [1_800_000_000.0]
    vault = open_vault(tmp_path)
    states = States(vault, lambda: clock[0])
    first, second = await states.async_issue(), await states.async_issue()
    assert await states.async_consume(first) and not await states.async_consume(first)
    clock[0] += 601
    assert not await states.async_consume(second)
    await states.async_issue()
    assert len(vault.names(STATE)) == 1
    for k in range(MOST_STATES):
        vault.put(f"{STATE}{int(clock[0]) + 500}.{k}", "1")
    last = await states.async_issue()
    assert len(vault.names(STATE)) == MOST_STATES
    assert await states.async_consume(last)
    assert re.fullmatch(r"\d+\.[\w-]{43}", last)
