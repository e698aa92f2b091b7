"""How does a bot do in this process, with its clock and its time set by hand?"""

import asyncio
import io
import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp.test_utils import TestServer

from bot.compose import open_store, responder
from bot.runtime.district_service import DistrictService
from bot.runtime.heartbeat import Heartbeat
from bot.runtime.metrics import Metrics
from bot.settings import Settings
from bot.web import app as web
from bot.web.app import PageChannel
from bot.web.health import Health
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Reply
from storage.port import StoreError
from storage.records import Place, Role
from storage.vault.sealed import SealedQuestions
from storage.vault.vault import open_vault
from tests.bot.local_tokens import TOKEN

SECRET = "Liam Okafor failed chemistry"
LOGGED = "log-contract vendor: Acme; executed: 2026-11-20"


@dataclass
class RunningBot:
    """A bot in this process, its clock and its time set by hand."""

    address: str
    clock: Heartbeat
    desk: Desk
    log: io.StringIO
    page: aiohttp.ClientSession
    trouble: str = ""
    """What is wrong with the connection to a chat."""

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.getvalue().splitlines()]

    def pass_(self, **time: float) -> None:
        self.desk = replace(self.desk, now=self.desk.now + timedelta(**time))

    async def get(self, path: str, **headers: str) -> tuple[int, str]:
        async with self.page.get(f"{self.address}{path}", headers=headers) as answer:
            return answer.status, await answer.text()

    async def ready(self) -> tuple[int, list[str]]:
        status, text = await self.get("readyz")
        return status, json.loads(text)["reasons"]

    async def ask(self, q: str) -> tuple[int, str]:
        async with self.page.post(f"{self.address}api/ask", json={"q": q}) as answer:
            return answer.status, await answer.text()

    async def say(self, said: str, **fields: str) -> str:
        _, text = await self.get("")
        token = re.search(r'name="token" value="([^"]*)"', text)
        assert token
        form = {"token": token[1], "say": said, **{f"f.{name}": value for name, value in fields.items()}}
        origin = {"Origin": self.address.rstrip("/")}
        async with self.page.post(f"{self.address}say", data=form, headers=origin) as answer:
            return await answer.text()

    async def count(self, metric: str) -> float:
        """The value of a metric; 0 where it was never counted."""
        status, text = await self.get("metrics")
        assert status == 200
        found = re.search(rf"^{re.escape(metric)} (\S+)$", text, re.MULTILINE)
        return float(found[1]) if found else 0.0


class Deaf(PageChannel):
    """A page that nobody reaches."""

    def send(self, place: Place, reply: Reply, post: str, *, again: bool) -> str:
        raise ConnectionError(SECRET, place, reply, post, again)


async def beat(running_bot: RunningBot) -> None:
    await asyncio.to_thread(running_bot.clock.beat)


@asynccontextmanager
async def run_bot(desk: Desk, data: Path, log: io.StringIO) -> AsyncIterator[RunningBot]:
    metrics = Metrics()
    store = metrics.count_errors(open_store(Settings(data=data)), StoreError)
    make: Callable[[], Desk] = lambda: found.desk  # noqa: E731
    here = ["district"]
    clock = Heartbeat(
        lambda: here, lambda _: make(), lambda _: {"page": PageChannel()}, lambda _: here, metrics.count_reminders
    )
    health = Health(clock, metrics, surfaces={"slack": lambda: found.trouble, "teams": lambda: ""})
    served = web.app(DistrictService(responder(make, metrics.count_message), make), health, local_token=TOKEN)
    async with (
        TestServer(served) as server,
        aiohttp.ClientSession(
            cookie_jar=aiohttp.CookieJar(unsafe=True),
            connector=aiohttp.TCPConnector(force_close=True),
            headers={"Authorization": f"Bearer {TOKEN}"},
        ) as page,
    ):
        sealed = SealedQuestions(open_vault(data), "district")
        desk = replace(desk, records=store, role=Role.ADMIN, sealed=sealed)
        found = RunningBot(str(server.make_url("/")), clock, desk, log, page)
        yield found
