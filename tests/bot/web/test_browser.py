"""Can a person use the page in a real browser, with mouse, keyboard, screen reader and phone?

It needs Chromium (Debian: apt install chromium; elsewhere name it in CHROMIUM). Without it these tests are left out,
unless CI=true.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
CHROMIUM = os.environ.get("CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
MISSING = "Chromium is missing, so the page is not tested: apt install chromium, or name it in CHROMIUM"
SLOW = 60_000
expect.set_options(timeout=60_000)  # of a busy machine
NET = "Failed to load resource"
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(MISSING)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Open]:
    """Open an address in a browser of its own; a problem in the page's script fails the test."""
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def open_one(address: str, **kind: Any) -> Page:
        contexts.append(chromium.new_context(**kind))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda problem: problems.append(str(problem)))
        page.on(
            "console",
            lambda said: problems.append(said.text) if said.type == "error" and NET not in said.text else None,
        )
        page.goto(address)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not problems


def answers(page: Page) -> Locator:
    """What the bot said to what was said; a reminder may come between."""
    return page.locator("#talk .reply:not(.reminder .reply)")


def fill(page: Page, **values: str) -> None:
    for name, value in values.items():
        page.fill(f'[name="f.{name}"]', value)


def log_contract(page: Page, vendor: str, executed: str = "Oct 7, 2026") -> None:
    page.click('#talk button[value="log-contract"]')
    fill(page, vendor=vendor, executed=executed)
    page.click("form.fill .send button")
    expect(answers(page).last).to_contain_text("Saved as C-")


def test_ask_and_press_a_button(bot: str, open_page: Open) -> None:
    page = open_page(bot)
    page.fill("#say", "may the vendor sell student data?")
    page.press("#say", "Enter")
    reply = answers(page).last
    expect(reply).to_contain_text("10-234cc(b)(3)")
    expect(page.locator("#say")).to_have_value("")
    reply.get_by_role("button", name="Show the rule").click()
    expect(page.locator("#talk .said").last).to_contain_text("Show the rule")
    expect(page.locator("#talk .reply")).to_have_count(3)


def test_a_contract_with_a_mistake_is_mended_and_its_life_is_read(bot: str, open_page: Open, tmp_path: Path) -> None:
    paper = tmp_path / "contract.pdf"
    paper.write_bytes(b"%PDF-1.7 a contract")
    page = open_page(bot)
    page.click('#talk button[value="log-contract"]')
    fill(page, vendor="Mendware", executed="someday", purpose="Maps", notes="Emma Smith, born 4/5/2014, cannot log in")
    page.check('[name="f.categories"][value="student_records"]')
    page.set_input_files('[name="f.file"]', paper)
    page.click("form.fill .send button")
    summary = page.locator(".reply.sorry .says:focus")
    expect(summary).to_contain_text("cannot read 'someday'")
    executed = page.locator('[name="f.executed"]')
    expect(executed).to_have_attribute("aria-invalid", "true")
    expect(executed).to_have_value("someday")
    expect(page.locator('[name="f.vendor"]')).to_have_value("Mendware")
    expect(page.locator('[name="f.categories"][value="student_records"]')).to_be_checked()
    summary.get_by_role("link").first.click()
    expect(executed).to_be_focused()
    executed.fill("Oct 7, 2025")
    for doubt in page.locator('[name="f.sure"][type=checkbox]').all():
        doubt.check()
    page.click("form.fill .send button")
    saved = answers(page).last
    expect(saved).to_contain_text("Saved as C-")
    expect(page.locator("form.fill")).to_have_count(0)
    saved.get_by_role("link", name="C-").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("C-")
    expect(page.locator("main")).to_contain_text("sha256")
    expect(page.locator("main")).to_contain_text("logged the contract")


def test_two_clicks_make_one_record(bot: str, open_page: Open) -> None:
    page = open_page(bot)
    page.click('#talk button[value="log-contract"]')
    fill(page, vendor="Twoclicks", executed="2025-10-07")
    page.dblclick("form.fill .send button")
    expect(answers(page).last).to_contain_text("Saved as C-")
    page.goto(f"{bot}board?q=Twoclicks")
    expect(page.locator("#contracts")).to_contain_text("1 contract")


