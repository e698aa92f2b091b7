"""Does a link open the page to one person, once, and to nobody else?"""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.compose import desk_maker as desk_of
from bot.installed import version
from bot.settings import Settings
from bot.settings.addresses import link_prefix
from bot.web.about_words import PARTS
from handlers.board.link import spend_link
from handlers.dialogue.words import day
from knowledge.edition import Edition, read_edition
from storage.postgres.store import open_postgres
from tests.bot.local_tokens import bearer
from tests.bot.visitors import NOON, SLACK, URL, Browser, RemoteBot, Start, at, furnish, link

# Coming in.


async def test_a_link_opens_the_page_once(remote_bot: RemoteBot, browser: Browser, http: aiohttp.ClientSession) -> None:
    link = remote_bot.link()
    came = await browser.press(link)
    assert (came.status, came.headers["Location"]) == (303, "/board")
    assert "Ana Ruiz" in (await browser.get("board")).text
    for again in (Browser(http, remote_bot.bot), browser):
        seen = await again.get(link.removeprefix(f"{URL}/"))
        assert seen.status == 403 and "type /dpa board" in seen.text and "<button" not in seen.text


async def test_who_only_looks_at_a_link_spends_nothing(remote_bot: RemoteBot, browser: Browser) -> None:
    path = remote_bot.link().removeprefix(f"{URL}/")
    for method in ("GET", "HEAD", "GET"):
        seen = await browser.get(path, method, **{"User-Agent": "Slackbot-LinkExpanding 1.0"})
        assert seen.status == 200 and "__Host-dpa-visit" not in seen.cookies
        assert (await browser.get("board")).status == 403
    assert "Open the board" in seen.text and "Ana" not in seen.text, "nor is anybody named"
    assert (await browser.press(f"{URL}/{path}")).status == 303


async def test_one_of_many_presses_comes_in(remote_bot: RemoteBot, http: aiohttp.ClientSession) -> None:
    link, path = remote_bot.link(), ""
    others = [Browser(http, remote_bot.bot) for _ in range(6)]
    path = link.removeprefix(f"{URL}/")
    tokens = [(await one.get(path)).token for one in others]
    came = await asyncio.gather(*(one.post(path, {"token": token}) for one, token in zip(others, tokens, strict=True)))
    assert sorted(answer.status for answer in came) == [303, *[403] * 5]
    assert sum([(await one.get("board")).status == 200 for one in others]) == 1


async def test_the_cookie_is_for_this_page_alone(remote_bot: RemoteBot, browser: Browser) -> None:
    came = await browser.press(remote_bot.link())
    kept = came.cookies["__Host-dpa-visit"]
    for word in ("HttpOnly", "Secure", "SameSite=Lax", "Path=/", "Max-Age=28800"):
        assert word in kept
    assert "Domain" not in kept
    page = await browser.get("board")
    assert all(word in page.cookies["dpa-page"] for word in ("HttpOnly", "Secure", "SameSite=Strict"))
    for answer in (came, page, await browser.get(remote_bot.link().removeprefix(f"{URL}/"))):
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
async def test_a_forged_link_gets_a_sentence_and_makes_no_drawer(
    remote_bot: RemoteBot, browser: Browser, path: str
) -> None:
    seen = await browser.get(path)
    assert seen.status == 403 and "type /dpa board" in seen.text
    browser.cookies["dpa-page"] = "y" * 43
    assert (await browser.post(path, {"token": "0" * 64})).status == 403
    browser.cookies["__Host-dpa-visit"] = f"nowhere.{'x' * 43}"
    assert (await browser.get("board")).status == 403
    data = remote_bot.desks["district"].store
    assert not any(name == "nowhere" for name in _folders(data))


def _folders(store: Any) -> list[str]:
    return [path.name for path in store._folder.parent.iterdir()]


async def test_a_link_of_eleven_minutes_ago_is_used_up(remote_bot: RemoteBot, browser: Browser) -> None:
    seen = await browser.get(remote_bot.link(now="2026-10-20T11:49").removeprefix(f"{URL}/"))
    assert seen.status == 403 and "type /dpa board" in seen.text
    assert (await browser.press(remote_bot.link(now="2026-10-20T11:55"))).status == 303


async def test_a_visit_ends_after_eight_hours(remote_bot: RemoteBot, browser: Browser) -> None:
    for began, status in (("2026-10-20T03:59", 403), ("2026-10-20T04:05", 200)):
        then = at(remote_bot.desks["district"], began)
        secret = spend_link(link(then).rpartition("/")[2], then)
        browser.cookies["__Host-dpa-visit"] = f"district.{secret}"
        page = await browser.get("board")
        assert page.status == status
        assert status == 200 or "type /dpa board" in page.text


@pytest.mark.parametrize("kind", ["multipart/form-data", "application/x-www-form-urlencoded; charset=no-such", ""])
async def test_a_press_that_cannot_be_read_spends_nothing(remote_bot: RemoteBot, browser: Browser, kind: str) -> None:
    path = remote_bot.link().removeprefix(f"{URL}/")
    assert (await browser.post(path, "token=%ff", **{"Content-Type": kind})).status == 403
    assert (await browser.press(f"{URL}/{path}")).status == 303


# Elsewhere.


async def test_without_an_address_the_setting_is_named(
    start: Start, http: aiohttp.ClientSession, tmp_path: Path
) -> None:
    with start(tmp_path, **{**SLACK, "DPA_URL": ""}) as bot:
        for url in (URL, bot.rstrip("/")):
            page = await Browser(http, bot, url).get("board")
            assert page.status == 403 and "DPA_URL" in page.text
    assert link_prefix("", "district") is None, "of which /dpa board tells"


async def test_with_slack_over_a_socket_this_machine_has_the_page(
    start: Start, http: aiohttp.ClientSession, tmp_path: Path
) -> None:
    with start(tmp_path, **SLACK, SLACK_APP_TOKEN="xapp-1") as bot:
        for headers, status in (({}, 403), (bearer(bot), 200)):
            async with http.get(f"{bot}board", headers=headers) as page:
                assert page.status == status
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


async def test_anybody_may_read_what_the_app_keeps_and_gets_no_cookie(remote_bot: RemoteBot, browser: Browser) -> None:
    answer = await browser.get("about")
    assert answer.status == 200 and "No student" in answer.text and not answer.cookies
    assert all(part in answer.text for _, part in PARTS if "'" not in part)
    edition = read_edition()
    assert isinstance(edition, Edition)
    assert f"{version()}. The law as of version {edition.version}, last changed {day(edition.date)}." in answer.text
