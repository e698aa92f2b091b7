"""Do people sign in to the page with the account of their district, and does nobody else?"""

import html
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import aiohttp
import jwt
import pytest

from bot.compose import open_store
from bot.settings import Settings
from storage.records import Person, Role
from tests.bot.visitors import URL, Answer, Browser, Start
from tests.bot.web.signing import small_issuer
from tests.bot.web.signing.small_issuer import CLIENT, SECRET, Issuer

ANA = "ana@schools.example.org"
VERIFIED = {"email": ANA, "email_verified": True, "name": "Ana Diaz"}
PRIVACY, IT = "group-privacy", "group-it"
AUDIENCE = "api://dpa"


@dataclass
class Page:
    """A bot that takes an issuer's word, and where it keeps its records."""

    bot: str
    issuer: Issuer
    data: Path
    http: aiohttp.ClientSession

    def browser(self) -> Browser:
        return Browser(self.http, self.bot)

    def person(self) -> Person | None:
        return open_store(Settings(data=self.data)).person(f"page:{ANA}")


def settings_for(issuer: Issuer) -> dict[str, str]:
    return {
        "DPA_URL": URL,
        "DPA_OIDC_ISSUER": issuer.address,
        "DPA_OIDC_CLIENT_ID": CLIENT,
        "DPA_OIDC_CLIENT_SECRET": SECRET,
        "DPA_SIGN_IN_DOMAINS": "schools.example.org",
    }


@pytest.fixture(scope="module")
def running(start: Start, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Issuer, Path]]:
    data = tmp_path_factory.mktemp("data")
    with small_issuer.running() as issuer:
        settings = {
            **settings_for(issuer),
            "DPA_OIDC_AUDIENCE": AUDIENCE,
            "DPA_OIDC_GROUPS": f"privacy={PRIVACY}, admin={IT}",
            "OAUTHLIB_INSECURE_TRANSPORT": "1",  # the issuer of the test has no certificate
        }
        with start(data, **settings) as bot:
            yield bot, issuer, data


@pytest.fixture
def page(running: tuple[str, Issuer, Path], http: aiohttp.ClientSession) -> Page:
    bot, issuer, data = running
    issuer.claims, issuer.down, issuer.spoils = dict(VERIFIED), False, ""
    return Page(bot, issuer, data, http)


async def sign_in(page: Page, browser: Browser, **changed: str) -> tuple[int, str]:
    """Go through the whole sign-in; the status and the text of the last answer."""
    begun = await browser.get("sign-in")
    assert begun.status == 303 and begun.headers["Location"].startswith(f"{page.issuer.address}/authorize?")
    back = urlsplit(page.issuer.authorize(begun.headers["Location"]))
    assert f"{back.scheme}://{back.netloc}{back.path}" == f"{URL}/sign-in/back"
    query = back.query
    for name, value in changed.items():
        query = query.replace(f"{name}={parse_qs(back.query)[name][0]}", f"{name}={value}")
    ended = await browser.get(f"sign-in/back?{query}")
    return ended.status, ended.text


async def test_somebody_signs_in_works_and_signs_out(page: Page) -> None:
    page.issuer.claims |= {"groups": [PRIVACY]}
    browser = page.browser()
    asked = await browser.get("board")
    assert asked.status == 403 and 'href="/sign-in"' in asked.text and "school account" in asked.text
    assert (await sign_in(page, browser))[0] == 303
    board = await browser.get("board")
    assert board.status == 200 and "Sign out (Ana Diaz)" in board.text
    assert "C-1" in (await browser.say("log-contract vendor: Acme; executed: 2026-10-07")).text
    assert "Ana Diaz (page)" in (await browser.get("record/C-1")).text, "the history names the source"
    await browser.post("leave", {"token": board.token})
    assert (await browser.get("board")).status == 403


async def test_the_visit_is_short_and_its_cookies_are_locked(page: Page) -> None:
    browser = page.browser()
    begun = await browser.get("sign-in")
    kept = begun.cookies["__Host-dpa-sign-in"]
    assert "HttpOnly" in kept and "Secure" in kept and "SameSite=Lax" in kept and "Max-Age=600" in kept
    back = page.issuer.authorize(begun.headers["Location"])
    ended = await browser.get(back.removeprefix(f"{URL}/"))
    visit = ended.cookies["__Host-dpa-visit"]
    assert "HttpOnly" in visit and "Secure" in visit and f"Max-Age={8 * 3600}" in visit


