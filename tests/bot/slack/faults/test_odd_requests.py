"""What becomes of requests that Slack signed and that are odd, and what does the log say of what is nobody's fault?"""

import asyncio
import json
import logging
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest
from aiohttp import web

from bot.slack.app import make_app
from bot.slack.client import QUIET
from bot.slack.connect.http import mount
from bot.slack.connect.install import Installed, oauth
from bot.slack.respond.home import head
from storage.vault.vault import open_vault
from tests.bot.chat.shared import ASK
from tests.bot.slack.bot_in_slack import Bot, settings

JSON, FORM = "application/json", "application/x-www-form-urlencoded"
USER = {"user": {"id": "U1"}, "team": {"id": "T1"}, "trigger_id": "1"}
FRAME = {"type": "event_callback", "team_id": "T1"}
EVENTS: tuple[Any, ...] = (
    {"type": "event_callback", "event": "x"},
    {"type": "event_callback", "event": []},
    {**FRAME, "event": {"type": 5}},
    {**FRAME, "authorizations": "x", "event": {"type": "message"}},
    {"command": "/dpa"},
    "x",
    5,
    None,
)
LATE: tuple[Any, ...] = (
    {**FRAME, "event": {"type": "app_mention", "user": "U1"}},
    {**FRAME, "event": {"type": "app_home_opened"}},
    {**FRAME, "event": {"type": "assistant_thread_started"}},
)
"""Bolt has acknowledged these before we look into them."""
PAYLOADS: tuple[Any, ...] = (
    [],
    None,
    {"type": "block_actions", "actions": []},
    {"type": "block_actions", "actions": "x"},
    {"type": "block_actions", "actions": [{}]},
    {"type": "block_actions", **USER, "actions": [{"type": "button", "value": "{}", "action_id": "share"}]},
    {"type": "block_actions", **USER, "actions": [{"type": "button", "value": "x", "action_id": "files"}]},
    {"type": "view_submission", **USER, "view": {"callback_id": "say"}},
    {"type": "message_action", "callback_id": "ask_about_this", "message": {}},
    {"type": "message_action", "callback_id": "ask_about_this", "message": "x", **USER},
)
FORMS = ("command=/dpa", "command=/dpa&team_id=T1&user_id=U1", "payload=", f"payload={'[' * 90_000}")
ODD = (
    *((json.dumps(body), JSON, 400) for body in EVENTS),
    *((json.dumps(body), JSON, 200) for body in LATE),
    *((urlencode({"payload": json.dumps(body)}), FORM, 400) for body in PAYLOADS),
    *((body, FORM, 400) for body in FORMS),
)


@pytest.mark.parametrize(("raw", "media", "expected"), ODD)
async def test_an_odd_request_is_told_so_and_the_next_one_is_heard(
    bot: Bot, raw: str, media: str, expected: int, caplog: pytest.LogCaptureFixture
) -> None:
    here = web.Application()
    mount(here, bot.app, bot.slack.secret)
    runner = web.AppRunner(here, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    bot.slack.to = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    headers = {**bot.slack.signed(raw, bot.slack.secret), "Content-Type": media}
    async with aiohttp.ClientSession() as session:
        async with session.post(bot.slack.to, data=raw.encode(), headers=headers) as answer:
            text = await answer.text()
        await bot.command(ASK, channel="C1")
    await runner.cleanup()
    assert answer.status == expected and (expected == 200 or text), caplog.text
    assert "never retrieved" not in caplog.text and "response must be provided" not in caplog.text


async def test_a_workspace_that_has_not_installed_it_is_told_of_once(
    bot: Bot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    installed = Installed(open_vault(tmp_path), bot.slack.client_id, bot.slack.client_secret, bot.slack.url)
    given = settings(bot.slack).model_copy(update={"slack_bot_token": None})
    bot.slack.to = make_app(head, bot.desk, given, oauth=oauth(installed, ["commands"]))
    for _ in range(3):
        await bot.slack.command("/dpa", ASK)
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert "the workspace T1 is not heard, as it has not installed the app" in caplog.text


async def test_a_token_of_the_environment_is_no_trouble(
    bot: Bot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Bolt reads it too, and would warn that the one we give it is another."""
    monkeypatch.setenv("SLACK_BOT_TOKEN", bot.slack.token)
    bot.restart(head)
    assert not caplog.records
    QUIET.warning("something else")
    assert len(caplog.records) == 1


async def test_that_the_app_was_taken_out_is_logged_once(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    for type in ("tokens_revoked", "app_uninstalled"):
        await bot.after(await bot.slack.event({"type": type}))
    await asyncio.sleep(0)
    assert caplog.text.count("has taken the app out") == 1
