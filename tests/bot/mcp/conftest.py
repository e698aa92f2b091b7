"""A district with a contract, in files, and a bot that serves it to programs over HTTP in this process."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from aiohttp.test_utils import TestServer
from aiohttp.web import Application

from bot.compose import desk_makers, models_inside, open_store, responder
from bot.mcp import http as mcp
from bot.runtime.district_service import DistrictService
from bot.runtime.heartbeat import Heartbeat
from bot.runtime.metrics import Metrics
from bot.settings import Settings
from bot.web import app as web
from bot.web.app import PageChannel
from bot.web.health import Health
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Quote, Reply
from handlers.dispatch import respond
from storage.port import Store
from storage.records import Event, Person, Role
from tests.bot.local_tokens import TOKEN

NOW = datetime(2026, 11, 24, 9, tzinfo=ZoneInfo("America/New_York"))
ANA = "slack:U1"
LOGGED = "log-contract vendor: Acme; product: Maths; executed: 2026-11-20; purpose: reading"


@dataclass
class District:
    """A district's records, and what people say there."""

    store: Store
    desk: Desk

    def say(self, text: str, who: str = ANA) -> Reply:
        return respond(Message(text, who=who, surface="slack"), replace(self.desk, role=Role.EVERYONE))

    def role(self, role: Role, who: str = ANA) -> None:
        self.store.change(
            Event(who="test", what="grant", when=NOW, surface="test"), lambda _: [Person(id=who, name="Ana", role=role)]
        )

    def token(self, said: str = "token new", who: str = ANA) -> str:
        return next(part.says for part in self.say(said, who).parts if isinstance(part, Quote))


@pytest.fixture(scope="session")
def maker() -> Callable[[Store, Path], Desk]:
    make = desk_makers(Settings(), models_inside)

    def of(store: Store, data: Path) -> Desk:
        return replace(make("district", store, Role.EVERYONE, "")(), now=NOW)

    return of


@pytest.fixture
def district(tmp_path: Path, maker: Callable[[Store, Path], Desk]) -> District:
    store = open_store(Settings(data=tmp_path))
    found = District(store, replace(maker(store, tmp_path), invites="https://dpa.example.org/enter/district"))
    found.role(Role.PRIVACY)
    found.say(LOGGED)
    return found


def application(district: District) -> Application:
    """What serves the district in this process."""
    metrics = Metrics()
    here = ["district"]
    make = lambda: district.desk  # noqa: E731
    clock = Heartbeat(
        lambda: here, lambda _: make(), lambda _: {"page": PageChannel()}, lambda _: here, metrics.count_reminders
    )
    own = DistrictService(responder(make, metrics.count_message), make)
    return web.app(own, Health(clock, metrics), local_token=TOKEN)


@pytest.fixture
async def served(district: District) -> AsyncIterator[str]:
    """The address of a bot that serves the district."""
    made = application(district)
    mcp.mount(made)
    async with TestServer(made) as server:
        yield str(server.make_url("/"))