async def test_groups_decide_the_role_and_take_it_back(page: Page) -> None:
    for groups, role in (([IT, PRIVACY], Role.ADMIN), ([PRIVACY], Role.PRIVACY), (["others"], Role.STAFF)):
        page.issuer.claims["groups"] = groups
        assert (await sign_in(page, page.browser()))[0] == 303
        person = page.person()
        assert person and person.role is role


async def test_a_new_key_of_the_issuer_is_found(page: Page) -> None:
    assert (await sign_in(page, page.browser()))[0] == 303
    page.issuer.rotate()
    assert (await sign_in(page, page.browser()))[0] == 303


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "ana@elsewhere.example.org"},
        {"email": "ana@schools.example.org.evil.example"},
        {"email_verified": False},
        {"email_verified": None},
        {"email": "ana diaz@schools.example.org"},
        {"email": None},
        {"email": None, "preferred_username": ANA},
        {"aud": "another"},
        {"aud": [CLIENT, "another"]},
        {"aud": [CLIENT, "another"], "azp": "another"},
        {"iss": "https://elsewhere.example.org"},
        {"exp": 1_700_000_000},
        {"exp": None},
        {"nonce": "another"},
        {"nonce": None},
    ],
)
async def test_an_id_token_that_is_not_surely_right_is_refused(page: Page, claims: dict[str, object]) -> None:
    page.issuer.claims |= claims
    browser = page.browser()
    status, text = await sign_in(page, browser)
    assert status == 403 and "not signed in" in text and 'href="/sign-in"' in text
    assert not any(name.endswith("visit") and value for name, value in browser.cookies.items())


@pytest.mark.parametrize("spoils", ["unsigned", "foreign key"])
async def test_a_token_that_the_issuer_did_not_sign_is_refused(page: Page, spoils: str) -> None:
    page.issuer.spoils = spoils
    assert (await sign_in(page, page.browser()))[0] == 403


async def test_another_state_or_code_is_refused(page: Page) -> None:
    assert (await sign_in(page, page.browser(), state="another"))[0] == 403
    assert (await sign_in(page, page.browser(), code="another"))[0] == 403


async def test_an_answer_without_the_browsers_own_cookie_is_refused(page: Page) -> None:
    begun = await page.browser().get("sign-in")
    stolen = page.issuer.authorize(begun.headers["Location"]).removeprefix(f"{URL}/")
    ended = await page.browser().get(stolen)
    assert ended.status == 403 and "begun elsewhere" in ended.text


async def test_an_answer_is_good_once(page: Page) -> None:
    browser = page.browser()
    begun = await browser.get("sign-in")
    back = page.issuer.authorize(begun.headers["Location"]).removeprefix(f"{URL}/")
    cookies = dict(browser.cookies)
    assert (await browser.get(back)).status == 303
    again = page.browser()
    again.cookies = cookies
    assert (await again.get(back)).status == 403


async def test_somebody_who_gives_up_at_the_issuer_is_told(page: Page) -> None:
    browser = page.browser()
    begun = await browser.get("sign-in")
    state = parse_qs(urlsplit(begun.headers["Location"]).query)["state"][0]
    ended = await browser.get(f"sign-in/back?error=access_denied&state={state}")
    assert ended.status == 403 and "Try again" in ended.text


def access_token(page: Page, **changed: object) -> str:
    now = int(time.time())
    claims = {"iss": page.issuer.address, "aud": AUDIENCE, "sub": "1", "iat": now, "exp": now + 300, **VERIFIED}
    return page.issuer.sign({**claims, **changed})


async def read(page: Page, token: str, path: str = "api/contracts") -> tuple[int, str]:
    async with page.http.get(f"{page.bot}{path}", headers={"Authorization": f"Bearer {token}"}) as answer:
        return answer.status, await answer.text()


