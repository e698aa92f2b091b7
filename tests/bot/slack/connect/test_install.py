"""Does the app come with its installs in Slack, and go?"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from cryptography.fernet import Fernet, MultiFernet

from bot.slack.connect.http import MOST_OF_ALL, MOST_OF_ONE
from bot.slack.connect.install import BEGINS, STATE, Installed, oauth
from storage.port import DiskFullError
from storage.vault.vault import SECRETS, FileSecretStore, Vault, open_vault
from tests.bot.slack.app_server import Heard, served
from tests.bot.slack.small_slack.slack import Slack, until

# Slack's library sends the client's secret in a way that aiohttp means to drop.
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
            (good, "", 400, "a different browser"),
            ("code=code-T2&state=guessed", "slack-app-oauth-state=guessed", 401, "already used"),
            ("error=access_denied", None, 200, "nothing was changed"),
            ("error=<script>", None, 200, "Please start over"),
        ]
        for query, cookie, expected, says in cases:
            status, page = await browser.end(query, cookie)
            assert (status, says in page, "<script>" in page) == (expected, True, False), page
        assert (await browser.end(f"code=wrong&state={browser.state}"))[0] == 401
        status, page = await browser.end(good)
        assert status == 401 and "already used" in page, "each state is good once"
        assert not await asyncio.to_thread(installed.token, "T2")


class Full(Vault):
    """Keeps states and no installations, as when the disk fills up in between."""

    def put(self, name: str, secret: str) -> None:
        if name.startswith(BEGINS):
            raise DiskFullError("no room")
        super().put(name, secret)


async def test_an_install_that_cannot_be_kept_says_so(slack: Slack, tmp_path: Path) -> None:
    vault = Full(FileSecretStore(tmp_path), MultiFernet([Fernet(Fernet.generate_key())]))
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


async def test_installs_are_bounded_for_each_caller_and_for_all(slack: Slack, tmp_path: Path) -> None:
    vault = open_vault(tmp_path)
    async with installable(slack, vault, Heard()) as (browser, _):

        async def status(path: str, whence: str) -> int:
            # What a caller claims stands before what the proxy adds.
            headers = {"X-Forwarded-For": f"203.0.113.{len(seen)}, {whence}"}
            address = f"{browser.address}/slack/{path}"
            async with browser.session.get(address, headers=headers, allow_redirects=False) as answer:
                seen.append(answer.status)
                return answer.status

        seen: list[int] = []
        for _ in range(60):
            await status("install", "198.51.100.7")
        assert seen.count(302) == MOST_OF_ONE and seen[-1] == 429
        assert await status("oauth_redirect?code=x&state=%00", "198.51.100.8") in {400, 401}
        for number in range(60):
            await status("install", f"198.51.100.{number + 20}")
        assert seen.count(302) <= MOST_OF_ALL and seen[-1] == 429
        assert len(vault.names(STATE)) <= MOST_OF_ALL
