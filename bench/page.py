"""How fast is the board with a thousand contracts on file, and how much memory does the running bot take?

Budgets: the board p95 at most 200 ms, resident memory at most 250 MB.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from speed import percentile, timed

from bot.compose import desk_maker, open_store
from bot.settings import Settings
from handlers.deadlines.plan import after_contract
from handlers.dialogue.desk import Message
from handlers.forms.saving import change, opened
from storage.port import Draft
from storage.records import Contract, Record

CONTRACTS = 1000
TIMES = 50


def fill(data: Path) -> None:
    """A thousand contracts, some running out, some with all ten provisions, in one write."""
    settings = Settings(data=data)
    now = desk_maker(settings, open_store(settings))()

    def write(draft: Draft) -> Iterable[Record]:
        for number in range(CONTRACTS):
            contract = Contract(
                id=draft.new_id(Contract),
                vendor=f"Vendor {number}",
                product="Classroom",
                executed=now.today - timedelta(days=number % 20),
                expiry=now.today + timedelta(days=number) if number % 2 else None,
                owner="Dana Reed",
            )
            yield contract
            promises = after_contract(contract, now.law, now.calendar)
            yield from opened(promises, contract.id, contract.owner, draft, now)

    change("log-contract", Message(""), now, write)


def wait_until_ready(bot: str) -> None:
    """Until the bot says so; at most half a minute."""
    for _ in range(150):
        with suppress(OSError), urllib.request.urlopen(bot + "readyz"):
            return
        time.sleep(0.2)
    raise SystemExit("the bot did not get ready")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder))
        env = {
            **os.environ,
            "DPA_DATA": folder,
            "DPA_PORT": os.environ.get("DPA_PORT", "39785"),
            "PYTHONUNBUFFERED": "1",
        }
        with subprocess.Popen([sys.executable, "-m", "bot"], env=env, stdout=subprocess.PIPE, text=True) as bot:
            assert bot.stdout
            found = re.search(r"http://\S+?/", bot.stdout.readline())
            assert found
            wait_until_ready(found[0])
            for path in ("board", "board?q=vendor+99", "board?all=on", ""):
                times = [timed(lambda p=path: urllib.request.urlopen(found[0] + p).read()) for _ in range(TIMES)]  # type: ignore[misc]
                budget = " (at most 200 ms)" if path == "board" else ""
                print(
                    f"/{path} with {CONTRACTS} contracts: p50 {percentile(times, 0.5):.0f} ms, "
                    f"p95 {percentile(times, 0.95):.0f} ms{budget}"
                )
            memory = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{bot.pid}/status").read_text())
            assert memory
            print(f"resident memory of the bot: {int(memory[1]) // 1000} MB (at most 250)")
            bot.terminate()


if __name__ == "__main__":
    main()
