"""Is the board read in a few seconds, on a phone, a laptop, a wide screen and on paper, and by everybody?"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from bot.compose import desk_maker, open_store
from bot.settings import Settings
from handlers.dialogue.desk import Message
from handlers.dispatch import respond
from storage.records import Role
from tests.bot.web.browser.chromium import Open, check

PHONE, LAPTOP, WIDE = ({"width": width, "height": height} for width, height in ((390, 844), (1280, 800), (1920, 1080)))
FINGER = 44
SMALL = """[...document.querySelectorAll("a, button, summary, label.option, input:not([type=hidden], [type=radio], [type=checkbox])")]
  .filter((one) => one.checkVisibility() && !one.matches(".native, :is(dd, li, p:not(.cite, .back)) > a:not(.what, .tiles a)"))
  .filter((one) => { const size = one.getBoundingClientRect(); return size.height < %d || size.width < %d; })
  .map((one) => one.outerHTML.slice(0, 150))"""


@pytest.fixture(scope="module")
def bot(start: Any, tmp_path_factory: pytest.TempPathFactory, log_many: Callable[[Path, int], None]) -> Iterator[str]:
    """The address of a bot with 30 contracts, of which some are overdue, and a breach of yesterday."""
    data = tmp_path_factory.mktemp("data")
    log_many(data, 30)
    settings = Settings(data=data, now=datetime.fromisoformat("2026-10-20T11:00"))
    desk = replace(desk_maker(settings, open_store(settings))(), role=Role.ADMIN)
    respond(Message("setup district: Maplewood Public Schools", surface="page"), desk)
    respond(Message("log-breach vendor: Gradecloud; board_told: 2026-10-19", surface="page"), desk)
    with start(data, DPA_NOW="2026-10-20T12:00") as address:
        yield address


def test_families_to_be_told_stand_first_and_apart(bot: str, open_page: Open) -> None:
    page = open_page(f"{bot}board", viewport=PHONE)
    told = page.locator(".tiles a").first
    expect(told).to_contain_text("1 breach: tell the families Gradecloud: tomorrow")
    expect(told).to_be_in_viewport(ratio=1)
    first = page.locator(".group.breach .promise").first
    expect(first).to_contain_text("Tell the families Urgent")
    told.click()
    expect(first).to_be_in_viewport(ratio=1)
    expect(page.locator(".group.overdue svg.lane")).to_have_count(0)


@pytest.mark.parametrize(("screen", "most"), [(LAPTOP, 48), (PHONE, 98)], ids=["laptop", "phone"])
def test_a_row_is_hardly_higher_than_its_button(bot: str, open_page: Open, screen: dict[str, int], most: int) -> None:
    page = open_page(f"{bot}board?all=on", viewport=screen)
    heights = page.locator(".promise").evaluate_all("(rows) => rows.map((row) => row.getBoundingClientRect().height)")
    assert len(heights) >= 30
    assert max(heights) <= most


@pytest.mark.parametrize("path", ["", "board?all=on", "board?q=vendor&contracts=2", "record/C-1", "record/D-1"])
def test_whatever_is_pressed_is_as_large_as_a_finger(bot: str, open_page: Open, path: str) -> None:
    page = open_page(f"{bot}{path}", viewport=PHONE)
    assert page.evaluate(SMALL % (FINGER, FINGER)) == []
    if path.startswith("board"):
        page.get_by_role("button", name="Log a contract").click()
        expect(page.locator("dialog form.fill")).to_be_visible()
        assert page.evaluate(SMALL % (FINGER, FINGER)) == []


def test_a_search_shows_what_it_found(bot: str, open_page: Open) -> None:
    page = open_page(f"{bot}board", viewport=PHONE)
    number = page.locator(".tiles li").last.inner_text()
    page.fill("#q", "gradecloud")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#breaches")).to_have_text("1 breach with “gradecloud”")
    expect(page.locator("#breaches ~ .kept")).to_be_in_viewport()
    assert page.title().startswith("gradecloud")
    assert page.locator(".tiles li").last.inner_text() == number, "the tiles are about the whole board"
    page.get_by_role("link", name="Clear the search").click()
    expect(page.locator("#contracts")).to_have_text("30 contracts")
    page.goto(page.url + "?q=nothing+like+it")
    expect(page.get_by_text("No contract or breach has all of these words.")).to_be_in_viewport()


def test_there_is_one_primary_action_and_a_dialog_has_a_title(bot: str, open_page: Open) -> None:
    page = open_page(f"{bot}board", viewport=LAPTOP)
    expect(page.locator(".main:visible")).to_have_text("Log a contract")
    page.get_by_role("button", name="Log a contract").click()
    dialog = page.get_by_role("dialog", name="Log a contract")
    expect(dialog.get_by_role("heading", name="Log a contract")).to_have_count(1)
    expect(dialog.get_by_role("button", name="Close")).to_be_in_viewport(ratio=1)
    expect(dialog.locator(".said")).to_have_count(0)
    page.keyboard.press("Escape")
    page.locator(".promise button").first.click()
    expect(page.get_by_role("dialog", name="what is the proof?")).to_be_visible()


def test_a_wide_screen_shows_deadlines_and_records_side_by_side(bot: str, open_page: Open) -> None:
    page = open_page(f"{bot}board", viewport=WIDE)
    boxes = [page.locator(part).bounding_box() for part in (".deadlines", ".on-record", ".side")]
    assert all(boxes)
    edges = [(box["x"], box["x"] + box["width"], box["y"]) for box in boxes if box]
    assert edges[0][1] < edges[1][0] < edges[1][1] < edges[2][0]
    assert len({top for _, _, top in edges}) == 1
    assert edges[2][1] - edges[0][0] > 0.9 * WIDE["width"]


def test_on_paper_there_is_nothing_to_press(bot: str, open_page: Open) -> None:
    page = open_page(f"{bot}board", viewport=LAPTOP, color_scheme="dark")
    page.emulate_media(media="print")
    expect(page.locator(".promise").first).to_be_visible()
    expect(page.locator(":is(button, input, nav, .side):visible")).to_have_count(0)
    expect(page.locator(".head")).to_contain_text("Maplewood Public Schools")
    expect(page.get_by_text("Show", exact=False).and_(page.locator("a:visible"))).to_have_count(0)
    expect(page.get_by_text("more on the board").first).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("contrast", [{"contrast": "more"}, {"forced_colors": "active"}], ids=["more", "forced"])
def test_axe_finds_nothing_serious_with_high_contrast(
    bot: str, open_page: Open, scheme: str, contrast: dict[str, str]
) -> None:
    page = open_page(f"{bot}board", color_scheme=scheme, **contrast)
    check(page)
    page.get_by_role("button", name="Log a contract").click()
    expect(page.locator("dialog form.fill")).to_be_visible()
    check(page)
    for path in ("", "record/B-1"):
        check(open_page(f"{bot}{path}", color_scheme=scheme, **contrast))


def test_forced_colors_leave_every_sign_and_word_to_be_seen(bot: str, open_page: Open) -> None:
    """A text gets a backplate there, which would hide it on a ground that is filled."""
    page = open_page(f"{bot}board", viewport=LAPTOP, color_scheme="dark", forced_colors="active")
    filled = page.locator(".main, .badge, .tiles .untold a")
    assert filled.count() == 4
    assert set(filled.evaluate_all("(all) => all.map((one) => getComputedStyle(one).forcedColorAdjust)")) == {"none"}
    grounds = filled.evaluate_all("(all) => all.map((one) => getComputedStyle(one).backgroundColor)")
    words = filled.evaluate_all("(all) => all.map((one) => getComputedStyle(one).color)")
    assert all(ground != word for ground, word in zip(grounds, words, strict=True))
