"""Is every reminder posted, once and in time, whatever is killed, refused, jumps or runs late?"""

import json
import os
import random
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from handlers.promises.ladder import OWNER
from storage.audit import verify
from storage.embedded import open_embedded
from storage.port import Draft, Store
from storage.postgres import open_postgres
from storage.records import Deadline, Event, Person, Place, Record, Reminder
from tests.bot.keeper import ZONE
from tests.storage.server import running

ROOT = Path(__file__).parents[2]
PLACES = 50
FAST, SLOW = 20, 2
"""Seconds of the district in one: a storm has long pauses, a calm is measured."""
DST_ENDS = datetime(2026, 11, 1, 1, 40, tzinfo=ZONE)
"""Twenty minutes before the hour that comes twice: a run of a minute goes through it."""


class Hall(ThreadingHTTPServer):
    """Fifty places over HTTP. It refuses, fails and drops the line as told, and knows what it got."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, chance: random.Random | None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.chance, self.lock = chance, threading.Lock()
        self.got: dict[str, list[float]] = defaultdict(list)
        self.refusals: Counter[str] = Counter()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def take(self, key: str) -> str:
        """What happens to this post: kept, refused, failed, or kept without a word back."""
        with self.lock:
            draw = self.chance.random() if self.chance else 1.0
            word = "429" if draw < 0.05 else "500" if draw < 0.1 else "dropped" if draw < 0.15 else "kept"
            self.refusals[word] += 1
            if word in {"kept", "dropped"}:
                self.got[key].append(time.time())
            return word


class Handler(BaseHTTPRequestHandler):
    server: Hall

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        match self.server.take(f"{body['place']}/{body['post']}"):
            case "429":
                self.answer("slow down", 429)
            case "500":
                self.answer("broken", 500)
            case "dropped":
                self.close_connection = True
            case _:
                self.answer("message")

    def do_GET(self) -> None:
        self.answer("found" if self.server.got.get(self.path[1:].replace("+", " ")) else "")

    def answer(self, text: str, status: int = 200) -> None:
        with suppress(OSError):  # whoever asked was killed meanwhile
            self.send_response(status)
            self.send_header("Content-Length", str(len(text)))
            if status == 429:
                self.send_header("Retry-After", "15")
            self.end_headers()
            self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def hall(request: pytest.FixtureRequest) -> Iterator[Hall]:
    hall = Hall(random.Random(234) if request.param == "storm" else None)
    thread = threading.Thread(target=hall.serve_forever)
    thread.start()
    yield hall
    hall.shutdown()
    thread.join()
    hall.server_close()


@pytest.fixture
def data(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A folder, or a new database in a PostgreSQL of our own."""
    if request.param == "tiny":
        yield str(tmp_path / "data")
        return
    with running() as server, server.database() as url:
        yield url


@dataclass
class Keepers:
    """Bots on the same data, whose clock runs fast and jumps."""

    data: str
    hall: Hall
    jump: Path
    speed: int = FAST
    started: float = field(default_factory=time.time)
    alive: list[subprocess.Popen[str]] = field(default_factory=list)

    def start(self) -> None:
        words = [self.data, self.hall.url, str(self.started), DST_ENDS.isoformat(), str(self.speed), str(self.jump)]
        command = [sys.executable, str(Path(__file__).with_name("keeper.py")), *words]
        self.alive.append(
            subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True)
        )

    def kill(self, which: int) -> None:
        self.alive[which].kill()
        self.alive.pop(which).communicate()

    def leap(self, seconds: int) -> None:
        """The clock jumps, so far from where it began."""
        new = self.jump.with_suffix(".new")
        new.write_text(str(seconds))
        new.replace(self.jump)

    def end(self) -> None:
        while self.alive:
            self.kill(0)


@pytest.fixture
def keepers(data: str, hall: Hall, tmp_path: Path) -> Iterator[Keepers]:
    (tmp_path / "jump").write_text("0")
    found = Keepers(data, hall, tmp_path / "jump")
    yield found
    found.end()


