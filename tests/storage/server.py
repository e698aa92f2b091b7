"""A PostgreSQL that lives as long as the tests: in a temporary folder, on a socket, under a user who is not root."""

import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest

HOW_TO_HAVE_IT = (
    "PostgreSQL is not installed, so nothing was tried on it. On Debian or Ubuntu: sudo apt-get install postgresql"
)
FAST = ("fsync=off", "full_page_writes=off", "listen_addresses=", "max_connections=200", "log_min_messages=fatal")


@dataclass
class Server:
    folder: Path
    command: list[str | Path]
    who: dict[str, Any]
    process: subprocess.Popen[bytes] | None = None
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def start(self) -> None:
        self.process = subprocess.Popen(self.command, cwd=self.folder, stderr=subprocess.DEVNULL, **self.who)
        wait_for(self)

    def stop(self) -> None:
        """At once, without waiting for anybody."""
        assert self.process
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(30)

    def url(self, name: str) -> str:
        return f"postgresql://{owner()}@/{name}?host={self.folder}"

    @contextmanager
    def database(self) -> Iterator[str]:
        name = f"test{next(self.numbers)}"
        self.say(f"CREATE DATABASE {name}")
        yield self.url(name)
        self.say(f"DROP DATABASE {name} WITH (FORCE)")

    def say(self, sql: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(sql)  # type: ignore[call-overload]


def owner() -> str:
    """Who runs it: we ourselves, or where we are root somebody whom it does not refuse."""
    if os.geteuid():
        return pwd.getpwuid(os.geteuid()).pw_name
    return "postgres" if any(user.pw_name == "postgres" for user in pwd.getpwall()) else "nobody"


def programs() -> Path | None:
    """The folder with initdb and postgres, the newest first."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    found = shutil.which("initdb")
    places += [Path(found).parent] if found else []
    return next((place for place in places if (place / "initdb").exists()), None)


@contextmanager
def running(*settings: str) -> Iterator[Server]:
    bin = programs()
    if not bin:
        if os.environ.get("CI") == "true":
            pytest.fail(HOW_TO_HAVE_IT)
        pytest.skip(HOW_TO_HAVE_IT)
    folder = Path(tempfile.mkdtemp(prefix="dpa-pg-"))
    who = {} if os.geteuid() else {"user": owner(), "group": pwd.getpwnam(owner()).pw_gid, "extra_groups": []}
    if who:
        shutil.chown(folder, owner())
    words = ("-D", folder / "data", "-U", owner(), "--auth=trust", "--no-sync", "-E", "UTF8", "--no-locale")
    subprocess.run([bin / "initdb", *words], check=True, capture_output=True, cwd=folder, **who)
    options = [word for setting in (*FAST, *settings) for word in ("-c", setting)]
    server = Server(folder, [bin / "postgres", "-D", folder / "data", "-k", folder, *options], who)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def wait_for(server: Server) -> None:
    for _ in range(1200):
        try:
            server.say("SELECT 1")
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("PostgreSQL did not start in a minute")
