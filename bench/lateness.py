"""How late are reminders that fall due at once, beyond what the pace of each place allows?

``python bench/lateness.py [--small]``. Real bots in processes of their own send to fifty places over HTTP, one post a second
at each place, from files and from PostgreSQL. The promise is a minute of the district's time.
"""

import asyncio
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from measure import SMALL

from tests.bot.places_server import PLACES, PlacesServer
from tests.bot.reminder_delivery import DST_ENDS, ReminderBots, Surface, all_out, fill, open_store, until
from tests.storage.server import running

SCRIPT = Path(__file__).parents[1] / "tests/bot/reminder_bot.py"
SPEED = 2
"""Seconds of the district in one."""
AFTER = 20
"""Seconds until everything falls due."""
PROMISED = 60
LONGEST = 300
"""Seconds after which bots that have not sent everything are given up."""


@contextmanager
def places_server() -> Iterator[PlacesServer]:
    """Places that hinder nothing."""
    found = PlacesServer()
    thread = threading.Thread(target=found.serve_forever)
    thread.start()
    try:
        yield found
    finally:
        found.shutdown()
        thread.join()
        found.server_close()


async def lateness(data: str, number: int, bots: int) -> list[float]:
    """Seconds of the district's time by which each reminder came later than the pace allows."""
    with tempfile.TemporaryDirectory() as folder, places_server() as there:
        store = open_store(data)
        processes = ReminderBots(Surface(SCRIPT, there, PLACES), data, Path(folder) / "jump", SPEED)
        fill(store, PLACES, number, DST_ENDS + timedelta(seconds=AFTER), at_once=True)
        with processes:
            processes.start(bots)
            await until(lambda: all_out(store, number), LONGEST)
        store.close()
        due, late = processes.started + AFTER / SPEED, list[float]()
        for place in PLACES:
            times = sorted(at for (there_, _), found in there.kept.items() if there_ == place.id for at in found)
            late += [(at - due) * SPEED - turn for turn, at in enumerate(times)]
        return late


def measure(what: str, data: str, number: int, bots: int) -> None:
    late = sorted(asyncio.run(lateness(data, number, bots)))
    print(
        f"{number} reminders at once, {bots} bot{'s' * (bots > 1)} on {what}: "
        f"late by {late[len(late) // 2]:.0f} s (median), {late[-1]:.0f} s (worst; promised {PROMISED}); "
        f"{number - len(late)} missing"
    )


def main() -> None:
    small = SMALL
    with tempfile.TemporaryDirectory() as folder:
        measure("files", str(Path(folder) / "data"), 50 if small else 250, 1)
    with running() as server, server.database() as url:
        measure("PostgreSQL", url, 100 if small else 1000, 2)


if __name__ == "__main__":
    main()
