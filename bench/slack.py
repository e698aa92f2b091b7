"""How soon does Slack hear from the bot when a hundred questions come in each second?

The small local Slack of the tests sends signed commands and direct messages to a bot of its own, at the pace of the
clock whatever the bot does, and notes when each was acknowledged and when its answer arrived. Both share two cores.
Budget: the acknowledgement of a question p99 at most 200 ms. Writes are measured apart.
"""

import asyncio
import json
import os
import re
import socket
import sys
import tempfile
import time
from collections import defaultdict, deque
from pathlib import Path
from typing import Any

import aiohttp

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.bot.slack.local import Answer, Slack  # noqa: E402 - after the path

SECONDS = int(os.environ.get("BENCH_SECONDS", "30"))
A_SECOND, WRITES, WRITES_A_SECOND = 100, 100, 5
PEOPLE = 50
SHARE = 5
"""One question in five is a direct message, the others are commands."""
DRAIN = 20.0


class Heard(list[dict[str, Any]]):
    """A list that tells of each message at the moment it is put in."""

    def __init__(self, tell: Any) -> None:
        super().__init__()
        self.tell = tell

    def append(self, message: dict[str, Any]) -> None:
        self.tell(message)
        super().append(message)


class Clock:
    """When each question was due to be sent, acknowledged and answered."""

    def __init__(self, slack: Slack) -> None:
        self.acks, self.answers, self.failed = list[float](), list[float](), list[str]()
        self.waiting: dict[str, deque[float]] = defaultdict(deque)
        slack.replies = Heard(lambda message: self.answered(message["original"]))
        self.slack, self.number = slack, 0
        slack.response_url = self.response_url  # type: ignore[method-assign]

    def response_url(self, channel: str, _: str = "") -> str:
        """An address of its own for each answer."""
        self.number += 1
        return Slack.response_url(self.slack, channel, f"q{self.number}")

    def answered(self, question: str) -> None:
        if self.waiting[question]:
            self.answers.append(time.perf_counter() - self.waiting[question].popleft())

    def acknowledged(self, due: float, got: Answer) -> None:
        self.acks.append(time.perf_counter() - due)
        if got.status != 200:
            self.failed.append(f"{got.status} {got.body[:80]}")

    def told(self, what: str, budget: str = "") -> str:
        ends = [
            f"{percentile(times, 0.5):.0f} / {percentile(times, 0.99):.0f} ms" for times in (self.acks, self.answers)
        ]
        lost = len(self.acks) - len(self.answers)
        return (
            f"{len(self.acks)} {what}: acknowledged p50 / p99 {ends[0]}{budget}, answered {ends[1]}; "
            f"{len(self.failed)} failed, {lost} unanswered"
        )


def percentile(times: list[float], share: float) -> float:
    return sorted(times)[int(len(times) * share)] * 1000 if times else float("nan")


def questions() -> list[str]:
    """The questions of the development sets: as people ask, and nothing the finder was trained on."""
    rows = (json.loads(line) for path in (ROOT / "tests/development").glob("*.jsonl") for line in path.open())
    return [row["q"] for row in rows if "\n" not in row["q"]]


async def asked(slack: Slack, clock: Clock, number: int, text: str, due: float) -> None:
    user = f"U{number % PEOPLE:03}"
    if number % SHARE == 0:
        chat = slack.chat_with(user)
        clock.waiting[chat].append(due)
        clock.acknowledged(due, await slack.direct(text, user=user))
    else:
        sent = slack.command("/dpa", text, user=user, channel="C1")
        clock.waiting[f"q{clock.number + 1}"].append(due)  # the command takes the next address when it begins
        clock.acknowledged(due, await sent)


