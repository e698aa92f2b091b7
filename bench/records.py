"""How long does logging a contract take when the district has a thousand of them?

Budget: p95 at most 100 ms with 1,000 contracts on file, resident memory at most 250 MB.
"""

import tempfile
import time
from pathlib import Path

from speed import percentile, resident

from bot.compose import desk_maker
from bot.settings import Settings
from handlers.dialogue.desk import Message
from handlers.dispatch import respond
from storage.embedded.store import open_embedded

CONTRACTS = 1000
LINE = (
    "log-contract vendor: Vendor {0}; product: Product {0}; executed: 2026-{1:02}-{2:02}; provisions: all; owner: Dana"
)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        make = desk_maker(Settings(), open_embedded(Path(folder), "hartford"))
        times = []
        for number in range(CONTRACTS + 100):
            message = Message(LINE.format(number, number % 10 + 1, number % 28 + 1), who="bench")
            start = time.perf_counter()
            reply = respond(message, make())
            times.append(time.perf_counter() - start)
            assert reply.tone == "yes", reply.parts
        last = times[CONTRACTS:]
        print(
            f"log-contract with {CONTRACTS} on file: p50 {percentile(last, 0.5):.0f} ms, p95 {percentile(last, 0.95):.0f} ms"
        )
        print("  (at most 100 ms)")
        print(f"resident memory: {resident()} MB (at most 250)")


if __name__ == "__main__":
    main()
