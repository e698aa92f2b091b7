"""Remembers a chat's answers to look-ups for minutes, and its health for seconds; and what checking a token found."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

log = logging.getLogger("dpa")
T = TypeVar("T")
FRESH = 600.0
"""Seconds for which an answer is remembered."""
MOST = 20_000
WELL, ILL = 60.0, 5.0
"""Seconds for which a chat's health is remembered: where it works, and where it does not."""


@dataclass(slots=True)
class LookupCache:
    """A chat's answers of the last minutes, by organization and what was looked up."""

    patience: float
    """Seconds that the chat has to answer, as a person is waiting."""
    trouble: tuple[type[Exception], ...]
    """The exceptions of a look-up that failed."""
    why: Callable[[BaseException], str]
    """Such an exception in one word, for the log."""
    _asked: dict[tuple[str, str], tuple[float, asyncio.Task[Any]]] = field(default_factory=dict)

    def task(self, key: tuple[str, str], ask: Callable[[], Awaitable[T]]) -> asyncio.Task[T]:
        """One call, however many wait for it; one that failed is made again."""
        now = time.monotonic()
        asked_at, task = self._asked.get(key, (0.0, None))
        failed = task is not None and task.done() and (task.cancelled() or task.exception() is not None)
        if task is None or failed or now - asked_at > FRESH:
            if len(self._asked) >= MOST:
                self._asked.clear()
            task = asyncio.ensure_future(ask())
            task.add_done_callback(_seen)
            self._asked[key] = (now, task)
        return task

    async def look_up(self, key: tuple[str, str], ask: Callable[[], Awaitable[T]], unsure: T) -> T:
        """The chat's answer; ``unsure`` where it does not come in time."""
        try:
            return await asyncio.wait_for(asyncio.shield(self.task(key, ask)), self.patience)
        except self.trouble as problem:
            log.warning("a look-up in a chat failed (%s)", self.why(problem))
            return unsure

    def forget(self, key: tuple[str, str]) -> None:
        """Ask the chat again next time."""
        self._asked.pop(key, None)


def _seen(task: asyncio.Task[Any]) -> None:
    """Take note of a failure for which nobody waits any longer, which asyncio would report as lost."""
    if not task.cancelled():
        task.exception()


@dataclass(slots=True)
class HealthCache:
    """Remembers for some seconds why a chat does not work; empty where it does."""

    _until: float = 0.0
    _found: str = ""

    def trouble(self, look: Callable[[], str]) -> str:
        """Why the chat does not work; calls ``look``, which may take some seconds, where that is not known any more."""
        if time.monotonic() > self._until:
            self._found = look()
            self._until = time.monotonic() + (ILL if self._found else WELL)
        return self._found


@dataclass(frozen=True, slots=True)
class TokenCheck:
    """Whether the chat takes a token; ``says`` whose it is, what is wrong or odd, or why it could not be asked.

    ``of`` is the one setting that was refused of several that were checked; empty where it may be any of them.
    """

    says: str
    outcome: Literal["taken", "refused", "doubted", "unreachable"]
    of: str = ""
