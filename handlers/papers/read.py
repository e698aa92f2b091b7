"""Reads a file into a paper, in a process of its own, so that no file can harm the bot."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path, PurePath
from typing import Any

from handlers.papers import words
from handlers.papers.limits import LARGEST, WALL
from handlers.papers.paper import Cell, Paper, PaperTable, Unreadable

ROOT = Path(__file__).parents[2]
AT_ONCE = 2
"""Files that are read at the same time; others wait."""
_turns = threading.BoundedSemaphore(AT_ONCE)


def read_paper(content: bytes, name: str) -> Paper:
    """The paper that a file holds, whatever its name ends in; blocks. Raises Unreadable."""
    if len(content) > LARGEST:
        raise Unreadable(words.LARGE)
    with _turns:
        found = _asked(content, f"paper{PurePath(name).suffix}")
    if "unreadable" in found:
        raise Unreadable(found["unreadable"])
    tables = (PaperTable(tuple(Cell(**cell) for cell in table["cells"])) for table in found["tables"])
    return Paper(found["text"], tuple(found["pages"]), tuple(tables), tuple(found["notes"]))


def _asked(content: bytes, name: str) -> dict[str, Any]:
    """What the process makes of a file."""
    command = (sys.executable, "-m", "handlers.papers", name)
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            command,
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what it says may quote the file
            cwd=ROOT,
            env=environment(),
            timeout=WALL,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Unreadable(words.TOO_LONG) from None
    if done.returncode in {-signal.SIGXCPU, -signal.SIGKILL}:
        raise Unreadable(words.TOO_LONG)
    if done.returncode:
        raise Unreadable(words.FAILED)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def environment() -> dict[str, str]:
    """What the process gets: nothing of the bot's environment, where secrets are, but where the libraries are."""
    return {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "MALLOC_ARENA_MAX": "1", "PYTHONUTF8": "1"}
