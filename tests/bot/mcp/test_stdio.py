"""Does ``dpa mcp`` answer another assistant over standard input and output, in a process of its own?"""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from mcp import Client, StdioServerParameters

from bot.mcp.server import TOOLS, finder
from storage.records import Role
from tests.bot.mcp.calls import CALLS, call_all
from tests.bot.mcp.conftest import District

ROOT = Path(__file__).parents[3]


def started(tmp_path: Path, **more: str) -> StdioServerParameters:
    env = {**os.environ, "DPA_DATA": str(tmp_path), "DPA_NOW": "2026-11-24T09:00", **more}
    return StdioServerParameters(command=sys.executable, args=["-m", "bot.cli", "mcp"], cwd=ROOT, env=env)


async def test_every_tool_answers_and_a_token_that_ends_opens_nothing(district: District, tmp_path: Path) -> None:
    token, before = district.token(), district.store.head()
    async with Client(started(tmp_path, DPA_MCP_TOKEN=token), read_timeout_seconds=120) as assistant:
        assert [one.name for one in (await assistant.list_tools()).tools] == list(CALLS)
        found = await call_all(assistant)
        assert found["contracts"]["contracts"][0]["vendor"] == "Acme"
        assert found["ask"]["verdict"] == "prohibited"
        read = await assistant.read_resource("dpa://law/10-234aa(4)")
        assert "10-234aa(4)" in read.contents[0].text
        assert district.store.head() == before
        district.say("token end")
        ended = await assistant.call_tool("ask", {"question": "what is an operator?"})
        assert ended.is_error and "it was ended" in ended.content[0].text


def test_at_the_machine_it_reads_as_one_of_the_staff(district: District) -> None:
    caller = finder(lambda: replace(district.desk, role=Role.ADMIN), "")()
    assert (caller.reader.role, caller.reader.desk(caller.desk).role) == (Role.STAFF, Role.STAFF)
    assert TOOLS["contracts"].call({}, caller.reader, caller.desk).data["total"] == 1


@pytest.mark.parametrize("token", ["nonsense", f"district.{'a' * 43}"])
def test_a_token_that_is_not_good_ends_it_with_a_sentence(token: str, tmp_path: Path) -> None:
    env = {**os.environ, "DPA_DATA": str(tmp_path), "DPA_MCP_TOKEN": token}
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", "mcp"],
        check=False,
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 2 and done.stdout == ""
    assert "I do not know this token" in done.stderr and "Traceback" not in done.stderr
