"""Can an administrator name somebody on a page without chats, who then is that person there?"""

import asyncio
import html
import os
import re
import subprocess
import sys
from pathlib import Path

import aiohttp
import pytest

from bot.compose import open_store
from bot.settings import Settings
from storage.records import Role
from storage.transient import fingerprint
from tests.bot.visitors import URL, Start
from tests.bot.visitors import Browser as RemoteBrowser
from tests.bot.web.plain_browser import Browser

ANA = "page:ana@example.org"
NAMES_ANA = "grant Ana Diaz ana@example.org privacy"


def link_in(text: str) -> str:
    found = re.search(r"https?://[^\s<]+/enter/district/[\w-]{43}", html.unescape(text))
    assert found, text
    return found[0]


def at(http: aiohttp.ClientSession, bot: str) -> RemoteBrowser:
    """A browser on the bot's own machine that has not got its token."""
    return RemoteBrowser(http, bot, bot.rstrip("/"))


def whole(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


async def test_a_person_who_opens_the_link_is_known_by_it_from_then_on(
    start: Start, web: Browser, http: aiohttp.ClientSession, tmp_path: Path
) -> None:
    with start(tmp_path) as bot:
        told = await web.say(bot, NAMES_ANA)
        assert "Ana Diaz is now: privacy team" in told.text and "Tue, Oct 27, 2026, 12:00 p.m." in told.text
        link = link_in(told.text)
        assert link.startswith(bot), "without DPA_URL, the bot's own machine"
        ana, other = at(http, bot), at(http, bot)
        assert (await ana.get("board")).status == 403
        assert (await ana.get(link.removeprefix(bot))).status == 200, "looking spends nothing"
        came = await ana.press(link)
        assert (came.status, came.headers["Location"]) == (303, "/board")
        assert "Max-Age=7776000" in came.cookies["dpa-visit"] and "HttpOnly" in came.cookies["dpa-visit"]
        assert "Sign out (Ana Diaz)" in (await ana.get("board")).text
        again = await other.get(link.removeprefix(bot))
        assert again.status == 403 and "Ask an administrator" in again.text, "it works once"
        saved = await ana.say("log-contract vendor: Acme; executed: 2026-10-07; purpose: reading; owner: Ana Diaz")
        assert "C-1" in saved.text
        history = (await ana.get("record/C-1")).text
        assert "Ana Diaz (page)" in history and ANA not in history
        assert "administrators can" in (await ana.say("grant Bo Lee bo@example.org staff")).text
        mine = (await web.get(f"{bot}board")).text
        assert "Sign out" not in mine, "at the machine nobody is anybody else"
    store = open_store(Settings(data=tmp_path))
    assert (store.events()[-1].who, store.events()[-1].surface) == (ANA, "page")
    contract = store.contract("C-1")
    assert contract and contract.owner == ANA
    secret = link.rpartition("/")[2]
    kept = whole(tmp_path)
    assert secret.encode() not in kept, "the records keep its hash alone"
    assert ANA.encode() in kept


async def test_a_revoked_person_is_out_at_once(
    start: Start, web: Browser, http: aiohttp.ClientSession, tmp_path: Path
) -> None:
    with start(tmp_path) as bot:
        first = link_in((await web.say(bot, NAMES_ANA)).text)
        second = link_in((await web.say(bot, "grant Ana Diaz privacy")).text)
        ana = at(http, bot)
        assert (await ana.get(first.removeprefix(bot))).status == 403, "a newer link replaces it"
        await ana.press(second)
        page = await ana.get("board")
        third = link_in((await web.say(bot, "grant ana@example.org privacy")).text)
        assert (await ana.get("board")).status == 200, "a new link ends no visit"
        told = await web.say(bot, "revoke Ana Diaz")
        assert "Their link and their visits to the page have ended" in told.text
        assert (await ana.get("board")).status == 403
        assert (await ana.post("say", {"say": "deadlines", "token": page.token})).status == 403
        assert (await ana.get(third.removeprefix(bot))).status == 403
        await web.say(bot, "grant Ana Diaz staff")
        assert (await ana.get("board")).status == 403, "an old visit stays ended"
    assert not open_store(Settings(data=tmp_path)).people(Role.PRIVACY)


async def test_a_role_is_told_once_after_signing_in(
    start: Start, web: Browser, http: aiohttp.ClientSession, tmp_path: Path
) -> None:
    with start(tmp_path) as bot:
        ana = at(http, bot)
        await ana.press(link_in((await web.say(bot, NAMES_ANA)).text))
        board = await ana.get("board")
        for said in ("Your role is now: privacy team", "By an administrator, Tue, Oct 20", "You may log", "Begin"):
            assert said in board.text
        for path in ("board", ""):
            assert "Your role is now" not in (await ana.get(path)).text, "once"
        await web.say(bot, "grant Ana Diaz privacy")
        assert "Your role is now" not in (await ana.get("")).text, "a new link is no new role"
        await web.say(bot, "grant Ana Diaz staff")
        assert "Your role is now: staff (before: privacy team)" in (await ana.get("")).text
        assert "Your role is now" not in (await web.get(bot)).text


async def test_a_link_expires(start: Start, web: Browser, http: aiohttp.ClientSession, tmp_path: Path) -> None:
    with start(tmp_path) as bot:
        link = link_in((await web.say(bot, NAMES_ANA)).text)
    for now, status in (("2026-10-27T11:59", 200), ("2026-10-27T12:01", 403)):
        with start(tmp_path, DPA_NOW=now) as bot:
            assert (await at(http, bot).get("enter/" + link.partition("/enter/")[2])).status == status


async def test_people_elsewhere_come_under_the_page_s_address(
    start: Start, web: Browser, http: aiohttp.ClientSession, tmp_path: Path
) -> None:
    with start(tmp_path, DPA_URL=URL) as bot:
        link = link_in((await web.say(bot, NAMES_ANA)).text)
        assert link.startswith(f"{URL}/enter/district/")
        ana = RemoteBrowser(http, bot)
        for path in ("", "board", "metrics"):
            seen = await ana.get(path)
            assert seen.status == 403 and "Log a contract" not in seen.text
        assert "Ask an administrator" in (await ana.get("board")).text
        came = await ana.press(link)
        assert came.status == 303 and "Secure" in came.cookies["__Host-dpa-visit"]
        assert "Ana Diaz" in (await ana.get("board")).text and (await ana.get("static/page.css")).status == 200
        for origin in ("https://evil.example", "null", ""):
            sent = {"say": "help", "token": (await ana.get("board")).token}
            assert (await ana.post("say", sent, Origin=origin)).status == 403
        assert (await ana.get("board", Host="evil.example")).status == 403
        assert (await ana.get("metrics")).status == 403
        left = await ana.post("leave", {"token": (await ana.get("board")).token})
        assert "signed out" in left.text and (await ana.get("board")).status == 403
        assert (await web.get(f"{bot}board")).status == 200, "the machine keeps its page"


async def test_the_link_of_the_machine_leads_back_from_a_visit(
    start: Start, web: Browser, http: aiohttp.ClientSession, tmp_path: Path
) -> None:
    with start(tmp_path) as bot:
        link, local = link_in((await web.say(bot, NAMES_ANA)).text), at(http, bot)
        await local.press(link)
        token = (tmp_path / "local.token").read_text().strip()
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in local.cookies.items())}
        async with http.get(f"{bot}?token={token}", headers=headers, allow_redirects=False) as entered:
            assert entered.status == 303 and "Max-Age=0" in entered.cookies["dpa-visit"].OutputString()


