"""How does a person use the bot on its page? A browser without scripts: lines, buttons, forms, downloads."""

from base64 import b64decode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import aiohttp
from aiohttp.test_utils import TestServer

from bot.runtime.district_service import DistrictService
from bot.runtime.heartbeat import Heartbeat
from bot.runtime.metrics import Metrics
from bot.web import app as web
from bot.web.health import Health
from tests.bot.conformance.surface import Listener, Seen
from tests.bot.local_tokens import TOKEN

HIDDEN = {"token", "request", "say", "proposal"}


@dataclass
class Form:
    """A form of the page: what it sends as it stands, and its buttons by label."""

    sends: list[tuple[str, str]] = field(default_factory=list)
    many: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    buttons: dict[str, tuple[str, str]] = field(default_factory=dict)


class Read(HTMLParser):
    """What a browser shows of the last reply of a page: words, what stands in fields, forms and downloads."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words, self.forms, self.files = list[str](), list[Form](), dict[str, bytes]()
        self._area, self._button = "", ("", "")
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        name, value = told.get("name", ""), told.get("value", "")
        match tag:
            case "form":
                self.forms.append(Form())
            case "a" if told.get("href", "").startswith("data:"):
                self.files[told["download"]] = b64decode(told["href"].partition(",")[2])
            case "a" if not told.get("href", "").startswith(("/", "#")):
                self.words.append(told.get("href", ""))
            case "textarea":
                self._area = name
            case "button":
                self._button = name, value
            case "input" if self.forms:
                self._input(name, value, told)

    def _input(self, name: str, value: str, told: dict[str, str]) -> None:
        form, kind = self.forms[-1], told.get("type", "text")
        if kind in {"checkbox", "radio"}:
            form.many |= {name} if kind == "checkbox" else set()
            if "checked" in told:
                form.sends.append((name, value))
        elif kind == "file":
            form.files.add(name)
        elif name:
            form.sends.append((name, value))
            if kind != "hidden":
                self.words.append(value)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""
        elif tag == "button":
            self._button = "", ""

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self._area:
            self.forms[-1].sends.append((self._area, data.removeprefix("\n")))
        if self._button[0]:
            self.forms[-1].buttons[data.strip()] = self._button


class OnPage:
    name = "Page"
    sam = "slack:U2"
    takes_files = "form"

    def __init__(self, listener: Listener, http: aiohttp.ClientSession, address: str) -> None:
        self.listener, self.http, self.address = listener, http, address

    async def says(self, text: str) -> Seen:
        async with self.http.get(self.address) as got:
            box = Read(await got.text()).forms[-1]
        return await self._sends(box, {"say": text})

    async def presses(self, label: str, on: Seen) -> Seen:
        form = next(one for one in on.on if label in one.buttons)
        return await self._sends(form, dict([form.buttons[label]]))

    async def fills(self, on: Seen, file: tuple[str, bytes] | None = None, **values: str) -> Seen:
        form = next(one for one in on.on if not one.buttons)
        return await self._sends(form, {f"f.{name}": value for name, value in values.items()}, file)

    async def gives(self, name: str, content: bytes, text: str) -> Seen:
        seen = await self.says(text.split(maxsplit=1)[0])
        typed = (one.partition(":") for one in text.split(maxsplit=1)[1].split("; "))
        return await self.fills(seen, (name, content), **{id: value.strip() for id, _, value in typed})

    async def _sends(self, form: Form, values: dict[str, str], file: tuple[str, bytes] | None = None) -> Seen:
        data = aiohttp.FormData(default_to_multipart=True)
        for name, value in [*(one for one in form.sends if one[0] not in values), *values.items()]:
            for each in value.split(",") if name in form.many and value else [value]:
                data.add_field(name, each)
        if file:
            data.add_field(*form.files, file[1], filename=file[0], content_type="application/octet-stream")
        async with self.http.post(self.address, data=data, headers={"Origin": self.address.rstrip("/")}) as got:
            html = await got.text()
        assert got.status == 200, html
        reply = Read(html[html.index("<article") : html.index("</article>")])
        how = "form" if any(not one.buttons for one in reply.forms) else "page"
        return Seen(f"{how}, download" if reply.files else how, " ".join(reply.words), reply.forms, reply.files)


@asynccontextmanager
async def on_page(listener: Listener, data: Path) -> AsyncIterator[OnPage]:
    clock = Heartbeat(list, lambda _: listener.make(), lambda _: {}, lambda _: [])
    served = web.app(DistrictService(listener, listener.make), Health(clock, Metrics()), local_token=TOKEN)
    jar, line = aiohttp.CookieJar(unsafe=True), aiohttp.TCPConnector(force_close=True)
    known = {"Authorization": f"Bearer {TOKEN}"}
    async with (
        TestServer(served) as server,
        aiohttp.ClientSession(cookie_jar=jar, connector=line, headers=known) as http,
    ):
        yield OnPage(listener, http, str(server.make_url("/")))
