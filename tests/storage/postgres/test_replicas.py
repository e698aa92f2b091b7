"""Do three bots on one database post each reminder once, anyone who of them is killed?"""

import itertools
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from storage.events.audit import verify
from storage.postgres.store import PostgresStores
from storage.records import Deadline, Reminder
from tests.storage.conftest import a_deadline
from tests.storage.postgres.replica import GAP

ROOT = Path(__file__).parents[3]
DISTRICTS = ("avon", "hartford", "windham")
EACH = 90


class Place(ThreadingHTTPServer):
    """Where messages arrive. Now and then it kills the sender as soon as it has the message, before it is marked."""

    daemon_threads = True

    def __init__(self, kills: set[int]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.kills = kills
        self.got: dict[str, list[int]] = defaultdict(list)
        self.turns: dict[str, list[float]] = defaultdict(list)
        self.lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def take(self, id: str, by: int, turn: float) -> int:
        with self.lock:
            self.got[id].append(by)
            self.turns[id.split(maxsplit=1)[0]].append(turn)
            number = sum(map(len, self.got.values()))
        if number in self.kills:
            os.kill(by, signal.SIGKILL)
        return number


class Handler(BaseHTTPRequestHandler):
    server: Place

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.answer(f"message {self.server.take(body['id'], body['by'], body['turn'])}")

    def do_GET(self) -> None:
        id = self.path.strip("/").replace("/", " ", 1)
        self.answer("found" if self.server.got.get(id) else "")

    def answer(self, text: str) -> None:
        with suppress(OSError):  # nobody waits for it any more
            self.send_response(200)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def place() -> Iterator[Place]:
    place = Place({20, 70, 120, 170, 220})
    thread = threading.Thread(target=place.serve_forever)
    thread.start()
    yield place
    place.shutdown()
    thread.join()
    place.server_close()


@pytest.fixture
def cabinet(url: str, event: Callable) -> Iterator[PostgresStores]:
    """Three districts in which much is due."""
    cabinet = PostgresStores(url)
    due = datetime.now(UTC) - timedelta(days=1)

    def write(draft) -> list:
        deadlines = [a_deadline(draft.new_id(Deadline), "") for _ in range(EACH // 3)]
        return [*deadlines, *(Reminder(deadline=d.id, step=s, due_at=due) for d in deadlines for s in "abc")]

    for district in DISTRICTS:
        cabinet.open(district).change(event(), write)
    yield cabinet
    cabinet.close()


def run(url: str, place: Place, how: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, Path(__file__).with_name("replica.py"), url, place.url, how]
    return subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT)})


def unsent(cabinet: PostgresStores, district: str) -> bool:
    return len(cabinet.open(district).sent(limit=EACH)) < EACH


def until_all_is_sent(url: str, cabinet: PostgresStores, place: Place, how: str) -> set[int]:
    """Keep three replicas alive, kill one at some moment now and then; the numbers of those that were killed."""
    chance, killed, end = random.Random(10234), set(), time.monotonic() + 90
    replicas = [run(url, place, how) for _ in range(3)]
    try:
        while any(unsent(cabinet, district) for district in DISTRICTS):
            assert time.monotonic() < end, "it takes too long"
            time.sleep(chance.uniform(0.1, 0.5))
            if len(place.got) > 10 and len(killed) < 9:
                chance.choice(replicas).kill()
            for number, replica in enumerate(replicas):
                if replica.poll() is not None:
                    assert replica.returncode == -signal.SIGKILL
                    killed.add(replica.pid)
                    replicas[number] = run(url, place, how)
    finally:
        for replica in replicas:
            replica.kill()
            replica.wait()
    return killed


@pytest.mark.parametrize("how", ["ask", pytest.param("trust", marks=pytest.mark.long)])
def test_three_replicas_post_each_reminder_once(
    url: str, cabinet: PostgresStores, place: Place, how: str, capsys: pytest.CaptureFixture[str]
) -> None:
    killed = until_all_is_sent(url, cabinet, place, how)
    twice = {id: by for id, by in place.got.items() if len(by) > 1}
    with capsys.disabled():
        sys.stdout.write(f"\n{len(place.got)} reminders, {len(killed)} kills, {len(twice)} posted again ({how})\n")
    assert len(place.got) == EACH * len(DISTRICTS), "none is lost"
    assert len(killed) >= 5
    if how == "ask":
        assert not twice, "none is doubled where the place can be asked"
    else:
        assert all(set(by[:-1]) <= killed for by in twice.values()), "only whose sender died before it was marked"
        assert twice, "some did: else this test tries nothing"
    assert len({by for senders in place.got.values() for by in senders}) >= 3, "they share the work"
    for district in DISTRICTS:
        store, turns = cabinet.open(district), sorted(place.turns[district])
        assert min(later - one for one, later in itertools.pairwise(turns)) > GAP.total_seconds() * 0.9, (
            "they keep pace"
        )
        assert verify(store.events(), [store.head()]) is None
        sent = Counter(id for event in store.events() if event.what == "remind" for id in event.after)
        assert len(sent) == EACH
        assert set(sent.values()) == {1}
