"""Who sees the board in the personal tab, and does it work in a browser inside Teams?"""

import json
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, async_playwright, expect

from bot.teams import tab
from handlers.wording import teams_tab as words
from tests.bot.teams.local import APP
from tests.bot.teams.tabbed import PAGE, Served
from tests.bot.test_page import CHROMIUM, MISSING


async def test_whoever_entra_vouches_for_sees_the_board_as_their_role_lets_them(served: Served) -> None:
    status, text = await served.board()
    assert status == 200 and "1 open deadline" in text and "&lt;b&gt;Acme&lt;/b&gt;" in text and "<b>" not in text
    assert "<form" not in text and "<button" not in text, "nothing is written from there"
    assert f"https://teams.microsoft.com/l/chat/0/0?users=28:{APP}&amp;message=done%20D-1" in text
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
    await page.get_by_role("link", name="Done, in the chat").click()
    (opened,) = await page.evaluate("opened")
    assert opened == f"https://teams.microsoft.com/l/chat/0/0?users=28:{APP}&message=done%20D-1"
    assert not await page.context.cookies()
    assert not [problem for problem in wrong if "integrity" not in problem]


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
