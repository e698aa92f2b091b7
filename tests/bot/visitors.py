"""How do people come to the page by a link, from elsewhere?"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp

from bot.compose import desk_maker as desk_of
from bot.compose import open_store
from bot.settings import Settings
from bot.settings.addresses import link_prefix
from handlers.board.link import board_link
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Link
from handlers.forms.filling import change
from storage.port import Store
from storage.records import Person, Role, Setup

Start = Callable[..., AbstractContextManager[str]]
URL = "https://dpa.example.org"
SLACK = {
    "SLACK_BOT_TOKEN": "xoxb-1",
    "SLACK_SIGNING_SECRET": "secret",
    "DPA_SLACK_API_URL": "http://127.0.0.1:1/api/",
    "DPA_SLACK_TEAMS": "T2=windham",
    "DPA_URL": URL,
}
NOON = "2026-10-20T12:00"
ANA, BO = "slack:U1", "slack:U2"
PATHS = ("", "board", "record/C-1", "posts", "nowhere")


@dataclass(frozen=True)
class Answer:
    """What came back, read to the end."""

    status: int
    text: str
    headers: Mapping[str, str]
    cookies: dict[str, str]
    """As they were set, with their attributes."""

    @property
    def token(self) -> str:
        found = re.search(r'name="token" value="([^"]*)"', self.text)
        assert found, self.text[:500]
        return found[1]


@dataclass
class Browser:
    """Speaks to a bot as a browser does that knows it as `url`, through a proxy that passes on all it gets."""

    http: aiohttp.ClientSession
    bot: str
    url: str = URL
    cookies: dict[str, str] = field(default_factory=dict)

    async def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        return await self._ask(method, path, headers)

    async def post(self, path: str, data: Mapping[str, str] | str, **headers: str) -> Answer:
        return await self._ask("POST", path, {"Origin": self.url, **headers}, data)

    async def press(self, link: str) -> Answer:
        """Open a link and press its button."""
        path = link.removeprefix(f"{self.url}/")
        return await self.post(path, {"token": (await self.get(path)).token})

    async def say(self, said: str, path: str = "say") -> Answer:
        return await self.post(path, {"say": said, "token": (await self.get("board")).token})

    async def _ask(self, method: str, path: str, headers: Mapping[str, str], data: Any = None) -> Answer:
        sent = {"Host": self.url.partition("://")[2], "X-Forwarded-For": "203.0.113.9", **headers}
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        async with self.http.request(
            method, f"{self.bot}{path}", headers={**sent, "Cookie": cookie}, data=data, allow_redirects=False
        ) as answer:
            whole = {name: found.OutputString() for name, found in answer.cookies.items()}
            self.cookies |= {name: found.value for name, found in answer.cookies.items()}
            return Answer(answer.status, await answer.text(), answer.headers, whole)


@dataclass
class RemoteBot:
    """A bot that is reached from elsewhere, and the drawers it works on."""

    bot: str
    desks: dict[str, Desk]

    def link(self, who: str = ANA, district: str = "district", now: str = NOON) -> str:
        """The link that this person gets in a chat."""
        return link(at(self.desks[district], now, district), who)


def link(desk: Desk, who: str = ANA) -> str:
    reply = board_link("", Message("board", who=who, surface="slack"), desk)
    return next(part.url for part in reply.parts if isinstance(part, Link))


def at(desk: Desk, now: str, district: str = "district", url: str = URL) -> Desk:
    moment = datetime.fromisoformat(now).replace(tzinfo=desk.zone)
    return replace(desk, now=moment, page=link_prefix(url, district))


def furnish(store: Store | None, desk: Desk) -> Desk:
    """A desk with two people of the privacy team; nobody else of the district may see records."""
    desk = replace(desk, records=store, role=Role.EVERYONE)
    team = [Person(id=id, name=name, role=Role.PRIVACY) for id, name in ((ANA, "Ana Ruiz"), (BO, "Bo Lee"))]
    change("grant", Message(""), desk, lambda _: [*team, Setup(members=Role.EVERYONE)])
    return desk


async def inside(browser: Browser, link: str) -> Browser:
    """The browser after it came in by the link."""
    assert (await browser.press(link)).status == 303
    assert (await browser.get("board")).status == 200
    return browser


@contextmanager
def start_remote_bot(start: Start, data: Path) -> Iterator[RemoteBot]:
    made = {
        name: Settings(data=data, now=datetime.fromisoformat(NOON), district=name) for name in ("district", "windham")
    }
    drawers = {name: open_store(settings) for name, settings in made.items()}
    desks = {name: furnish(drawers[name], desk_of(settings, drawers[name])()) for name, settings in made.items()}
    with start(data, **SLACK) as bot:
        yield RemoteBot(bot, desks)
