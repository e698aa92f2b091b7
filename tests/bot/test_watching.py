"""Can an operator see how the bot does, without seeing what anybody said?"""

import asyncio
import io
import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from bot import logs
from bot.__main__ import desk as desks
from bot.__main__ import drawer, responder
from bot.clock import BEAT, Clock
from bot.metrics import Metrics
from bot.office import Office
from bot.settings import Settings
from bot.watching import watched
from bot.web import app as web
from bot.web.posts import PageWay
from bot.web.ready import STUCK, Watch
from handlers.desk import Desk, Message
from handlers.outcome import CHANGING, Note
from handlers.reply import Reply
from handlers.respond import COMMANDS
from knowledge.finding import Guess
from storage.port import StoreTrouble
from storage.records import Place, Role
from tests.bot.conftest import free_port, logging_to

ROOT = Path(__file__).parents[2]
SECRET = "Liam Okafor failed chemistry"
LOGGED = "log-contract vendor: Acme; executed: 2026-11-20"


@dataclass
class House:
    """A bot in this process, its clock and its time set by hand."""

    address: str
    clock: Clock
    desk: Desk
    log: io.StringIO
    page: aiohttp.ClientSession

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.getvalue().splitlines()]

    def pass_(self, **time: float) -> None:
        self.desk = replace(self.desk, now=self.desk.now + timedelta(**time))

    async def get(self, path: str, **headers: str) -> tuple[int, str]:
        async with self.page.get(f"{self.address}{path}", headers=headers) as answer:
            return answer.status, await answer.text()

    async def ready(self) -> tuple[int, list[str]]:
        status, text = await self.get("readyz")
        return status, json.loads(text)["reasons"]

    async def ask(self, q: str) -> tuple[int, str]:
        async with self.page.post(f"{self.address}api/ask", json={"q": q}) as answer:
            return answer.status, await answer.text()

    async def say(self, said: str, **fields: str) -> str:
        _, text = await self.get("")
        token = re.search(r'name="token" value="([^"]*)"', text)
        assert token
        form = {"token": token[1], "say": said, **{f"f.{name}": value for name, value in fields.items()}}
        origin = {"Origin": self.address.rstrip("/")}
        async with self.page.post(f"{self.address}say", data=form, headers=origin) as answer:
            return await answer.text()

    async def count(self, metric: str) -> float:
        """The value of a metric; 0 where it was never counted."""
        status, text = await self.get("metrics")
        assert status == 200
        found = re.search(rf"^{re.escape(metric)} (\S+)$", text, re.MULTILINE)
        return float(found[1]) if found else 0.0


class Deaf(PageWay):
    """A page that nobody reaches."""

    def send(self, place: Place, reply: Reply, post: str, *, again: bool) -> str:
        raise ConnectionError(SECRET, place, reply, post, again)


@pytest.fixture(scope="module")
def whole_desk() -> Desk:
    return desks(Settings(now=datetime.fromisoformat("2026-11-20T09:00")))()


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    with logging_to(stream):
        yield stream


@pytest.fixture
async def house(whole_desk: Desk, tmp_path: Path, log: io.StringIO) -> AsyncIterator[House]:
    metrics = Metrics()
    store = metrics.counting(drawer(Settings(data=tmp_path)), StoreTrouble)
    make: Callable[[], Desk] = lambda: found.desk  # noqa: E731
    here = ["district"]
    clock = Clock(lambda: here, lambda _: make(), lambda _: {"page": PageWay()}, lambda _: here, metrics.reminders)
    served = web.app(Office(responder(make, metrics.message), make), Watch(clock, metrics))
    async with (
        TestServer(served) as server,
        aiohttp.ClientSession(
            cookie_jar=aiohttp.CookieJar(unsafe=True), connector=aiohttp.TCPConnector(force_close=True)
        ) as page,
    ):
        found = House(str(server.make_url("/")), clock, replace(whole_desk, records=store, role=Role.ADMIN), log, page)
        yield found


async def beat(house: House) -> None:
    await asyncio.to_thread(house.clock.beat)


# What is counted


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ("may the vendor sell student data?", "answered"),
        ("what is the best pizza in New Haven?", "abstained"),
        ("nearest sell-data", "asked_back"),
        ("records", "asked_back"),
        ("log-contract", "asked_back"),
        ("operator the class quiz app", "asked_back"),
        ("log-contract vendor: Acme; executed: someday", "asked_back"),
        (LOGGED, "done"),
        ("contract C-99", "sorry"),
        ("rule", "sorry"),
    ],
)
async def test_each_message_is_counted_and_logged_once_by_its_outcome(house: House, said: str, outcome: str) -> None:
    metric = f'dpa_messages_total{{outcome="{outcome}",surface="page"}}'
    assert await house.count(metric) == 0
    await house.say(said)
    assert await house.count(metric) == 1
    assert await house.count('dpa_message_seconds_count{surface="page"}') == 1
    (line,) = house.lines()
    assert (line["event"], line["surface"], line["outcome"]) == ("message", "page", outcome)


