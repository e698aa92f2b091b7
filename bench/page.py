"""How fast is the board with a thousand contracts on file, and how much memory does the running bot take?

Budgets: the board p95 at most 200 ms, resident memory at most 250 MB.
"""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

from measure import ROOT, SMALL, done, figure, percentile, resident, timed

from bot.compose import desk_maker, open_store
from bot.settings import Settings
from handlers.deadlines.plan import after_contract
from handlers.deadlines.steps import open_deadlines
from handlers.dialogue.desk import Message
from handlers.forms.filling import change
from storage.port import Draft
from storage.records import Contract, Record

CONTRACTS, TIMES = (50, 3) if SMALL else (1000, 50)
PATHS = ("board", "board?q=vendor+9", "board?all=on", "")


def fill(data: Path) -> None:
    """Contracts, some running out, some with all ten provisions, in one write."""
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
            yield from open_deadlines(promises, contract.id, contract.owner, draft, now)

    change("log-contract", Message(""), now, write)


def wait_until_ready(bot: str) -> None:
    """Until the bot says so; at most half a minute."""
    for _ in range(150):
        with suppress(OSError), urllib.request.urlopen(bot + "readyz"):
            return
        time.sleep(0.2)
    raise SystemExit("the bot did not get ready")


def free_port() -> str:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return str(one.getsockname()[1])


@contextmanager
def running(data: str, *, quiet: bool = False, **more: str) -> Iterator[tuple[int, str]]:
    """The bot on that data: its process and its address. It is heard to its last word, or it could not say it.

    Requests by urllib are those of somebody at its machine from then on; ``more`` are settings. Its log is left out
    where it is ``quiet``.
    """
    port = os.environ.get("DPA_PORT") or free_port()
    env = {**os.environ, "DPA_DATA": data, "DPA_PORT": port, "PYTHONUNBUFFERED": "1", **more}
    command, log = [sys.executable, "-m", "bot"], subprocess.DEVNULL if quiet else None
    bot = subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        assert bot.stdout
        found = re.search(r"(http://\S+?/)\?token=(\S+)", bot.stdout.readline())
        assert found
        wait_until_ready(found[1])
        known = urllib.request.build_opener()
        known.addheaders = [("Authorization", f"Bearer {found[2]}")]
        urllib.request.install_opener(known)
        yield bot.pid, found[1]
    finally:
        bot.terminate()
        bot.communicate()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder))
        with running(folder) as (process, address):
            for path in PATHS:
                times = [timed(lambda p=path: urllib.request.urlopen(address + p).read()) for _ in range(TIMES)]  # type: ignore[misc]
                what = f"/{path} with {CONTRACTS} contracts"
                figure(f"{what}, p50", percentile(times, 0.5), "ms")
                figure(f"{what}, p95", percentile(times, 0.95), "ms", most=200 if path == "board" else None)
            figure("resident memory of the bot", resident(process), "MB", most=250)
    done()


if __name__ == "__main__":
    main()
