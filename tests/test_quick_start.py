"""Is what is started quickly a process as any other?"""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.conftest import STEADY, free_port
from tests.quick_start import ROOT

PLAIN = {**os.environ, "PYTHONHASHSEED": "1"}
"""With it Python starts as usual."""
WAYS = pytest.mark.parametrize("env", [dict(os.environ), PLAIN], ids=["quick", "plain"])
CLI = (sys.executable, "-W", "error", "-m", "bot.cli")


@WAYS
def test_it_reads_writes_and_ends_as_python_does(env: dict[str, str], tmp_path: Path) -> None:
    env |= {"DPA_DATA": str(tmp_path), "DPA_NOW": "2026-10-20T12:00"}
    said = subprocess.run(
        [*CLI, "talk", "--jsonl"], cwd=ROOT, env=env, input=b'{"say": "contracts"}\n', capture_output=True, check=False
    )
    assert (said.returncode, said.stdout[:1], said.stderr) == (0, b"{", b"")
    wrong = subprocess.run([*CLI, "nonsense"], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert (wrong.returncode, wrong.stdout, "no command 'nonsense'" in wrong.stderr) == (2, "", True)


@WAYS
@pytest.mark.parametrize("ends", [signal.SIGTERM, signal.SIGKILL])
async def test_a_signal_ends_it_with_all_that_it_started(
    env: dict[str, str], ends: signal.Signals, tmp_path: Path
) -> None:
    env |= {"DPA_DATA": str(tmp_path), "DPA_PORT": str(free_port()), **STEADY}
    bot = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", cwd=ROOT, env=env, stdout=asyncio.subprocess.PIPE
    )
    assert bot.stdout and b"The bot is running" in await bot.stdout.readline()
    forked = _is_forked(bot.pid)
    assert forked in {None, "PYTHONHASHSEED" not in env}
    bot.send_signal(ends)
    assert await asyncio.wait_for(bot.wait(), 60) in {-ends, 0 if ends == signal.SIGTERM else -ends}
    await asyncio.wait_for(bot.stdout.read(), 60)  # nobody writes there any more


def _is_forked(pid: int) -> bool | None:
    """Whether it was started quickly; None where no process is."""
    return b"quick_start" in Path(f"/proc/{pid}/cmdline").read_bytes() if sys.platform == "linux" else None
