"""What would APScheduler's stored jobs have cost, one for each reminder?"""

import logging
import multiprocessing
import resource
import statistics
import threading
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from apscheduler.events import EVENT_JOB_EXECUTED
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from measure import SMALL, say, timed


def scheduler(url: str) -> BackgroundScheduler:
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


WATCHED, DUE = (2, 20) if SMALL else (6, 200)
"""Seconds for which two processes are watched on the same jobs, and how many of those fall due."""


def memory() -> float:
    """MB in memory now (Linux)."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6


def run_stored_jobs(url: str, gate: Any, results: Any) -> None:
    """One of two processes on the same stored jobs: which ran here, and is it still alive afterwards?"""
    ticker, ran = scheduler(url), []
    ticker.add_listener(lambda event: ran.append(event.job_id), EVENT_JOB_EXECUTED)
    threading.excepthook = lambda _: None  # what kills its thread is seen by `alive`
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)  # a job that it could not start is one not run
    gate.wait()
    ticker.start()
    time.sleep(WATCHED)  # there is nothing to ask for: it may stop without a word
    alive = any(thread.name == "APScheduler" for thread in threading.enumerate())
    results.put((ran, alive))


def stored_jobs(url: str, many: int) -> None:
    say(f"APScheduler, {many:,} jobs, one for each reminder, in its SQLAlchemy store on the same server")
    ticker = scheduler(url)
    ticker.start(paused=True)
    far = datetime.now(UTC) + timedelta(days=400)
    adding = [timed(lambda: ticker.add_job("time:sleep", "date", run_date=far, args=[0])) * 1000 for _ in range(many)]
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
    soon = datetime.now(UTC) + timedelta(seconds=WATCHED)
    wanted = {f"job-{number}" for number in range(DUE)}
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
        f"  two processes, {DUE} jobs due: {twice} ran twice, {never} never; {one_lives + other_lives} of 2 still ticking"
    )
