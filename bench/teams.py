"""How soon does Teams hear from the bot when a hundred questions come in each second?

The small local Teams of the tests sends activities with signed tokens to a bot of its own, at the pace of the clock
whatever the bot does, and notes when each was acknowledged and when its answer arrived. Both share two cores.
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
from pathlib import Path
from typing import Any

import aiohttp

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.bot.teams.local import Answer, Teams  # noqa: E402 - after the path

SECONDS = int(os.environ.get("BENCH_SECONDS", "30"))
A_SECOND, WRITES, WRITES_A_SECOND = 100, 100, 5
PEOPLE, GROUPS = 50, 10
SHARE = 5
"""One question in five mentions the bot in a group chat, the others are written to it alone."""
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

    def __init__(self, teams: Teams, name: str) -> None:
        self.acks, self.answers, self.failed = list[float](), list[float](), list[str]()
        self.due = dict[str, float]()
        self.teams, self.name = teams, name
        for room in teams.rooms.values():
            room.messages = Heard(self.answered)

    def answered(self, message: dict[str, Any]) -> None:
        """The first message that says whom it answers counts."""
        if due := self.due.pop(message.get("replyToId", ""), 0.0):
            self.answers.append(time.perf_counter() - due)

    def acknowledged(self, due: float, got: Answer) -> None:
        self.acks.append(time.perf_counter() - due)
        if got.status != 200:
            self.failed.append(f"{got.status} {got.body[:80]}")

    def told(self, what: str, budget: str = "") -> str:
        ends = [
            f"{percentile(times, 0.5):.0f} / {percentile(times, 0.99):.0f} ms" for times in (self.acks, self.answers)
        ]
        return (
            f"{len(self.acks)} {what}: acknowledged p50 / p99 {ends[0]}{budget}, answered {ends[1]}; "
            f"{len(self.failed)} failed, {len(self.due)} unanswered"
        )


def percentile(times: list[float], share: float) -> float:
    return sorted(times)[int(len(times) * share)] * 1000 if times else float("nan")


def questions() -> list[str]:
    """The questions of the development sets: as people ask, and nothing the finder was trained on."""
    rows = (json.loads(line) for path in (ROOT / "tests/development").glob("*.jsonl") for line in path.open())
    return [row["q"] for row in rows if "\n" not in row["q"]]


async def said(clock: Clock, number: int, text: str, due: float, by: str = "") -> None:
    """A question of one of the people; what ``by`` says, in their own chat."""
    where = by or (f"g{number % GROUPS}" if number % SHARE == 0 else "")
    id = f"{clock.name}{number}"
    clock.due[id] = due
    clock.acknowledged(due, await clock.teams.says(text, by=by or f"p{number % PEOPLE}", where=where, id=id))


async def paced(clock: Clock, texts: list[str], a_second: int, by: str = "") -> None:
    """Send each at its time, then wait until all is answered or nothing more comes."""
    began = time.perf_counter()
    tasks = []
    for number, text in enumerate(texts):
        due = began + number / a_second
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        tasks.append(asyncio.create_task(said(clock, number, text, due, by)))
    await asyncio.gather(*tasks)
    for _ in range(int(DRAIN / 0.05)):
        if not clock.due:
            return
        await asyncio.sleep(0.05)


def free_port() -> int:
    """A port that nobody listens on, so that two of these may run side by side."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


async def started(teams: Teams, data: str) -> asyncio.subprocess.Process:
    """A bot that takes tokens from this Teams; ready when it returns."""
    env = {
        **os.environ,
        "DPA_DATA": data,
        "DPA_PORT": os.environ.get("DPA_PORT") or str(free_port()),
        "DPA_ADMINS": f"teams:{teams.people['admin'].aad}",
        "MicrosoftAppId": teams.app_id,
        "MicrosoftAppPassword": teams.secret,
        "MicrosoftAppTenantId": teams.tenant,
        "MicrosoftAppType": "SingleTenant",
        "TO_BOT_FROM_CHANNEL_TOKEN_ISSUER": teams.issuer,
        "TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL": teams.metadata,
        "DPA_ENTRA_URL": teams.entra,
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
    teams.to = f"{address}api/messages"
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
        async with Teams() as teams:
            people = [f"p{number}" for number in range(PEOPLE)]
            for name in people:
                teams.person(name, name=f"Person {name[1:]}")
            teams.person("admin", name="Ana Ruiz")
            for number in range(GROUPS):
                teams.group(f"g{number}", *people)
            bot = await started(teams, data)
            try:
                texts = questions()
                await paced(Clock(teams, "w"), texts[:PEOPLE], 20)
                clock = Clock(teams, "q")
                await paced(clock, [texts[i % len(texts)] for i in range(A_SECOND * SECONDS)], A_SECOND)
                print(f"{A_SECOND} a second for {SECONDS} s,", clock.told("questions", " (p99 at most 200)"))
                writes = Clock(teams, "c")
                log = "log-contract vendor: Vendor {0}; product: Reader; executed: 2026-10-07; purpose: reading; provisions: all"
                await paced(writes, [log.format(i) for i in range(WRITES)], WRITES_A_SECOND, "admin")
                print(f"{WRITES_A_SECOND} a second,", writes.told("contracts logged"))
                print(f"resident memory of the bot: {resident(bot.pid)} MB")
                for one in sorted({*clock.failed, *writes.failed, *teams.wrong})[:5]:
                    print("failed:", one)
            finally:
                bot.terminate()
                await bot.wait()


if __name__ == "__main__":
    asyncio.run(main())
