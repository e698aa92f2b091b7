"""Copies a published site to a web server with the system's rsync or sftp; both know the user's keys and hosts."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.cli.publish import words
from handlers.dialogue.errors import Sorry
from handlers.register.publication import PROOF

_RSYNC = re.compile(r"(?P<host>(?:\w[\w.-]*@)?[A-Za-z0-9][\w.-]*):(?P<path>(?!//)[\w.~/-]+)", re.ASCII)
_SFTP = re.compile(
    r"sftp://(?P<host>(?:\w[\w.-]*@)?[A-Za-z0-9][\w.-]*)(?::(?P<port>\d{1,5}))?/(?P<path>[\w.~/-]+)", re.ASCII
)
TIMEOUT, CONNECT_TIMEOUT = 3600, 20
"""Seconds for the whole copy, and for the server to answer."""


@dataclass(frozen=True, slots=True)
class Target:
    """A folder on a web server, and by which program it is reached."""

    text: str
    program: str
    host: str
    path: str
    port: str = ""
    config: Path | None = None

    def copy(self, folder: Path, gone: Collection[str]) -> None:
        """Make the server's folder hold the site. Only files of ours are replaced or removed. Raises Sorry."""
        for needed in (self.program, "ssh"):
            if shutil.which(needed) is None:
                raise Sorry(words.no_program(needed))
        files = sorted(str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file())
        files.sort(key=lambda path: path == PROOF)  # the proof comes last, when all that it names is there
        with tempfile.TemporaryDirectory(prefix="dpa-publish-") as scratch:
            lines = Path(scratch) / "lines"
            if self.program == "rsync":
                lines.write_text("".join(f"{path}\n" for path in (*files, *gone)))
                self._run(self._rsync(folder, lines))
            else:
                lines.write_text("".join(f"{line}\n" for line in self._batch(folder, files, gone)))
                self._run(
                    [
                        "sftp",
                        *self._options(),
                        *(("-P", self.port) if self.port else ()),
                        "-b",
                        str(lines),
                        "--",
                        self.host,
                    ]
                )

    def _options(self) -> list[str]:
        """Nobody is there to be asked for a password."""
        own = ["-F", str(self.config)] if self.config else []
        return [*own, "-o", "BatchMode=yes", "-o", f"ConnectTimeout={CONNECT_TIMEOUT}"]

    def _rsync(self, folder: Path, lines: Path) -> list[str]:
        shell = " ".join(("ssh", *map(_for_rsync, self._options())))
        how = ["-rt", "--chmod=D755,F644", "--delay-updates", "--delete-missing-args", f"--files-from={lines}"]
        return ["rsync", *how, "-e", shell, "--", f"{folder}/", f"{self.host}:{self.path.rstrip('/')}/"]

    def _batch(self, folder: Path, files: Iterable[str], gone: Iterable[str]) -> Iterator[str]:
        """What sftp is told: each file is put beside its place, then moved into it. A dash lets a line fail."""
        folders = sorted({str(parent) for path in files for parent in Path(path).parents if str(parent) != "."})
        base = self.path.rstrip("/")
        yield f"-mkdir {_for_sftp(base)}"
        yield from (f"-mkdir {_for_sftp(f'{base}/{one}')}" for one in folders)
        for path in files:
            there = f"{base}/{path}"
            yield f"put {_for_sftp(str(folder / path))} {_for_sftp(f'{there}.new')}"
            yield f"rename {_for_sftp(f'{there}.new')} {_for_sftp(there)}"
        yield from (f"-rm {_for_sftp(f'{base}/{path}')}" for path in gone)

    def _run(self, command: list[str]) -> None:
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=TIMEOUT)  # noqa: S603 - the target was read by a strict pattern
        except subprocess.TimeoutExpired:
            raise Sorry(words.not_copied(self.text, words.TIMED_OUT)) from None
        if done.returncode:
            said = [line for line in done.stderr.splitlines() if line.strip()]
            raise Sorry(words.not_copied(self.text, said[0].strip(" .") if said else f"exit {done.returncode}"))


def _for_sftp(path: str) -> str:
    """A path in a line for sftp."""
    return '"{}"'.format(path.replace("\\", "\\\\").replace('"', '\\"'))


def _for_rsync(word: str) -> str:
    """A word in the command that rsync starts: its quotes are doubled inside quotes."""
    return "'{}'".format(word.replace("'", "''"))


def read_target(text: str, config: Path | None) -> Target:
    """What stands after ``--to``. Raises Sorry."""
    if found := _SFTP.fullmatch(text):
        return Target(text, "sftp", found["host"], f"/{found['path']}", found["port"] or "", config)
    if found := _RSYNC.fullmatch(text):
        return Target(text, "rsync", found["host"], found["path"], config=config)
    raise Sorry(words.bad_target(text))