def test_a_file_of_60_mb_gets_a_sentence_and_nothing_typed_is_lost(bot: str, open_page: Open, tmp_path: Path) -> None:
    large = tmp_path / "large.pdf"
    with large.open("wb") as file:
        file.truncate(60 * 1024 * 1024)
    page = open_page(bot)
    page.click('#talk button[value="log-contract"]')
    fill(page, vendor="Largeware", executed="2025-10-07")
    page.set_input_files('[name="f.file"]', large)
    page.click("form.fill .send button")
    expect(page.locator(".error")).to_contain_text("large.pdf is 60 MB", timeout=SLOW)
    expect(page.locator('[name="f.vendor"]')).to_have_value("Largeware")


def test_without_scripts_everything_works_as_pages(bot: str, open_page: Open) -> None:
    page = open_page(bot, java_script_enabled=False)
    page.fill("#say", "may the vendor sell student data?")
    page.click("#ask button")
    expect(page.locator(".reply").first).to_contain_text("10-234cc(b)(3)")
    page.goto(f"{bot}board")
    page.get_by_role("button", name="Log a breach").click()
    fill(page, vendor="Noscript", discovered="Oct 77, 2025")
    page.click("form.fill .send button")
    expect(page.locator(".error")).to_have_count(1)
    fill(page, discovered="Oct 7, 2025", students="12")
    page.click("form.fill .send button")
    expect(page.locator(".reply").first).to_contain_text("Saved as B-")
    page.reload()  # sends the form again
    expect(page.locator(".reply").first).to_contain_text("It was not saved twice")


def test_a_field_shows_while_it_is_asked_for(bot: str, open_page: Open) -> None:
    page = open_page(bot)
    log_contract(page, "Fieldware")
    number = answers(page).last.get_by_role("link", name="C-").first.inner_text()
    page.locator('#talk button[value="log-contract"]').first.click()
    kinds, days, other = (
        page.locator(f'form.fill [name="f.{id}"]') for id in ("kinds", "breach_days", "breach_days_other")
    )
    expect(days).to_be_visible()
    expect(kinds).to_be_hidden()
    page.check('[name="f.categories"][value="student_records"]')
    expect(kinds).to_be_visible()
    expect(page.get_by_text("Needed once the data is chosen above.")).to_be_hidden()
    expect(days).to_be_hidden()
    expect(other).to_be_visible()
    kinds.fill("Nicknames")
    page.uncheck('[name="f.categories"][value="student_records"]')
    expect(kinds).to_be_visible()  # what was typed stays in sight, and says when it is needed
    expect(page.get_by_text("Needed once the data is chosen above.")).to_be_visible()
    kinds.fill("")
    expect(kinds).to_be_visible()  # not under the cursor
    kinds.press("Tab")
    expect(kinds).to_be_hidden()
    fill(page, executed="someday")
    page.check('[name="f.categories"][value="student_information"]')
    page.click("form.fill .send button")
    expect(page.locator(".error").first).to_be_visible()
    expect(kinds).to_be_visible()
    page.goto(f"{bot}board")
    page.get_by_role("button", name="Log a breach").first.click()
    vendor = page.locator('dialog [name="f.vendor"]')
    expect(vendor).to_be_visible()
    fill(page, contract="C-9999")
    expect(vendor).to_be_hidden()
    page.click("form.fill .send button")
    expect(vendor).to_be_visible()  # with what is wrong
    expect(page.locator(".error")).to_have_count(2)
    fill(page, contract=number)
    expect(vendor).to_be_visible()
    page.click("form.fill .send button")
    expect(page.locator("dialog .reply").last).to_contain_text("breach at Fieldware")


def test_without_scripts_every_field_shows_and_says_when_it_is_needed(bot: str, open_page: Open) -> None:
    page = open_page(bot, java_script_enabled=False)
    page.fill("#say", "log-contract")
    page.click("#ask button")
    kinds = page.locator('[name="f.kinds"]')
    expect(kinds).to_be_visible()
    expect(page.get_by_text("Needed once the data is chosen above.")).to_be_visible()
    described = (kinds.get_attribute("aria-describedby") or "").split()
    assert "Needed once" in page.locator(f'[id="{described[0]}"]').inner_text()
    fill(page, vendor="Noscript of Ohio", executed="2025-10-07", kinds="Nicknames")
    page.click("form.fill .send button")
    expect(page.locator(".reply").first).to_contain_text("Saved as C-")


