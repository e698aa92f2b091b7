"""A small website on this machine, whose pages come and go as a test says."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Website:
    """By path: the status, or the address to which it leads. ``refuses`` are methods that it does not take.

    ``leads_by`` is the status with which it leads elsewhere.
    """

    port: int = 0
    pages: dict[str, int | str] = field(default_factory=dict)
    refuses: dict[str, int] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    leads_by: int = 302
    silent: set[str] = field(default_factory=set)
    """Paths for which no answer comes until the site closes."""
    closed: threading.Event = field(default_factory=threading.Event)

    def at(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"


@contextmanager
def website() -> Iterator[Website]:
    site = Website()

    class Answers(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            site.asked.append((self.command, self.path))
            if self.path in site.silent:
                site.closed.wait()
                return
            found = site.refuses.get(self.command) or site.pages.get(self.path, 404)
            self.send_response(site.leads_by if isinstance(found, str) else found)
            if isinstance(found, str):
                self.send_header("Location", found)
            self.send_header("Set-Cookie", "seen=1")
            self.end_headers()

        def do_GET(self) -> None:
            self.do_HEAD()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        site.port = server.server_port
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield site
        site.closed.set()
        server.shutdown()
        thread.join()
