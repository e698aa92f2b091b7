"""Is Slack plugged in as the settings say, each workspace to its own district, and does /readyz tell of it?"""

import asyncio
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp

from tests.bot.local_tokens import entered
from tests.bot.slack.small_slack.slack import SOCKET, Slack, until

Start = Callable[..., AbstractContextManager[str]]
LOG = "log-contract vendor: Acme; product: Reader; executed: 2026-10-07; purpose: reading; provisions: all"
PROXIED = {"X-Forwarded-For": "203.0.113.9", "Host": "dpa.example.org"}


def one(slack: Slack, **more: str) -> dict[str, str]:
    """The settings for one workspace over HTTP."""
    return {
        "DPA_SLACK_API_URL": slack.url,
        "SLACK_BOT_TOKEN": slack.token,
        "SLACK_SIGNING_SECRET": slack.secret,
        "DPA_ADMINS": "slack:UADMIN",
        **more,
    }


async def ready(address: str, until: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """What /readyz says once it says that; at most a minute."""
    async with aiohttp.ClientSession() as http:
        for _ in range(600):
            async with http.get(f"{address}readyz") as answer:
                body: dict[str, Any] = await answer.json()
            if until(body):
                return body
            await asyncio.sleep(0.1)
    raise AssertionError(body)


async def text_of(slack: Slack, user: str, said: str) -> str:
    """The answer to a command in that person's chat with the bot."""
    before = len(slack.replies)
    got = await slack.command("/dpa", said, user=user, channel=slack.chat_with(user))
    assert got.status == 200, got
    for _ in range(1200):
        if len(slack.replies) > before:
            return str(slack.replies[-1]["text"])
        await asyncio.sleep(0.05)
    raise AssertionError("no answer")


async def test_slack_is_heard_and_readyz_tells_of_it(start: Start, tmp_path: Path) -> None:
    async with Slack() as slack:
        slack.user("UADMIN", name="Ana Ruiz")
        with start(tmp_path, **one(slack)) as address:
            slack.to = f"{address}slack/events"
            body = await ready(address, lambda body: body["status"] == "ok")
            assert body["surfaces"] == {"slack": "ok"}
            assert "10-234cc(b)(3)" in await text_of(slack, "UADMIN", "may the vendor sell student data?")
            assert "C-1" in await text_of(slack, "UADMIN", LOG)


async def test_a_bot_without_slack_has_no_door_for_it(start: Start, tmp_path: Path) -> None:
    async with Slack() as slack:
        with start(tmp_path) as address:
            slack.to = f"{address}slack/events"
            assert (await slack.command("/dpa", "help")).status == 404
            assert "surfaces" not in await ready(address, lambda body: body["status"] == "ok")


async def test_whoever_speaks_in_slack_is_not_at_the_machine(start: Start, tmp_path: Path) -> None:
    async with Slack() as slack:
        slack.user("U7", name="Somebody")
        with start(tmp_path, **one(slack)) as address:
            slack.to = f"{address}slack/events"
            assert "C-1" not in await text_of(slack, "U7", LOG)
            assert "C-1" not in await text_of(slack, "U7", "contracts")


async def test_a_proxy_leads_to_slacks_door_and_to_no_other(start: Start, tmp_path: Path) -> None:
    async with Slack() as slack:
        slack.user("U7", name="Somebody")
        with start(tmp_path, **one(slack)) as address:
            slack.to = f"{address}slack/events"
            assert (await slack.command("/dpa", "help", user="U7", channel="D7", **PROXIED)).status == 200
            assert (await slack.command("/dpa", "help", user="U7", secret="another", **PROXIED)).status == 401
            async with aiohttp.ClientSession(headers=PROXIED) as http:
                for path in ("", "board", "posts", "metrics", "api/ask"):
                    async with http.get(address + path) as answer:
                        assert answer.status == 403, path


async def test_a_token_that_was_taken_back_is_told(start: Start, tmp_path: Path) -> None:
    async with Slack() as slack:
        slack.revoke()
        with start(tmp_path, **one(slack)) as address:
            body = await ready(address, lambda body: body["clock"]["last_beat"] is not None)
            assert body["status"] == "not ready"
            assert "token_revoked" in body["surfaces"]["slack"] and body["surfaces"]["slack"] in body["reasons"]


async def test_a_clock_that_is_a_day_off_is_told(start: Start, tmp_path: Path) -> None:
    async with Slack() as slack:
        slack.ahead = timedelta(days=1)
        with start(tmp_path, **one(slack)) as address:
            body = await ready(address, lambda body: body["clock"]["last_beat"] is not None)
            assert body["status"] == "not ready"
            assert (
                "24 hours behind Slack's" in body["surfaces"]["slack"] and body["surfaces"]["slack"] in body["reasons"]
            )


async def test_socket_mode_needs_no_door_and_tells_when_it_is_cut(start: Start, tmp_path: Path) -> None:
    async with Slack() as slack:
        slack.user("UADMIN", name="Ana Ruiz")
        with start(tmp_path, **one(slack, SLACK_APP_TOKEN=slack.app_token)) as address:
            await ready(address, lambda body: body["status"] == "ok")
            slack.to = SOCKET
            assert "10-234cc(b)(3)" in await text_of(slack, "UADMIN", "may the vendor sell student data?")
            slack.to = f"{address}slack/events"
            assert (await slack.command("/dpa", "help")).status == 404
            slack.down = True
            await slack.hang_up()
            assert "Socket Mode" in (await ready(address, lambda b: b["status"] != "ok"))["surfaces"]["slack"]


async def on_the_page(address: str, said: str) -> None:
    """Say it there, as somebody at this machine does."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
        async with http.get(entered(address)) as page:
            token = re.search(r'name="token" value="([^"]*)"', await page.text())
        assert token
        origin = {"Origin": address.rstrip("/")}
        async with http.post(f"{address}say", data={"token": token[1], "say": said}, headers=origin) as done:
            assert done.status == 200


async def test_what_is_done_on_the_page_shows_on_a_home_that_is_open(start: Start, tmp_path: Path) -> None:
    async with Slack() as slack:
        slack.user("UADMIN", name="Ana Ruiz")
        with start(tmp_path, **one(slack, SLACK_APP_TOKEN=slack.app_token)) as address:
            await ready(address, lambda body: body["status"] == "ok")
            slack.to = SOCKET
            await slack.opens_home("UADMIN")
            await until(lambda: "UADMIN" in slack.homes, 10)
            assert "Acme" not in json.dumps(slack.homes["UADMIN"])
            await on_the_page(address, LOG)
            await until(lambda: "Acme" in json.dumps(slack.homes["UADMIN"]), 10)


async def install(address: str, team: str) -> None:
    """As an administrator of the workspace does, who agrees on Slack's page."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
        async with http.get(f"{address}slack/install", allow_redirects=False) as asked:
            cookie = asked.headers["Set-Cookie"].partition(";")[0]
            state = asked.headers["Location"].partition("state=")[2].partition("&")[0]
        query = {"code": f"code-{team}", "state": state}
        async with http.get(f"{address}slack/oauth_redirect", params=query, headers={"Cookie": cookie}) as done:
            assert done.status == 200, await done.text()


def written(data: Path) -> dict[str, str]:
    """All files of the data folder."""
    files = (path for path in data.rglob("*") if path.is_file())
    return {str(path.relative_to(data)): path.read_text(errors="ignore") for path in files}


async def test_each_workspace_that_installs_the_app_has_its_own_records(start: Start, tmp_path: Path) -> None:
    async with Slack() as slack:
        slack.user("UADMIN", name="Ana Ruiz", team="T2")
        slack.user("UOTHER", name="Bo Lee", team="T3")
        given = {
            "DPA_SLACK_API_URL": slack.url,
            "SLACK_CLIENT_ID": slack.client_id,
            "SLACK_CLIENT_SECRET": slack.client_secret,
            "SLACK_SIGNING_SECRET": slack.secret,
            "DPA_SLACK_TEAMS": "T2=hartford",
            "DPA_ADMINS": "slack:UADMIN,slack:UOTHER",
        }
        with start(tmp_path, **given) as address:
            slack.to = f"{address}slack/events"
            for team in ("T2", "T3"):
                await install(address, team)
            assert "C-1" in await text_of(slack, "UADMIN", LOG)
            assert "Acme" not in await text_of(slack, "UOTHER", "contracts")
            await ready(address, lambda body: body["status"] == "ok")
        kept = written(tmp_path)
        assert [path for path, text in kept.items() if "Acme" in text and path.endswith("district.json")] == [
            "hartford/district.json"
        ]
        assert "t3/district.json" in kept
        assert not any("xoxb" in text for text in kept.values())


async def test_reminders_of_every_workspace_go_out(start: Start, tmp_path: Path) -> None:
    async with Slack() as slack:
        people = {"T2": "UADMIN", "T3": "UOTHER"}
        for team, user in people.items():
            slack.user(user, name="Ana Ruiz", team=team)
        given = {
            "DPA_SLACK_API_URL": slack.url,
            "SLACK_CLIENT_ID": slack.client_id,
            "SLACK_CLIENT_SECRET": slack.client_secret,
            "SLACK_SIGNING_SECRET": slack.secret,
            "DPA_ADMINS": "slack:UADMIN,slack:UOTHER",
        }
        with start(tmp_path, **given) as address:
            slack.to = f"{address}slack/events"
            for team, user in people.items():
                await install(address, team)
                await text_of(slack, user, f"setup lead: slack:{user}")
                await text_of(slack, user, f"{LOG}; owner: slack:{user}")
            for user in people.values():
                for _ in range(300):
                    if any("Acme" in json.dumps(m) for m in slack.said(slack.chat_with(user)) if m.get("metadata")):
                        break
                    await asyncio.sleep(0.05)
                else:
                    raise AssertionError(f"no reminder for {user}")


def test_what_is_missing_is_said_at_the_start(tmp_path: Path) -> None:
    env = {**os.environ, "DPA_DATA": str(tmp_path), "SLACK_BOT_TOKEN": "xoxb-1"}
    command = [sys.executable, "-m", "bot"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1 and "SLACK_SIGNING_SECRET" in done.stderr
