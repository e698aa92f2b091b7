"""A bot that delivers reminders until it is killed: reminder_bot.py DATA THERE STARTED BEGINS SPEED JUMP.

DATA is a folder or a database; THERE is where posts go over HTTP; the district's time began at BEGINS when the real one
was STARTED, and runs SPEED times as fast. The file JUMP moves it by so many seconds. The script of another surface
calls `run_until_killed` with its own channels.
"""

import json
import re
import signal
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.runtime.heartbeat import Heartbeat
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Reply
from handlers.reminders.channels import Channels, Place, RetryLater
from knowledge.counting import Calendar
from knowledge.load import load
from storage.postgres.store import PostgresStores
from storage.stores import EmbeddedStores, Stores

ZONE = ZoneInfo("America/New_York")
DISTRICT = "hartford"
GAP = timedelta(seconds=1)


class Local:
    """A place that is spoken to over HTTP and can be asked what it got."""

    gap = GAP

    def __init__(self, url: str) -> None:
        self.url = url

    def send(self, place: Place, reply: Reply, post: str, *, again: bool) -> str:
        if again and (earlier := self._find(place, post)):
            return earlier
        about = {"place": place.id, "post": post, "title": reply.title, "again": again}
        body = json.dumps({**about, "deadlines": deadlines_in(reply)}).encode()
        try:
            with urllib.request.urlopen(self.url, body, timeout=10) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as refused:
            if refused.code == 429:
                raise RetryLater(float(refused.headers["Retry-After"])) from None
            raise

    def _find(self, place: Place, post: str) -> str:
        with urllib.request.urlopen(f"{self.url}/{place.id}/{post.replace(' ', '+')}", timeout=10) as answer:
            return str(answer.read().decode())


def deadlines_in(reply: Reply) -> list[str]:
    """The deadlines that have a button to close them."""
    rows = [choice for row in reply.rows for choice in row.actions]
    said = " ".join(choice.say for choice in (*reply.choices, *rows))
    return re.findall(r"done (D-\d+)", said)


def open_stores(data: str) -> Stores:
    """The stores in a folder or a database."""
    return PostgresStores(data) if data.startswith("postgresql://") else EmbeddedStores(Path(data))


def run_until_killed(
    channels: Callable[[str], Channels], data: str, there: str, started: str, begins: str, speed: str, jump: str
) -> None:
    """Beat until killed; `channels` makes those that lead THERE."""
    law, calendar, stores, found = load(), Calendar(), open_stores(data), channels(there)

    def desk(district: str) -> Desk:
        passed = (time.time() - float(started)) * float(speed) + float(Path(jump).read_text())
        now = datetime.fromtimestamp(datetime.fromisoformat(begins).timestamp() + passed, ZONE)
        return Desk(law, lambda _: (), calendar, now, stores.open(district))

    Heartbeat(lambda: [DISTRICT], desk, lambda _: found, stores.with_due, interval=5 / float(speed)).start()
    while True:
        signal.pause()


if __name__ == "__main__":
    run_until_killed(lambda there: {"local": Local(there)}, *sys.argv[1:])
