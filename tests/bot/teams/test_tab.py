"""Who sees the board in the personal tab, and does it work in a browser inside Teams?"""

import asyncio
import base64
import json
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from playwright.async_api import Browser, async_playwright, expect

from bot.__main__ import responder
from bot.clock import Clock
from bot.metrics import Metrics
from bot.office import Office
from bot.teams import tab
from bot.teams.tab import Tab
from bot.teams.tab_who import Entra
from bot.web import app as bot_web
from bot.web.door import Door
from bot.web.ready import Watch
from handlers.desk import Desk
from handlers.leaving import leave
from handlers.meeting import meet
from handlers.wording import teams_tab as words
from handlers.wording.teams_unmet import UNMET
from knowledge.calendar import Calendar
from knowledge.law import Law
from knowledge.load import load
from storage.embedded import open_embedded
from storage.port import Draft
from storage.records import Contract, Event, Person, Place, Record, Role, Setup
from tests.bot.keeper import ZONE
from tests.bot.promises import a_deadline
from tests.bot.teams import local_tokens
from tests.bot.teams.local import APP, ELSEWHERE, TENANT, Teams, until
from tests.bot.test_page import CHROMIUM, MISSING

NOW = datetime(2026, 10, 8, 9, 0, tzinfo=ZONE)
PAGE = "https://dpa.example.org"
PROXIED = {"Host": "dpa.example.org", "X-Forwarded-For": "203.0.113.9"}


@pytest.fixture(scope="module")
def law() -> Law:
    return load()


@pytest.fixture
async def teams() -> AsyncIterator[Teams]:
    async with Teams() as teams:
        for key in ("ana", "sam", "gil"):
            teams.person(key, name=key.title())
        teams.person("far", tenant=ELSEWHERE)
        yield teams


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


