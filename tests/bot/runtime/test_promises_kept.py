"""Is every reminder posted, once and in time, whatever is killed, refused, jumps or runs late?"""

import json
import random
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from storage.records import Place
from tests.bot.promises import (
    DST_ENDS,
    FAILED,
    REFUSED,
    SLOW,
    WAIT,
    Keepers,
    Surface,
    all_out,
    fill,
    hindrance,
    opened,
    storm,
    until,
)

PLACES = [Place(id=f"local:{k}", surface="local", private=True) for k in range(50)]


class Hall(ThreadingHTTPServer):
    """Fifty places over HTTP. It refuses, fails and drops the line as told, and knows what it got."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, chance: random.Random | None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.chance, self.lock = chance, threading.Lock()
        self.kept: dict[tuple[str, str], list[float]] = defaultdict(list)
        self.counted: Counter[str] = Counter()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def got(self) -> dict[tuple[str, str], int]:
        with self.lock:
            return {key: len(times) for key, times in self.kept.items()}

    def take(self, place: str, post: str) -> str:
        """What happens to this post."""
        with self.lock:
            word = hindrance(self.chance, self.counted)
            if word not in {REFUSED, FAILED}:
                self.kept[place, post].append(time.time())
            return word


class Handler(BaseHTTPRequestHandler):
    server: Hall

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        match self.server.take(body["place"], body["post"]):
            case "429":
                self.answer("slow down", 429)
            case "500":
                self.answer("broken", 500)
            case "drop":
                self.close_connection = True
            case _:
                self.answer("message")

    def do_GET(self) -> None:
        place, _, post = self.path[1:].replace("+", " ").partition("/")
        self.answer("found" if self.server.got().get((place, post)) else "")

    def answer(self, text: str, status: int = 200) -> None:
        with suppress(OSError):  # whoever asked was killed meanwhile
            self.send_response(status)
            self.send_header("Content-Length", str(len(text)))
            if status == 429:
                self.send_header("Retry-After", WAIT)
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
def keepers(data: str, hall: Hall, tmp_path: Path) -> Keepers:
    return Keepers(Surface(Path(__file__).parents[1] / "keeper.py", hall, PLACES), data, tmp_path / "jump")


STORMS = [("tiny", 250, 1), ("postgres", 1000, 3)]


@pytest.mark.parametrize(("data", "number", "bots"), STORMS, indirect=["data"], ids=["tiny", "postgres"])
@pytest.mark.parametrize("hall", ["storm"], indirect=True)
async def test_none_is_lost_and_none_doubled_where_the_place_can_be_asked(
    number: int, bots: int, keepers: Keepers, capsys: pytest.CaptureFixture[str]
) -> None:
    got = await storm(keepers, number, bots, 8, capsys)
    assert set(got.values()) == {1}, "none is doubled"


CALMS = [("tiny", 250, 1), ("postgres", 1000, 2)]


@pytest.mark.parametrize(("data", "number", "bots"), CALMS, indirect=["data"], ids=["tiny", "postgres"])
@pytest.mark.parametrize("hall", ["calm"], indirect=True)
async def test_each_goes_out_within_a_minute_of_what_the_pace_allows(
    data: str, number: int, bots: int, hall: Hall, keepers: Keepers
) -> None:
    store, keepers.speed = opened(data), SLOW
    fill(store, PLACES, number, DST_ENDS + timedelta(seconds=20))
    with keepers:
        keepers.start(bots)
        await until(lambda: all_out(store, number), 120)
    due = keepers.started + 20 / SLOW
    late = []
    for place in PLACES:
        times = sorted(at for (there, _), found in hall.kept.items() if there == place.id for at in found)
        late += [(at - due) * SLOW - turn for turn, at in enumerate(times)]
    assert len(late) == number
    assert max(late) <= 60
    store.close()
