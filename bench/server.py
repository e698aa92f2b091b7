"""How large a server does a district need? Memory, disk and the board's pace with 100, 1,000 and 3,000 contracts."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from full_drawer import drawer
from measure import SMALL, done, figure, proportional, timed

from storage.embedded.store import open_embedded

ROOT = Path(__file__).parents[1]
PORT = 3981
SIZES = (100,) if SMALL else (100, 1000, 3000)
MOST = 400
"""MB (PSS) of the bot and its model process with the most contracts."""


def bot_memory(bot: int) -> int:
    """MB of the bot and the processes that it started (PSS)."""
    tasks = Path(f"/proc/{bot}/task").glob("*/children")
    return sum(map(proportional, (bot, *(int(child) for task in tasks for child in task.read_text().split()))))


def get(path: str, token: str) -> bytes:
    """A page of the bot, read to the end."""
    asked = urllib.request.Request(f"http://127.0.0.1:{PORT}{path}", headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(asked, timeout=60) as answer:
        return bytes(answer.read())


def measure(contracts: int) -> None:
    """A bot with so many contracts, after fifty boards and questions."""
    with tempfile.TemporaryDirectory() as data:
        store = open_embedded(Path(data), "district")
        store.replace_all(drawer(contracts))
        store.close()
        env = {**os.environ, "DPA_DATA": data, "DPA_PORT": str(PORT), "DPA_NOW": "2026-10-07T12:00"}
        with subprocess.Popen(
            [sys.executable, "-m", "bot"], cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as bot:
            assert bot.stdout
            bot.stdout.readline()
            token = (Path(data) / "local.token").read_text().strip()
            time.sleep(8)  # the first beats
            took = sorted(timed(lambda: get("/board", token)) for _ in range(20))
            figure(f"{contracts} contracts: the board, median", took[10] * 1000, "ms")
            figure(f"{contracts} contracts: memory (PSS)", bot_memory(bot.pid), "MB", most=MOST)
            size = sum(file.stat().st_size for file in Path(data).rglob("*") if file.is_file())
            figure(f"{contracts} contracts: records on disk, without files", size / 1e6, "MB")
            bot.terminate()


def main() -> None:
    """Measure each size."""
    for contracts in SIZES:
        measure(contracts)
    done()


if __name__ == "__main__":
    main()
