"""Gives the desk what the models read in a text, asking them only once for a text's topics and signs."""

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
    """Asks the models once for each text, and keeps a thread's last results; any thread may ask.

    Of the few texts that a thread asked about last, only hashes are kept with the results.
    """

    def __init__(self, read: ReadAll) -> None:
        self._read, self._last = read, threading.local()

    def rank(self, text: str) -> tuple[Guess, ...]:
        """The topics of a question, best first."""
        return tuple(starmap(Guess, self._both(text)[0]))

    def signs(self, text: str) -> Signs:
        """What the text says."""
        return self._both(text)[1]

    def frame(self, state: str, text: str) -> Frame:
        """What a message asks for, given the line with the state of the dialogue."""
        frame: Frame = self._once((state, text))
        return frame

    def _both(self, text: str) -> Found:
        found: Found = self._once(text)
        return found

    def _once(self, asked: Asked) -> Any:
        digest = sha256(repr(asked).encode(errors="surrogatepass")).digest()
        last: dict[bytes, Any] = self._last.__dict__.setdefault("found", {})
        if digest not in last:
            last[digest] = self._read(asked)
        while len(last) > KEPT:
            del last[next(iter(last))]
        return last[digest]
