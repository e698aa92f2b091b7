"""Fixtures: a browser without scripts, and Chromium."""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from pathlib import Path
from signal import SIGKILL
from threading import Timer
from typing import Any
from uuid import uuid4

import aiohttp
import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, Error, Page, sync_playwright

from tests.bot.local_tokens import entered
from tests.bot.web.browser.chromium import CHROMIUM, CLOSES_WITHIN, MISSING, NET, Open
from tests.bot.web.plain_browser import Browser

LEAVES_WITHIN = 10_000
"""Milliseconds for which a page may take to be left."""


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
    mark = f"--of-test={uuid4().hex}"  # unknown to Chromium, so that its process is found by it
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", mark])
        yield browser
        late = Timer(CLOSES_WITHIN, _kill, [mark])
        late.start()
        with suppress(Error):
            browser.close()
        late.cancel()


def _kill(mark: str) -> None:
    """End the browser that was started with that argument."""
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if mark.encode() in process.read_bytes():
                os.kill(int(process.parent.name), SIGKILL)


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
        for page in context.pages:
            with suppress(Error):  # the context ends with the browser: to close it alone may wait forever
                page.goto("about:blank", timeout=LEAVES_WITHIN)
    assert not problems
