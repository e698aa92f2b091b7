"""How does each store grow, and what would APScheduler's stored jobs have cost?

On PostgreSQL: 200 districts, 100,000 contracts, 300,000 open deadlines, 1,200,000 reminders. Budgets: the heartbeat's
question p95 at most 20 ms and flat in what is not due; 10,000 reminders due at once handed over at 100 a second or more by
two replicas; one district's open deadlines p95 at most 50 ms. Some five minutes; `--small` is for trying it out.
"""

import http.client
import multiprocessing
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from typing import Any, ClassVar

import psycopg
from full_drawer import NOON, drawer, spread
from measure import SMALL, done, figure, say, timed
from stored_jobs import stored_jobs

from storage.embedded.store import open_embedded
from storage.port import Store
from storage.postgres.store import PostgresStores
from storage.records import Status
from tests.storage.measure import log_contract
from tests.storage.server import running

DISTRICTS, CONTRACTS, DUE, JOBS = (4, 20, 40, 20) if SMALL else (200, 500, 10_000, 10_000)
TIMES = 10 if SMALL else 100
PATIENCE = 300
"""Seconds that the replicas may take for all that is due."""
SAFE = ("fsync=on", "full_page_writes=on", "autovacuum_naptime=5s")
"""As a careful server has it; the tests do without."""


def names() -> list[str]:
    return [f"district-{number:03}" for number in range(DISTRICTS)]


def fill(stores: PostgresStores, url: str, contracts: int) -> None:
    """Each district gets the same drawer: the first through the store, the rest copied by the server."""
    first, *rest = [(name, stores.open(name))[0] for name in names()]
    rows = drawer(contracts)
    seconds = timed(lambda: stores.open(first).replace_all(rows))
    say(f"  one district of {contracts} contracts moved in: {seconds:.1f} s")
    with psycopg.connect(url, autocommit=True) as connection:
        for table, columns in (("record", "kind, id, plain"), ("reminder", "id, plain")):
            connection.execute(f"DELETE FROM {table} WHERE district <> %s", [first])
            connection.execute(
                f"INSERT INTO {table} (district, {columns})"
                f" SELECT name, {columns} FROM {table}, unnest(%s::text[]) name WHERE district = %s",
                [rest, first],
            )
        connection.execute("UPDATE district SET ids = (SELECT ids FROM district WHERE name = %s)", [first])
        connection.execute("VACUUM ANALYZE")


def heartbeat(stores: PostgresStores, url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        (rows,) = connection.execute("SELECT count(*) FROM reminder").fetchone() or (0,)
    say(f"  {rows:9,} reminders, none due")
    spread(lambda: stores.with_due(NOON), "    which districts have something due", TIMES, most=20)
    one = stores.open(names()[-1])
    spread(lambda: one.claim_due(NOON, timedelta(0)), "    one district's claim, nothing due", TIMES)


class Place(BaseHTTPRequestHandler):
    """Where messages are handed over."""

    protocol_version = "HTTP/1.1"
    got: ClassVar[Counter[str]] = Counter()

    def do_POST(self) -> None:
        self.got[self.rfile.read(int(self.headers["Content-Length"])).decode()] += 1
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None: ...


def replica(url: str, place: str, ready: Any) -> None:
    """Hand over what is due until it is killed."""
    stores, now = PostgresStores(url), NOON
    line = http.client.HTTPConnection(place)
    ready.release()
    while True:
        for name in stores.with_due(now):
            store = stores.open(name)
            for reminder in store.claim_due(now, timedelta(minutes=2), 50):
                line.request("POST", "/", f"{name} {reminder.id}")
                line.getresponse().read()
                store.mark_sent([reminder], now, "message")
        time.sleep(0.05)


def wait_until(done: Callable[[], bool]) -> None:
    """Until the replicas have done it; gives up when they take too long, as where one has died."""
    end = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > end:
            raise SystemExit(f"the replicas were not done within {PATIENCE} seconds")
        time.sleep(0.05)


def hand_over(stores: PostgresStores, url: str) -> None:
    place = ThreadingHTTPServer(("127.0.0.1", 0), Place)
    threading.Thread(target=place.serve_forever, daemon=True).start()
    spawn = multiprocessing.get_context("spawn")
    ready = spawn.Semaphore(0)
    words = (url, f"127.0.0.1:{place.server_port}", ready)
    replicas = [spawn.Process(target=replica, args=words) for _ in range(2)]
    for process in replicas:
        process.start()
    for _ in replicas:
        ready.acquire()
    begin = make_due(url)
    wait_until(lambda: len(Place.got) >= DUE)
    seconds = time.perf_counter() - begin
    wait_until(lambda: not any(store.due(NOON, 1) for store in map(stores.open, names())))
    for process in replicas:
        process.kill()
        process.join()
    place.shutdown()
    twice = sum(posts > 1 for posts in Place.got.values())
    figure(f"  {DUE:,} due at once, two replicas", DUE / seconds, "a second", least=100)
    figure("  of them sent twice", twice, "")


def make_due(url: str) -> float:
    """The first reminders of each district fall due at this moment."""
    with psycopg.connect(url) as connection:
        connection.execute(
            "UPDATE reminder SET plain = plain || jsonb_build_object('due_at', %s::text) FROM"
            " (SELECT district, id, row_number() OVER (PARTITION BY district ORDER BY id) AS n FROM reminder) early"
            " WHERE early.district = reminder.district AND early.id = reminder.id AND n <= %s",
            [NOON.isoformat(), DUE // DISTRICTS],
        )
    return time.perf_counter()


def postgres(url: str) -> None:
    say(
        f"PostgreSQL: {DISTRICTS} districts, {DISTRICTS * CONTRACTS:,} contracts, "
        f"{DISTRICTS * CONTRACTS * 3:,} open deadlines"
    )
    stores = PostgresStores(url)
    for contracts in (CONTRACTS // 10, CONTRACTS):
        fill(stores, url, contracts)
        heartbeat(stores, url)
    store = stores.open(names()[-2])
    ask = partial(store.deadlines, status=Status.OPEN)
    spread(ask, f"  one district's {len(ask())} open deadlines", TIMES, most=50)
    numbers = count()
    spread(partial(log, store, numbers), "  log-contract", TIMES)
    hand_over(stores, url)
    stores.close()


def log(store: Store, numbers: Iterator[int]) -> None:
    log_contract(store, next(numbers))


def tiny() -> None:
    say("TinyDB, one write (log-contract: a contract, two deadlines, twelve reminders, the audit event)")
    for contracts in (100,) if SMALL else (100, 1_000, 10_000):
        with tempfile.TemporaryDirectory() as folder:
            store = open_embedded(Path(folder), "hartford")
            store.replace_all(drawer(contracts))
            numbers = count(contracts)
            size = (Path(folder) / "hartford" / "district.json").stat().st_size / 1e6
            write = partial(log, store, numbers)
            spread(write, f"  {contracts:,} contracts, {size:.1f} MB", min(TIMES, 40))


def main() -> None:
    begin = time.perf_counter()
    with running(*SAFE) as server, server.database() as url:
        postgres(url)
        stored_jobs(url, JOBS)
    tiny()
    say(f"in all {time.perf_counter() - begin:.0f} s")
    done()


if __name__ == "__main__":
    main()