def opened(data: str) -> Store:
    return (
        open_postgres(data, "hartford") if data.startswith("postgresql://") else open_embedded(Path(data), "hartford")
    )


def fill(store: Store, number: int, due: datetime) -> None:
    """So many reminders, all due at once, each for one of fifty owners with a place of their own."""

    def write(draft: Draft) -> Iterator[Record]:
        for k in range(PLACES):
            yield Place(id=f"local:{k}", surface="local", private=True)
            yield Person(id=f"local:U{k}", name=f"Owner {k}", place=f"local:{k}")
        for k in range(number):
            deadline = Deadline(
                id=draft.new_id(Deadline),
                record="",
                duty="tell-families-of-breach",
                cite="10-234dd(a)(3)",
                who="board",
                safe=date(2026, 11, 3),
                last=date(2026, 11, 3),
                opened=due,
                owner=f"local:U{k % PLACES}",
            )
            yield deadline
            yield Reminder(deadline=deadline.id, step=f"safe {OWNER}", due_at=due, where=OWNER)

    store.change(Event(who="test", what="fill", when=due, surface="test"), write)


def all_out(store: Store, number: int) -> bool:
    return len(store.sent(limit=number + 1)) >= number


def until(done: Callable[[], bool], seconds: float, each: Callable[[], None] = lambda: None) -> None:
    """Ask again and again, and fail when it takes too long."""
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.2)
        each()


STORMS = [("tiny", 250, 1), ("postgres", 1000, 3)]


@pytest.mark.parametrize(("data", "number", "bots"), STORMS, indirect=["data"], ids=["tiny", "postgres"])
@pytest.mark.parametrize("hall", ["storm"], indirect=True)
def test_none_is_lost_and_none_doubled_where_the_place_can_be_asked(
    data: str, number: int, bots: int, hall: Hall, keepers: Keepers, capsys: pytest.CaptureFixture[str]
) -> None:
    store, chance, kills = opened(data), random.Random(10), 0
    fill(store, number, DST_ENDS)
    for _ in range(bots):
        keepers.start()
    jumps, far = iter([1800, -900, 5400, 3600]), 0

    def disturb() -> None:
        nonlocal kills, far
        if kills < 8 and hall.got and chance.random() < 0.25:
            keepers.kill(chance.randrange(len(keepers.alive)))
            keepers.start()
            kills += 1
            far = next(jumps, far)
            keepers.leap(far)
        elif kills == 8:  # nothing new happens: let the pauses of those that failed often pass quickly
            far += 300
            keepers.leap(far)

    until(lambda: all_out(store, number), 120, disturb)
    keepers.end()
    with capsys.disabled():
        sys.stdout.write(f"\n{number} reminders, {kills} kills, {dict(hall.refusals)}\n")
    assert len(hall.got) == number, "none is lost"
    assert {len(times) for times in hall.got.values()} == {1}, "none is doubled"
    assert kills >= 4
    assert all(hall.refusals[word] for word in ("429", "500", "dropped"))
    assert verify(store.events(), [store.head()]) is None
    store.close()


CALMS = [("tiny", 250, 1), ("postgres", 1000, 2)]


@pytest.mark.parametrize(("data", "number", "bots"), CALMS, indirect=["data"], ids=["tiny", "postgres"])
@pytest.mark.parametrize("hall", ["calm"], indirect=True)
def test_each_goes_out_within_a_minute_of_what_the_pace_allows(
    data: str, number: int, bots: int, hall: Hall, keepers: Keepers
) -> None:
    store = opened(data)
    fill(store, number, DST_ENDS + timedelta(seconds=20))
    keepers.speed = SLOW
    for _ in range(bots):
        keepers.start()
    until(lambda: all_out(store, number), 120)
    due = keepers.started + 20 / SLOW
    late = []
    for k in range(PLACES):
        times = sorted(at for key, found in hall.got.items() if key.startswith(f"local:{k}/") for at in found)
        late += [(at - due) * SLOW - turn for turn, at in enumerate(times)]
    assert len(late) == number
    assert max(late) <= 60
    store.close()
