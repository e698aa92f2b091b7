"""Does a bot that is stopped or killed leave nothing half done in Teams?"""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import aiohttp
import pytest

from storage.embedded.store import open_embedded
from tests.bot.conftest import STEADY, free_port
from tests.bot.reminder_bot import ZONE
from tests.bot.teams.bot_process import LOG, PATIENCE, QUICK, given, running, text_of
from tests.bot.teams.small_teams.teams import Teams, until, words


@pytest.fixture
async def teams() -> AsyncIterator[Teams]:
    async with Teams() as teams:
        teams.person("ana", name="Ana Ruiz")
        teams.person("bo")
        teams.channel("c1", "ana", "bo", name="privacy", kind="private")
        yield teams


async def test_reminders_reach_the_channel_and_the_owner_after_the_bot_was_killed(teams: Teams, tmp_path: Path) -> None:
    env = {**os.environ, **STEADY, **given(teams), **QUICK, "DPA_DATA": str(tmp_path), "DPA_PORT": str(free_port())}
    bot = await running(env)
    teams.to = f"http://127.0.0.1:{env['DPA_PORT']}/api/messages"
    ana = f"teams:{teams.people['ana'].aad}"
    await text_of(teams, f"setup place: here; lead: {ana}", where="c1")
    bot.kill()
    await bot.wait()
    # Two weeks later, after which its safe date has passed: nobody has spoken to this bot.
    store = {"DPA_NOW": "2026-10-21T12:00"}
    bot = await running({**env, **store})
    before = len(teams.said("c1"))
    await text_of(teams, f"{LOG}; owner: {ana}")
    await until(lambda: len(teams.said("c1")) > before, PATIENCE)
    bot.kill()
    await bot.wait()
    seen = len(teams.said("c1")), len(teams.said("ana"))
    bot = await running({**env, "DPA_NOW": "2026-10-27T12:00"})
    await until(lambda: len(teams.said("c1")) > seen[0] and len(teams.said("ana")) > seen[1], PATIENCE)
    assert "Acme" in words(teams.said("c1")[-1]) and "Acme" in words(teams.said("ana")[-1])
    bot.kill()
    await bot.wait()


STOPS = pytest.mark.parametrize("signalled", [signal.SIGINT, signal.SIGTERM])


@STOPS
async def test_it_ends_a_post_that_is_under_way_before_it_stops(
    teams: Teams, tmp_path: Path, signalled: signal.Signals
) -> None:
    env = {**os.environ, **STEADY, **given(teams), **QUICK, "DPA_DATA": str(tmp_path), "DPA_PORT": str(free_port())}
    bot = await running(env)
    teams.to = f"http://127.0.0.1:{env['DPA_PORT']}/api/messages"
    await text_of(teams, f"setup place: here; lead: teams:{teams.people['ana'].aad}", where="c1")
    reminders = f"send {teams.rooms['c1'].id}"
    teams.hang(reminders)
    await text_of(teams, LOG)
    await until(lambda: not teams.hindrances[reminders], PATIENCE)
    bot.send_signal(signalled)
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(60)) as http:
        for _ in range(2):  # what is under way is waited for (for ten seconds), and the loop that it needs goes on
            async with http.get(teams.to.replace("api/messages", "healthz")) as answer:
                assert answer.status == 200
    assert bot.returncode is None
    teams.let_go()
    assert await asyncio.wait_for(bot.wait(), PATIENCE) == 0


@STOPS
async def test_it_ends_an_answer_that_is_under_way_and_keeps_what_was_spoken_of(
    teams: Teams, tmp_path: Path, signalled: signal.Signals
) -> None:
    env = {**os.environ, **STEADY, **given(teams), "DPA_DATA": str(tmp_path), "DPA_PORT": str(free_port())}
    bot = await running(env)
    teams.to = f"http://127.0.0.1:{env['DPA_PORT']}/api/messages"
    teams.hang("send")
    await teams.says("may a vendor sell student data?")
    await until(lambda: not teams.hindrances["send"], PATIENCE)
    bot.send_signal(signalled)
    assert bot.stdout
    teams.let_go()
    assert await asyncio.wait_for(bot.wait(), PATIENCE) == 0
    assert b"stopped" in (await bot.stdout.read()).lower() and "10-234cc" in words(teams.said("ana")[-1])
    now = datetime.fromisoformat(STEADY["DPA_NOW"]).replace(tzinfo=ZONE)
    talk = open_embedded(tmp_path, "district").conversation("teams:a:ana", f"teams:{teams.people['ana'].aad}", now)
    assert talk and talk.topic
