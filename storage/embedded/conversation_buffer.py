"""Buffer conversations in memory and write them to disk a moment later, all at once.

A question must not wait for the disk, nor a hundred questions for a hundred files. A process that dies meanwhile loses
the topics of that moment, and nothing else.
"""

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime

from storage.port import StoreError
from storage.records import Conversation
from storage.serialize import clean

WRITE_DELAY = 0.5
"""Seconds between two writes."""


class ConversationBuffer:
    """Conversations that `write` has not written yet. Safe among threads."""

    def __init__(self, write: Callable[[Sequence[Conversation]], None]) -> None:
        self._write, self._waiting = write, dict[str, Conversation]()
        self._lock, self._writing = threading.Lock(), threading.Lock()
        self._timer: threading.Timer | None = None

    def get(self, id: str) -> Conversation | None:
        """The conversation that waits to be written, or None."""
        return self._waiting.get(clean(id))

    def put(self, conversation: Conversation) -> None:
        """Buffer it; it is written within a second, and an expired one never."""
        with self._lock:
            self._waiting[clean(conversation.id)] = conversation
            self._drop(conversation.spoken)
            self._wait()

    def flush(self) -> int:
        """Write what waits; returns how many could not be written. These are retried as long as the process lives."""
        with suppress(StoreError, OSError):
            self._flush()
        with self._lock:
            if self._waiting:
                self._wait()
            return len(self._waiting)

    def _wait(self) -> None:
        if self._timer is None:
            self._timer = threading.Timer(WRITE_DELAY, self.flush)
            self._timer.daemon = True
            self._timer.start()

    def _flush(self) -> None:
        with self._writing:
            with self._lock:
                waiting = dict(self._waiting)
                if self._timer:
                    self._timer.cancel()
                self._timer = None
            if not waiting:
                return
            self._write(list(waiting.values()))
            with self._lock:
                self._waiting = {id: talk for id, talk in self._waiting.items() if waiting.get(id) is not talk}

    def _drop(self, now: datetime) -> None:
        for id in [id for id, talk in self._waiting.items() if talk.over(now)]:
            del self._waiting[id]
