"""Are there answers, presses and signs of life while many ask, or somebody asks what takes long to read?"""

import asyncio
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import aiohttp
import pytest

from bot.web.pages import MOST_WAITING
from bot.web.words import TOO_MANY
from handlers.dialogue.words import TOO_LONG
from tests.bot.conftest import ROOT, STEADY, free_port
from tests.bot.running_bot import RunningBot
from tests.handlers.test_long_reading import ATTACKS

PATIENCE = 120
"""Seconds after which something hangs."""


async def test_questions_that_would_wait_too_long_are_turned_away_and_all_else_is_answered(
    running_bot: RunningBot,
) -> None:
    go, plain = Event(), running_bot.desk

    def slow(text: str) -> Any:
        assert go.wait(PATIENCE)
        return plain.rank(text)

    running_bot.desk = replace(plain, rank=slow)
    asked = [asyncio.create_task(running_bot.ask("may a vendor sell student data?")) for _ in range(MOST_WAITING + 9)]
    async with asyncio.timeout(PATIENCE):
        status, says = await next(asyncio.as_completed(asked))
        assert status == 503 and TOO_MANY in says
        async with running_bot.page.post(f"{running_bot.address}api/ask", json={"q": "hi"}) as answer:
            assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
        assert TOO_MANY in await running_bot.say("may a vendor sell student data?")
        assert (await running_bot.get("healthz"))[0] == 200
        assert "C-1" in await running_bot.say("log-contract", vendor="Acme", executed="2026-11-20")
        assert "D-1" in await running_bot.say("deadlines")
        go.set()
        statuses = [status for status, _ in await asyncio.gather(*asked)]
    assert set(statuses) == {200, 503} and statuses.count(200) >= MOST_WAITING


async def test_what_takes_long_to_read_is_answered_and_holds_up_no_sign_of_life(running_bot: RunningBot) -> None:
    async with asyncio.timeout(PATIENCE):
        answered = asyncio.gather(
            *(running_bot.ask(ATTACKS[name]) for name in ("section signs", "greeting", "paper")),
            running_bot.say(ATTACKS["stats"]),
        )
        alive = 0
        while not answered.done():
            alive += (await running_bot.get("healthz"))[0] == 200
        *asked, logged = await answered
    assert alive > 3
    assert {status for status, _ in asked} == {200}
    assert TOO_LONG in logged
    assert running_bot.desk.store.contracts() == []


@pytest.mark.long
async def test_it_stops_when_told_to_while_it_reads_what_takes_long(tmp_path: Path) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    bot = subprocess.Popen(  # noqa: ASYNC220 - only its start blocks
        [sys.executable, "-m", "bot"], cwd=ROOT, env={**os.environ, **STEADY, "DPA_PORT": str(port), "DPA_DATA": str(tmp_path)},
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        assert bot.stdout and await asyncio.to_thread(bot.stdout.readline)
        async with aiohttp.ClientSession() as http, asyncio.timeout(PATIENCE):
            asked = [
                asyncio.create_task(http.post(f"{address}/api/ask", json={"q": "Oct 7, " * 550})) for _ in range(6)
            ]
            async with http.get(f"{address}/healthz") as alive:
                assert alive.status == 200
            bot.send_signal(signal.SIGTERM)
            assert await asyncio.to_thread(bot.wait, PATIENCE) == 0
            for one in asked:
                one.cancel()
    finally:
        bot.kill()
        bot.communicate()
