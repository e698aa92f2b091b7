"""Does a link open the page to one person, once, and to nobody else?"""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.__main__ import desk as desk_of
from bot.__main__ import drawer
from bot.settings import Settings
from bot.web.door import entrance
from handlers.board.link import board_link, enter
from handlers.desk import Desk, Message
from handlers.records.keeping import change
from handlers.reply import Link
from handlers.respond import respond
from handlers.wording.about import PARTS
from storage.port import Store
from storage.postgres import open_postgres
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
class Town:
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
    return replace(desk, now=moment, page=entrance(url, district))


def furnish(store: Store | None, desk: Desk) -> Desk:
    """A desk with two people of the privacy team; nobody else of the district may see records."""
    desk = replace(desk, records=store, role=Role.EVERYONE)
    team = [Person(id=id, name=name, role=Role.PRIVACY) for id, name in ((ANA, "Ana Ruiz"), (BO, "Bo Lee"))]
    change("grant", Message(""), desk, lambda _: [*team, Setup(members=Role.EVERYONE)])
    return desk


@pytest.fixture(scope="module")
def town(start: Start, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    data = tmp_path_factory.mktemp("data")
    made = {
        name: Settings(data=data, now=datetime.fromisoformat(NOON), district=name) for name in ("district", "windham")
    }
    drawers = {name: drawer(settings) for name, settings in made.items()}
    desks = {name: furnish(drawers[name], desk_of(settings, drawers[name])()) for name, settings in made.items()}
    with start(data, **SLACK) as bot:
        yield Town(bot, desks)


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(force_close=True), cookie_jar=aiohttp.DummyCookieJar()
    ) as session:
        yield session


@pytest.fixture
def browser(town: Town, http: aiohttp.ClientSession) -> Browser:
    return Browser(http, town.bot)


async def inside(browser: Browser, link: str) -> Browser:
    """The browser after it came in by the link."""
    assert (await browser.press(link)).status == 303
    assert (await browser.get("board")).status == 200
    return browser


# Coming in.


async def test_a_link_opens_the_page_once(town: Town, browser: Browser, http: aiohttp.ClientSession) -> None:
    link = town.link()
    came = await browser.press(link)
    assert (came.status, came.headers["Location"]) == (303, "/board")
    assert "Ana Ruiz" in (await browser.get("board")).text
    for again in (Browser(http, town.bot), browser):
        seen = await again.get(link.removeprefix(f"{URL}/"))
        assert seen.status == 403 and "type /dpa board" in seen.text and "<button" not in seen.text


async def test_who_only_looks_at_a_link_spends_nothing(town: Town, browser: Browser) -> None:
    path = town.link().removeprefix(f"{URL}/")
    for method in ("GET", "HEAD", "GET"):
        seen = await browser.get(path, method, **{"User-Agent": "Slackbot-LinkExpanding 1.0"})
        assert seen.status == 200 and "__Host-dpa-visit" not in seen.cookies
        assert (await browser.get("board")).status == 403
    assert "Open the board" in seen.text and "Ana" not in seen.text, "nor is anybody named"
    assert (await browser.press(f"{URL}/{path}")).status == 303


async def test_one_of_many_presses_comes_in(town: Town, http: aiohttp.ClientSession) -> None:
    link, path = town.link(), ""
    others = [Browser(http, town.bot) for _ in range(6)]
    path = link.removeprefix(f"{URL}/")
    tokens = [(await one.get(path)).token for one in others]
    came = await asyncio.gather(*(one.post(path, {"token": token}) for one, token in zip(others, tokens, strict=True)))
    assert sorted(answer.status for answer in came) == [303, *[403] * 5]
    assert sum([(await one.get("board")).status == 200 for one in others]) == 1


async def test_the_cookie_is_for_this_page_alone(town: Town, browser: Browser) -> None:
    came = await browser.press(town.link())
    kept = came.cookies["__Host-dpa-visit"]
    for word in ("HttpOnly", "Secure", "SameSite=Lax", "Path=/", "Max-Age=28800"):
        assert word in kept
    assert "Domain" not in kept
    page = await browser.get("board")
    assert all(word in page.cookies["dpa-page"] for word in ("HttpOnly", "Secure", "SameSite=Strict"))
    for answer in (came, page, await browser.get(town.link().removeprefix(f"{URL}/"))):
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "path",
    [
        f"enter/district/{'x' * 43}",
        f"enter/nowhere/{'x' * 43}",
        f"enter/windham/{'-' * 43}",
    ],
)
async def test_a_forged_link_gets_a_sentence_and_makes_no_drawer(town: Town, browser: Browser, path: str) -> None:
    seen = await browser.get(path)
    assert seen.status == 403 and "type /dpa board" in seen.text
    browser.cookies["dpa-page"] = "y" * 43
    assert (await browser.post(path, {"token": "0" * 64})).status == 403
    browser.cookies["__Host-dpa-visit"] = f"nowhere.{'x' * 43}"
    assert (await browser.get("board")).status == 403
    data = town.desks["district"].store
    assert not any(name == "nowhere" for name in _folders(data))


