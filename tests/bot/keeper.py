"""A bot that keeps promises until it is killed: keeper.py DATA PLACE STARTED BEGINS SPEED.

DATA is a folder or a database; PLACE is where posts go over HTTP; the district's time began at BEGINS when the real one
was STARTED, and runs SPEED times as fast. A file beside (``jump``) moves it by so many seconds.
"""

import json
import sys
import time
import urllib.error
import urllib.request
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.clock import Clock
from handlers.desk import Desk
from handlers.promises.ways import Later, Place
from handlers.reply import Reply
from knowledge.calendar import Calendar
from knowledge.load import load
from storage.embedded import open_embedded
from storage.postgres import open_postgres

ZONE = ZoneInfo("America/New_York")
GAP = timedelta(seconds=1)


class Local:
    """A place that is spoken to over HTTP and can be asked what it got."""

    gap = GAP

    def __init__(self, url: str) -> None:
        self.url = url

    def send(self, place: Place, reply: Reply, post: str, *, again: bool) -> str:
        body = json.dumps({"place": place.id, "post": post, "title": reply.title, "again": again}).encode()
        try:
            with urllib.request.urlopen(self.url, body, timeout=10) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as refused:
            if refused.code == 429:
                raise Later(float(refused.headers["Retry-After"])) from None
            raise

    def find(self, place: Place, post: str) -> str:
        with urllib.request.urlopen(f"{self.url}/{place.id}/{post.replace(' ', '+')}", timeout=10) as answer:
            return str(answer.read().decode())


def main(data: str, url: str, started: str, begins: str, speed: str, jump: str) -> None:
    law, calendar = load(), Calendar()
    store = (
        open_postgres(data, "hartford") if data.startswith("postgresql://") else open_embedded(Path(data), "hartford")
    )

    def desk() -> Desk:
        passed = (time.time() - float(started)) * float(speed) + float(Path(jump).read_text())
        now = datetime.fromtimestamp(datetime.fromisoformat(begins).timestamp() + passed, ZONE)
        return Desk(law, lambda _: (), calendar, now, store)

    clock = Clock(lambda: [desk()], {"local": Local(url)}, every=5 / float(speed))
    clock.start()
    sys.stdout.write("beats\n")
    sys.stdout.flush()
    while True:
        time.sleep(60)


if __name__ == "__main__":
    main(*sys.argv[1:])
