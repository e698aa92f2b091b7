"""Does a file that is built to harm get a sentence, while the bot itself neither grows nor waits for long?"""

import asyncio
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.web.pages import while_waiting
from handlers.dialogue.command_spec import Sorry
from handlers.imports.files.tables import LONGEST_CELL, MOST_CELLS, MOST_LETTERS, plain_sheets, read_sheets
from handlers.text_extraction import building
from handlers.text_extraction.building import Unreadable, read_paper
from tests.handlers.imports.test_bad_files import SHEET, book

MOST_GROWTH = 50
"""MB by which the bot may grow at its highest, be it only for a moment."""
SOON = 30
"""Seconds, on a busy machine."""
SPELLINGS = (
    b'<c r="%s">',
    b"<c r='%s'>",
    b'<c\nr="%s">',
    b'<c\tr="%s">',
    b'<c r = "%s">',
    b'<c s=">" r="%s">',
    b'<c r="&#65;%s">',
)
"""Ways in which XML may write a cell with its place."""
FAR = (b"XFD1048576", b"XFC1000000", b"ZZ900000")


def far(spelling: bytes, place: bytes) -> bytes:
    """A workbook of 2 kB with one cell far away."""
    row = b'<row r="%s">%s<v>1</v></c></row>' % (place.lstrip(b"ABCDFXZ"), spelling % place)
    return book(sheet1=SHEET % row)


def nameless() -> bytes:
    return book(
        sheet1=SHEET % b'<row r="1048576"><c r="XFD1048576"/><c><v>1</v></c></row><row r="1"><c><v>1</v></c></row>'
    )


def shared(length: int, often: int) -> bytes:
    """One long text in many cells."""
    cells = b"".join(
        b'<row r="%d">%s</row>' % (row, b"".join(b'<c t="s"><v>0</v></c>' for _ in range(100)))
        for row in range(1, often // 100 + 1)
    )
    text = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>%s</t></si></sst>'
    return book(sheet1=SHEET % cells, sharedStrings=text % (b"x" * length))


def overlapping(count: int) -> bytes:
    """Merged ranges that lie upon each other."""
    rows = b"".join(
        b'<row r="%d"><c r="A%d"><v>1</v></c><c r="GR%d"><v>1</v></c></row>' % (n, n, n) for n in range(1, 5_001)
    )
    ranges = b"".join(b'<mergeCell ref="A%d:GR5000"/>' % n for n in range(1, count + 1))
    return book(sheet1=(SHEET % rows).replace(b"</worksheet>", b"<mergeCells>%s</mergeCells></worksheet>" % ranges))


def full(often: int) -> bytes:
    """Cells without end, each with a text of its own."""
    rows = (
        b"<row>%s</row>" % b"".join(b"<c t='str'><v>%d-%d</v></c>" % (n, m) for m in range(200)) for n in range(often)
    )
    return book(sheet1=SHEET % b"".join(rows))


ATTACKS: dict[str, Callable[[], tuple[str, bytes]]] = {
    **{
        f"{place.decode()}-{number}": lambda spelling=spelling, place=place: ("a.xlsx", far(spelling, place))
        for place in FAR
        for number, spelling in enumerate(SPELLINGS)
        if place is FAR[0] or number == 0
    },
    "nameless": lambda: ("a.xlsx", nameless()),
    "3 GB of text": lambda: ("a.xlsx", shared(32_000, 133_000)),
    "11 MB of text": lambda: ("a.xlsx", shared(LONGEST_CELL, 1_100)),
    "overlapping": lambda: ("a.xlsx", overlapping(3_000)),
    "many cells": lambda: ("a.xlsx", full(MOST_CELLS // 200 + 1)),
    "much text": lambda: ("a.csv", (b"x" * 999 + b"\n") * (MOST_LETTERS // 999 + 1)),
}


@contextmanager
def little_memory() -> Iterator[None]:
    """Fails where this process grows."""
    Path("/proc/self/clear_refs").write_text("5")  # the highest point is counted from here on
    before = highest()
    yield
    assert highest() - before < MOST_GROWTH


def highest() -> float:
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="only Linux counts it")
@pytest.mark.parametrize("attack", ATTACKS)
def test_it_is_refused_soon_and_the_bot_does_not_grow(attack: str) -> None:
    name, content = ATTACKS[attack]()
    began = time.monotonic()
    with little_memory(), pytest.raises(Sorry, match=r"^[A-Z][^\n]+\.$"):
        read_sheets(name, content)
    if name.endswith(".xlsx"):
        with suppress(Sorry):  # the command that puts an export back takes longer sheets
            plain_sheets(content, ("Contracts",))
    assert time.monotonic() - began < SOON


ENDLESS = "-n1000000000", "pass"
"""What `timeit` does for a long time."""


@pytest.mark.parametrize("waits_for_a_turn", [False, True])
async def test_the_work_stops_when_the_client_leaves(waits_for_a_turn: bool) -> None:
    ended: Future[str] = Future()

    def work() -> None:
        try:
            building.answer_of("timeit", b"", *ENDLESS)
        except building.Stopped:
            ended.set_result("stopped")

    async def serve(request: web.Request) -> web.Response:
        await while_waiting(request, work)
        return web.Response()

    here = web.Application()
    here.router.add_get("/", serve)
    with ExitStack() as held:
        for _ in range(building.AT_ONCE * waits_for_a_turn):
            held.enter_context(building._turn())
        async with TestServer(here) as server, aiohttp.ClientSession() as http:
            with pytest.raises(asyncio.TimeoutError):
                await http.get(server.make_url("/"), timeout=aiohttp.ClientTimeout(total=0.6))
            assert await asyncio.wait_for(asyncio.wrap_future(ended), 5) == "stopped"


def test_a_large_file_is_read_whole_however_often_it_is_looked_who_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "LOOKS_EVERY", 0.001)
    [sheet] = read_sheets("a.csv", b"Vendor,Notes\n" + b"Acme,%s\n" % (b"x" * 9_000) * 900)
    assert len(sheet.rows) == 901 and sheet.rows[-1] == ["Acme", "x" * 9_000]


def test_a_reader_that_takes_too_long_is_ended_and_both_kinds_of_files_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "WALL", 0.0)
    with pytest.raises(Sorry, match="took too long"):
        read_sheets("a.csv", b"a,b")
    with pytest.raises(Unreadable, match="took too long"):
        read_paper(b"Text", "a.txt")