def _folders(store: Any) -> list[str]:
    return [path.name for path in store._folder.parent.iterdir()]


async def test_a_link_of_eleven_minutes_ago_is_used_up(town: Town, browser: Browser) -> None:
    seen = await browser.get(town.link(now="2026-10-20T11:49").removeprefix(f"{URL}/"))
    assert seen.status == 403 and "type /dpa board" in seen.text
    assert (await browser.press(town.link(now="2026-10-20T11:55"))).status == 303


async def test_a_visit_ends_after_eight_hours(town: Town, browser: Browser) -> None:
    for began, status in (("2026-10-20T03:59", 403), ("2026-10-20T04:05", 200)):
        then = at(town.desks["district"], began)
        secret = enter(link(then).rpartition("/")[2], then)
        browser.cookies["__Host-dpa-visit"] = f"district.{secret}"
        page = await browser.get("board")
        assert page.status == status
        assert status == 200 or "type /dpa board" in page.text


@pytest.mark.parametrize("kind", ["multipart/form-data", "application/x-www-form-urlencoded; charset=no-such", ""])
async def test_a_press_that_cannot_be_read_spends_nothing(town: Town, browser: Browser, kind: str) -> None:
    path = town.link().removeprefix(f"{URL}/")
    assert (await browser.post(path, "token=%ff", **{"Content-Type": kind})).status == 403
    assert (await browser.press(f"{URL}/{path}")).status == 303


# Who is let through.


async def test_without_a_visit_nobody_sees_anything_from_here_or_elsewhere(
    town: Town, browser: Browser, http: aiohttp.ClientSession
) -> None:
    here = Browser(http, town.bot, town.bot.rstrip("/"))
    for path in PATHS:
        for one in (browser, here):
            page = await one.get(path)
            assert page.status == 403 and "type /dpa board" in page.text, path
        async with http.get(f"{town.bot}{path}") as bare:
            assert bare.status == 403
    assert (await browser.post("say", {"say": "help", "token": ""})).status == 403
    assert (await browser.post("leave", {"token": ""})).status == 403
    assert (await browser.get("static/page.css")).status == 200, "which the page that says so needs"


@pytest.mark.parametrize("host", ["evil.example", "dpa.example.org.evil.example", "dpa.example.org:8443", "["])
async def test_under_another_name_nothing_is_served(town: Town, browser: Browser, host: str) -> None:
    path = town.link().removeprefix(f"{URL}/")
    await inside(browser, town.link())
    for at_path in (*PATHS, path):
        page = await browser.get(at_path, Host=host)
        assert page.status in {400, 403} and "Open the board" not in page.text and "Log a contract" not in page.text


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://dpa.example.org", ""])
async def test_a_write_from_another_page_is_refused(town: Town, browser: Browser, origin: str) -> None:
    path = town.link().removeprefix(f"{URL}/")
    token = (await browser.get(path)).token
    assert (await browser.post(path, {"token": token}, Origin=origin)).status == 403
    await inside(browser, f"{URL}/{path}")
    token = (await browser.get("board")).token
    assert (await browser.post("say", {"say": "help", "token": token}, Origin=origin)).status == 403
    assert (await browser.post("say", {"say": "help", "token": "0" * 64})).status == 403
    assert (await browser.post("say", {"say": "help", "token": token})).status == 200


async def test_nobody_is_led_in_under_another_name(town: Town, http: aiohttp.ClientSession) -> None:
    """Somebody's own link, pressed by another's browser: only a page of ours can press it."""
    attacker, other = Browser(http, town.bot), Browser(http, town.bot)
    path = town.link(BO).removeprefix(f"{URL}/")
    stolen = (await attacker.get(path)).token
    await other.get(town.link(ANA).removeprefix(f"{URL}/"))
    assert (await other.post(path, {"token": stolen})).status == 403
    assert (await other.get("board")).status == 403


async def test_scripts_and_counters_stay_at_this_machine(
    town: Town, browser: Browser, http: aiohttp.ClientSession
) -> None:
    await inside(browser, town.link())
    assert (await browser.get("metrics")).status == 403
    assert (await browser.post("api/ask", {"q": "may the vendor sell student data?"})).status == 403
    async with http.get(f"{town.bot}metrics") as counted:
        assert counted.status == 200
    async with http.post(f"{town.bot}api/ask", json={"q": "may the vendor sell student data?"}) as asked:
        assert "10-234cc(b)(3)" in await asked.text()


# As whom.


@pytest.mark.parametrize("path", ["", "say"], ids=["without scripts", "with scripts"])
async def test_what_is_done_stands_under_the_person_s_name(town: Town, browser: Browser, path: str) -> None:
    await inside(browser, town.link(BO))
    saved = await browser.say("log-contract vendor: Nameware; executed: 2026-10-07; purpose: reading", path)
    number = re.search(r"C-\d+", saved.text)
    assert number, saved.text
    last = town.desks["district"].store.events()[-1]
    assert (last.who, last.surface) == (BO, "page")
    record = (await browser.get(f"record/{number[0]}")).text
    assert "(page)" in record and "somebody" not in record