def test_the_bot_is_away_and_comes_back(start: Any, open_page: Open, tmp_path: Path) -> None:
    """What was typed stays, and the page's old token is renewed by itself."""
    with start(tmp_path) as bot:
        page = open_page(bot)
        page.click('#talk button[value="log-contract"]')
        fill(page, vendor="Patience", executed="2025-10-07")
    page.click("form.fill .send button")
    expect(page.locator(".lost")).to_contain_text("What you typed is still here")
    with start(tmp_path, DPA_PORT=bot.rsplit(":", 1)[1].rstrip("/")):
        expect(page.locator("#status")).to_contain_text("answering again", timeout=SLOW)
        page.click("form.fill .send button")
        expect(answers(page).last).to_contain_text("Saved as C-")


def test_a_reminder_comes_by_itself_and_is_done_with_proof(start: Any, open_page: Open, tmp_path: Path) -> None:
    """Three hours pass in a second: the contract is logged on the 9th, the first reminder comes on the 11th at 8."""
    with start(tmp_path, DPA_NOW="2026-10-09T20:00", DPA_SPEED="10800") as bot:
        page, board = open_page(bot), open_page(f"{bot}board")
        log_contract(page, "Promptware")
        card = page.locator("#talk .reminder").first
        expect(card).to_contain_text("Promptware", timeout=SLOW)
        assert page.title().startswith("(")
        expect(board.locator("#sent .reminder").first).to_contain_text("Promptware", timeout=SLOW)
        page.reload()
        expect(page.locator(".reminder").first).to_contain_text("Promptware")
        page.locator(".reminder").first.get_by_role("button", name="Done").click()
        fill(page, proof="https://example.org/privacy")
        page.click("form.fill .send button")
        expect(answers(page).last).to_contain_text("Proof: https://example.org/privacy")
        page.goto(f"{bot}record/C-1")
        history = page.locator(".reply").last
        expect(history).to_contain_text("logged the contract")
        expect(history).to_contain_text("sent a reminder")
        expect(history).to_contain_text("marked a deadline done")


def test_the_keyboard_is_enough(bot: str, open_page: Open) -> None:
    page = open_page(bot)
    keys = page.keyboard

    def tab_to(label: str) -> None:
        for _ in range(80):
            keys.press("Tab")
            if page.evaluate("(document.activeElement.textContent || '').trim()") == label:
                assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
                return
        raise AssertionError(f"'{label}' cannot be reached with Tab")

    tab_to("Skip to the content")
    tab_to("Log a breach")
    keys.press("Enter")
    expect(page.locator("form.fill")).to_be_visible()
    keys.press("Tab")
    keys.press("Tab")
    keys.type("Keyware")
    keys.press("Enter")
    expect(answers(page).last).to_contain_text("Saved as B-")
    tab_to("Board")
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Board")
    page.wait_for_load_state()  # until the script runs, forms are sent as pages
    tab_to("Log a contract")
    keys.press("Enter")
    expect(page.locator("dialog[open] form.fill")).to_be_visible()
    keys.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(
    start: Any, open_page: Open, tmp_path: Path, scheme: Literal["light", "dark"]
) -> None:
    with start(tmp_path, DPA_NOW="2026-10-20T12:00") as bot:
        page = open_page(bot, color_scheme=scheme, reduced_motion="reduce")
        log_contract(page, "Axeware")
        check(page)
        page.click('#talk button[value="log-contract"] >> nth=0')
        fill(page, executed="someday")
        page.click("form.fill .send button")
        expect(page.locator(".error").first).to_be_visible()
        check(page)
        for path in ("", "board", "board?all=on&q=nothing", "record/C-1", "record/C-9"):
            page.goto(f"{bot}{path}")
            check(page)
        page.goto(f"{bot}board")
        page.locator(".acts button").first.click()
        expect(page.locator("dialog[open]")).to_be_visible()
        check(page)


def check(page: Page) -> None:
    """Fail with what axe calls serious or critical; whatever moves has come to rest."""
    page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished))")
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run()")["violations"]
    grave = [one for one in found if one["impact"] in {"serious", "critical"}]
    assert not grave, "\n".join(f"{one['help']}: {[node['html'][:200] for node in one['nodes']]}" for one in grave)


@pytest.mark.parametrize("number", [0, 1, 12, 300])
def test_the_board_fits_a_phone(
    start: Any, open_page: Open, tmp_path: Path, number: int, log_many: Callable[[Path, int], None]
) -> None:
    log_many(tmp_path, number)
    with start(tmp_path, DPA_NOW="2026-10-20T12:00") as bot:
        for path in ("", "board?all=on", "board", "record/C-1"):
            page = open_page(f"{bot}{path}", viewport={"width": 360, "height": 740})
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
            if path == "board?all=on":
                assert page.locator(".promise").count() == number