async def test_a_command_that_the_person_may_not_give_is_refused(house: House) -> None:
    house.desk = replace(house.desk, role=Role.STAFF)
    await house.say(LOGGED)
    assert await house.count('dpa_messages_total{outcome="refused",surface="page"}') == 1


async def test_a_script_s_questions_are_counted_too(house: House) -> None:
    await house.ask("may the vendor sell student data?")
    await house.ask("what is the best pizza in New Haven?")
    await house.ask("x" * 100_000)
    for outcome in ("answered", "abstained", "sorry"):
        assert await house.count(f'dpa_messages_total{{outcome="{outcome}",surface="api"}}') == 1


async def test_reminders_are_counted_as_they_go(house: House) -> None:
    await house.say(LOGGED)
    assert await house.count("dpa_reminders_due") > 0
    assert await house.count("dpa_heartbeat_age_seconds") == float("inf")
    await beat(house)
    for what in ("claimed", "sent"):
        assert await house.count(f'dpa_reminders_total{{what="{what}"}}') > 0
    assert await house.count('dpa_reminders_total{what="failed"}') == 0
    assert await house.count("dpa_reminders_due") == 0
    house.pass_(seconds=7)
    assert await house.count("dpa_heartbeat_age_seconds") == 7


async def test_errors_of_the_store_are_counted_wherever_they_happen(house: House, tmp_path: Path) -> None:
    assert await house.count("dpa_store_errors_total") == 0
    (tmp_path / "district" / "district.json").write_text("{oops")
    await house.say("deadlines")
    after = await house.count("dpa_store_errors_total")
    assert after > 0
    await beat(house)
    assert await house.count("dpa_store_errors_total") > after
    assert house.lines()[0]["problem"] == "Damaged"


def test_every_changing_command_is_one() -> None:
    assert COMMANDS.keys() >= CHANGING


# What is never told


async def test_a_bug_is_told_by_its_reference_and_never_by_the_words_in_it(house: House) -> None:
    def broken(question: str) -> tuple[Guess, ...]:
        try:
            raise KeyError(question)
        except KeyError as problem:
            raise ValueError(f"cannot rank {question}") from problem

    house.desk = replace(house.desk, rank=broken)
    page, (status, api) = await house.say(SECRET), await house.ask(SECRET)
    assert status == 500
    first, second = house.lines()
    assert f"reference {first['reference']}" in page
    assert f"reference {second['reference']}" in api
    assert (first["level"], first["command"], first["outcome"], first["problem"]) == (
        "error",
        "ask",
        "bug",
        "ValueError",
    )
    assert "because of KeyError" in first["places"]
    assert any(re.fullmatch(r"handlers/law/ask.py:\d+ _one", place) for place in first["places"])
    assert "Liam" not in house.log.getvalue()
    for surface in ("page", "api"):
        assert await house.count(f'dpa_messages_total{{outcome="bug",surface="{surface}"}}') == 1


async def test_nothing_that_was_typed_is_logged_or_counted(house: House) -> None:
    for said in (SECRET, f"define {SECRET}", f"log-contract vendor: {SECRET}; executed: 2026-11-20", f"done {SECRET}"):
        await house.say(said)
    await house.say("log-breach", vendor=SECRET, discovered=SECRET)
    await house.ask(SECRET)
    house.clock.ways = lambda _: {"page": Deaf()}
    await beat(house)
    assert len(house.lines()) > 6
    assert "Liam" not in house.log.getvalue()
    assert "chemistry" not in (await house.get("metrics"))[1]


def test_what_libraries_and_exceptions_say_is_not_repeated(log: io.StringIO) -> None:
    quoted = f"Task exception was never retrieved: {SECRET}"
    logging.getLogger("asyncio").error(quoted, exc_info=ValueError(SECRET))
    logging.getLogger("aiohttp.server").warning("from %s", SECRET, stack_info=True, extra={"surface": SECRET})
    logging.getLogger("dpa").warning("not sent (%s)", ValueError(SECRET), extra={"text": SECRET})
    lost = logging.LogRecord("dpa", logging.ERROR, __file__, 1, "%s and %s", (SECRET,), None)  # a value is missing
    next(one for one in logging.getLogger().handlers if getattr(one, "stream", None) is log).handle(lost)
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    assert "Liam" not in log.getvalue()
    assert [line["event"] for line in lines] == [
        logs.FOREIGN,
        logs.FOREIGN,
        "not sent (ValueError)",
        "a log line was lost",
    ]
    assert (lines[0]["library"], lines[0]["problem"]) == ("asyncio", "ValueError")
    assert all(datetime.fromisoformat(line["time"]).utcoffset() == timedelta(0) for line in lines[:3])


def test_a_person_at_a_terminal_reads_plain_lines() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    stream = Terminal()
    with logging_to(stream):
        logging.getLogger("dpa").error("message", exc_info=ValueError(SECRET), extra={"reference": "a1b2c3"})
    assert "reference=a1b2c3" in stream.getvalue()
    assert "{" not in stream.getvalue()
    assert "Liam" not in stream.getvalue()


