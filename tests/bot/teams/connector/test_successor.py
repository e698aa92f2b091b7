"""Does the same suite pass through botbuilder's successor, the Teams SDK?"""

import os
import subprocess
import sys
from pathlib import Path

import aiohttp
import pytest

from bot.teams.client import Json
from bot.teams.connector.turn import Turn
from tests.bot.teams.adapter_server import SUCCESSOR, THROUGH, connected
from tests.bot.teams.small_teams.teams import Teams

TEAMS = Path(__file__).parents[1]
SUITE = [
    f"test_{name}*.py"
    for name in (
        "identity",
        "adapter_sends",
        "parse",
        "directory",
        "conversation",
        "dialogs",
        "late",
        "extension",
        "channel",
    )
]
"""What goes over HTTP to ``/api/messages``."""


async def test_it_hosts_our_wire() -> None:
    heard = list[Json]()

    async def hear(turn: Turn) -> None:
        heard.append(turn.activity)

    async with Teams() as teams:
        teams.person("ana")
        teams.group("g1", "ana")
        async with connected(teams, hear, SUCCESSOR), aiohttp.ClientSession() as session:
            assert (await teams.says("due", where="g1", targeted=True)).status == 200
            async with session.post(teams.to, json={"type": "message"}) as answer:
                assert (answer.status, answer.headers["server"]) == (401, "uvicorn")
    assert [one["recipient"]["isTargeted"] for one in heard] == [True]


@pytest.mark.long
def test_the_same_suite_passes_through_it() -> None:
    found = {name: [*TEAMS.rglob(name)] for name in SUITE}
    assert all(found.values()), "each name has its files"
    files = sorted(str(path) for paths in found.values() for path in paths)
    # It warns of parts of its own that it calls deprecated; ours are looked after in the first run.
    called = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-o", "filterwarnings=default", "-q", *files]
    given = {**os.environ, THROUGH: SUCCESSOR}
    done = subprocess.run(called, env=given, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout[-4000:]