@pytest.fixture
async def served(teams: Teams, law: Law, tmp_path: Path) -> AsyncIterator[Served]:
    store = open_embedded(tmp_path, "hartford")
    desk = Desk(law, lambda _: (), Calendar(), NOW, store)

    def write(draft: Draft) -> Iterator[Record]:
        yield Setup(members=Role.EVERYONE)
        yield Person(id=f"teams:{teams.people['ana'].aad}", name="Ana Ruiz", role=Role.STAFF)
        contract = Contract(id=draft.new_id(Contract), vendor="<b>Acme</b>", executed=date(2026, 10, 7))
        yield contract
        yield a_deadline(draft, "", NOW, record=contract.id, duty="post-contract", cite="10-234bb(g)")

    store.change(Event(who="test", what="fill", when=NOW, surface="test"), write)
    office = Office(responder(lambda: desk), lambda: desk)
    pair = (office.hear, office.desk)
    heart = Clock(lambda: ["hartford"], lambda _: desk, lambda _: {}, lambda _: ())
    here = bot_web.app(
        office.desk, office.hear, Watch(heart, Metrics()), Door(PAGE, lambda: ["hartford"], lambda _: pair)
    )
    Tab(APP, Entra(APP, teams.entra, lambda tenant: tenant == TENANT, PAGE), lambda _: office).mount(here)
    runner = web.AppRunner(here, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
        yield Served(f"http://127.0.0.1:{runner.addresses[0][1]}/", teams, desk, http)
    await runner.cleanup()


async def test_whoever_entra_vouches_for_sees_the_board_as_their_role_lets_them(served: Served) -> None:
    status, text = await served.board()
    assert status == 200 and "1 open deadline" in text and "&lt;b&gt;Acme&lt;/b&gt;" in text and "<b>" not in text
    assert "<form" not in text and "<button" not in text, "nothing is written from there"
    assert f"https://teams.microsoft.com/l/chat/0/0?users=28:{APP}&amp;message=deadline%20D-1" in text
    status, text = await served.board("sam")
    assert status == 403 and "Acme" not in text


async def test_the_page_itself_has_no_data_and_may_be_framed_by_teams_alone(served: Served) -> None:
    status, text, headers = await served.get("teams/tab")
    assert status == 200 and "Acme" not in text and tab.LIBRARY_IS in text
    policy = headers["Content-Security-Policy"]
    assert (
        "frame-ancestors https://teams.microsoft.com https://*.teams.microsoft.com https://*.cloud.microsoft" in policy
    )
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert headers["Cache-Control"] == "no-store" and "X-Frame-Options" not in headers
    for path in ("teams/board", "", "board", "teams/nothing", "teams/static/tab.js"):
        _, _, headers = await served.get(path)
        assert headers["Content-Security-Policy"].endswith("frame-ancestors 'none'"), path


async def test_no_cookie_opens_it_and_none_is_set(served: Served) -> None:
    status, text, headers = await served.get("teams/board", Cookie="dpa-visit=hartford.x", Origin=PAGE)
    assert (status, text, headers["WWW-Authenticate"]) == (401, words.NOT_TAKEN, "Bearer")
    for path in ("teams/tab", "teams/board"):
        assert "Set-Cookie" not in (await served.get(path))[2]


HOUR = 3600
WRONG: dict[str, dict[str, Any]] = {
    "expired": {"exp": time.time() - HOUR},
    "without an end": {"exp": None},
    "not yet good": {"nbf": time.time() + HOUR},
    "of another app": {"aud": "22222222-2222-4222-8222-222222222222"},
    "of what only ends like us": {"aud": f"api://evil.example.org/{APP}"},
    "for nobody": {"aud": None},
    "of another issuer": {"iss": "https://login.example.org/"},
    "of a strange tenant": {"tid": ELSEWHERE},
    "of no tenant": {"tid": None},
    "of a path": {"tid": "../common"},
    "of no person": {"oid": None},
    "of an odd person": {"oid": "teams:admin"},
    "of an app for itself": {"scp": None, "roles": ["access_as_user"]},
    "of another scope": {"scp": "User.Read"},
}


@pytest.mark.parametrize("claims", WRONG.values(), ids=WRONG)
async def test_a_token_that_is_wrong_in_one_thing_opens_nothing(served: Served, claims: dict[str, Any]) -> None:
    assert await served.board(**claims) == (401, words.NOT_TAKEN)
    assert (await served.board())[0] == 200


@pytest.mark.parametrize("algorithm", ["none", "HS256", "RS512"])
async def test_one_algorithm_is_taken(served: Served, algorithm: str) -> None:
    good = json.loads(_body(served.teams.entra_token()))
    token = local_tokens.sign(good, "entra", "entra", algorithm)
    assert (await served.get("teams/board", Authorization=f"Bearer {token}"))[0] == 401
    for odd in ("", "Bearer", "Bearer x.y.z", f"Basic {served.teams.entra_token()}"):
        assert (await served.get("teams/board", Authorization=odd))[:2] == (401, words.NOT_TAKEN)


def _body(token: str) -> bytes:
    part = token.split(".")[1]
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


async def test_a_key_of_somebody_else_opens_nothing(served: Served) -> None:
    assert (await served.board(key="stranger"))[0] == 401


async def test_a_tenant_that_is_not_served_makes_us_fetch_nothing(served: Served) -> None:
    assert (await served.board("far"))[0] == 401
    assert not served.teams.calls


async def test_both_versions_of_tokens_are_taken(served: Served) -> None:
    first = {"ver": "1.0", "iss": f"{served.teams.entra}/{TENANT}/"}
    for audience in (APP, f"api://{APP}", f"api://dpa.example.org/{APP}", f"api://dpa.example.org/botid-{APP}"):
        assert (await served.board(aud=audience))[0] == 200, audience
        assert (await served.board(aud=audience, **first))[0] == 200, audience
    assert len([call for call in served.teams.calls if call.what == "entra_keys"]) == 1, "kept"


@pytest.mark.parametrize(
    "claims",
    [
        {"acct": 1},
        {"acct": "1"},
        {"acct": None, "idp": f"https://sts.windows.net/{ELSEWHERE}/"},
        {"acct": None, "idp": "live.com"},
    ],
)
async def test_a_guest_sees_nothing_whatever_their_role(served: Served, claims: dict[str, Any]) -> None:
    status, text = await served.board(**claims)
    assert status == 403 and "not for guests" in text and "Acme" not in text
    member = {"acct": 0, "idp": f"https://sts.windows.net/{TENANT}/"}
    assert (await served.board(**member))[0] == 200


UNTOLD: dict[str, dict[str, Any]] = {
    "neither claim": {"acct": None},
    "signed in here, as a guest with an account of ours is": {
        "acct": None,
        "idp": f"https://sts.windows.net/{TENANT}/",
    },
}


@pytest.mark.parametrize("claims", UNTOLD.values(), ids=UNTOLD)
async def test_whom_the_token_does_not_call_a_member_teams_has_to_have_called_one(
    served: Served, claims: dict[str, Any]
) -> None:
    ana, desk = f"teams:{served.teams.people['ana'].aad}", served.desk
    assert await served.board(**claims) == (403, UNMET), "a role alone is not enough"
    elsewhere = Place(id="slack:D1", surface="slack", address={"channel": "D1"}, name="Ana Ruiz", private=True)
    meet(ana, "Ana Ruiz", elsewhere, desk)
    assert await served.board(**claims) == (403, UNMET)
    chat = Place(id="teams:a:ana", surface="teams", address={"conversation": "a:ana"}, name="Ana Ruiz", private=True)
    meet(ana, "Ana Ruiz", chat, desk)
    assert (await served.board(**claims))[0] == 200
    assert (await served.board(acct=1))[0] == 403, "what the token says comes first"
    leave("teams", lambda place: place.id == chat.id, desk)
    assert await served.board(**claims) == (403, UNMET)


async def test_a_role_is_looked_up_each_time(served: Served) -> None:
    person = Person(id=f"teams:{served.teams.people['ana'].aad}", name="Ana Ruiz", role=Role.EVERYONE)
    served.desk.store.change(Event(who="test", what="revoke", when=NOW, surface="test"), lambda _: [person])
    assert (await served.board())[0] == 403


async def test_without_keys_nobody_is_told_anything_and_nothing_else_waits(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.teams.wire.keys.WITHIN", 0.5)
    for what in ("login", "entra_keys"):
        served.teams.hang(what)
    waiting = asyncio.create_task(served.board())
    await until(lambda: served.teams.calls)
    began = time.perf_counter()
    assert (await served.get("healthz"))[0] == 200 and time.perf_counter() - began < 0.4
    assert await waiting == (503, words.NOT_NOW)


# In a browser, as Teams shows it.

GIVEN = """window.opened = []; window.microsoftTeams = {
  app: { initialize: async () => {}, getContext: async () => ({app: {theme: %s}}), notifySuccess: () => {},
         registerOnThemeChangeHandler: (dress) => { window.dress = dress; }, openLink: async (to) => { opened.push(to); } },
  authentication: { getAuthToken: async () => { if (!%s) throw new Error("no"); return %s; } } };"""


@pytest.fixture
async def chromium() -> AsyncIterator[Browser]:
    if not CHROMIUM:
        pytest.skip(MISSING)
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        await browser.close()


async def test_in_teams_the_board_appears_and_its_links_open_the_chat(served: Served, chromium: Browser) -> None:
    page = await chromium.new_page(viewport={"width": 1100, "height": 700}, color_scheme="light")
    wrong: list[str] = []
    page.on("pageerror", lambda problem: wrong.append(str(problem)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    await page.route(f"{tab.CDN}/**", lambda route: route.fulfill(status=204))
    token = json.dumps(served.teams.entra_token())
    await page.add_init_script(GIVEN % ('"dark"', token, token))
    await page.goto(f"{served.address}teams/tab")
    await expect(page.locator("h2")).to_have_text("1 open deadline")
    assert await page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(31, 31, 31)"
    await page.evaluate("dress('default')")
    assert await page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(245, 245, 245)"
    await page.get_by_role("link", name="More, in the chat").click()
    (opened,) = await page.evaluate("opened")
    assert opened == f"https://teams.microsoft.com/l/chat/0/0?users=28:{APP}&message=deadline%20D-1"
    assert not await page.context.cookies()
    assert not [problem for problem in wrong if "integrity" not in problem]


def many(served: Served) -> None:
    """300 open deadlines, 100 of them 45 days overdue; the 60 latest are Ana's, of whom all others are not."""
    ana = f"teams:{served.teams.people['ana'].aad}"

    def write(draft: Draft) -> Iterator[Record]:
        for number in range(299):
            contract = Contract(id=draft.new_id(Contract), vendor=f"Vendor {number}", executed=date(2026, 8, 17))
            yield contract
            due = NOW.date() + timedelta(days=-45 if number < 100 else 20 + number // 60)
            yield a_deadline(
                draft,
                ana if number >= 239 else "Sam",
                NOW,
                record=contract.id,
                duty="post-contract",
                safe=due,
                last=due,
            )

    served.desk.store.change(Event(who="test", what="fill", when=NOW, surface="test"), write)


async def test_a_long_board_shows_the_first_of_each_sort_and_says_how_many_more(served: Served) -> None:
    many(served)
    status, text = await served.board()
    assert status == 200 and "300 open deadlines" in text
    assert len(text.encode()) < 160_000, len(text.encode())
    assert [text.count(f" of-{sort}") for sort in ("all", "overdue", "mine")] == [51, 51, 51], "with the line below"
    for number, said in ((250, "deadlines"), (50, "deadlines%20overdue"), (10, "deadlines%20mine")):
        assert f'message={said}" target="_blank" rel="noopener">{number} more, in the chat' in text
    assert "45 days ago" in text


async def test_staff_are_offered_done_for_what_is_theirs_alone(served: Served) -> None:
    many(served)
    _, text = await served.board()
    assert "message=done%20D-241" in text and "message=done%20D-2&" not in text and 'message=done%20D-2"' not in text
    assert "message=deadline%20D-2" in text
    ana = Person(id=f"teams:{served.teams.people['ana'].aad}", name="Ana Ruiz", role=Role.PRIVACY)
    served.desk.store.change(Event(who="test", what="grant", when=NOW, surface="test"), lambda _: [ana])
    assert "message=done%20D-2" in (await served.board())[1]


@pytest.mark.parametrize(("width", "highest"), [(1100, 5200), (360, 7600)])
async def test_the_board_is_sifted_without_asking_again(
    served: Served, chromium: Browser, width: int, highest: int
) -> None:
    many(served)
    page = await chromium.new_page(viewport={"width": width, "height": 700}, color_scheme="light")
    await page.route(f"{tab.CDN}/**", lambda route: route.fulfill(status=204))
    token = json.dumps(served.teams.entra_token())
    await page.add_init_script(GIVEN % ('"default"', token, token))
    await page.goto(f"{served.address}teams/tab")
    rows = page.locator(".promise:visible")
    await expect(rows).to_have_count(50)
    assert await page.evaluate("document.documentElement.scrollHeight") < highest
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
    await page.get_by_role("radio", name="Mine 60").check()
    await expect(rows).to_have_count(50)
    await expect(rows.first).to_contain_text("Vendor 239")
    await expect(page.locator(".more:visible")).to_have_text("10 more, in the chat")
    await page.get_by_role("radio", name="Overdue 100").check()
    await expect(rows.first).to_contain_text("Overdue 45 days")
    await expect(page.locator(".more:visible")).to_have_text("50 more, in the chat")
    await page.get_by_role("radio", name="All 300").check()
    await expect(rows).to_have_count(50)


@pytest.mark.parametrize(
    ("token", "says"), [("", words.UNTOLD), ("forged", words.NOT_TAKEN), (None, words.NOT_IN_TEAMS)]
)
async def test_elsewhere_it_says_what_is_wrong(served: Served, chromium: Browser, token: str | None, says: str) -> None:
    page = await chromium.new_page()
    await page.route(f"{tab.CDN}/**", lambda route: route.abort())
    if token is not None:
        await page.add_init_script(GIVEN % ('"default"', json.dumps(token), json.dumps(token)))
    await page.goto(f"{served.address}teams/tab")
    await expect(page.locator("main")).to_have_text(says)
