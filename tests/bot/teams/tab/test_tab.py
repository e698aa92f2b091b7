"""Who sees the board in the personal tab, and does it work in a browser inside Teams?"""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from playwright.async_api import Browser, async_playwright, expect

from bot.teams import tab, tab_words
from handlers.dialogue.desk import Message
from handlers.dispatch import respond
from storage.port import Draft
from storage.records import Contract, Event, Person, Record, Role, Status
from tests.bot.reminder_delivery import a_deadline
from tests.bot.teams.small_teams.teams import APP
from tests.bot.teams.tab.tab_server import NOW, PAGE, Served
from tests.bot.web.browser.chromium import CHROMIUM, CLOSES_WITHIN, MISSING


async def test_whoever_entra_vouches_for_sees_the_board_as_their_role_lets_them(served: Served) -> None:
    status, text = await served.board()
    assert status == 200 and "My requests" in text and "Acme" not in text, "one of the staff, without what is theirs"
    lead(served)
    status, text = await served.board()
    assert status == 200 and "1 open deadline" in text and "&lt;b&gt;Acme&lt;/b&gt;" in text and "<b>" not in text
    assert 'data-say="deadline D-1"' in text and 'data-say="contract C-1"' in text
    assert f'href="https://teams.microsoft.com/l/chat/0/0?users=28:{APP}"' in text
    status, text = await served.board("sam")
    assert status == 403 and "Acme" not in text


async def test_an_administrator_finds_the_checklist_above_the_board(served: Served) -> None:
    ana = Person(id=f"teams:{served.teams.people['ana'].aad}", name="Ana Ruiz", role=Role.ADMIN)
    served.desk.store.change(Event(who="test", what="grant", when=NOW, surface="test"), lambda _: [ana])
    _, text = await served.board()
    assert "of 5 done" in text and text.index("Fix the three worst") < text.index("<h1>Board</h1>")


async def test_the_checklist_stands_below_the_board_while_something_of_a_breach_waits(served: Served) -> None:
    ana = Person(id=f"teams:{served.teams.people['ana'].aad}", name="Ana Ruiz", role=Role.ADMIN)
    served.desk.store.change(Event(who="test", what="grant", when=NOW, surface="test"), lambda _: [ana])
    respond(Message("log-breach vendor: Acme; board told: 2026-10-08", who=ana.id, surface="teams"), served.desk)
    _, text = await served.board()
    assert text.index("Tell the families") < text.index("Fix the three worst")


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
    assert (status, text, headers["WWW-Authenticate"]) == (401, tab_words.NOT_TAKEN, "Bearer")
    for path in ("teams/tab", "teams/board"):
        assert "Set-Cookie" not in (await served.get(path))[2]


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
        await asyncio.wait_for(browser.close(), CLOSES_WITHIN)


