"""Does the page answer a browser on this machine, whatever it is sent?"""

import asyncio
import os
import re
import sys
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest

from bot.web.pages import linked
from storage.port import Draft
from storage.records import Contract, Event, Record
from tests.bot.running_bot import RunningBot
from tests.bot.web.plain_browser import Browser

ROOT = Path(__file__).parents[3]
MB = 1024 * 1024


@pytest.mark.parametrize(
    ("says", "found"),
    [
        ("C-15 and (B-2), D-3's.", ["C-15", "B-2", "D-3"]),
        ("addendum-C-15.docx", []),
        ("C-15.docx, C-15-final.pdf, notes_C-15", []),
        ("https://example.org/C-15/terms", []),
    ],
)
def test_only_a_record_s_number_that_stands_alone_is_a_link(says: str, found: list[str]) -> None:
    assert re.findall(r'href="/record/([^"]+)"', linked(says)) == found


async def test_alive_and_ready(bot: str, web: Browser) -> None:
    assert (await web.get(f"{bot}healthz")).json["status"] == "ok"
    for _ in range(600):  # until the first heartbeat
        ready = await web.get(f"{bot}readyz")
        if ready.status == 200:
            break
        await asyncio.sleep(0.1)
    assert ready.status == 200
    assert ready.json["knowledge"]["topics"] > 100
    assert ready.json["store"]["status"] == "ok"
    assert ready.json["clock"]["last_beat"]


async def test_not_ready_while_the_records_cannot_be_read(start: Any, web: Browser, tmp_path: Path) -> None:
    with start(tmp_path) as bot:
        while (await web.get(f"{bot}readyz")).status != 200:  # noqa: ASYNC110 - the first heartbeat writes, too
            await asyncio.sleep(0.1)
        (tmp_path / "district" / "district.json").write_text("{oops")
        ready = await web.get(f"{bot}readyz")
        assert ready.status == 503
        assert "district.json" in ready.json["store"]["status"]
        board = await web.get(f"{bot}board")
        assert board.status == 503
        assert "district.json" in board.text
        assert (await web.get(bot)).status == 200


async def test_api_ask_answers_as_the_command_does(bot: str, web: Browser) -> None:
    answer = (await web.post(f"{bot}api/ask", json={"q": "may the vendor sell student data?"})).json
    assert answer["verdict"] == "prohibited"
    assert answer["citations"][0] == "10-234cc(b)(3)"


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        (b"{oops", 400, "not JSON"),
        (b"[]", 400, "Send a JSON object"),
        (b"[" * 100_000, 400, "not JSON"),
        (b'{"q": 5}', 400, "Send a JSON object"),
        (b'{"q": "' + b"a" * 100_000 + b'"}', 400, "100,000 characters"),
        (b'{"q": "x", "as_of": "someday"}', 400, "I cannot read"),
        (b"\xff\xfe", 400, "not JSON"),
        (b'{"q": "' + b"a" * 1_000_000 + b'"}', 413, "That is too large"),
    ],
    ids=["broken", "list", "deep", "number", "long", "date", "bytes", "huge"],
)
async def test_a_bad_body_gets_a_sentence(bot: str, web: Browser, body: bytes, status: int, said: str) -> None:
    answer = await web.post(f"{bot}api/ask", data=body)
    assert answer.status == status
    assert said in answer.text


async def test_the_page_works_without_scripts(bot: str, web: Browser) -> None:
    page = await web.say(bot, "may the vendor sell student data?")
    assert "C.G.S. 10-234cc(b)(3)" in page.text
    assert "<!doctype html>" in page.text


async def test_an_empty_file_is_said_to_be_empty(bot: str, web: Browser) -> None:
    assert "This file is empty." in (await web.say(bot, "review", paper=b"")).text


async def test_a_contract_is_logged_without_scripts_and_its_mistake_mended(bot: str, web: Browser) -> None:
    form = await web.say(bot, "log-contract")
    assert 'name="f.vendor"' in form.text
    assert 'enctype="multipart/form-data"' in form.text
    wrong = await web.say(bot, "log-contract", vendor="Quill <& Co>", executed="the other day", purpose="Writing")
    assert "Nothing has been saved yet" in wrong.text
    assert 'aria-invalid="true"' in wrong.text
    assert 'value="Quill &lt;&amp; Co&gt;"' in wrong.text
    assert 'value="the other day"' in wrong.text
    request = wrong.hidden("request")
    right = {"vendor": "Quill", "executed": "Oct 7, 2025", "categories": "student_records", "request": request}
    saved = await web.say(bot, "log-contract", **right, file=b"%PDF-1.7 a contract")
    number = re.search(r"Saved as <a[^>]*>(C-\d+)", saved.text)
    assert number, saved.text
    again = await web.say(bot, "log-contract", **right)
    assert "It was not saved twice" in again.text
    record = (await web.get(f"{bot}record/{number[1]}")).text
    assert "Student records" in record
    assert "contract.pdf" in record
    assert "logged the contract" in record


