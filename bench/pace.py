"""How is a bot asked at the pace of the clock, whatever it does, and what of it is noted?"""

import asyncio
import json
import os
import re
import socket
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

import aiohttp
from measure import ROOT, SMALL, done, figure, percentile, resident, say

SECONDS = int(os.environ.get("BENCH_SECONDS", "2" if SMALL else "30"))
A_SECOND, WRITES, WRITES_A_SECOND = (10, 3, 3) if SMALL else (100, 100, 5)
PEOPLE = 5 if SMALL else 50
ACKNOWLEDGED = 200.0
"""Milliseconds within which 99 of 100 questions are acknowledged."""
LOG = "log-contract vendor: Vendor {0}; product: Reader; executed: 2026-10-07; purpose: reading; provisions: all"
DRAIN = 20.0


class Answer(Protocol):
    """How the bot acknowledged."""

    status: int
    body: str


class Heard(list[dict[str, Any]]):
    """A list that tells of each message at the moment it is put in."""

    def __init__(self, tell: Callable[[dict[str, Any]], None]) -> None:
        super().__init__()
        self.tell = tell

    def append(self, message: dict[str, Any]) -> None:
        self.tell(message)
        super().append(message)


class Clock:
    """When each question was due to be sent, acknowledged and answered; `waiting` are those without an answer."""

    def __init__(self) -> None:
        self.acks, self.answers, self.failed = list[float](), list[float](), list[str]()

    @property
    def waiting(self) -> int:
        return len(self.acks) - len(self.answers)

    def answered(self, due: float) -> None:
        self.answers.append(time.perf_counter() - due)

    def acknowledged(self, due: float, got: Answer) -> None:
        self.acks.append(time.perf_counter() - due)
        if got.status != 200:
            self.failed.append(f"{got.status} {got.body[:80]}")

    def tell(self, what: str, most: float | None = None) -> None:
        """Print how soon, and how many got nothing."""
        for name, times, budget in (("acknowledged", self.acks, most), ("answered", self.answers, None)):
            figure(f"{len(self.acks)} {what}, {name}, p50", percentile(times, 0.5), "ms")
            figure(f"{len(self.acks)} {what}, {name}, p99", percentile(times, 0.99), "ms", most=budget)
        figure(f"{what} that failed", len(self.failed), "", most=0)
        figure(f"{what} without an answer", self.waiting, "", most=0)


def questions() -> list[str]:
    """The questions of the development sets: as people ask, and nothing the finder was trained on."""
    rows = (json.loads(line) for path in (ROOT / "tests/development").glob("*.jsonl") for line in path.open())
    return [row["q"] for row in rows if "\n" not in row["q"]]


async def paced(
    clock: Clock, texts: list[str], a_second: int, send: Callable[[int, str, float], Awaitable[None]]
) -> None:
    """Send each at its time, then wait until all is answered or nothing more comes."""
    began = time.perf_counter()
    tasks = []
    for number, text in enumerate(texts):
        due = began + number / a_second
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        tasks.append(asyncio.ensure_future(send(number, text, due)))
    await asyncio.gather(*tasks)
    for _ in range(int(DRAIN / 0.05)):
        if not clock.waiting:
            return
        await asyncio.sleep(0.05)


def free_port() -> int:
    """A port that nobody listens on, so that two of these may run side by side."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


async def started(data: str, settings: Mapping[str, str]) -> tuple[asyncio.subprocess.Process, str]:
    """A bot on two cores, which it shares with us, and its address; ready when it returns."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])  # the bot inherits them
    port = os.environ.get("DPA_PORT") or str(free_port())
    env = {**os.environ, "DPA_DATA": data, "DPA_PORT": port, "PYTHONUNBUFFERED": "1", **settings}
    log = (Path(data) / "log").open("w")
    bot = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", cwd=ROOT, env=env, stdout=asyncio.subprocess.PIPE, stderr=log
    )
    assert bot.stdout
    found = re.search(rb"http://\S+?/", await bot.stdout.readline())
    if not found:
        raise SystemExit((Path(data) / "log").read_text())
    address = found[0].decode()
    async with aiohttp.ClientSession() as http:
        for _ in range(150):
            async with http.get(f"{address}readyz") as answer:
                if answer.status == 200:
                    return bot, address
            await asyncio.sleep(0.2)
    raise SystemExit("the bot did not get ready")


def report(asked: Clock, wrote: Clock, process: int, *strange: str) -> None:
    """What was measured, in lines; ends the benchmark."""
    say(f"{A_SECOND} a second for {SECONDS} s")
    asked.tell("questions", ACKNOWLEDGED)
    say(f"{WRITES_A_SECOND} a second")
    wrote.tell("contracts logged")
    figure("resident memory of the bot", resident(process), "MB")
    for one in sorted({*asked.failed, *wrote.failed, *strange})[:5]:
        say(f"failed: {one}")
    done()