def test_the_bot_as_it_is_started_logs_lines_of_json(tmp_path: Path) -> None:
    env = {**os.environ, "DPA_PORT": str(free_port()), "DPA_DATA": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "bot"]
    with subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        address = re.search(r"http://\S+?/", process.stdout.readline())
        assert address
        asyncio.run(_ask(address[0]))
        process.terminate()
        _, err = process.communicate(timeout=30)
    lines = [json.loads(line) for line in err.splitlines() if line.startswith("{")]
    assert [line["outcome"] for line in lines if line["event"] == "message"] == ["abstained"]
    assert "Liam" not in err


async def _ask(address: str) -> None:
    async with aiohttp.ClientSession() as session, session.post(f"{address}api/ask", json={"q": SECRET}) as answer:
        assert answer.status == 200


# Who may see it


@pytest.mark.parametrize(
    "headers",
    [{"Host": "evil.example"}, {"X-Forwarded-For": "10.0.0.9"}, {"Forwarded": "for=10.0.0.9"}, {"Via": "1.1 proxy"}],
    ids=["host", "forwarded-for", "forwarded", "via"],
)
async def test_metrics_are_for_this_machine_only(house: House, headers: dict[str, str]) -> None:
    status, text = await house.get("metrics", **headers)
    assert status == 403
    assert "dpa_" not in text


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [("", "text/plain"), ("application/openmetrics-text;version=1.0.0", "application/openmetrics-text")],
)
async def test_metrics_come_in_the_format_that_is_asked_for(house: House, accept: str, media_type: str) -> None:
    async with house.page.get(f"{house.address}metrics", headers={"Accept": accept}) as answer:
        assert answer.content_type == media_type
        assert "dpa_store_errors_total" in await answer.text()


# When it is ready


async def test_ready_while_the_clock_beats_and_red_after_three_missed_beats(house: House) -> None:
    status, reasons = await house.ready()
    assert status == 503
    assert "not beaten yet" in reasons[0]
    await beat(house)
    assert await house.ready() == (200, [])
    house.pass_(seconds=3 * BEAT)
    assert await house.ready() == (200, [])
    house.pass_(seconds=1)
    status, reasons = await house.ready()
    assert status == 503
    assert "not beaten for 16 seconds" in reasons[0]
    await beat(house)
    assert await house.ready() == (200, [])


async def test_red_while_the_records_cannot_be_read(house: House, tmp_path: Path) -> None:
    await house.say(LOGGED)
    await beat(house)
    kept = (tmp_path / "district" / "district.json").read_bytes()
    (tmp_path / "district" / "district.json").write_text("{oops")
    status, reasons = await house.ready()
    assert status == 503
    assert reasons[0].startswith("The records cannot be read.")
    assert "district.json" in reasons[0]
    (tmp_path / "district" / "district.json").write_bytes(kept)
    assert await house.ready() == (200, [])


async def test_what_fails_once_after_a_time_off_does_not_keep_failing(house: House) -> None:
    await house.say(LOGGED)
    house.clock.ways = lambda _: {"page": Deaf()}
    house.pass_(minutes=30)
    await beat(house)
    assert await house.count('dpa_reminders_total{what="failed"}') > 0
    assert await house.ready() == (200, [])
    house.pass_(minutes=2)
    await beat(house)
    assert "failing" in (await house.ready())[1][0]


async def test_a_look_at_a_form_counts_for_nothing() -> None:
    counted: list[str] = []
    note = [Note("asked_back", "abc")]
    hear = watched(lambda _: (Reply(title="Form"), note[0]), lambda _, outcome, __: counted.append(outcome))
    hear(Message("log-contract", look=True))
    hear(Message("log-contract"))
    assert counted == ["asked_back"]
    note[0] = Note("bug", "abc", problem=ValueError())
    hear(Message("log-contract", look=True))
    assert counted == ["asked_back", "bug"]


async def test_red_while_reminders_keep_failing_for_ten_minutes(house: House) -> None:
    await house.say(LOGGED)
    house.clock.ways = lambda _: {"page": Deaf()}
    for minutes in (0, 2, 6):
        house.pass_(minutes=minutes)
        await beat(house)
        assert await house.ready() == (200, [])
    due = await house.count("dpa_reminders_due")
    assert due > 0
    assert await house.count('dpa_reminders_total{what="failed"}') == 3 * due
    house.pass_(minutes=STUCK.total_seconds() / 60 - 7)
    await beat(house)
    status, reasons = await house.ready()
    assert status == 503
    assert "failing" in reasons[0]
    assert "11 minutes late" in reasons[0]
    assert SECRET not in house.log.getvalue()
    house.clock.ways = lambda _: {"page": PageWay()}
    house.pass_(hours=1)
    await beat(house)
    assert await house.ready() == (200, [])