async def test_in_teams_the_board_appears_and_acts_by_itself(served: Served, chromium: Browser) -> None:
    lead(served)
    page = await chromium.new_page(viewport={"width": 1100, "height": 700}, color_scheme="light")
    wrong: list[str] = []
    page.on("pageerror", lambda problem: wrong.append(str(problem)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    await page.route(f"{tab.CDN}/**", lambda route: route.fulfill(status=204))
    token = json.dumps(served.teams.entra_token())
    await page.add_init_script(GIVEN % ('"dark"', token, token))
    await page.goto(f"{served.address}teams/tab")
    await expect(page.locator("h2").first).to_have_text("1 open deadline")
    assert await page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(31, 31, 31)"
    await page.evaluate("dress('default')")
    assert await page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(245, 245, 245)"
    await page.locator(".promise a.what").click()
    await page.get_by_role("button", name="Done", exact=True).click()
    await page.get_by_role("textbox", name="Proof").fill("https://hartford.example/contracts")
    await page.locator("#answer .send .main").click()
    await expect(page.locator("#answer")).to_contain_text("Done")
    await page.get_by_role("button", name="Close").click()
    await expect(page.locator("h2").first).to_have_text("0 open deadlines")
    closed = served.desk.store.deadline("D-1")
    assert closed and closed.proof == "https://hartford.example/contracts"
    await page.get_by_role("link", name="Ask in the chat").click()
    assert await page.evaluate("opened") == [f"https://teams.microsoft.com/l/chat/0/0?users=28:{APP}"]
    assert not await page.context.cookies()
    assert not [problem for problem in wrong if "integrity" not in problem]


def lead(served: Served) -> None:
    """Ana belongs to the privacy team."""
    ana = Person(id=f"teams:{served.teams.people['ana'].aad}", name="Ana Ruiz", role=Role.PRIVACY)
    served.desk.store.change(Event(who="test", what="grant", when=NOW, surface="test"), lambda _: [ana])


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
    lead(served)
    many(served)
    status, text = await served.board()
    assert status == 200 and "300 open deadlines" in text
    assert len(text.encode()) < 160_000, len(text.encode())
    assert [text.count(f" of-{sort}") for sort in ("all", "overdue", "mine")] == [51, 51, 51], "with the line below"
    for number, said in ((250, "deadlines"), (50, "deadlines overdue"), (10, "deadlines mine")):
        assert f'data-say="{said}">{number} more' in text
    assert "Overdue 45 days" in text


async def test_staff_are_offered_done_for_what_is_theirs_alone(served: Served) -> None:
    many(served)
    _, text = await served.board()
    assert 'value="done D-241"' in text and 'done D-2"' not in text and 'deadline D-2"' not in text
    lead(served)
    assert 'data-say="done D-2"' in (await served.board())[1]


@pytest.mark.parametrize(("width", "highest"), [(1100, 5200), (360, 7600)])
async def test_the_board_is_sifted_without_asking_again(
    served: Served, chromium: Browser, width: int, highest: int
) -> None:
    lead(served)
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
    await expect(page.locator(".more:visible")).to_have_text("10 more")
    await page.get_by_role("radio", name="Overdue 100").check()
    await expect(rows.first).to_contain_text("Overdue 45 days")
    await expect(page.locator(".more:visible")).to_have_text("50 more")
    await page.get_by_role("radio", name="All 300").check()
    await expect(rows).to_have_count(50)


async def test_the_tab_shows_what_others_did_and_keeps_what_its_reader_chose(served: Served, chromium: Browser) -> None:
    lead(served)
    many(served)
    page = await chromium.new_page(viewport={"width": 1100, "height": 700}, color_scheme="light")
    await page.route(f"{tab.CDN}/**", lambda route: route.fulfill(status=204))
    token = json.dumps(served.teams.entra_token())
    await page.clock.install()
    await page.add_init_script(GIVEN % ('"default"', token, token))
    await page.goto(f"{served.address}teams/tab")
    await expect(page.get_by_role("radio", name="Mine 60")).to_be_checked()
    await page.get_by_role("radio", name="Overdue 100").check()
    await page.evaluate("document.querySelector('h1').textContent = 'As it was'")
    async with page.expect_response(lambda answer: "board" in answer.url):
        await page.clock.run_for(61_000)
    await expect(page.locator("h1")).to_have_text("As it was")
    deadline = served.desk.store.deadline("D-2")
    assert deadline
    event = Event(who="slack:U9", what="done", when=NOW, surface="slack")
    served.desk.store.change(event, lambda _: [replace(deadline, status=Status.DONE, closed=NOW)])
    async with page.expect_response(lambda answer: "board" in answer.url):
        await page.clock.run_for(61_000)
    await expect(page.get_by_role("radio", name="Overdue 99")).to_be_checked()
    await expect(page.locator("h1")).to_have_text("Board")


async def test_what_can_be_done_with_a_deadline_stands_in_its_row(served: Served, chromium: Browser) -> None:
    lead(served)
    page = await chromium.new_page(viewport={"width": 1100, "height": 700}, color_scheme="light")
    await page.route(f"{tab.CDN}/**", lambda route: route.fulfill(status=204))
    token = json.dumps(served.teams.entra_token())
    await page.add_init_script(GIVEN % ('"default"', token, token))
    await page.goto(f"{served.address}teams/tab")
    figures = page.locator(".tiles li")
    await expect(figures).to_have_text(
        ["0 Overdue", "0 Due within a week", "0 Breaches to tell families of", "1 Contracts incomplete"]
    )
    row = page.locator(".promise").first
    await row.locator("summary").click()
    await row.get_by_role("button", name="Snooze").click()
    await expect(page.locator("#answer")).to_contain_text("until when")


@pytest.mark.parametrize(
    ("token", "says"), [("", tab_words.UNTOLD), ("forged", tab_words.NOT_TAKEN), (None, tab_words.NOT_IN_TEAMS)]
)
async def test_elsewhere_it_says_what_is_wrong(served: Served, chromium: Browser, token: str | None, says: str) -> None:
    page = await chromium.new_page()
    await page.route(f"{tab.CDN}/**", lambda route: route.abort())
    if token is not None:
        await page.add_init_script(GIVEN % ('"default"', json.dumps(token), json.dumps(token)))
    await page.goto(f"{served.address}teams/tab")
    await expect(page.locator("main")).to_have_text(says)
