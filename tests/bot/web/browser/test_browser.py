"""Can a person use the page in a real browser, with mouse, keyboard, screen reader and phone?

It needs Chromium (Debian: apt install chromium; elsewhere name it in CHROMIUM). Without it these tests are left out,
unless CI=true.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import expect

from tests.bot.web.browser.chromium import SLOW, Open, answers, check, fill, log_contract, unfold


def test_ask_and_press_a_button(bot: str, open_page: Open) -> None:
    page = open_page(bot)
    page.fill("#say", "may the vendor sell student data?")
    page.press("#say", "Enter")
    reply = answers(page).last
    expect(reply).to_contain_text("10-234cc(b)(3)")
    expect(page.locator("#say")).to_have_value("")
    reply.get_by_role("button", name="Show the rule").click()
    expect(page.locator("#talk .said").last).to_contain_text("Show the rule")
    expect(page.locator("#talk .reply")).to_have_count(4)


def test_without_scripts_everything_works_as_pages(bot: str, open_page: Open) -> None:
    page = open_page(bot, java_script_enabled=False)
    page.fill("#say", "may the vendor sell student data?")
    page.click("#ask button")
    expect(page.locator(".reply").first).to_contain_text("10-234cc(b)(3)")
    page.goto(f"{bot}board")
    page.get_by_role("button", name="Log a breach").click()
    fill(page, vendor="Noscript", discovered="Oct 77, 2025")
    page.click("form.fill .send .main")
    expect(page.locator(".error")).to_have_count(1)
    unfold(page)
    fill(page, discovered="Oct 7, 2025", students="12")
    page.click("form.fill .send .main")
    expect(page.locator(".reply").first).to_contain_text("Saved as B-")
    page.reload()  # sends the form again
    expect(page.locator(".reply").first).to_contain_text("Nothing was saved a second time")


def test_the_bot_is_away_and_comes_back(start: Any, open_page: Open, tmp_path: Path) -> None:
    """What was typed stays, and the page's old token is renewed by itself."""
    with start(tmp_path) as bot:
        page = open_page(bot)
        page.click('#talk button[value="log-contract"]')
        fill(page, vendor="Patience", executed="2025-10-07")
    page.click("form.fill .send .main")
    expect(page.locator(".lost")).to_contain_text("What you typed is still here")
    expect(page.locator("#status")).not_to_be_empty()
    with start(tmp_path, DPA_PORT=bot.rsplit(":", 1)[1].rstrip("/")):
        expect(page.locator("#status")).to_contain_text("answering again", timeout=SLOW)
        page.click("form.fill .send .main")
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
        expect(board.locator("#sent :is(button, dl)")).to_have_count(0)  # the board has them already
        page.reload()
        expect(page.locator(".reminder").first).to_contain_text("Promptware")
        page.locator(".reminder").get_by_role("button", name="Done").first.click()  # a digest comes between them
        fill(page, proof="https://example.org/privacy")
        page.click("form.fill .send .main")
        expect(answers(page).last).to_contain_text("Proof: https://example.org/privacy")
        page.goto(f"{bot}record/C-1")
        history = page.locator(".reply").last
        expect(history).to_contain_text("logged the contract")
        expect(history).to_contain_text(re.compile(r"sent (a|\d+) reminder"))
        expect(history).to_contain_text("marked a deadline done")


def test_a_reminder_loses_its_buttons_when_its_record_is_corrected(start: Any, open_page: Open, tmp_path: Path) -> None:
    with start(tmp_path, DPA_NOW="2026-10-09T20:00", DPA_SPEED="10800") as bot:
        page = open_page(bot)
        log_contract(page, "Promptware")
        card = page.locator("#talk .reminder", has_text="Promptware").first
        expect(card.get_by_role("button", name="Done")).to_be_visible(timeout=SLOW)
        page.fill("#say", "correct C-1 executed: 2026-10-08")
        page.press("#say", "Enter")
        expect(answers(page).last).to_contain_text("Corrected")
        expect(page.locator("#talk .reminder .past").first).to_contain_text("Promptware")


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
    expect(page.get_by_label("Contract")).to_be_focused()
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


def test_who_signed_in_signs_out_on_a_phone_in_one_line(start: Any, open_page: Open, tmp_path: Path) -> None:
    with start(tmp_path) as bot:
        page = open_page(bot, viewport={"width": 390, "height": 844})
        page.fill("#say", "grant pat@example.org admin Pat Okafor of the Office of Technology and Data")
        page.press("#say", "Enter")
        page.goto(str(answers(page).last.locator("blockquote").text_content()))
        page.click("button.main")
        for width in (360, 390):
            page.set_viewport_size({"width": width, "height": 844})
            for path in ("", "board"):
                page.goto(f"{bot}{path}")
                assert page.evaluate("document.documentElement.scrollWidth") <= width, path
                size = page.get_by_role("button", name="Sign out (Pat Okafor").bounding_box()
                assert size and size["height"] <= 44


