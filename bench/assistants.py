"""How fast do other assistants get an answer about the law, over standard input and output and over HTTP?

Budget: p95 of ask at most 150 ms over both, measured with the protocol's own client and a bot of its own.
"""

import asyncio
import os
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import httpx2
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client
from measure import ROOT, SMALL, done, figure, percentile
from page import running
from speed import questions

from bot.compose import desk_maker, open_store
from bot.settings import Settings
from handlers.programs.readers import new_secret, program_id
from storage.records import Role

MOST = 20 if SMALL else 200
MOST_OVER_HTTP = 50
"""A token is good for 60 requests a minute."""


async def measure(name: str, client: Client, asked: list[str]) -> None:
    async with client as assistant:
        await assistant.list_tools()
        await assistant.call_tool("ask", {"question": asked[0]})
        times = []
        for question in asked[:MOST]:
            began = time.perf_counter()
            answer = await assistant.call_tool("ask", {"question": question})
            times.append(time.perf_counter() - began)
            assert not answer.is_error
    figure(f"{len(times)} answers over {name}, p50", percentile(times, 0.5), "ms")
    figure(f"{len(times)} answers over {name}, p95", percentile(times, 0.95), "ms", most=150)


async def run(address: str, token: str, env: dict[str, str]) -> None:
    asked = questions()
    args = StdioServerParameters(command=sys.executable, args=["-m", "bot.cli", "mcp"], cwd=ROOT, env=env)
    await measure("stdio", Client(args), asked)
    async with AsyncExitStack() as stack:
        headers = {"Authorization": f"Bearer {token}"}
        http = await stack.enter_async_context(httpx2.AsyncClient(headers=headers, timeout=60))
        client = Client(streamable_http_client(f"{address}mcp", http_client=http))
        await measure("HTTP", client, asked[:MOST_OVER_HTTP])


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder))
        desk = replace(desk_maker(settings, open_store(settings))(), invites="http://127.0.0.1/enter/district")
        token = new_secret("program", program_id("bench", Role.STAFF), desk)
        desk.store.close()
        with running(folder, quiet=True) as (_, address):
            asyncio.run(run(address, token, {**os.environ, "DPA_DATA": folder, "DPA_MCP_TOKEN": token}))
    done()


if __name__ == "__main__":
    main()
