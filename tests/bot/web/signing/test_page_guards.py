"""Does the page refuse other hosts, other pages, and writes without its token?"""

import aiohttp
import pytest

from tests.bot.web.plain_browser import Browser


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example"},
        {"Host": "["},
        {"X-Forwarded-For": "10.0.0.9"},
        {"Forwarded": "for=10.0.0.9"},
        {"Via": "1.1 proxy"},
    ],
    ids=["host", "long-host", "no-host", "forwarded-for", "forwarded", "via"],
)
async def test_a_foreign_host_or_a_proxy_is_refused(bot: str, web: Browser, headers: dict[str, str]) -> None:
    for path in ("", "api/ask", "say"):
        assert (await web.post(f"{bot}{path}", headers=headers, json={"q": "x"})).status in {400, 403}
    for path in ("", "board", "record/C-1", "posts"):
        answer = await web.get(f"{bot}{path}", headers=headers)
        assert answer.status in {400, 403}
        assert "contract" not in answer.text


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", None])
@pytest.mark.parametrize("path", ["", "say"])
async def test_a_write_from_another_page_is_refused(bot: str, web: Browser, path: str, origin: str | None) -> None:
    page = await web.get(bot)
    form = {"say": "help", "token": page.hidden("token")}
    answer = await web.post(f"{bot}{path}", headers={"Origin": origin} if origin else {}, data=form)
    assert answer.status == 403
    assert "another page" in answer.text
    own = await web.post(f"{bot}{path}", headers={"Origin": bot.rstrip("/")}, data=form)
    assert own.status == 200


async def test_a_script_may_ask_without_a_page_but_not_from_a_foreign_one(bot: str, web: Browser) -> None:
    assert (await web.post(f"{bot}api/ask", json={"q": "hi"})).status == 200
    foreign = await web.post(f"{bot}api/ask", json={"q": "hi"}, headers={"Origin": "http://evil.example"})
    assert foreign.status == 403


@pytest.mark.parametrize("token", ["", "wrong", "ä" * 64, "0" * 64])
async def test_a_write_without_the_page_s_token_is_refused(bot: str, web: Browser, token: str) -> None:
    await web.get(bot)
    for path in ("", "say"):
        answer = await web.post(
            f"{bot}{path}", headers={"Origin": bot.rstrip("/")}, data={"say": "help", "token": token}
        )
        assert answer.status == 403
        assert "Reload it" in answer.text


async def test_a_token_is_good_with_its_own_cookie_only(bot: str, web: Browser) -> None:
    page = await web.get(bot)
    assert "HttpOnly" in page.headers["Set-Cookie"]
    assert "SameSite=Strict" in page.headers["Set-Cookie"]
    async with aiohttp.ClientSession(cookies={"dpa-page": "x" * 43}) as other:
        headers = {"Origin": bot.rstrip("/")}
        async with other.post(
            f"{bot}say", headers=headers, data={"say": "help", "token": page.hidden("token")}
        ) as answer:
            assert answer.status == 403


async def test_reading_changes_nothing(bot: str, web: Browser) -> None:
    await web.get(f"{bot}?say=log-contract vendor: Getware; executed: 2025-10-07")
    assert "Getware" not in (await web.get(f"{bot}board")).text


async def test_every_answer_forbids_foreign_scripts(bot: str, web: Browser) -> None:
    for path in ("", "board", "record/C-9", "nowhere", "static/page.js"):
        assert "default-src 'none'" in (await web.get(f"{bot}{path}")).headers["Content-Security-Policy"]