async def test_a_press_of_two_clicks_makes_one_record(bot: str, web: Browser) -> None:
    page = await web.get(bot)

    def form() -> dict[str, str]:
        shared = {"token": page.hidden("token"), "request": "the-same-press", "say": "log-breach"}
        return {**shared, "f.vendor": "Twiceware", "f.discovered": "2025-10-07"}

    headers = {"Origin": bot.rstrip("/")}
    both = await asyncio.gather(*(web.post(f"{bot}say", data=form(), headers=headers) for _ in range(2)))
    assert sorted("It was not saved twice" in one.text for one in both) == [False, True]
    assert (await web.get(f"{bot}board?q=Twiceware")).text.count("</strong> Twiceware</span>") == 1


async def test_a_file_that_is_too_large_leaves_what_was_typed(bot: str, web: Browser) -> None:
    wrong = await web.say(
        bot, "log-contract", vendor="Bigware", executed="2025-10-07", file=bytes(60 * MB), notes="kept"
    )
    assert wrong.status == 200
    assert "contract.pdf is 60 MB" in wrong.text
    assert 'value="Bigware"' in wrong.text
    assert ">\nkept</textarea>" in wrong.text
    assert "Bigware" not in (await web.get(f"{bot}board")).text


async def test_a_text_that_is_too_long_is_kept_and_named(bot: str, web: Browser) -> None:
    wrong = await web.say(bot, "log-contract", vendor="Longware", executed="2025-10-07", notes="ä" * 100_000)
    assert "100,000 characters" in wrong.text
    assert "ä" * 100_000 in wrong.text
    huge = await web.say(bot, "log-contract", vendor="Longware", notes="a" * 600_000, purpose="a" * 600_000)
    assert huge.status == 413
    assert "That is too large" in huge.text


async def test_control_characters_and_odd_bytes_are_no_trouble(bot: str, web: Browser) -> None:
    page = await web.say(bot, "log-contract", vendor="A\x00B\x07\u202e", executed="\x1b[2J")
    assert page.status == 200
    assert "Nothing has been saved yet" in page.text
    raw = b'--x\r\nContent-Disposition: form-data; name="say"\r\n\r\nhelp\xff\r\n--x-'
    broken = {"Content-Type": "multipart/form-data; boundary=x", "Origin": bot.rstrip("/")}
    assert (await web.post(f"{bot}say", data=raw, headers=broken)).status in {400, 403}
    broken["Content-Type"] = "multipart/form-data"
    assert (await web.post(f"{bot}say", data=raw, headers=broken)).status in {400, 403}


async def test_what_is_typed_is_shown_as_text(bot: str, web: Browser) -> None:
    for path in ("", "say"):
        page = (await web.say(bot, "<script>alert(1)</script> C-1", path)).text
        assert "<script>" not in page
        assert "&lt;script&gt;" in page
    assert "<script>" not in (await web.get(f"{bot}board?q=<script>")).text


@pytest.mark.parametrize("id", ["C-999", "X-1", "C-0", "nonsense", "C-1;", "D-77", "c-"])
async def test_a_record_that_is_not_there_gets_a_sentence(bot: str, web: Browser, id: str) -> None:
    answer = await web.get(f"{bot}record/{id}")
    assert answer.status == 404
    assert "There is no" in answer.text


async def test_odd_addresses_of_the_board_are_no_trouble(bot: str, web: Browser) -> None:
    for query in ("contracts=-1", "contracts=999999", "breaches=x", "q=%00%ff", "gaps=on&all=on", "q=" + "a" * 3000):
        assert (await web.get(f"{bot}board?{query}")).status == 200
    for after in ("yesterday", "2026-10-07", "9" * 50):
        assert (await web.get(f"{bot}posts?after={after}")).status == 400
    assert (await web.get(f"{bot}posts?after=2026-10-07T09:00:00-04:00")).status == 200


async def test_another_page_of_the_board_keeps_all_else_that_was_asked(running_bot: RunningBot) -> None:
    desk = running_bot.desk

    def write(draft: Draft) -> list[Record]:
        return [Contract(id=draft.new_id(Contract), vendor=f"Vendor {one}", executed=desk.today) for one in range(41)]

    desk.store.change(Event(who="test", what="fill", when=desk.now, surface="test"), write)
    for asked in ({"gaps": "on"}, {"gaps": "on", "q": "vendor"}, {"breaches": "3"}):
        _, page = await running_bot.get(f"board?{urlencode({**asked, 'contracts': 2})}")
        nav = page.partition('<nav class="pages"')[2].partition("</nav>")[0]
        links = re.findall(r'href="\?([^"]*)#contracts"', nav)
        assert [dict(parse_qsl(unescape(link))) for link in links] == [asked, {**asked, "contracts": "3"}]
        every = re.findall(r'href="\?([^"]*)#all"', nav)
        assert dict(parse_qsl(unescape(every[0]))) == {**asked, "contracts": "2", "all": "on"}
    _, page = await running_bot.get("board?all=on")
    assert '<nav class="pages"' not in page and "Vendor 0" in page and "Vendor 40" in page


async def test_a_port_in_use_is_named(bot: str, tmp_path: Path) -> None:
    port = bot.rstrip("/").rsplit(":", 1)[1]
    env = {**os.environ, "DPA_PORT": port, "DPA_DATA": str(tmp_path)}
    second = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", cwd=ROOT, env=env, stderr=asyncio.subprocess.PIPE
    )
    _, err = await second.communicate()
    assert second.returncode == 1
    assert f"Port {port} is in use" in err.decode()
