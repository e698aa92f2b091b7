"""Places that are spoken to over HTTP and hinder some of the posts: what a bot under test takes for a chat."""

import json
import threading
import time
from collections import Counter, defaultdict
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from storage.records import Place
from tests.bot.reminder_delivery import FAILED, KEPT, REFUSED, WAIT, hindrance

PLACES = [Place(id=f"local:{k}", surface="local", private=True) for k in range(100)]


class PlacesServer(ThreadingHTTPServer):
    """A hundred places over HTTP. It refuses, fails and drops the line as told, and knows what it got."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, *, hinders: bool = False) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.hinders, self.lock = hinders, threading.Lock()
        self.kept: dict[tuple[str, str], list[float]] = defaultdict(list)
        self.told: Counter[tuple[str, str]] = Counter()
        self.counted: Counter[str] = Counter()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def got(self) -> dict[tuple[str, str], int]:
        with self.lock:
            return dict(self.told)

    def has(self, place: str, post: str) -> bool:
        with self.lock:
            return (place, post) in self.kept

    def take(self, place: str, post: str, deadlines: list[str]) -> str:
        """What happens to this post."""
        with self.lock:
            word = hindrance(self.counted) if self.hinders else KEPT
            if word not in {REFUSED, FAILED}:
                self.kept[place, post].append(time.time())
                self.told.update((place, deadline) for deadline in deadlines)
            return word


class Handler(BaseHTTPRequestHandler):
    server: PlacesServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        match self.server.take(body["place"], body["post"], body["deadlines"]):
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
        self.answer("found" if self.server.has(place, post) else "")

    def answer(self, text: str, status: int = 200) -> None:
        with suppress(OSError):  # anyone who asked was killed meanwhile
            self.send_response(status)
            self.send_header("Content-Length", str(len(text)))
            if status == 429:
                self.send_header("Retry-After", WAIT)
            self.end_headers()
            self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None: ...
