"""Where does the small Teams find the board as a tab?"""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

from bot.compose import responder
from bot.runtime.district_service import DistrictService
from bot.runtime.heartbeat import Heartbeat
from bot.runtime.metrics import Metrics
from bot.teams.tab import Entra, Tab
from bot.web import app as bot_web
from bot.web.health import Health
from bot.web.signing import SignIn
from handlers.commands import COMMANDS
from handlers.dialogue.desk import Desk
from knowledge.counting import Calendar
from knowledge.law import Law
from storage.embedded.store import open_embedded
from storage.port import Draft
from storage.records import Contract, Event, Person, Record, Role, Setup
from tests.bot.local_tokens import TOKEN
from tests.bot.reminder_bot import ZONE
from tests.bot.reminder_delivery import a_deadline
from tests.bot.teams.small_teams.teams import APP, TENANT, Teams

NOW = datetime(2026, 10, 8, 9, 0, tzinfo=ZONE)
PAGE = "https://dpa.example.org"
PROXIED = {"Host": "dpa.example.org", "X-Forwarded-For": "203.0.113.9"}


@dataclass
class Served:
    """The application with the tab, for one tenant's district."""

    address: str
    teams: Teams
    desk: Desk
    http: aiohttp.ClientSession

    async def get(self, path: str, **headers: str) -> tuple[int, str, Any]:
        async with self.http.get(self.address + path, headers={**PROXIED, **headers}) as answer:
            return answer.status, await answer.text(), answer.headers

    async def board(self, by: str = "ana", key: str = "entra", **claims: Any) -> tuple[int, str]:
        token = self.teams.entra_token(by, key, **claims)
        status, text, _ = await self.get("teams/board", Authorization=f"Bearer {token}")
        return status, text

    async def says(self, said: str, by: str = "ana", **claims: Any) -> str:
        """What a button of the tab is answered."""
        headers = {**PROXIED, "Authorization": f"Bearer {self.teams.entra_token(by, **claims)}"}
        async with self.http.post(f"{self.address}teams/board", data={"say": said}, headers=headers) as answer:
            return await answer.text()


@asynccontextmanager
async def tabbed(teams: Teams, law: Law, folder: Path) -> AsyncIterator[Served]:
    store = open_embedded(folder, "hartford")
    desk = Desk(law, lambda _: (), Calendar(), NOW, store, commands=COMMANDS)

    def write(draft: Draft) -> Iterator[Record]:
        yield Setup(members=Role.EVERYONE)
        yield Person(id=f"teams:{teams.people['ana'].aad}", name="Ana Ruiz", role=Role.STAFF)
        contract = Contract(id=draft.new_id(Contract), vendor="<b>Acme</b>", executed=date(2026, 10, 7))
        yield contract
        yield a_deadline(draft, "", NOW, record=contract.id, duty="post-contract", cite="10-234bb(g)")

    store.change(Event(who="test", what="fill", when=NOW, surface="test"), write)
    office = DistrictService(responder(lambda: desk), lambda: desk)
    heart = Heartbeat(lambda: ["hartford"], lambda _: desk, lambda _: {}, lambda _: ())
    sign_in = SignIn(PAGE, lambda: ["hartford"], lambda _: office)
    here = bot_web.app(office, Health(heart, Metrics()), sign_in, local_token=TOKEN)
    Tab(APP, Entra(APP, teams.entra, lambda tenant: tenant == TENANT, PAGE), lambda _: office).mount(here)
    runner = web.AppRunner(here, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
        yield Served(f"http://127.0.0.1:{runner.addresses[0][1]}/", teams, desk, http)
    await runner.cleanup()
