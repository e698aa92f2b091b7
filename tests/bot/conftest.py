"""Fixtures: the bot as ``make run`` starts it, on data of its own, in a process of its own."""

import io
import logging
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp
import pytest

from bot.compose import desk_maker, open_store
from bot.runtime import logs
from bot.settings import Settings
from handlers.deadlines.plan import after_contract
from handlers.deadlines.steps import open_deadlines
from handlers.dialogue.desk import Desk, Message
from handlers.forms.filling import change
from knowledge.counting import Calendar
from knowledge.law import Law
from knowledge.load import load
from storage.port import Draft
from storage.records import Contract, Record
from storage.stores import EmbeddedStores
from tests.bot.chat.shared import NOW
from tests.bot.districts import Districts
from tests.bot.local_tokens import note
from tests.bot.running_bot import RunningBot, run_bot
from tests.bot.visitors import Browser, RemoteBot, start_remote_bot
from tests.models import models

ROOT = Path(__file__).parents[2]
Start = Callable[..., AbstractContextManager[str]]


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


@contextmanager
def logging_to(stream: io.StringIO) -> Iterator[None]:
    """The log goes there, as the bot sets it up; afterwards it is as it was."""
    ours, root = logging.getLogger("dpa"), logging.getLogger()
    level, handler = ours.level, logs.set_up(stream)
    try:
        yield
    finally:
        root.removeHandler(handler)
        ours.setLevel(level)


STEADY = {"PYTHONUNBUFFERED": "1", "DPA_NOW": "2026-10-20T12:00"}
"""A day on which nothing opens by itself."""


@contextmanager
def started(data: Path, **settings: str) -> Iterator[str]:
    env = {**os.environ, "DPA_PORT": str(free_port()), "DPA_DATA": str(data), **STEADY, **settings}
    process = subprocess.Popen([sys.executable, "-m", "bot"], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    line = process.stdout.readline()
    address = note(line, data)
    with process:
        try:
            yield address
        finally:
            process.terminate()


@pytest.fixture(scope="session")
def start() -> Start:
    """Start a bot on a data folder, with settings; inside, its address."""
    return started


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a bot that a module's tests share."""
    with started(tmp_path_factory.mktemp("data")) as address:
        yield address


@pytest.fixture(scope="module")
def remote_bot(start: Start, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RemoteBot]:
    """A bot that a module's tests reach from elsewhere."""
    with start_remote_bot(start, tmp_path_factory.mktemp("data")) as remote_bot:
        yield remote_bot


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    """A line of its own for each request, and no cookies but those that are given."""
    async with aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(force_close=True), cookie_jar=aiohttp.DummyCookieJar()
    ) as session:
        yield session


@pytest.fixture
def browser(remote_bot: RemoteBot, http: aiohttp.ClientSession) -> Browser:
    """A browser elsewhere."""
    return Browser(http, remote_bot.bot)


@pytest.fixture(scope="module")
def whole_desk() -> Desk:
    """A desk without records."""
    return desk_maker(Settings(now=datetime.fromisoformat("2026-11-20T09:00")))()


@pytest.fixture(scope="session")
def empty_desk(law: Law) -> Desk:
    """A desk without records, at the time of the chats' tests."""
    return Desk(law, models().rank, Calendar(), NOW, read=models().signs, frame=models().frame)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the bot logs."""
    stream = io.StringIO()
    with logging_to(stream):
        yield stream


@pytest.fixture
async def running_bot(whole_desk: Desk, tmp_path: Path, log: io.StringIO) -> AsyncIterator[RunningBot]:
    """A bot in this process, on records of its own."""
    async with run_bot(whole_desk, tmp_path, log) as running_bot:
        yield running_bot


@pytest.fixture(scope="session")
def law() -> Law:
    return load()


@pytest.fixture
def districts(tmp_path: Path, law: Law) -> Iterator[Districts]:
    """Districts with a bot, whose clock the test sets."""
    stores = EmbeddedStores(tmp_path)
    yield Districts(stores, law)
    stores.close()


@pytest.fixture
def data(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where the records are: a folder, or a new database in a PostgreSQL of our own."""
    return str(tmp_path / "data") if request.param == "tiny" else str(request.getfixturevalue("url"))


@pytest.fixture(scope="session")
def log_many() -> Callable[[Path, int], None]:
    """Put contracts into a data folder, each with one deadline, in one write; on October 20, 2026 some are overdue."""

    def log(data: Path, number: int) -> None:
        settings = Settings(data=data, now=datetime.fromisoformat("2026-10-20T12:00"))
        now = desk_maker(settings, open_store(settings))()

        def write(draft: Draft) -> Iterator[Record]:
            for one in range(number):
                day = now.today - timedelta(days=one % 30)
                contract = Contract(
                    id=draft.new_id(Contract), vendor=f"Vendor {one} Learning Technologies", executed=day
                )
                yield contract
                yield from open_deadlines(after_contract(contract, now.law, now.calendar), contract.id, "", draft, now)

        if number:
            change("log-contract", Message(""), now, write)

    return log
