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
from statistics import median
from typing import Any, Protocol

import aiohttp
from full_drawer import drawer
from measure import ROOT, SMALL, done, figure, percentile, proportional, say

from storage.embedded.store import open_embedded

SECONDS = int(os.environ.get("BENCH_SECONDS", "2" if SMALL else "30"))
RUNS = int(os.environ.get("BENCH_RUNS", "1" if SMALL else "5"))
A_SECOND, CALMLY, WRITES, WRITES_A_SECOND = (10, 5, 3, 3) if SMALL else (100, 20, 100, 5)
PEOPLE = 5 if SMALL else 50
CONTRACTS = 20 if SMALL else 1000
"""On record, from the start."""
ACKNOWLEDGED, LATEST = 200.0, 3000.0
"""Milliseconds within which 99 of 100 questions are acknowledged, and each of them."""
ANSWERED = 2000.0
"""Milliseconds within which 95 of 100 are answered where twenty come in each second."""
MEMORY, MEMORY_FLOOR = 250, 320
"""MB of all processes of the bot, each shared page counted in part (PSS): what we want, and what we promise."""
LOG = "log-contract vendor: Vendor {0}; product: Reader; executed: 2026-10-07; purpose: reading; provisions: all"
DRAIN = 20.0
"""Seconds without any answer after which no more are expected."""


class Answer(Protocol):
    """How the bot acknowledged."""

    status: int
    body: str


TOLD_TO_WAIT = "yours is number"
"""It stands in the message that comes before an answer which takes long."""


class Heard(list[dict[str, Any]]):
    """A list that tells of each answer at the moment it is put in."""

    told_to_wait = 0
    """Messages of all lists that were no answers yet."""

    def __init__(self, tell: Callable[[dict[str, Any]], None]) -> None:
        super().__init__()
        self.tell = tell

    def append(self, message: dict[str, Any]) -> None:
        if TOLD_TO_WAIT in json.dumps(message):
            Heard.told_to_wait += 1
        else:
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
        self.tell_lost(what)

    def tell_lost(self, what: str) -> None:
        """Print how many failed, and how many got no answer."""
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
    left, since = clock.waiting, time.perf_counter()
    while clock.waiting and time.perf_counter() - since < DRAIN:
        await asyncio.sleep(0.05)
        if clock.waiting != left:
            left, since = clock.waiting, time.perf_counter()


def fill(data: str) -> None:
    """The contracts on record, with their deadlines and reminders."""
    store = open_embedded(Path(data), "district")
    store.replace_all(drawer(CONTRACTS))


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


Make = Callable[[], Clock]
Ask = Callable[[Clock], Callable[[int, str, float], Awaitable[None]]]


async def rush(make: Make, ask: Ask, texts: list[str]) -> list[Clock]:
    """A hundred questions a second, again and again; what was measured of the acknowledgments, the median of all runs."""
    many = [texts[i % len(texts)] for i in range(A_SECOND * SECONDS)]
    clocks = [await _asked(make(), ask, many, A_SECOND) for _ in range(RUNS)]
    what = f"{A_SECOND} questions a second for {SECONDS} s, median of {RUNS} runs"
    say(f"{what}; the machine's load was {os.getloadavg()[0]:.1f}")
    for share, budget in ((0.5, None), (0.99, ACKNOWLEDGED)):
        found = median(percentile(clock.acks, share) for clock in clocks)
        figure(f"acknowledged, p{share * 100:.0f}", found, "ms", most=budget)
    late = sum(seconds * 1000 > LATEST for clock in clocks for seconds in clock.acks)
    figure(f"acknowledged later than {LATEST / 1000:g} s, of {len(many) * RUNS}", late, "", most=0)
    figure("the longest wait for an answer", max(max(clock.answers, default=0.0) for clock in clocks), "s")
    figure("told that they wait", Heard.told_to_wait, "")
    for clock in clocks:
        clock.tell_lost("questions")
    return clocks


async def calm(make: Make, ask: Ask, texts: list[str]) -> Clock:
    """Twenty questions a second: how soon they are answered."""
    many = [texts[i % len(texts)] for i in range(CALMLY * SECONDS)]
    clock = await _asked(make(), ask, many, CALMLY)
    figure(f"answered, p95, {CALMLY} questions a second", percentile(clock.answers, 0.95), "ms", most=ANSWERED)
    clock.tell_lost("questions")
    return clock


async def _asked(clock: Clock, ask: Ask, texts: list[str], a_second: int) -> Clock:
    await paced(clock, texts, a_second, ask(clock))
    return clock


def memory(bot: int) -> int:
    """MB of the bot and the processes that it started (PSS)."""
    tasks = Path(f"/proc/{bot}/task").glob("*/children")
    return sum(map(proportional, (bot, *(int(child) for task in tasks for child in task.read_text().split()))))


def tell_memory(bot: int) -> None:
    """Print how much the bot takes, beside what we want and what we promise."""
    found, what = memory(bot), f"memory of the bot's processes (PSS), {CONTRACTS} contracts on record"
    figure(what, found, "MB", most=MEMORY_FLOOR)
    say(f"we want at most {MEMORY} MB: {'met' if found <= MEMORY else 'not met'}")


def tell_strange(*strange: str) -> None:
    """What failed in words, at most five; ends the benchmark."""
    for one in sorted(set(strange))[:5]:
        say(f"failed: {one}")
    done()
