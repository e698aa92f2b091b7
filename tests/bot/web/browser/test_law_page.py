"""Can everybody read the law, with its history and how far each statement was checked?"""

import aiohttp

from bot.web.public_pages import messages
from handlers.law import words
from knowledge.load import load
from knowledge.model import Passage
from tests.bot.visitors import Browser
from tests.bot.web.browser.chromium import Open, check

ELSEWHERE = {"X-Forwarded-For": "203.0.113.9"}


async def test_every_passage_is_there_with_tags_and_versions_for_anybody(bot: str, http: aiohttp.ClientSession) -> None:
    async with http.get(f"{bot}law", headers=ELSEWHERE) as answer:
        text = await answer.text()
        assert answer.status == 200 and not answer.cookies
    for passage in load().every(Passage):
        assert words.pin(passage.cite) in text, passage.id
    assert text.count("<details>") > 1 and messages.OTHER_VERSIONS in text
    assert 'id="10-234cc-b-3"' in text and words.ADVICE in text


async def test_the_law_of_another_day_is_said_to_be_that(bot: str, http: aiohttp.ClientSession) -> None:
    async with http.get(f"{bot}law?day=2017-05-01") as then:
        assert "Law as of May 1, 2017, not as of today." in await then.text()
    async with http.get(f"{bot}law?day=1999-01-01") as before:
        assert before.status == 200 and words.NOT_IN_FORCE in await before.text()
    async with http.get(f"{bot}law?day=soon<script>") as wrong:
        assert wrong.status == 400 and await wrong.text() == messages.no_day(text="soon<script>")


async def test_a_bot_that_needs_links_shows_it_too(browser: Browser) -> None:
    assert (await browser.get("law")).status == 200


def test_axe_finds_nothing_serious_on_a_phone(bot: str, open_page: Open) -> None:
    page = open_page(f"{bot}law", viewport={"width": 320, "height": 700})
    page.locator("details summary").first.click()
    check(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
