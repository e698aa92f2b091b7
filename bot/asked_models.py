"""Gives the desk what the models read in a text."""

from __future__ import annotations

import threading
from hashlib import sha256
from itertools import starmap
from typing import Any

from bot.models import Asked, Found, ReadAll
from knowledge.finding import Guess
from knowledge.frames.frame_reader import Frame
from knowledge.reading.reader import Signs

KEPT = 4
"""Results that a thread keeps."""


class AskedModels:
    """Asks once where both are wanted, as for each question; any thread may ask.

    Of the few texts that a thread asked last, as a message and the part of it that asks, only hashes are kept with the
    results.
    """

    def __init__(self, read: ReadAll) -> None:
        self._read, self._last = read, threading.local()

    def rank(self, text: str) -> tuple[Guess, ...]:
        """The topics, best first."""
        return tuple(starmap(Guess, self._both(text)[0]))

    def signs(self, text: str) -> Signs:
        """What the text says."""
        return self._both(text)[1]

    def frame(self, state: str, text: str) -> Frame:
        """What a message wants, where the dialogue stands at that state line."""
        frame: Frame = self._once((state, text))
        return frame

    def _both(self, text: str) -> Found:
        found: Found = self._once(text)
        return found

    def _once(self, asked: Asked) -> Any:
        name = sha256(repr(asked).encode(errors="surrogatepass")).digest()
        last: dict[bytes, Any] = self._last.__dict__.setdefault("found", {})
        if name not in last:
            last[name] = self._read(asked)
        while len(last) > KEPT:
            del last[next(iter(last))]
        return last[name]
