"""Remembers for some minutes what a chat was asked, and for some seconds whether it works."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

log = logging.getLogger("dpa")
T = TypeVar("T")
FRESH = 600.0
"""Seconds for which it is not asked again."""
MOST = 20_000
WELL, ILL = 60.0, 5.0
"""Seconds for which the health of a chat is not looked at again, after yes and after no."""


@dataclass(slots=True)
class LookupCache:
    """What a chat was asked in the last minutes, by organization and what was asked."""

    patience: float
    """Seconds that the chat has to answer, as somebody waits."""
    trouble: tuple[type[Exception], ...]
    """What may go wrong when it is asked."""
    why: Callable[[BaseException], str]
    """That in one word, for the log."""
    _asked: dict[tuple[str, str], tuple[float, asyncio.Task[Any]]] = field(default_factory=dict)

    def task(self, key: tuple[str, str], ask: Callable[[], Awaitable[T]]) -> asyncio.Task[T]:
        """One call, however many want to know; what failed is asked again."""
        now = time.monotonic()
        asked_at, task = self._asked.get(key, (0.0, None))
        failed = task is not None and task.done() and (task.cancelled() or task.exception() is not None)
        if task is None or failed or now - asked_at > FRESH:
            if len(self._asked) >= MOST:
                self._asked.clear()
            task = asyncio.ensure_future(ask())
            self._asked[key] = (now, task)
        return task

    async def look_up(self, key: tuple[str, str], ask: Callable[[], Awaitable[T]], unsure: T) -> T:
        """What the chat tells; ``unsure`` where it does not tell in time."""
        try:
            return await asyncio.wait_for(asyncio.shield(self.task(key, ask)), self.patience)
        except self.trouble as problem:
            log.warning("a look-up in a chat failed (%s)", self.why(problem))
            return unsure

    def forget(self, key: tuple[str, str]) -> None:
        """Ask again next time."""
        self._asked.pop(key, None)


@dataclass(slots=True)
class HealthCache:
    """Why a chat does not work, empty where it does, for some seconds."""

    _until: float = 0.0
    _found: str = ""

    def trouble(self, look: Callable[[], str]) -> str:
        """What was found; ``look``, which may take some seconds, only where that is too long ago."""
        if time.monotonic() > self._until:
            self._found = look()
            self._until = time.monotonic() + (ILL if self._found else WELL)
        return self._found


@dataclass(frozen=True, slots=True)
class TokenCheck:
    """Whether the chat takes it, with a sentence: whose it is, what is wrong, or why the chat could not be asked."""

    says: str
    outcome: Literal["taken", "refused", "unreachable"]