async def test_a_program_reads_with_an_access_token_for_the_bot(page: Page) -> None:
    assert (await read(page, access_token(page, groups=[PRIVACY])))[0] == 200
    for wrong in (
        {"aud": CLIENT},
        {"exp": 1_700_000_000},
        {"email": "ana@elsewhere.example.org"},
        {"iss": "https://x"},
    ):
        status, text = await read(page, access_token(page, **wrong))
        assert status == 401 and ("school account" in text or "did not confirm" in text)
    assert (await read(page, "no.jwt.token"))[0] == 401
    page.issuer.spoils = "foreign key"
    assert (await read(page, access_token(page)))[0] == 401


async def test_programs_with_made_up_keys_do_not_make_the_bot_ask_the_issuer_each_time(page: Page) -> None:
    assert (await read(page, access_token(page, groups=[PRIVACY])))[0] == 200
    before = page.issuer.asked_for_keys
    for number in range(5):
        claims, key = {"iss": page.issuer.address, "aud": AUDIENCE}, next(iter(page.issuer.keys.values()))
        token = jwt.encode(claims, key, "RS256", headers={"kid": f"made up {number}"})
        assert (await read(page, token))[0] == 401
    assert page.issuer.asked_for_keys == before


async def test_an_assistant_gets_the_tools_with_such_a_token_and_no_id_token_does(page: Page) -> None:
    asked = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    headers = {"Accept": "application/json, text/event-stream"}
    for token, status in ((access_token(page, groups=[PRIVACY]), 200), (access_token(page, aud=CLIENT), 401)):
        sent = {**headers, "Authorization": f"Bearer {token}"}
        async with page.http.post(f"{page.bot}mcp", json=asked, headers=sent) as answer:
            assert answer.status == status


async def test_an_issuer_that_is_down_or_not_itself_lets_nobody_in(
    start: Start, http: aiohttp.ClientSession, tmp_path: Path
) -> None:
    with small_issuer.running() as issuer, start(tmp_path, **settings_for(issuer)) as bot:
        issuer.down = True
        down = await Browser(http, bot).get("sign-in")
        assert down.status == 503 and "does not answer" in down.text
        issuer.down, issuer.spoils = False, "other issuer"
        assert (await Browser(http, bot).get("sign-in")).status == 503


async def test_a_proxys_header_is_believed_from_that_proxy_alone(
    start: Start, http: aiohttp.ClientSession, tmp_path: Path
) -> None:
    header = {"DPA_USER_HEADER": "X-Auth-Request-Email", "DPA_SIGN_IN_DOMAINS": "schools.example.org", "DPA_URL": URL}
    with start(tmp_path, **header, DPA_PROXIES="127.0.0.1") as bot:
        browser = Browser(http, bot)
        assert (await browser.get("board")).status == 403
        first = await browser.get("board", **{"X-Auth-Request-Email": ANA})
        assert (first.status, first.headers["Location"]) == (303, "/board")
        away = await Browser(http, bot).get("/elsewhere.example.org/board", **{"X-Auth-Request-Email": ANA})
        assert (away.status, away.headers["Location"]) == (303, "/elsewhere.example.org/board"), "never another site"
        assert (await browser.get("board", **{"X-Auth-Request-Email": ANA})).status == 200
        other = await browser.get("board", **{"X-Auth-Request-Email": "bo@schools.example.org"})
        assert other.status == 303, "the visit of somebody else is not theirs"
        assert (await browser.get("board", **{"X-Auth-Request-Email": "bo@elsewhere.example.org"})).status == 403
    with start(tmp_path, **header, DPA_PROXIES="192.0.2.1") as bot:
        assert (await Browser(http, bot).get("board", **{"X-Auth-Request-Email": ANA})).status == 403


async def test_what_was_typed_is_not_lost_when_the_visit_ended(page: Page) -> None:
    browser = page.browser()
    await sign_in(page, browser)
    token = (await browser.get("board")).token
    browser.cookies.pop("__Host-dpa-visit")
    sent = await browser.post("say", {"say": "contracts", "token": token})
    assert sent.status == 403 and "sign in there" in sent.text and "What you typed is still here" in sent.text
    looked = await browser.get("posts")
    assert looked.status == 403 and "sign in there" in looked.text and "What you typed" not in looked.text


