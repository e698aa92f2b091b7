"""Reads a file in a process of its own, with limits, so that no file can harm the bot or keep it busy."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import Any, BinaryIO

from handlers.papers.limits import WALL

ROOT = Path(__file__).parents[2]
AT_ONCE = 2
"""Files that are read at the same time; others wait."""
LOOKS_EVERY = 0.25
"""Seconds after which it is looked whether somebody still waits for the answer."""
GONE: ContextVar[threading.Event | None] = ContextVar("GONE", default=None)
"""Set once those who sent the file have left: the reading ends soon after."""
_turns = threading.BoundedSemaphore(AT_ONCE)


class Stopped(Exception):  # noqa: N818 - it is what happened
    """The process did not come to an end, or to none that says anything."""

    def __init__(self, *, too_long: bool) -> None:
        super().__init__()
        self.too_long = too_long


def answer_of(module: str, content: bytes, *said: str) -> Any:
    """The JSON that a module of ours makes of a file that it gets on standard input; blocks. Raises Stopped."""
    with _turn():
        process = subprocess.Popen(  # noqa: S603 - our own module
            (sys.executable, "-m", module, *said),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what it says may quote the file
            cwd=ROOT,
            env=environment(),
        )
        with process:
            try:
                told = _told(process, content)
            finally:
                process.kill()
        if process.returncode:
            raise Stopped(too_long=process.returncode in {-signal.SIGXCPU, -signal.SIGKILL})
        return json.loads(told)


def environment() -> dict[str, str]:
    """What the process gets: nothing of the bot's environment, where secrets are, but where the libraries are."""
    return {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "MALLOC_ARENA_MAX": "1", "PYTHONUTF8": "1"}


@contextmanager
def _turn() -> Iterator[None]:
    while not _turns.acquire(timeout=LOOKS_EVERY):
        _stop_if_gone()
    try:
        yield
    finally:
        _turns.release()


def _told(process: subprocess.Popen[bytes], content: bytes) -> bytes:
    threading.Thread(target=_send, args=(process.stdin, content), name="file", daemon=True).start()
    process.stdin = None  # it is the thread's
    waited = 0.0
    while True:
        step = min(LOOKS_EVERY, WALL - waited)
        try:
            return process.communicate(timeout=step)[0]
        except subprocess.TimeoutExpired:
            waited += step
            _stop_if_gone()
            if waited >= WALL:
                raise Stopped(too_long=True) from None


def _send(into: BinaryIO, content: bytes) -> None:
    """Until all is sent, or the process has ended."""
    with suppress(OSError), into:
        into.write(content)


def _stop_if_gone() -> None:
    gone = GONE.get()
    if gone and gone.is_set():
        raise Stopped(too_long=True)
