"""Gives the desk the topics and the signs of a text, which the models find in one pass."""

from __future__ import annotations

import threading
from collections.abc import Callable
from hashlib import sha256
from itertools import starmap

from bot.models import Found
from knowledge.finding import Guess
from knowledge.reading.signs import Signs

KEPT = 4
"""Results that a thread keeps."""


class AskedModels:
    """Asks once where both are wanted, as for each question; any thread may ask.

    Of the few texts that a thread asked last, as a message and the part of it that asks, only hashes are kept with the
    results.
    """

    def __init__(self, read: Callable[[str], Found]) -> None:
        self._read, self._last = read, threading.local()

    def rank(self, text: str) -> tuple[Guess, ...]:
        """The topics, best first."""
        return tuple(starmap(Guess, self._both(text)[0]))

    def signs(self, text: str) -> Signs:
        """What the text says."""
        return self._both(text)[1]

    def _both(self, text: str) -> Found:
        name = sha256(text.encode(errors="surrogatepass")).digest()
        last: dict[bytes, Found] = self._last.__dict__.setdefault("found", {})
        if name not in last:
            last[name] = self._read(text)
        while len(last) > KEPT:
            del last[next(iter(last))]
        return last[name]