async def test_the_form_names_somebody_and_says_what_is_missing(start: Start, web: Browser, tmp_path: Path) -> None:
    with start(tmp_path) as bot:
        form = (await web.say(bot, "grant")).text
        assert "E-mail, for somebody new" in form
        wrong = await web.say(bot, "grant", person="Bo Lee", role="staff", email="bo", name="")
        assert "Write an e-mail address" in wrong.text
        unknown = await web.say(bot, "grant", person="Bo Lee", role="staff", email="", name="")
        assert "Add their e-mail" in unknown.text and "slack:" not in unknown.text
        told = await web.say(bot, "grant", person="Bo Lee", role="staff", email="Bo@Example.org", name="")
        assert "Bo Lee is now: staff" in told.text and link_in(told.text)
        twice = await web.say(bot, "grant", person="Bo Lee", role="staff", email="bo2@example.org", name="")
        assert "Bo Lee is on file already with the e-mail bo@example.org" in twice.text


async def test_the_same_press_makes_one_link(start: Start, web: Browser, tmp_path: Path) -> None:
    with start(tmp_path) as bot:
        fields = {"person": "Ana Diaz", "role": "privacy", "email": "ana@example.org", "request": "press-one-1"}
        link = link_in((await web.say(bot, "grant", **fields)).text)
        assert "was not saved twice" in (await web.say(bot, "grant", **fields)).text
    store = open_store(Settings(data=tmp_path))
    now = store.events()[-1].when
    assert store.find_token(fingerprint(link.rpartition("/")[2]), "link", now), "nor is it ended"


@pytest.mark.parametrize("url", ["", URL])
def test_the_terminal_prints_the_link_whole(tmp_path: Path, url: str) -> None:
    env = {**os.environ, "DPA_DATA": str(tmp_path), "DPA_NOW": "2026-10-20T12:00", "DPA_URL": url, "DPA_PORT": "4242"}
    said = [sys.executable, "-m", "bot.cli", *NAMES_ANA.split()]
    done = subprocess.run(said, env=env, capture_output=True, text=True, check=True)
    assert link_in(done.stdout).startswith(url or "http://127.0.0.1:4242/")


async def test_a_link_from_the_terminal_opens_the_running_page(
    start: Start, http: aiohttp.ClientSession, tmp_path: Path
) -> None:
    with start(tmp_path) as bot:
        port = bot.rstrip("/").rpartition(":")[2]
        env = {**os.environ, "DPA_DATA": str(tmp_path), "DPA_NOW": "2026-10-20T12:00", "DPA_PORT": port}
        said = [sys.executable, "-m", "bot.cli", *NAMES_ANA.split()]
        done = await asyncio.to_thread(subprocess.run, said, env=env, capture_output=True, text=True, check=True)
        ana = at(http, bot)
        assert (await ana.press(link_in(done.stdout))).status == 303
        assert "Sign out (Ana Diaz)" in (await ana.get("board")).text
