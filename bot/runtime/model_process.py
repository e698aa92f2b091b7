"""The models that read messages, in a process of their own, so that acknowledging a message never waits for them."""

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
    """The first part of each message from the process."""

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
"""Variables that the process gets, besides those that begin with PYTHON; no secret is among them."""
FRUGAL = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}
"""One text is read at a time, so that more threads would only take memory."""
ANSWERS_WITHIN = 60.0
"""Seconds after which a process that does not answer is killed."""
ENDS_WITHIN = 2.0
MOST_STARTS, MOST_DEATHS = 2, 3
"""Failed starts in a row until the models run in the bot itself; processes that may end over one text."""


Read = Callable[[Any], Any]
"""What the models make of a text; blocks. Raises RuntimeError where they break."""


class _Ended(Exception):  # noqa: N818 - it is what happened
    """The process ended before it answered."""


class ModelProcess:
    """Keeps the models' process running; where it cannot start, ``load`` runs the models in the bot itself.

    Any thread may ask. The process answers in the order in which it was asked; its next text is in the pipe already.
    Both the process and ``load`` get what the models need of the law files.
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
        """Start the process without waiting until it is ready; returns the function that asks it."""
        self._book = book
        self._current()
        return self.read

    def wait_ready(self) -> None:
        """Wait until texts can be read. Raises what ``load`` raises where the process cannot start."""
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
        """End the process after the texts that it has; one that hangs is killed."""
        with self._lock:
            self._closed, run = True, self._run
        if run:
            run.close()

    def _current(self) -> _Run | None:
        """The running process, started if need be; None where the models run in the bot itself."""
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
        environment = {
            name: value for name, value in os.environ.items() if name in PASSED_ON or name.startswith("PYTHON")
        }
        try:
            process = subprocess.Popen(  # noqa: S603 - our own module
                self._command,
                cwd=ROOT,
                env={**environment, **FRUGAL},
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
    """What the models need of the law files, pickled; the process gets it first."""
    ready: Future[None] = field(default_factory=Future)
    ended: bool = False
    _waiting: deque[Future[Any]] = field(default_factory=deque)
    """The answers that are awaited, in the order of the questions."""
    _sending: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self, book: bytes) -> None:
        self._waiting.append(self.ready)
        with suppress(OSError):  # the process has ended; the receiver notices
            self._send(book)
        self._receiver = threading.Thread(target=self._receive, name="models", daemon=True)
        self._receiver.start()

    @property
    def was_ready(self) -> bool:
        """Whether it has loaded the models."""
        return self.ready.done() and self.ready.exception() is None

    def ask(self, text: Any) -> Any:
        """The answer. Raises _Ended, and RuntimeError where the models broke."""
        answer: Future[Any] = Future()
        with self._sending:
            if self.ended:
                raise _Ended
            self._waiting.append(answer)
            try:
                self._send(pickle.dumps(text))
            except (OSError, ValueError):
                self.ended = True  # the receiver notices it too, but later: no text counts one end twice
                raise _Ended from None
        self.ready.result()  # learning changed phrasings may take minutes on a busy machine
        try:
            return answer.result(ANSWERS_WITHIN)
        except TimeoutError:
            log.warning("the models' process hangs; it is ended")
            self.process.kill()
            self.ended = True
            raise _Ended from None

    def _send(self, what: bytes) -> None:
        assert self.process.stdin
        self.process.stdin.write(what)
        self.process.stdin.flush()

    def close(self) -> None:
        """Close the input, which ends the process; kill it where it does not end in time."""
        assert self.process.stdin
        with self._sending, suppress(OSError):
            self.process.stdin.close()
        self._receiver.join(ENDS_WITHIN)
        if self._receiver.is_alive():
            self.process.kill()
            self._receiver.join()

    def _receive(self) -> None:
        """Hand each answer to the oldest question, until the process ends."""
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
