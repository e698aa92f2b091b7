"""Does the log tell an operator enough, and nothing of what anybody said?"""

import asyncio
import io
import json
import logging
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp

from bot.runtime import logs
from knowledge.finding import Guess
from tests.bot.conftest import free_port, logging_to
from tests.bot.running_bot import SECRET, Deaf, RunningBot, beat

ROOT = Path(__file__).parents[3]


async def test_a_bug_is_told_by_its_reference_and_never_by_the_words_in_it(running_bot: RunningBot) -> None:
    def broken(question: str) -> tuple[Guess, ...]:
        try:
            raise KeyError(question)
        except KeyError as problem:
            raise ValueError(f"cannot rank {question}") from problem

    running_bot.desk = replace(running_bot.desk, rank=broken)
    asked = f"May a vendor sell the data? {SECRET}."
    page, (status, api) = await running_bot.say(asked), await running_bot.ask(asked)
    assert status == 500
    first, second = running_bot.lines()
    assert f"reference: {first['reference']}" in page
    assert f"reference: {second['reference']}" in api
    assert (first["level"], first["command"], first["outcome"], first["problem"]) == (
        "error",
        "ask",
        "bug",
        "ValueError",
    )
    assert "because of KeyError" in first["places"]
    assert any(re.fullmatch(r"handlers/law/ask.py:\d+ one", place) for place in first["places"])
    assert "Liam" not in running_bot.log.getvalue()
    for surface in ("page", "api"):
        assert await running_bot.count(f'dpa_messages_total{{outcome="bug",surface="{surface}"}}') == 1


async def test_nothing_that_was_typed_is_logged_or_counted(running_bot: RunningBot) -> None:
    for said in (SECRET, f"define {SECRET}", f"log-contract vendor: {SECRET}; executed: 2026-11-20", f"done {SECRET}"):
        await running_bot.say(said)
    confirmed = {"vendor": SECRET, "executed": "2026-11-20", "sure": "guard-vendor"}
    await running_bot.say("log-contract", **confirmed)
    await running_bot.say("log-breach", vendor=SECRET, discovered=SECRET)
    await running_bot.ask(SECRET)
    running_bot.clock.channels = lambda _: {"page": Deaf()}
    await beat(running_bot)
    assert len(running_bot.lines()) > 6
    assert "Liam" not in running_bot.log.getvalue()
    assert "chemistry" not in (await running_bot.get("metrics"))[1]


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
        logs.LIBRARY_EVENT,
        logs.LIBRARY_EVENT,
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
        _, err = process.communicate(timeout=60)
    lines = [json.loads(line) for line in err.splitlines() if line.startswith("{")]
    assert [line["outcome"] for line in lines if line["event"] == "message"] == ["abstained"]
    assert "Liam" not in err


async def _ask(address: str) -> None:
    async with aiohttp.ClientSession() as session, session.post(f"{address}api/ask", json={"q": SECRET}) as answer:
        assert answer.status == 200
