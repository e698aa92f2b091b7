"""How fast are the board, the App Home and Teams' tab with 3,000 contracts in PostgreSQL?

Budgets: the board p95 at most 150 ms, App Home and tab 300 ms.
"""

import os
import tempfile
import urllib.request
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from full_drawer import contract, deadline, put, spread
from measure import SMALL, done, figure, percentile, timed
from page import running
from pydantic import SecretStr

from bot.compose import desk_maker, open_store
from bot.settings import Settings
from handlers.board.home import home
from handlers.board.link import board_for
from handlers.dialogue.desk import Desk, Message
from handlers.forms.filling import change
from storage.events.change import Tally
from storage.port import Store
from storage.records import Contract, Deadline, Person, Reminder, Role, Setup
from storage.serialize import Tables, plain
from tests.storage.server import running as postgres

CONTRACTS, TIMES = (100, 5) if SMALL else (3000, 40)
LEAD = "slack:U042"


def fill(store: Store, today: date) -> None:
    """Contracts with a deadline each, and every second one with another; some overdue, some with reminders sent."""
    tables: Tables = {kind.__name__: {} for kind in (Contract, Deadline, Reminder)}
    for number in range(1, CONTRACTS + 1):
        put(tables, contract(number))
        for key in (number, CONTRACTS + number)[: 1 + number % 2]:
            day = today + timedelta(days=number % 700 - 10)
            put(tables, deadline(f"D-{key}", f"C-{number}", day))
            at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
            gone = at if day <= today else None
            put(tables, Reminder(deadline=f"D-{key}", step="safe", due_at=at, sent_at=gone))
    tables["Tally"] = {"tally": plain(Tally({"C": CONTRACTS, "D": 2 * CONTRACTS}, 0, ""))}
    store.replace_all(tables)


def desk_of(settings: Settings) -> Desk:
    """A desk in a chat, where the lead is one of the privacy team."""
    store = open_store(settings)
    desk = desk_maker(settings, store)()
    fill(store, desk.today)
    team = [Person(id=LEAD, name="Dana Reed", role=Role.PRIVACY), Setup(members=Role.STAFF)]
    change("grant", Message(""), desk, lambda _: team)
    return desk


def measure(settings: Settings, where: str, most: tuple[float, float]) -> None:
    """The board over HTTP, then what both chats show, as they work it out."""
    desk = desk_of(settings)
    with running(str(settings.data)) as (_, address):
        urllib.request.urlopen(address + "board").read()
        times = [timed(lambda: urllib.request.urlopen(address + "board").read()) for _ in range(TIMES)]
    what = f"{where}, {CONTRACTS} contracts: /board"
    figure(f"{what}, p50", percentile(times, 0.5), "ms")
    figure(f"{what}, p95", percentile(times, 0.95), "ms", most=most[0])
    opened = Message("", who=LEAD, surface="slack")
    spread(lambda: home(opened, desk), f"{where}: App Home", TIMES, most[1])
    spread(lambda: board_for(LEAD, desk, outsider=False), f"{where}: tab", TIMES, most[1])


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        measure(Settings(data=Path(folder)), "files", (150, 300))
    with postgres() as server, server.database() as url, tempfile.TemporaryDirectory() as folder:
        os.environ["DPA_DATABASE_URL"] = url
        measure(Settings(data=Path(folder), database_url=SecretStr(url)), "PostgreSQL", (150, 300))
    done()


if __name__ == "__main__":
    main()