async def paced(slack: Slack, clock: Clock, texts: list[str], a_second: int, send: Any = asked) -> None:
    """Send each at its time, then wait until all is answered or nothing more comes."""
    began = time.perf_counter()
    tasks = []
    for number, text in enumerate(texts):
        due = began + number / a_second
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        tasks.append(asyncio.create_task(send(slack, clock, number, text, due)))
    await asyncio.gather(*tasks)
    for _ in range(int(DRAIN / 0.05)):
        if len(clock.answers) >= len(texts):
            return
        await asyncio.sleep(0.05)


async def wrote(slack: Slack, clock: Clock, _: int, text: str, due: float) -> None:
    sent = slack.command("/dpa", text, user="UADMIN", channel="DADMIN")
    clock.waiting[f"q{clock.number + 1}"].append(due)
    clock.acknowledged(due, await sent)


def free_port() -> int:
    """A port that nobody listens on, so that two of these may run side by side."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


async def started(slack: Slack, data: str) -> asyncio.subprocess.Process:
    """A bot that calls this Slack; ready when it returns."""
    env = {
        **os.environ,
        "DPA_DATA": data,
        "DPA_PORT": os.environ.get("DPA_PORT") or str(free_port()),
        "DPA_ADMINS": "slack:UADMIN",
        "DPA_SLACK_API_URL": slack.url,
        "SLACK_BOT_TOKEN": slack.token,
        "SLACK_SIGNING_SECRET": slack.secret,
        "PYTHONUNBUFFERED": "1",
    }
    log = (Path(data) / "log").open("w")
    bot = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", cwd=ROOT, env=env, stdout=asyncio.subprocess.PIPE, stderr=log
    )
    assert bot.stdout
    found = re.search(rb"http://\S+?/", await bot.stdout.readline())
    if not found:
        raise SystemExit((Path(data) / "log").read_text())
    address = found[0].decode()
    slack.to = f"{address}slack/events"
    async with aiohttp.ClientSession() as http:
        for _ in range(150):
            async with http.get(f"{address}readyz") as answer:
                if answer.status == 200:
                    return bot
            await asyncio.sleep(0.2)
    raise SystemExit("the bot did not get ready")


def resident(process: int) -> int:
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text())
    return int(found[1]) // 1000 if found else 0


async def main() -> None:
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])  # the bot inherits them
    with tempfile.TemporaryDirectory() as data:
        async with Slack() as slack:
            for number in range(PEOPLE):
                slack.user(f"U{number:03}", name=f"Person {number}")
            slack.user("UADMIN", name="Ana Ruiz")
            slack.chat_with("UADMIN")
            slack.channel("C1", name="privacy", is_private=True)
            bot = await started(slack, data)
            try:
                texts = questions()
                warm = Clock(slack)
                listen(slack, warm)
                await paced(slack, warm, texts[:PEOPLE], 20)
                clock = Clock(slack)
                listen(slack, clock)
                await paced(slack, clock, [texts[i % len(texts)] for i in range(A_SECOND * SECONDS)], A_SECOND)
                print(f"{A_SECOND} a second for {SECONDS} s,", clock.told("questions", " (p99 at most 200)"))
                writes = Clock(slack)
                log = "log-contract vendor: Vendor {0}; product: Reader; executed: 2026-10-07; purpose: reading; provisions: all"
                await paced(slack, writes, [log.format(i) for i in range(WRITES)], WRITES_A_SECOND, wrote)
                print(f"{WRITES_A_SECOND} a second,", writes.told("contracts logged"))
                print(f"resident memory of the bot: {resident(bot.pid)} MB")
                for one in sorted({*clock.failed, *writes.failed})[:5]:
                    print("failed:", one)
            finally:
                bot.terminate()
                await bot.wait()


def listen(slack: Slack, clock: Clock) -> None:
    """Note the answers to direct messages, which stand in the chats."""
    for number in range(PEOPLE):
        chat = slack.chat_with(f"U{number:03}")
        slack.messages[chat] = Heard(lambda message, chat=chat: clock.answered(chat) if "bot_id" in message else None)


if __name__ == "__main__":
    asyncio.run(main())
