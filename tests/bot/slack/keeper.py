"""A bot that keeps promises in Slack until it is killed: keeper.py DATA API STARTED BEGINS SPEED JUMP.

As keeper.py, over the small local Slack at API.
"""

import sys
import time
from datetime import datetime
from pathlib import Path

from bot.clock import Clock
from bot.slack.posting.way import SlackWay
from handlers.desk import Desk
from knowledge.calendar import Calendar
from knowledge.load import load
from storage.embedded import open_embedded
from storage.postgres import open_postgres
from tests.bot.keeper import ZONE


def main(data: str, api: str, started: str, begins: str, speed: str, jump: str) -> None:
    law, calendar = load(), Calendar()
    shared = data.startswith("postgresql://")
    store = open_postgres(data, "hartford") if shared else open_embedded(Path(data), "hartford")

    def desk() -> Desk:
        passed = (time.time() - float(started)) * float(speed) + float(Path(jump).read_text())
        now = datetime.fromtimestamp(datetime.fromisoformat(begins).timestamp() + passed, ZONE)
        return Desk(law, lambda _: (), calendar, now, store)

    clock = Clock(lambda: [desk()], {"slack": SlackWay(lambda _: "xoxb-T1", api)}, every=5 / float(speed))
    clock.start()
    while True:
        time.sleep(60)


if __name__ == "__main__":
    main(*sys.argv[1:])
