"""Is everybody on this machine a stranger who does not have the local token?"""

from pathlib import Path

import aiohttp
import pytest

from storage.local_token import NAME, local_token
from tests.bot.local_tokens import TOKEN
from tests.bot.running_bot import RunningBot

PATHS = ("", "board", "record/C-1", "posts", "metrics", "nowhere", "?token=", f"?token={'x' * 43}", "board?token=ä")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Host": "localhost"},
        {"Cookie": "dpa-local=guess"},
        {"Cookie": "dpa-local="},
        {"Authorization": "Bearer "},
        {"Authorization": f"Basic {TOKEN}"},
        {"Authorization": f"Bearer {TOKEN[:-1]}"},
    ],
    ids=["another account, or a proxy that rewrites Host", "by name", "cookie", "empty", "none", "basic", "short"],
)
async def test_without_the_token_this_machine_gets_the_law_only(
    running_bot: RunningBot, http: aiohttp.ClientSession, headers: dict[str, str]
) -> None:
    here = running_bot.address
    for path in PATHS:
        async with http.get(here + path, headers=headers) as answer:
            assert answer.status == 403, path
            assert not answer.cookies and "link that the bot prints" in await answer.text()
    for path in ("", "say", "api/messages"):
        async with http.post(here + path, headers={**headers, "Origin": here.rstrip("/")}, data={"say": "x"}) as answer:
            assert answer.status == 403, path
    async with http.post(f"{here}api/ask", json={"q": "may the vendor sell data?"}, headers=headers) as answer:
        assert answer.status == 200
    for path in ("healthz", "readyz", "about", "static/page.js"):
        async with http.get(here + path, headers=headers) as answer:
            assert answer.status in {200, 503}, path


async def test_the_link_opens_the_page_and_the_browser_remembers_it(
    running_bot: RunningBot, http: aiohttp.ClientSession
) -> None:
    async with http.get(f"{running_bot.address}board?q=a&token={TOKEN}", allow_redirects=False) as answer:
        assert (answer.status, answer.headers["Location"]) == (303, "/board?q=a"), "the token leaves the address"
        kept = answer.cookies["dpa-local"].OutputString()
        assert all(word in kept for word in ("HttpOnly", "SameSite=Strict", "Max-Age="))
    async with http.get(f"{running_bot.address}board", headers={"Cookie": kept.partition(";")[0]}) as answer:
        assert answer.status == 200
    proxied = {"Cookie": kept.partition(";")[0], "X-Forwarded-For": "10.0.0.9"}
    async with http.get(f"{running_bot.address}board", headers=proxied) as answer:
        assert answer.status == 403, "the token makes nobody local"


def test_the_token_is_kept_for_the_bot_s_account_only(tmp_path: Path) -> None:
    token = local_token(tmp_path / "data")
    path = tmp_path / "data" / NAME
    assert local_token(tmp_path / "data") == token and path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o644)
    assert local_token(tmp_path / "data") != token, "others could read it"
    path.unlink()
    path.symlink_to(tmp_path / "theirs")
    (tmp_path / "theirs").write_text("x" * 43)
    assert local_token(tmp_path / "data") != "x" * 43