async def test_a_role_is_the_person_s_own_and_is_looked_up_each_time(town: Town, browser: Browser) -> None:
    desk = replace(town.desks["district"], role=Role.ADMIN)
    who = "slack:U77"
    respond(Message(f"grant {who} privacy Cy Old", who="slack:UADMIN", surface="slack"), desk)
    await inside(browser, town.link(who))
    assert "is for your district&#39;s administrators" in (await browser.say("grant slack:U8 staff")).text
    respond(Message(f"grant {who} staff", who="slack:UADMIN", surface="slack"), desk)
    assert "is for your district&#39;s privacy team" in (await browser.say("log-breach")).text
    path = town.link(who).removeprefix(f"{URL}/")
    token, page = (await browser.get(path)).token, (await browser.get("board")).token
    respond(Message(f"revoke {who}", who="slack:UADMIN", surface="slack"), desk)
    for seen in (await browser.get("board"), await browser.get("record/C-1")):
        assert seen.status == 403 and "is for your district&#39;s staff" in seen.text
    said = await browser.post("say", {"say": "deadlines", "token": page})
    assert said.status == 403 and "<" not in said.text
    assert (await browser.post(path, {"token": token})).status == 403, "a link they still have leads nowhere"


async def test_each_visit_leads_to_its_own_district(town: Town, http: aiohttp.ClientSession) -> None:
    one = await inside(Browser(http, town.bot), town.link())
    other = await inside(Browser(http, town.bot), town.link(district="windham"))
    await one.say("log-contract vendor: Hereware; product: Reader; executed: 2026-10-07; purpose: reading")
    assert "Hereware" in (await one.get("board")).text
    assert "Hereware" not in (await other.get("board")).text
    secret = one.cookies["__Host-dpa-visit"].partition(".")[2]
    other.cookies["__Host-dpa-visit"] = f"windham.{secret}"
    assert (await other.get("board")).status == 403
    mine = town.link().rpartition("/")[2]
    assert (await other.get(f"enter/windham/{mine}")).status == 403


async def test_who_signs_out_is_out(town: Town, browser: Browser) -> None:
    await inside(browser, town.link())
    kept, page = dict(browser.cookies), await browser.get("board")
    assert (await browser.get("leave")).status == 405
    left = await browser.post("leave", {"token": page.token})
    assert left.status == 200 and "signed out" in left.text
    assert "Max-Age=0" in left.cookies["__Host-dpa-visit"]
    browser.cookies = kept
    assert (await browser.get("board")).status == 403, "the cookie is worth nothing any more"


async def test_no_link_is_given_on_the_page(town: Town, browser: Browser) -> None:
    await inside(browser, town.link())
    assert "/enter/" not in (await browser.say("board")).text


# Elsewhere.


async def test_without_an_address_the_setting_is_named(
    start: Start, http: aiohttp.ClientSession, tmp_path: Path
) -> None:
    with start(tmp_path, **{**SLACK, "DPA_URL": ""}) as bot:
        for url in (URL, bot.rstrip("/")):
            page = await Browser(http, bot, url).get("board")
            assert page.status == 403 and "DPA_URL" in page.text
    assert entrance("", "district") is None, "of which /dpa board tells"


async def test_with_slack_over_a_socket_this_machine_has_the_page(
    start: Start, http: aiohttp.ClientSession, tmp_path: Path
) -> None:
    with start(tmp_path, **SLACK, SLACK_APP_TOKEN="xapp-1") as bot:
        async with http.get(f"{bot}board") as page:
            assert page.status == 200
        assert (await Browser(http, bot).get("board")).status == 403


async def test_two_bots_on_one_database_share_links_and_visits(
    start: Start, http: aiohttp.ClientSession, tmp_path: Path, url: str
) -> None:
    store = open_postgres(url, "district")
    desk = at(furnish(store, desk_of(Settings(now=datetime.fromisoformat(NOON)))()), NOON)
    settings = {**SLACK, "DPA_DATABASE_URL": url}
    with start(tmp_path / "1", **settings) as first, start(tmp_path / "2", **settings) as second:
        for _ in range(5):
            path = link(desk).removeprefix(f"{URL}/")
            both = [Browser(http, bot) for bot in (first, second)]
            tokens = [(await one.get(path)).token for one in both]
            came = await asyncio.gather(*(one.post(path, {"token": t}) for one, t in zip(both, tokens, strict=True)))
            assert sorted(answer.status for answer in came) == [303, 403]
        winner = both[0] if came[0].status == 303 else both[1]
        token = (await winner.get("board")).token
        winner.bot = second if winner.bot == first else first
        said = await winner.post("say", {"say": "deadlines", "token": token})
        assert said.status == 200, "a page of one is answered by the other"
    store.close()


async def test_anybody_may_read_what_the_app_keeps_and_gets_no_cookie(town: Town, browser: Browser) -> None:
    answer = await browser.get("about")
    assert answer.status == 200 and "No student" in answer.text and not answer.cookies
    assert all(part in answer.text for _, part in PARTS if "'" not in part)
