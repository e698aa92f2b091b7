"""Where a district's records are, and the commands of their keeper: what their tests share."""

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from bot import cli, compose, models
from storage.embedded.store import EmbeddedStore, open_embedded
from storage.port import Store
from storage.postgres.store import open_postgres
from storage.records import Event, StoredFile

ROOT = Path(__file__).parents[3]
PAPER = b"%PDF-1.7 the signed paper"
LAW, FINDER = cache(compose.load), cache(models.load_finder)
LOG = "vendor: {}; product: App; executed: 2026-10-07; purpose: reading; provisions: all"


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


@dataclass(frozen=True)
class DistrictCli:
    """Where a district's records are, and ``dpa`` on them."""

    data: Path
    url: str = ""

    def __call__(self, *words: str, **env: str) -> Done:
        """In this process, which spares half a second a command, with the law and the finder read once."""
        code, *said = self.spoken(*words, **env)
        return Done(code, *(text.decode() for text in said))

    def spoken(self, *words: str, **env: str) -> tuple[int, bytes, bytes]:
        """The same, as it comes: exit code, standard output, standard error."""
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
            for name, value in (self.settings | env).items():
                patch.setenv(name, value)
            patch.setattr(sys, "argv", ["dpa", *words])
            patch.setattr(compose, "load", LAW)
            patch.setattr(models, "load_finder", FINDER)
            code = 0
            try:
                cli.main()
            except SystemExit as left:
                code = int(left.code or 0)
        for stream in (out, err):
            stream.flush()
        return code, out.buffer.getvalue(), err.buffer.getvalue()

    @property
    def settings(self) -> dict[str, str]:
        return {"DPA_DATA": str(self.data), "DPA_DATABASE_URL": self.url}

    def raw(self, *words: str, **env: str) -> subprocess.CompletedProcess[bytes]:
        """In a process of its own, as people do."""
        command = [sys.executable, "-W", "error", "-m", "bot.cli", *words]
        return subprocess.run(
            command, cwd=ROOT, env={**os.environ, **self.settings, **env}, capture_output=True, check=False, timeout=120
        )

    def log(self, *vendors: str, **env: str) -> None:
        for vendor in vendors:
            done = self("log-contract", LOG.format(vendor), **env)
            assert done.returncode == 0, done.stderr

    @property
    def file(self) -> Path:
        return self.data / "district" / "district.json"

    @contextmanager
    def opened(self) -> Iterator[Store]:
        """The store of either kind."""
        store = open_postgres(self.url, "district") if self.url else self.store()
        yield store
        store.close()

    def store(self, district: str = "district") -> EmbeddedStore:
        return open_embedded(self.data, district)


def keep_paper(office: DistrictCli) -> None:
    store = office.store()
    sha256 = store.keep_file(PAPER)
    event = store.events()[0]
    kept = StoredFile(sha256=sha256, name="c.pdf", media_type="application/pdf", size=len(PAPER), stored=event.when)
    store.change(Event(who="x", what="keep", when=event.when, surface="test"), lambda _: [kept])


def head_of(done: Done) -> str:
    found = re.search(r"[Hh]ead (\d+:[0-9a-f]{64})", done.stdout)
    assert found, done
    return found[1]
