"""How fast do other assistants get an answer about the law, over standard input and output and over HTTP?

Budget: p95 of ask at most 150 ms over both, measured with the protocol's own client and a bot of its own.
"""

import asyncio
import os
import socket
import subprocess
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


def free_port() -> str:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return str(one.getsockname()[1])


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        settings = Settings(data=data)
        desk = replace(desk_maker(settings, open_store(settings))(), invites="http://127.0.0.1/enter/district")
        token = new_secret("program", program_id("bench", Role.STAFF), desk)
        desk.store.close()
        env = {**os.environ, "DPA_DATA": folder, "DPA_PORT": free_port(), "DPA_MCP_TOKEN": token}
        bot = subprocess.Popen(
            [sys.executable, "-m", "bot"],
            cwd=ROOT,
            env=env,
            stdout=subprocess.PIPE,
            text=True,
            stderr=subprocess.DEVNULL,
        )
        with bot:
            assert bot.stdout
            bot.stdout.readline()
            try:
                asyncio.run(run(f"http://127.0.0.1:{env['DPA_PORT']}/", token, env))
            finally:
                bot.terminate()
    done()


if __name__ == "__main__":
    main()
