"""How is a whole bot plugged into the small Teams?"""

import asyncio
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager

import aiohttp

from tests.bot.conftest import ROOT
from tests.bot.teams.small_teams.teams import TENANT, Teams, until, words

Start = Callable[..., AbstractContextManager[str]]
LOG = "log-contract vendor: Acme; product: Reader; executed: 2026-10-07; purpose: reading; provisions: all"
PROXIED = {"X-Forwarded-For": "203.0.113.9", "Host": "dpa.example.org"}
PATIENCE = 60
QUICK = {"DPA_SPEED": "100"}
"""Two beats a second."""


def given(teams: Teams, **more: str) -> dict[str, str]:
    """The settings for that small Teams; Ana administers."""
    return {
        "MicrosoftAppId": teams.app_id,
        "MicrosoftAppPassword": teams.secret,
        "MicrosoftAppTenantId": TENANT,
        "MicrosoftAppType": "SingleTenant",
        "TO_BOT_FROM_CHANNEL_TOKEN_ISSUER": teams.issuer,
        "TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL": teams.metadata,
        "TO_CHANNEL_FROM_BOT_LOGIN_URL": teams.login,
        "DPA_ENTRA_URL": teams.entra,
        "DPA_ADMINS": f"teams:{teams.people['ana'].aad}",
        **more,
    }


async def text_of(teams: Teams, said: str, by: str = "ana", where: str = "") -> str:
    """The answer to what that person says there."""
    where = where or by
    before = len(teams.said(where)) + len(teams.whispers)
    got = await teams.says(said, by=by, where=where)
    assert got.status == 200, got
    await until(lambda: len(teams.said(where)) + len(teams.whispers) > before, PATIENCE)
    return words((teams.whispers or teams.said(where))[-1] if where != by else teams.said(where)[-1])


async def status(address: str, path: str, **headers: str) -> tuple[int, str]:
    async with aiohttp.ClientSession(headers=headers) as http, http.get(address + path) as answer:
        return answer.status, await answer.text()


async def running(env: dict[str, str]) -> asyncio.subprocess.Process:
    """A bot that serves."""
    bot = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert bot.stdout and b"http://" in await bot.stdout.readline()
    return bot
