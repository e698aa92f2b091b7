"""Does the page bear what is sent to break it: without a 500, without waiting, and within its memory?"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from threading import Event

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.web import app, bodies, health
from bot.web.bodies import MAX_FILES, read_multipart
from tests.bot.local_tokens import TOKEN
from tests.bot.running_bot import RunningBot

MB = 1024 * 1024


async def _upload(sizes: list[int], token: str = "t") -> AsyncIterator[bytes]:
    yield f'--x\r\nContent-Disposition: form-data; name="token"\r\n\r\n{token}\r\n'.encode()
    for size in sizes:
        yield b'--x\r\nContent-Disposition: form-data; name="f.file"; filename="a.pdf"\r\n\r\n'
        for _ in range(size // MB):
            yield b"x" * MB
        yield b"\r\n"
    yield b"--x--\r\n"


async def test_the_files_of_a_form_are_kept_up_to_one_sum_and_read_up_to_another() -> None:
    async def count(request: web.Request) -> web.Response:
        sent = await read_multipart(request, lambda _: None)
        return web.json_response([(len(one.content), one.content[:1] == b"x") for one in sent.files])

    async def post(sizes: list[int]) -> tuple[int, list[list[object]]]:
        headers = {"Content-Type": "multipart/form-data; boundary=x"}
        async with http.post(server.make_url("/"), data=_upload(sizes), headers=headers) as answer:
            return answer.status, await answer.json() if answer.status == 200 else []

    here = web.Application()
    here.router.add_post("/", count)
    async with TestServer(here) as server, aiohttp.ClientSession() as http:
        status, found = await post([12 * MB] * 4)
        assert status == 200 and [size for size, _ in found] == [12 * MB] * 4
        assert sum(int(str(size)) for size, kept in found if kept) <= MAX_FILES
        assert (await post([24 * MB] * 5))[0] == 413


async def test_nothing_is_read_for_whoever_has_no_token(running_bot: RunningBot) -> None:
    """The answer comes though most of the body never does."""
    host = running_bot.address.removeprefix("http://").rstrip("/")
    cookie = "Cookie: dpa-page=" + "x" * 43
    first = b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n--x\r\nContent-Disposition: form-data'
    for known, begun in ((cookie, first % (b"token", b"guess")), (cookie, first % (b"say", b"help")), ("X: y", b"")):
        reader, writer = await asyncio.open_connection(*host.split(":"))
        head = (
            f"POST /say HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nAuthorization: Bearer {TOKEN}\r\n{known}"
        )
        head += "\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 90000000\r\n\r\n"
        writer.write(head.encode() + begun + b"x" * 300_000)
        assert b" 403 " in await asyncio.wait_for(reader.readline(), 5), begun
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()


@pytest.mark.parametrize(
    ("path", "media", "raw", "status"),
    [
        ("api/ask", "application/json; charset=nonsense", b'{"q": "hi"}', 200),
        ("api/ask", "application/json", b'{"q": "hi", "id": %s1%s}' % (b"[" * 900, b"]" * 900), 200),
        ("api/ask", "application/json", b'{"q": "hi", "id": %s}' % (b"9" * 5000), 400),
        ("api/ask", "application/json", b'{"q": "hi", "as_of": 1e999}', 400),
        ("api/ask", "application/json", b'{"q": "\\ud800"}', 200),
        ("api/ask", "application/json", "not gzip", 400),
        ("say", "application/x-www-form-urlencoded; charset=nonsense", b"say=help", 403),
        (
            "say",
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="_charset_"\r\n\r\n',
            403,
        ),
        ("say", "multipart/mixed; boundary=x", b"--x--", 403),
    ],
    ids=[
        "charset",
        "deep",
        "number",
        "infinite",
        "half a character",
        "packed",
        "form's charset",
        "default charset",
        "mixed",
    ],
)
async def test_odd_bodies_get_a_sentence(
    running_bot: RunningBot, path: str, media: str, raw: bytes | str, status: int
) -> None:
    packed = {"Content-Encoding": "gzip"} if isinstance(raw, str) else {}
    headers = {
        **packed,
        "Content-Type": media,
        "Origin": running_bot.address.rstrip("/"),
        "Cookie": "dpa-page=" + "x" * 43,
    }
    async with running_bot.page.post(running_bot.address + path, data=raw, headers=headers) as answer:
        assert answer.status == status, await answer.text()


async def test_the_edge_of_time_is_no_date(running_bot: RunningBot) -> None:
    for after in ("0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00Z"):
        assert (await running_bot.get(f"posts?after={after}"))[0] in {200, 400}


async def test_a_file_s_name_is_no_path_and_hides_nothing(running_bot: RunningBot) -> None:
    _, page = await running_bot.get("")
    token = page.split('name="token" value="')[1].partition('"')[0]
    fields = "".join(
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in (("token", token), ("say", "log-contract"), ("f.vendor", "Acme"))
    )
    headers = {"Content-Type": "multipart/form-data; boundary=x", "Origin": running_bot.address.rstrip("/")}
    for name, status in (
        ("../../etc/ab\u202efdp.exe", 200),
        ("..", 200),
        ("..\\\\C:\\\\x.exe", 200),
        ("a\x00b.pdf", 400),
    ):
        head = f'Content-Disposition: form-data; name="f.file"; filename="{name}"'
        raw = f"{fields}--x\r\n{head}\r\n\r\n%PDF-1\r\n--x--\r\n".encode()
        async with running_bot.page.post(f"{running_bot.address}say", data=raw, headers=headers) as answer:
            text = await answer.text()
            assert answer.status == status, name
            assert "../" not in text and "..\\" not in text and "\u202e" not in text and "\x00" not in text


async def test_headers_and_bodies_that_do_not_arrive_end_the_connection(
    running_bot: RunningBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "TEXT_TIMEOUT", 0.1)
    async with running_bot.page.post(f"{running_bot.address}api/ask", data=_never()) as answer:
        assert answer.status == 408
    monkeypatch.setattr(app, "HEADERS_TIMEOUT", 0.1)
    runner = app.make_runner(web.Application())
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    reader, writer = await asyncio.open_connection("127.0.0.1", runner.addresses[0][1])
    writer.write(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
    assert await asyncio.wait_for(reader.read(), 5) == b""
    writer.close()
    await runner.cleanup()


async def _never() -> AsyncIterator[bytes]:
    yield b"{"
    await asyncio.Event().wait()


async def test_readyz_answers_whatever_the_records_do(running_bot: RunningBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "ANSWERS_WITHIN", 0.1)
    hangs, asked, store = Event(), [], running_bot.desk.store

    class Hanging:
        def __getattr__(self, name: str) -> object:
            asked.append(name)
            hangs.wait(30)
            return getattr(store, name)

    running_bot.desk = replace(running_bot.desk, records=Hanging())
    try:
        found = await asyncio.wait_for(asyncio.gather(*(running_bot.ready() for _ in range(20))), 5)
        assert found[0] == (503, ["The records, or a chat, did not answer within two seconds."])
        assert len(asked) == 1, "all who ask wait for one report"
        assert (await asyncio.wait_for(running_bot.get("metrics"), 5))[0] == 200
    finally:
        hangs.set()
