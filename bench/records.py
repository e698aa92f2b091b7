"""How long does logging a contract take when the district has a thousand of them?

Budget: p95 at most 100 ms with 1,000 contracts on file, resident memory at most 250 MB.
"""

import tempfile
import time
from datetime import datetime
from pathlib import Path

from measure import SMALL, done, figure, percentile, resident

from bot.compose import desk_maker
from bot.settings import Settings
from handlers.dialogue.desk import Message
from handlers.dispatch import respond
from storage.embedded.store import open_embedded

CONTRACTS, MORE = (20, 10) if SMALL else (1000, 100)
NOW = datetime.fromisoformat("2026-11-24T09:00")
LINE = (
    "log-contract vendor: Vendor {0}; product: Product {0}; executed: 2026-{1:02}-{2:02}; provisions: all; owner: Dana"
)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = open_embedded(Path(folder), "hartford")
        make = desk_maker(Settings(now=NOW), store)
        times = []
        for number in range(CONTRACTS + MORE):
            message = Message(LINE.format(number, number % 10 + 1, number % 28 + 1), who="bench")
            start = time.perf_counter()
            reply = respond(message, make())
            times.append(time.perf_counter() - start)
            assert reply.title.startswith(f"C-{number + 1}:"), reply  # whether it is due or overdue depends on its day
        last, what = times[CONTRACTS:], f"log-contract with {CONTRACTS} on file"
        figure(f"{what}, p50", percentile(last, 0.5), "ms")
        figure(f"{what}, p95", percentile(last, 0.95), "ms", most=100)
        figure("resident memory", resident(), "MB", most=250)
        assert len(store.contracts()) == CONTRACTS + MORE
    done()


if __name__ == "__main__":
    main()
