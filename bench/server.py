"""How large a server does a district need? Memory, disk, writes and the board with 100, 1,000 and 3,000 contracts."""

import tempfile
import urllib.request
from datetime import datetime
from pathlib import Path

from full_drawer import drawer
from measure import SMALL, done, figure, percentile, proportional, timed
from page import running

from bot.compose import desk_maker
from bot.settings import Settings
from handlers.dialogue.desk import Message
from handlers.dispatch import respond
from storage.embedded.store import open_embedded

SIZES = (100,) if SMALL else (100, 1000, 3000)
MOST = 400
"""MB (PSS) of the bot and its model process with the most contracts."""
TIMES = 20
NOW = datetime.fromisoformat("2026-10-07T12:00")
LINE = "log-contract vendor: Newco {0}; product: New {0}; executed: 2026-10-06; provisions: all; owner: Dana"


def bot_memory(bot: int) -> int:
    """MB of the bot and the processes that it started (PSS)."""
    tasks = Path(f"/proc/{bot}/task").glob("*/children")
    return sum(map(proportional, (bot, *(int(child) for task in tasks for child in task.read_text().split()))))


def measure(contracts: int) -> None:
    """A bot with so many contracts, once it is ready and has shown the board."""
    with tempfile.TemporaryDirectory() as data:
        store = open_embedded(Path(data), "district")
        store.replace_all(drawer(contracts))
        make = desk_maker(Settings(now=NOW), store)
        times = [timed(lambda n=n: respond(Message(LINE.format(n), who="bench"), make())) for n in range(TIMES)]  # type: ignore[misc]
        figure(f"{contracts} contracts: log-contract, median", percentile(times, 0.5), "ms")
        store.close()
        with running(data, DPA_NOW=NOW.isoformat(timespec="minutes")) as (bot, address):
            times = [timed(lambda: urllib.request.urlopen(f"{address}board").read()) for _ in range(TIMES)]
            figure(f"{contracts} contracts: the board, median", percentile(times, 0.5), "ms")
            figure(f"{contracts} contracts: memory (PSS)", bot_memory(bot), "MB", most=MOST)
            size = sum(file.stat().st_size for file in Path(data).rglob("*") if file.is_file())
            figure(f"{contracts} contracts: records on disk, without files", size / 1e6, "MB")


def main() -> None:
    """Measure each size."""
    for contracts in SIZES:
        measure(contracts)
    done()


if __name__ == "__main__":
    main()
