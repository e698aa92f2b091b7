"""Does a browser that gets no page still get a page that says what to do, and a program the plain text?"""

import aiohttp
import pytest

from tests.bot.local_tokens import bearer

OPENS = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.mark.parametrize(
    ("path", "known", "status", "says", "link"),
    [
        ("nope", True, 404, "no page at this address", "/"),
        ("say", True, 405, "no page at this address", "/"),
        ("board", False, 403, "link that the bot prints", "/about"),
    ],
)
async def test_a_browser_is_told_what_to_do_on_a_page(
    bot: str, http: aiohttp.ClientSession, path: str, known: bool, status: int, says: str, link: str
) -> None:
    sent = {**OPENS, **(bearer(bot) if known else {})}
    async with http.get(f"{bot}{path}", headers=sent) as answer:
        text = await answer.text()
        assert (answer.status, answer.content_type) == (status, "text/html")
        assert says in text and f'href="{link}"' in text and "page.css" in text
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    async with http.get(f"{bot}{path}", headers={**sent, "Accept": "*/*"}) as answer:
        assert (answer.status, answer.content_type) == (status, "text/plain")


async def test_a_sentence_on_such_a_page_is_escaped(bot: str, http: aiohttp.ClientSession) -> None:
    sent = {**OPENS, **bearer(bot)}
    async with http.get(f"{bot}posts", params={"after": "<b>"}, headers=sent) as answer:
        assert answer.status == 400 and "&lt;b&gt;" in await answer.text()
