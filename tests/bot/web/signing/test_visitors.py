"""Who is let through to the page from elsewhere, and as whom?"""

import re
from dataclasses import replace

import aiohttp
import pytest

from handlers.dialogue.desk import Message
from handlers.dispatch import respond
from storage.records import Role
from tests.bot.local_tokens import bearer
from tests.bot.visitors import ANA, BO, PATHS, URL, Browser, RemoteBot, inside

# Who is let through.


async def test_without_a_visit_nobody_sees_anything_from_here_or_elsewhere(
    remote_bot: RemoteBot, browser: Browser, http: aiohttp.ClientSession
) -> None:
    here = Browser(http, remote_bot.bot, remote_bot.bot.rstrip("/"))
    for path in PATHS:
        for one in (browser, here):
            page = await one.get(path)
            assert page.status == 403 and "type /dpa board" in page.text, path
        async with http.get(f"{remote_bot.bot}{path}") as bare:
            assert bare.status == 403
    assert (await browser.post("say", {"say": "help", "token": ""})).status == 403
    assert (await browser.post("leave", {"token": ""})).status == 403
    assert (await browser.get("static/page.css")).status == 200, "which the page that says so needs"


@pytest.mark.parametrize("host", ["evil.example", "dpa.example.org.evil.example", "dpa.example.org:8443", "["])
async def test_under_another_name_nothing_is_served(remote_bot: RemoteBot, browser: Browser, host: str) -> None:
    path = remote_bot.link().removeprefix(f"{URL}/")
    await inside(browser, remote_bot.link())
    for at_path in (*PATHS, path):
        page = await browser.get(at_path, Host=host)
        assert page.status in {400, 403} and "Open the board" not in page.text and "Log a contract" not in page.text


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://dpa.example.org", ""])
async def test_a_write_from_another_page_is_refused(remote_bot: RemoteBot, browser: Browser, origin: str) -> None:
    path = remote_bot.link().removeprefix(f"{URL}/")
    token = (await browser.get(path)).token
    assert (await browser.post(path, {"token": token}, Origin=origin)).status == 403
    await inside(browser, f"{URL}/{path}")
    token = (await browser.get("board")).token
    assert (await browser.post("say", {"say": "help", "token": token}, Origin=origin)).status == 403
    assert (await browser.post("say", {"say": "help", "token": "0" * 64})).status == 403
    assert (await browser.post("say", {"say": "help", "token": token})).status == 200


async def test_nobody_is_led_in_under_another_name(remote_bot: RemoteBot, http: aiohttp.ClientSession) -> None:
    """Somebody's own link, pressed by another's browser: only a page of ours can press it."""
    attacker, other = Browser(http, remote_bot.bot), Browser(http, remote_bot.bot)
    path = remote_bot.link(BO).removeprefix(f"{URL}/")
    stolen = (await attacker.get(path)).token
    await other.get(remote_bot.link(ANA).removeprefix(f"{URL}/"))
    assert (await other.post(path, {"token": stolen})).status == 403
    assert (await other.get("board")).status == 403


async def test_scripts_and_counters_stay_at_this_machine(
    remote_bot: RemoteBot, browser: Browser, http: aiohttp.ClientSession
) -> None:
    await inside(browser, remote_bot.link())
    assert (await browser.get("metrics")).status == 403
    assert (await browser.post("api/ask", {"q": "may the vendor sell student data?"})).status == 403
    for headers, status in (({}, 403), (bearer(remote_bot.bot), 200)):
        async with http.get(f"{remote_bot.bot}metrics", headers=headers) as counted:
            assert counted.status == status
    async with http.post(f"{remote_bot.bot}api/ask", json={"q": "may the vendor sell student data?"}) as asked:
        assert "10-234cc(b)(3)" in await asked.text()


# As whom.


@pytest.mark.parametrize("path", ["", "say"], ids=["without scripts", "with scripts"])
async def test_what_is_done_stands_under_the_person_s_name(remote_bot: RemoteBot, browser: Browser, path: str) -> None:
    await inside(browser, remote_bot.link(BO))
    saved = await browser.say("log-contract vendor: Nameware; executed: 2026-10-07; purpose: reading", path)
    number = re.search(r"C-\d+", saved.text)
    assert number, saved.text
    last = [event for event in remote_bot.desks["district"].store.events() if event.who != "clock"][-1]
    assert (last.who, last.surface) == (BO, "page")
    record = (await browser.get(f"record/{number[0]}")).text
    assert "(page)" in record and "somebody" not in record


async def test_a_role_is_the_person_s_own_and_is_looked_up_each_time(remote_bot: RemoteBot, browser: Browser) -> None:
    desk = replace(remote_bot.desks["district"], role=Role.ADMIN)
    who = "slack:U77"
    respond(Message(f"grant {who} privacy Cy Old", who="slack:UADMIN", surface="slack"), desk)
    await inside(browser, remote_bot.link(who))
    assert 'value="log-breach"' in (await browser.get("board")).text
    assert "Only your district&#39;s administrators can" in (await browser.say("grant slack:U8 staff")).text
    respond(Message(f"grant {who} staff", who="slack:UADMIN", surface="slack"), desk)
    assert "Only your district&#39;s privacy team can" in (await browser.say("log-breach")).text
    path = remote_bot.link(who).removeprefix(f"{URL}/")
    token, board = (await browser.get(path)).token, await browser.get("board")
    page = board.token
    assert 'value="log-' not in board.text, "what would be refused is not offered"
    respond(Message(f"revoke {who}", who="slack:UADMIN", surface="slack"), desk)
    for seen in (await browser.get("board"), await browser.get("record/C-1")):
        assert seen.status == 403 and "Only your district&#39;s staff can" in seen.text
    said = await browser.post("say", {"say": "deadlines", "token": page})
    assert said.status == 403 and "<" not in said.text
    assert (await browser.post(path, {"token": token})).status == 403, "a link they still have leads nowhere"


async def test_each_visit_leads_to_its_own_district(remote_bot: RemoteBot, http: aiohttp.ClientSession) -> None:
    one = await inside(Browser(http, remote_bot.bot), remote_bot.link())
    other = await inside(Browser(http, remote_bot.bot), remote_bot.link(district="windham"))
    await one.say("log-contract vendor: Hereware; product: Reader; executed: 2026-10-07; purpose: reading")
    assert "Hereware" in (await one.get("board")).text
    assert "Hereware" not in (await other.get("board")).text
    secret = one.cookies["__Host-dpa-visit"].partition(".")[2]
    other.cookies["__Host-dpa-visit"] = f"windham.{secret}"
    assert (await other.get("board")).status == 403
    mine = remote_bot.link().rpartition("/")[2]
    assert (await other.get(f"enter/windham/{mine}")).status == 403


async def test_who_signs_out_is_out(remote_bot: RemoteBot, browser: Browser) -> None:
    await inside(browser, remote_bot.link())
    kept, page = dict(browser.cookies), await browser.get("board")
    assert (await browser.get("leave")).status == 405
    left = await browser.post("leave", {"token": page.token})
    assert left.status == 200 and "signed out" in left.text
    assert "Max-Age=0" in left.cookies["__Host-dpa-visit"]
    browser.cookies = kept
    assert (await browser.get("board")).status == 403, "the cookie is worth nothing any more"


async def test_no_link_is_given_on_the_page(remote_bot: RemoteBot, browser: Browser) -> None:
    await inside(browser, remote_bot.link())
    assert "/enter/" not in (await browser.say("board")).text
