"""Do the models answer from a process of their own, whatever happens to it?"""

import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NoReturn

import aiohttp
import pytest

from bot.models import load_models
from bot.runtime.model_process import COMMAND, ModelProcess
from knowledge.reading.reader import Signs
from tests.bot.visitors import Start

SELL, DELETE = "may a vendor sell student data?", "must they delete our data when we ask?"
WITHIN = 120
"""Seconds after which a test that hangs ends; loading takes two or three."""


def no_models(_: object) -> NoReturn:
    pytest.fail("the models were loaded into the bot's own process")


@pytest.fixture(scope="module")
def models() -> Iterator[ModelProcess]:
    """The models in their process, shared by the tests of this module."""
    models = ModelProcess(no_models)
    models.start({})
    yield models
    models.close()


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def topic(models: ModelProcess, text: str) -> str:
    return str(models.read(text)[0][0][0])


def test_two_questions_at_once_get_each_their_own_answer(models: ModelProcess) -> None:
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda text: topic(models, text), [SELL, DELETE] * 20, timeout=WITHIN))
    assert len(set(found[::2])) == len(set(found[1::2])) == 1 and found[0] != found[1]


def test_the_answer_is_the_same_as_in_this_process(models: ModelProcess) -> None:
    assert models.read(SELL) == load_models({})(SELL)


def test_a_process_that_is_killed_is_replaced_and_the_answers_still_come(models: ModelProcess) -> None:
    first = topic(models, SELL)
    before = models.pid
    with ThreadPoolExecutor(4) as threads:
        asked = [threads.submit(topic, models, SELL) for _ in range(20)]
        os.kill(before, signal.SIGKILL)
        assert {one.result(WITHIN) for one in asked} == {first}
    assert models.pid not in {0, before} and models.state == "process"


def test_a_process_that_takes_no_more_counts_once_until_its_end_is_noticed(models: ModelProcess) -> None:
    first, run = topic(models, SELL), models._run
    assert run and run.process.stdin
    run.process.stdin.close()  # asked at once, before its end can be seen
    assert topic(models, SELL) == first and models.state == "process"


def test_models_that_break_name_the_place_and_not_the_text(models: ModelProcess) -> None:
    with pytest.raises(RuntimeError, match=r"AttributeError .*words\.py:\d+") as broken:
        models.read(["Liam Okafor failed chemistry"])  # type: ignore[arg-type]
    assert "Liam" not in str(broken.value)
    assert topic(models, SELL), "it goes on"


def test_the_process_gets_none_of_the_bots_secrets(models: ModelProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
    os.kill(models.pid, signal.SIGKILL)
    assert topic(models, SELL)
    assert b"xoxb-secret" not in Path(f"/proc/{models.pid}/environ").read_bytes()


def test_stopping_ends_the_process_after_what_it_was_asked() -> None:
    models = ModelProcess(no_models)
    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(topic, models, SELL)
        while not models.pid:
            pass_the_turn()
        pid = models.pid
        assert asked.result(WITHIN)
    models.close()
    assert not alive(pid) and models.state == "stopped"
    with pytest.raises(RuntimeError):
        models.read(SELL)


def pass_the_turn() -> None:
    os.sched_yield()


async def test_a_bot_reports_its_models_and_leaves_no_process(
    start: Start, tmp_path: Path, http: aiohttp.ClientSession
) -> None:
    before = children(os.getpid())
    with start(tmp_path, PYTHONHASHSEED="0") as address:  # in earnest: tests.quick_start adds a process
        (bot,) = children(os.getpid()) - before
        (models,) = children(bot)
        assert await where(http, address) == "process"
        os.kill(models, signal.SIGKILL)
        async with http.post(f"{address}api/ask", json={"q": SELL}) as answer:
            assert (await answer.json())["topics"], "it is answered all the same"
        (again,) = children(bot)
        assert again != models and await where(http, address) == "process"
    assert not alive(bot) and not alive(again)


async def where(http: aiohttp.ClientSession, address: str) -> str:
    async with http.get(f"{address}readyz") as answer:
        return str((await answer.json())["models"])


def children(pid: int) -> set[int]:
    lists = (path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children"))
    return {int(child) for children in lists for child in children.split()}


@pytest.mark.parametrize("command", [("/no/such/python",), (sys.executable, "-c", "raise SystemExit(3)")])
def test_where_no_process_can_be_started_the_models_run_inside(command: tuple[str, ...]) -> None:
    models = ModelProcess(lambda _: lambda text: ([(text, 1.0)], Signs()), command)
    models.wait_ready()
    assert topic(models, SELL) == SELL and models.state == "inside" and not models.pid
    models.close()


def test_a_text_that_ends_every_process_is_given_up() -> None:
    begins = "import pickle, sys; sys.path.insert(0, '.'); from bot.runtime.model_process import ModelAnswer; "
    ends = "sys.stdout.buffer.write(pickle.dumps((ModelAnswer.READY, None))); sys.stdout.flush(); sys.stdin.read(1)"
    models = ModelProcess(no_models, (sys.executable, "-c", begins + ends))
    with pytest.raises(RuntimeError, match="again and again"):
        models.read(SELL)
    models.close()


def test_the_process_is_started_as_a_module_of_the_bot() -> None:
    assert COMMAND[1:] == ("-m", "bot.models")