async def test_a_form_without_scripts_is_kept_on_its_page_while_somebody_signs_in(page: Page) -> None:
    page.issuer.claims["groups"] = [PRIVACY]
    browser = page.browser()
    await sign_in(page, browser)
    token = (await browser.get("board")).token
    browser.cookies.pop("__Host-dpa-visit")
    form = {"say": "log-contract", "token": token, "f.vendor": "Quill <b>", "f.executed": "2026-10-07"}
    kept = await browser.post("", form)
    assert kept.status == 403 and "What you typed is still here" in kept.text
    assert 'href="/sign-in" target="_blank"' in kept.text and "Quill &lt;b&gt;" in kept.text

    async def send(shown: str) -> Answer:
        action = re.search(r'action="/([^"]*)"', shown)
        hidden = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', shown))
        assert action
        return await browser.post(action[1], {name: html.unescape(value) for name, value in hidden.items()})

    early = await send(kept.text)
    assert early.status == 403 and "Quill &lt;b&gt;" in early.text, "nobody signed in yet"
    await sign_in(page, browser)
    shown = await send(early.text)
    assert shown.status == 403 and "You are signed in again" in shown.text and "nothing was saved" in shown.text
    saved = await send(shown.text)
    assert saved.status == 200 and "/record/C-" in saved.text and "Quill &lt;b&gt;" in saved.text


@pytest.mark.parametrize("changed", [{"f.vendor": "x" * (256 * 1024)}, None])
async def test_a_form_of_a_stranger_or_of_no_bounds_is_not_kept(page: Page, changed: dict[str, str] | None) -> None:
    browser = page.browser()
    if changed:
        await browser.get("board")
    sent = await browser.post("", {"say": "log-contract", "f.vendor": "Quill", **(changed or {})})
    assert sent.status == 403 and "Send what I typed" not in sent.text


async def test_revoke_ends_the_visits_that_somebody_signed_in_for(page: Page) -> None:
    page.issuer.claims["groups"] = [PRIVACY]
    admin, ana = page.browser(), page.browser()
    assert (await sign_in(page, ana))[0] == 303
    page.issuer.claims |= {"email": "it@schools.example.org", "name": "Ida Tate", "groups": [IT]}
    assert (await sign_in(page, admin))[0] == 303
    kept = ana.cookies["__Host-dpa-visit"]
    assert (await admin.say("revoke Ana Diaz")).status == 200
    assert (await ana.get("board")).status == 403
    page.issuer.claims |= {**VERIFIED, "groups": [PRIVACY]}
    assert (await sign_in(page, page.browser()))[0] == 303, "their groups give the role back"
    ana.cookies["__Host-dpa-visit"] = kept
    assert (await ana.get("board")).status == 403, "but not the visit that was ended"


async def test_a_form_behind_a_proxy_is_sent_once_more_when_the_visit_ended(
    start: Start, http: aiohttp.ClientSession, tmp_path: Path
) -> None:
    header = {"DPA_USER_HEADER": "X-Auth-Request-Email", "DPA_SIGN_IN_DOMAINS": "schools.example.org", "DPA_URL": URL}
    ana = {"X-Auth-Request-Email": ANA}
    with start(tmp_path, **header, DPA_PROXIES="127.0.0.1", DPA_ADMINS=f"page:{ANA}") as bot:
        browser = Browser(http, bot)
        await browser.get("board", **ana)
        token = (await browser.get("board", **ana)).token
        browser.cookies.pop("__Host-dpa-visit")
        form = {"say": "log-contract", "token": token, "f.vendor": 'Acme "Learning"', "f.executed": "2026-10-07"}
        script = await browser.post("say", form, **ana)
        assert script.status == 403 and "What you typed is still here" in script.text
        saved = await browser.post("say", {**form, "token": script.headers["X-Token"]}, **ana)
        assert saved.status == 200 and "/record/C-1" in saved.text
        browser.cookies.pop("__Host-dpa-visit")
        plain = await browser.post("", {**form, "f.vendor": "Quill <b>"}, **ana)
        assert plain.status == 403 and "nothing was saved" in plain.text
        hidden = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', plain.text))
        again = await browser.post("", {name: html.unescape(value) for name, value in hidden.items()}, **ana)
        assert again.status == 200 and "/record/C-2" in again.text and "Quill &lt;b&gt;" in again.text
