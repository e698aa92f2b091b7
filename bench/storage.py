"""How does each store grow, and what would APScheduler's stored jobs have cost?

On PostgreSQL: 200 districts, 100,000 contracts, 300,000 open deadlines, 1,200,000 reminders. Budgets: the heartbeat's
question at most 20 ms and flat in what is not due; 10,000 reminders due at once handed over at 100 a second or more by
two replicas; one district's open deadlines p95 at most 50 ms. Some five minutes; `--small` is for trying it out.
"""

import http.client
import multiprocessing
import resource
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from typing import Any, ClassVar

import psycopg

sys.path.insert(0, str(Path(__file__).parents[1]))

from storage.change import Tally
from storage.embedded import open_embedded
from storage.plain import Tables, plain
from storage.port import Store
from storage.postgres import PostgresCabinet
from storage.records import Contract, Deadline, Reminder, Status
from tests.storage.measure import log_contract
from tests.storage.server import running

SMALL = "--small" in sys.argv
DISTRICTS, CONTRACTS, DUE, JOBS = (20, 50, 500, 500) if SMALL else (200, 500, 10_000, 10_000)
NOON = datetime(2026, 10, 7, 16, 0, tzinfo=UTC)
STEPS = ("3-before", "safe", "last", "overdue-1")
SAFE = ("fsync=on", "full_page_writes=on", "autovacuum_naptime=5s")
"""As a careful server has it; the tests do without."""


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def timed(work: Callable[[], Any]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def spread(work: Callable[[], Any], times: int) -> str:
    work()
    cuts = statistics.quantiles([timed(work) * 1000 for _ in range(times)], n=100)
    return f"median {cuts[49]:7.2f} ms   p95 {cuts[94]:7.2f} ms"


def drawer(contracts: int, first: int = 1) -> Tables:
    """So many contracts, each with three open deadlines of four reminders each, due in the next two years."""
    tables: Tables = {kind.__name__: {} for kind in (Contract, Deadline, Reminder)}
    for number in range(first, first + contracts):
        put(tables, contract(number))
        for promise in range(3):
            key = number * 3 + promise - 2
            day = date(2026, 10, 8) + timedelta(days=key % 700)
            put(tables, deadline(f"D-{key}", f"C-{number}", day))
            for hour, step in enumerate(STEPS):
                due = datetime(day.year, day.month, day.day, 12 + hour, tzinfo=UTC)
                put(tables, Reminder(deadline=f"D-{key}", step=step, due_at=due))
    last = first + contracts - 1
    tables["Tally"] = {"tally": plain(Tally({"C": last, "D": last * 3}, 0, ""))}
    return tables


def put(tables: Tables, record: Contract | Deadline | Reminder) -> None:
    tables[type(record).__name__][record.id] = plain(record)


def contract(number: int) -> Contract:
    return Contract(
        id=f"C-{number}",
        vendor=f"Vendor {number}",
        product="Reading App",
        executed=date(2026, 10, 7),
        purpose="Practice in reading for grades one to five, with reports for teachers.",
        description="An app for tablets in which children read aloud and the teacher sees how it went.",
        categories=("student_information", "student_generated_content"),
        provisions={f"(a)({item})": item % 3 > 0 for item in range(1, 11)},
        owner="slack:U042",
    )


def deadline(key: str, record: str, day: date) -> Deadline:
    return Deadline(
        id=key,
        record=record,
        duty="post-contract",
        cite="10-234bb(g)",
        who="board",
        safe=day,
        last=day,
        opened=NOON,
        owner="slack:U042",
        tag="S",
    )


def names() -> list[str]:
    return [f"district-{number:03}" for number in range(DISTRICTS)]


def fill(cabinet: PostgresCabinet, url: str, contracts: int) -> None:
    """Each district gets the same drawer: the first through the store, the rest copied by the server."""
    first, *rest = [(name, cabinet.drawer(name))[0] for name in names()]
    rows = drawer(contracts)
    seconds = timed(lambda: cabinet.drawer(first).unpack(rows))
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


def heartbeat(cabinet: PostgresCabinet, url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        (rows,) = connection.execute("SELECT count(*) FROM reminder").fetchone() or (0,)
    say(f"  {rows:9,} reminders, none due")
    say(f"    which districts have something due   {spread(lambda: cabinet.with_due(NOON), 100)}   (budget 20 ms)")
    one = cabinet.drawer(names()[-1])
    say(f"    one district's claim, nothing due    {spread(lambda: one.claim_due(NOON, timedelta(0)), 200)}")


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
    cabinet, now = PostgresCabinet(url), NOON
    line = http.client.HTTPConnection(place)
    ready.release()
    while True:
        for name in cabinet.with_due(now):
            store = cabinet.drawer(name)
            for reminder in store.claim_due(now, timedelta(minutes=2), 50):
                line.request("POST", "/", f"{name} {reminder.id}")
                line.getresponse().read()
                store.mark_sent([reminder], now, "message")
        time.sleep(0.05)


def hand_over(cabinet: PostgresCabinet, url: str) -> None:
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
    while len(Place.got) < DUE:
        time.sleep(0.05)
    seconds = time.perf_counter() - begin
    while any(store.due(NOON, 1) for store in map(cabinet.drawer, names())):
        time.sleep(0.05)
    for process in replicas:
        process.kill()
        process.join()
    place.shutdown()
    twice = sum(posts > 1 for posts in Place.got.values())
    say(f"  {DUE:,} due at once, two replicas: {DUE / seconds:.0f} a second (budget 100), {twice} of them twice")


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
    cabinet = PostgresCabinet(url)
    for contracts in (CONTRACTS // 10, CONTRACTS):
        fill(cabinet, url, contracts)
        heartbeat(cabinet, url)
    store = cabinet.drawer(names()[7])
    ask = partial(store.deadlines, status=Status.OPEN)
    say(f"  one district's {len(ask())} open deadlines  {spread(ask, 100)}   (budget 50 ms)")
    numbers = count()
    say(f"  log-contract                        {spread(partial(log, store, numbers), 100)}")
    hand_over(cabinet, url)
    cabinet.close()


def log(store: Store, numbers: Iterator[int]) -> None:
    log_contract(store, next(numbers))


def tiny() -> None:
    say("TinyDB, one write (log-contract: a contract, two deadlines, twelve reminders, the audit event)")
    for contracts in (100, 1_000) if SMALL else (100, 1_000, 10_000):
        with tempfile.TemporaryDirectory() as folder:
            store = open_embedded(Path(folder), "hartford")
            store.unpack(drawer(contracts))
            numbers = count(contracts)
            size = (Path(folder) / "hartford" / "district.json").stat().st_size / 1e6
            write = partial(log, store, numbers)
            say(f"  {contracts:6,} contracts, {size:6.1f} MB   {spread(write, 40)}")


def scheduler(url: str) -> Any:
    from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore  # noqa: PLC0415 - for comparison only
    from apscheduler.schedulers.background import BackgroundScheduler  # noqa: PLC0415

    store = SQLAlchemyJobStore(url=url.replace("postgresql:", "postgresql+psycopg:"))
    return BackgroundScheduler(jobstores={"default": store}, timezone="UTC")


def start_stored_jobs(url: str, results: Any) -> None:
    """In a process of its own, so that its memory can be seen."""
    before = memory()
    ticker = scheduler(url)
    seconds = timed(ticker.start)
    jobs = ticker.get_jobs()
    results.put((seconds, memory() - before, len(jobs)))
    ticker.shutdown()


def memory() -> float:
    """MB in memory now (Linux)."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6


def run_stored_jobs(url: str, gate: Any, results: Any) -> None:
    """One of two processes on the same stored jobs: which ran here, and is it still alive afterwards?"""
    from apscheduler.events import EVENT_JOB_EXECUTED  # noqa: PLC0415

    ticker, ran = scheduler(url), []
    ticker.add_listener(lambda event: ran.append(event.job_id), EVENT_JOB_EXECUTED)
    threading.excepthook = lambda _: None  # what kills its thread is seen by `alive`
    gate.wait()
    ticker.start()
    time.sleep(6)
    alive = any(thread.name == "APScheduler" for thread in threading.enumerate())
    results.put((ran, alive))


def stored_jobs(url: str) -> None:
    say(f"APScheduler, {JOBS:,} jobs, one for each reminder, in its SQLAlchemy store on the same server")
    ticker = scheduler(url)
    ticker.start(paused=True)
    far = datetime.now(UTC) + timedelta(days=400)
    adding = [timed(lambda: ticker.add_job("time:sleep", "date", run_date=far, args=[0])) * 1000 for _ in range(JOBS)]
    spawn = multiprocessing.get_context("spawn")
    say(f"  adding a job     median {statistics.median(adding):.2f} ms, all {sum(adding) / 1000:.1f} s")
    results = spawn.Queue()
    process = spawn.Process(target=start_stored_jobs, args=(url, results))
    process.start()
    seconds, grown, jobs = results.get()
    process.join()
    say(f"  starting         {seconds:.2f} s; all {jobs:,} listed: {grown:.0f} MB more memory")
    two_processes(url, ticker, spawn)
    ticker.shutdown()


def two_processes(url: str, ticker: Any, spawn: Any) -> None:
    ticker.remove_all_jobs()
    soon = datetime.now(UTC) + timedelta(seconds=6)
    wanted = {f"job-{number}" for number in range(200)}
    for job in wanted:
        ticker.add_job("time:sleep", "date", run_date=soon, args=[0], id=job, misfire_grace_time=None)
    gate, results = spawn.Barrier(2), spawn.Queue()
    both = [spawn.Process(target=run_stored_jobs, args=(url, gate, results)) for _ in range(2)]
    for process in both:
        process.start()
    (one, one_lives), (other, other_lives) = results.get(), results.get()
    for process in both:
        process.kill()
        process.join()
    runs = Counter([*one, *other])
    twice, never = sum(posts > 1 for posts in runs.values()), len(wanted - runs.keys())
    say(
        f"  two processes, 200 jobs due: {twice} ran twice, {never} never; {one_lives + other_lives} of 2 still ticking"
    )


def main() -> None:
    begin = time.perf_counter()
    with running(*SAFE) as server, server.database() as url:
        postgres(url)
        stored_jobs(url)
    tiny()
    say(f"in all {time.perf_counter() - begin:.0f} s")


if __name__ == "__main__":
    main()
