"""Asks the models that read messages in a process of their own, so that no acknowledgment waits for them."""

from __future__ import annotations

import logging
import os
import pickle
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import InitVar, dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any


class ModelAnswer(Enum):
    """What a message of the process begins with."""

    READY = "ready"
    """The models are loaded; nothing follows."""
    FOUND = "found"
    """The result follows."""
    BROKEN = "broken"
    """The kind of the bug and its places follow."""


log = logging.getLogger("dpa")
COMMAND = (sys.executable, "-m", "bot.models")
ROOT = Path(__file__).parents[2]
PASSED_ON = ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH", "TMPDIR")
"""What the process gets of the environment, beside what is Python's: the bot's secrets are not among it."""
FRUGAL = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}
"""One text is read at a time, so that more threads would only take memory."""
ANSWERS_WITHIN = 60.0
"""Seconds after which a process that answers nothing is ended."""
ENDS_WITHIN = 2.0
MOST_STARTS, MOST_DEATHS = 2, 3
"""Starts in a row that may fail before the models run in the bot itself; processes that one text may see end."""


Read = Callable[[Any], Any]
"""What the models make of a text; blocks. Raises RuntimeError where they break."""


class _Ended(Exception):  # noqa: N818 - it is what happened
    """The process ended before it answered."""


class ModelProcess:
    """The models' process: started once, started again when it has ended; where it cannot start, ``load`` replaces it.

    Any thread may ask. The process answers in the order in which it was asked, and always has its next text at hand.
    Both the process and ``load`` get what the models need of the book.
    """

    def __init__(self, load: Callable[..., Read], command: Sequence[str] = COMMAND) -> None:
        self._load, self._command = load, command
        self._lock = threading.Lock()
        self._book: tuple[Any, ...] = ({},)
        self._run: _Run | None = None
        self._inside: Read | None = None
        self._failed_starts, self._closed = 0, False

    @property
    def state(self) -> str:
        """``process``, ``starting``, ``inside`` (the bot's own process), or ``stopped``, for the health report."""
        run = self._run
        if self._inside is not None:
            return "inside"
        if self._closed or run is None:
            return "stopped"
        return "process" if run.was_ready and not run.ended else "starting"

    @property
    def pid(self) -> int:
        """The process's id; 0 where there is none."""
        return self._run.process.pid if self._run and not self._run.ended else 0

    def start(self, *book: Any) -> Read:
        """Begin to start it, and wait for nothing; what asks it."""
        self._book = book
        self._current()
        return self.read

    def wait_ready(self) -> None:
        """When texts can be read. Raises what ``load`` raises where the process cannot start."""
        while (run := self._current()) is not None:
            with suppress(_Ended):
                run.ready.result()
                return

    def read(self, text: Any) -> Any:
        """What the models make of a text; blocks. Raises RuntimeError where they break."""
        deaths = 0
        while deaths < MOST_DEATHS:
            run = self._current()
            if run is None:
                assert self._inside is not None
                return self._inside(text)
            try:
                return run.ask(text)
            except _Ended:
                deaths += run.was_ready
        raise RuntimeError("the models' process ended again and again")

    def close(self) -> None:
        """End the process, after what it was asked; of one that hangs nobody waits long."""
        with self._lock:
            self._closed, run = True, self._run
        if run:
            run.close()

    def _current(self) -> _Run | None:
        """The process that is asked now; None where the models run inside."""
        with self._lock:
            if self._inside is not None:
                return None
            if self._closed:
                raise RuntimeError("the bot is stopping")
            if self._run is None or self._run.ended:
                self._note_end(self._run)
                self._run = None if self._failed_starts >= MOST_STARTS else self._started()
            if self._run is None:
                log.warning("the models' process cannot be started; they run in the bot's own")
                self._inside = self._load(*self._book)
            return self._run

    def _note_end(self, run: _Run | None) -> None:
        if run is not None:
            log.warning("the models' process ended (%s); it is started again", run.process.poll())
            self._failed_starts = 0 if run.was_ready else self._failed_starts + 1

    def _started(self) -> _Run | None:
        kept = {name: value for name, value in os.environ.items() if name in PASSED_ON or name.startswith("PYTHON")}
        try:
            process = subprocess.Popen(  # noqa: S603 - our own module
                self._command,
                cwd=ROOT,
                env={**kept, **FRUGAL},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
        except OSError as problem:
            log.warning("a process for the models could not be made (%s)", type(problem).__name__)
            return None
        return _Run(process, pickle.dumps(self._book))


@dataclass(eq=False)
class _Run:
    """One process, from its start to its end."""

    process: subprocess.Popen[bytes]
    book: InitVar[bytes]
    """What it gets first."""
    ready: Future[None] = field(default_factory=Future)
    ended: bool = False
    _waiting: deque[Future[Any]] = field(default_factory=deque)
    """Those who asked, in their order."""
    _sending: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self, book: bytes) -> None:
        self._waiting.append(self.ready)
        with suppress(OSError):  # it has ended, of which the receiver hears
            self._send(book)
        self._receiver = threading.Thread(target=self._receive, name="models", daemon=True)
        self._receiver.start()

    @property
    def was_ready(self) -> bool:
        """Whether it has loaded the models."""
        return self.ready.done() and self.ready.exception() is None

    def ask(self, text: Any) -> Any:
        """The answer. Raises _Ended, and RuntimeError where the models broke."""
        found: Future[Any] = Future()
        with self._sending:
            if self.ended:
                raise _Ended
            self._waiting.append(found)
            try:
                self._send(pickle.dumps(text))
            except (OSError, ValueError):
                raise _Ended from None  # the receiver hears of it as well
        self.ready.result()  # learning changed phrasings may take minutes on a busy machine
        try:
            return found.result(ANSWERS_WITHIN)
        except TimeoutError:
            log.warning("the models' process hangs; it is ended")
            self.process.kill()
            raise _Ended from None

    def _send(self, what: bytes) -> None:
        assert self.process.stdin
        self.process.stdin.write(what)
        self.process.stdin.flush()

    def close(self) -> None:
        """Its input ends, and so does it."""
        assert self.process.stdin
        with self._sending, suppress(OSError):
            self.process.stdin.close()
        self._receiver.join(ENDS_WITHIN)
        if self._receiver.is_alive():
            self.process.kill()
            self._receiver.join()

    def _receive(self) -> None:
        """Give each answer to the one who waits longest, until the process ends."""
        assert self.process.stdout
        assert self.process.stdin
        with suppress(EOFError, OSError, pickle.UnpicklingError):
            while True:
                kind, what = pickle.load(self.process.stdout)  # noqa: S301 - our own process
                waiting = self._waiting.popleft()
                if kind is ModelAnswer.BROKEN:
                    waiting.set_exception(RuntimeError(f"a model broke: {what}"))
                else:
                    waiting.set_result(what)
        with suppress(OSError):
            self.process.kill()
        self.process.wait()
        with self._sending:
            self.ended = True
            with suppress(OSError):
                self.process.stdin.close()
            self.process.stdout.close()
        while self._waiting:
            self._waiting.popleft().set_exception(_Ended())
