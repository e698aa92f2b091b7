"""Do processes beside each other, and processes that are killed, lose anything?"""

import os
import random
import select
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from storage.atomic_files import only_bot
from storage.embedded.store import open_embedded
from storage.events.audit import verify
from storage.port import BusyError, SecondBotError, Store

ROOT = Path(__file__).parents[2]
WRITES = [400, pytest.param(int(os.environ.get("KILLED_WRITES", "1000")), marks=pytest.mark.long)]
"""How many writes the killed processes make together."""


def python(*words: object) -> subprocess.Popen[str]:
    command = [sys.executable, *map(str, words)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


def writer(data: Path, name: str, first: int, last: int) -> subprocess.Popen[str]:
    return python(Path(__file__).with_name("writer.py"), data, name, first, last)


def assert_whole(store: Store, acknowledged: dict[str, str]) -> None:
    """Everything acknowledged is there under its id, everything there is complete, and the audit agrees."""
    contracts = store.contracts()
    assert {contract.vendor: contract.id for contract in contracts}.items() >= acknowledged.items()
    deadlines = Counter(deadline.record for deadline in store.deadlines())
    assert deadlines == {contract.id: 2 for contract in contracts}
    events = store.events()
    assert [event.made[0] for event in events] == [contract.id for contract in contracts]
    assert len({event.request for event in events}) == len(events)
    assert all(len(store.reminders(deadline)) == 1 for deadline in events[-1].made[1:])
    assert verify(events, [store.head()]) is None


def run_and_kill(child: subprocess.Popen[str], acknowledgements: int, pause: float) -> tuple[list[str], bool]:
    """What the child said until it had said so much and a moment more, and whether it had to be killed."""
    assert child.stdout
    said = [line for _, line in zip(range(acknowledgements), child.stdout, strict=False)]
    # The pause aims the signal at some moment of a write; nothing waits for it.
    select.select([], [], [], pause)
    child.send_signal(signal.SIGKILL)
    assert child.stderr
    # Not `communicate`, which passes over what was read ahead and not handed out: acknowledgements would be lost.
    with child:
        rest, trouble = child.stdout.read(), child.stderr.read()
    assert not trouble, trouble
    return said + rest.splitlines(), child.returncode == -signal.SIGKILL


@pytest.mark.parametrize("writes", WRITES)
def test_kill_9_at_any_moment_of_many_writes_loses_nothing_acknowledged_and_halves_nothing(
    writes: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(10234)
    acknowledged: dict[str, str] = {}
    kills = repeated = swept = 0
    while len(acknowledged) < writes:
        child = writer(tmp_path, "vendor", len(acknowledged), writes)
        lines, killed = run_and_kill(child, chance.randrange(1, 40), chance.uniform(0, 0.05))
        for line in lines:
            number, key, how = line.split()
            acknowledged[f"vendor {number}"] = key
            repeated += how == "again"
        kills += killed
        swept += len(list((tmp_path / "hartford").glob(".*.tmp")))
        assert_whole(open_embedded(tmp_path, "hartford"), acknowledged)
    store = open_embedded(tmp_path, "hartford")
    assert [contract.vendor for contract in store.contracts()] == [f"vendor {number}" for number in range(writes)]
    assert not list((tmp_path / "hartford").glob(".*.tmp"))
    with capsys.disabled():
        sys.stdout.write(
            f"\n{writes} writes, {kills} kills: {swept} while the new file was being written, "
            f"{repeated} after the write and before the acknowledgement\n"
        )
    assert kills >= writes // 50


def test_two_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    children = {name: writer(tmp_path, name, 0, 100) for name in ("bot", "cli")}
    acknowledged = {}
    for name, child in children.items():
        said, trouble = child.communicate()
        assert not trouble, trouble
        acknowledged |= {f"{name} {line.split()[0]}": line.split()[1] for line in said.splitlines()}
    assert len(acknowledged) == 200
    assert_whole(open_embedded(tmp_path, "hartford"), acknowledged)


def test_two_processes_with_the_same_requests_make_each_record_once(tmp_path: Path) -> None:
    children = [writer(tmp_path, "same", 0, 50) for _ in range(2)]
    said = [child.communicate()[0].splitlines() for child in children]
    made = [[line.rsplit(" ", 1)[0] for line in lines] for lines in said]
    assert made[0] == made[1], "both got the same answer"
    assert Counter(line.split()[2] for lines in said for line in lines) == {"new": 50, "again": 50}
    assert_whole(open_embedded(tmp_path, "hartford"), {})


def test_a_writer_that_waits_too_long_is_told_who_is_in_the_way(
    tmp_path: Path, log: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_embedded(tmp_path, "hartford")
    holder = "import sys; from pathlib import Path; from storage.atomic_files import WriterLock\n"
    holder += "with WriterLock(Path(sys.argv[1])).held(): print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", holder, tmp_path / "hartford"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as child:
        assert child.stdout
        child.stdout.readline()
        monkeypatch.setattr(store._writers._lock, "timeout", 0.05)
        with pytest.raises(BusyError, match="Another process has been writing"):
            log(store)
        assert child.stdin
        child.stdin.close()
    assert log(store).event.number == 1


@pytest.fixture
def running_bot(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    code = "import sys; from pathlib import Path; from storage.atomic_files import only_bot\n"
    code += "with only_bot(Path(sys.argv[1])): print('running', flush=True); import signal; signal.pause()"
    child = python("-c", code, tmp_path)
    assert child.stdout
    assert child.stdout.readline() == "running\n"
    yield child
    child.kill()
    child.communicate()


def test_a_second_bot_on_the_same_data_is_refused_by_name(tmp_path: Path, running_bot: subprocess.Popen[str]) -> None:
    with pytest.raises(SecondBotError, match=f"process {running_bot.pid}") as trouble, only_bot(tmp_path):
        pass
    assert str(tmp_path) in str(trouble.value)
    with pytest.raises(SecondBotError, match=f"process {running_bot.pid}"), only_bot(tmp_path):
        pass


def test_commands_work_beside_the_running_bot(
    tmp_path: Path, running_bot: subprocess.Popen[str], log: Callable
) -> None:
    assert running_bot.poll() is None
    assert log(open_embedded(tmp_path, "hartford")).event.number == 1


def test_a_killed_bot_leaves_its_place_free(tmp_path: Path, running_bot: subprocess.Popen[str]) -> None:
    running_bot.kill()
    running_bot.wait()
    with only_bot(tmp_path):
        assert (tmp_path / ".bot.pid").read_text() == f"{os.getpid()}\n"
    assert not (tmp_path / ".bot.pid").exists()