def test_back_from_the_board_the_conversation_is_still_there(bot: str, open_page: Open) -> None:
    page = open_page(bot)
    page.fill("#say", "may the vendor sell student data?")
    page.press("#say", "Enter")
    expect(answers(page).last).to_contain_text("10-234cc(b)(3)")
    page.click("nav a[href='/board']")
    expect(page.get_by_role("heading", level=1)).to_have_text("Board")
    page.go_back()
    expect(page.locator("#talk .said")).to_contain_text("may the vendor sell student data?")
    answers(page).last.get_by_role("button", name="Show the rule").click()
    expect(page.locator("#talk .said").last).to_contain_text("Show the rule")
    page.goto(bot)
    expect(page.locator("#talk .said")).to_have_count(0)


def test_after_signing_out_no_conversation_is_left(start: Any, open_page: Open, tmp_path: Path) -> None:
    with start(tmp_path) as bot:
        page = open_page(bot)
        page.fill("#say", "grant pat@example.org admin Pat Okafor")
        page.press("#say", "Enter")
        page.goto(str(answers(page).last.locator("blockquote").text_content()))
        page.click("button.main")
        page.goto(bot)
        page.fill("#say", "may the vendor sell student data?")
        page.press("#say", "Enter")
        expect(answers(page).last).to_contain_text("10-234cc(b)(3)")
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Signed out")
        assert page.evaluate("sessionStorage.length") == 0


def test_a_form_outlives_the_visit(start: Any, open_page: Open, tmp_path: Path) -> None:
    """It is sent after its person has come in again, in another tab."""
    with start(tmp_path) as bot:
        admin, links = open_page(bot), []
        for number in (1, 2):
            admin.fill("#say", "grant pat@example.org admin Pat Okafor" if number == 1 else "grant Pat Okafor admin")
            admin.press("#say", "Enter")
            expect(admin.locator("#talk blockquote")).to_have_count(number)
            links.append(str(admin.locator("#talk blockquote").last.text_content()))
            if number == 1:
                page = open_page(links[0])
                page.click("button.main")
                page.goto(bot)
        page.click('#talk button[value="log-contract"]')
        fill(page, vendor="Patience", executed="2025-10-07")
        other = page.context.new_page()
        other.goto(f"{bot}board")
        other.get_by_role("button", name="Sign out").click()
        expect(other.get_by_role("heading", level=1)).to_have_text("Signed out")
        page.click("form.fill .send .main")
        expect(page.locator(".lost")).to_be_visible()
        expect(page.locator("#status")).not_to_be_empty()
        other.goto(links[1])
        other.click("button.main")
        expect(page.locator("#status")).to_be_empty()
        page.click("form.fill .send .main")
        expect(answers(page).last).to_contain_text("Saved as C-1")


def test_how_a_row_stands_is_said_in_words(start: Any, open_page: Open, tmp_path: Path) -> None:
    with start(tmp_path, DPA_NOW="2026-10-20T12:00") as bot:
        page = open_page(bot)
        log_contract(page, "Rowware")
        for said, says in (("deadlines", "Overdue"), ("contracts", "Incomplete")):
            page.fill("#say", said)
            page.press("#say", "Enter")
            row = answers(page).last.locator(".rows li").first
            expect(row).to_contain_text(says)
            assert row.inner_text().count(says) == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(
    start: Any, open_page: Open, tmp_path: Path, scheme: Literal["light", "dark"]
) -> None:
    with start(tmp_path, DPA_NOW="2026-10-20T12:00") as bot:
        page = open_page(bot, color_scheme=scheme)
        log_contract(page, "Axeware")
        page.fill("#say", "log-breach vendor: Axeware; board_told: 2026-10-19; contract: C-1")
        page.press("#say", "Enter")
        expect(answers(page).last).to_contain_text("Saved as B-1")
        check(page)
        page.click('#talk button[value="log-contract"] >> nth=0')
        fill(page, executed="someday")
        page.click("form.fill .send .main")
        expect(page.locator(".error").first).to_be_visible()
        check(page)
        for path in ("", "board", "board?all=on&q=nothing", "record/C-1", "record/C-9"):
            page.goto(f"{bot}{path}")
            check(page)
        page.goto(f"{bot}board")
        expect(page.locator(".untold")).to_be_visible()
        page.locator(".acts button").first.click()
        expect(page.locator("dialog[open]")).to_be_visible()
        check(page)


@pytest.mark.parametrize("number", [0, 1, 12, pytest.param(300, marks=pytest.mark.long)])
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
