"""Fixtures: a browser without scripts, and Chromium."""

import os
from collections.abc import AsyncIterator, Iterator
from typing import Any

import aiohttp
import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, Page, sync_playwright

from tests.bot.local_tokens import entered
from tests.bot.web.browser.chromium import CHROMIUM, MISSING, NET, Open
from tests.bot.web.plain_browser import Browser


@pytest.fixture
async def web() -> AsyncIterator[Browser]:
    async with aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(force_close=True), cookie_jar=aiohttp.CookieJar(unsafe=True)
    ) as session:
        yield Browser(session)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    if not CHROMIUM:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(MISSING)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Chromium) -> Iterator[Open]:
    """Open an address in a browser of its own, in which nothing moves; a problem in the page's script fails the test."""
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def open_one(address: str, **kind: Any) -> Page:
        contexts.append(chromium.new_context(**{"reduced_motion": "reduce", **kind}))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda problem: problems.append(str(problem)))
        page.on(
            "console",
            lambda said: problems.append(said.text) if said.type == "error" and NET not in said.text else None,
        )
        page.goto(entered(address))
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not problems
