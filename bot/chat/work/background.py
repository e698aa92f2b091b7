"""Runs work that nobody waits for, and ends it before the bot stops."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

log = logging.getLogger("dpa")
T = TypeVar("T")
ENDS_WITHIN = 10.0
"""Seconds that answers in flight have before we stop."""


@dataclass(frozen=True, slots=True)
class Background:
    """The work of a chat; ``why`` gives a failure in one word."""

    why: Callable[[BaseException], str]
    _tasks: set[asyncio.Task[Any]] = field(default_factory=set)

    def begin(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Do it without anybody having to wait for it; ``rest`` waits."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (bug := task.exception()):
            log.error("background work failed (%s)", self.why(bug), exc_info=bug)

    async def reaching(self, work: Awaitable[Any], tell: Callable[[Exception], Awaitable[Any]]) -> None:
        """Do the work. Never raises; ``tell`` tells the person what failed."""
        try:
            await work
        except Exception as problem:  # noqa: BLE001 - whatever it is, the person is told
            try:
                await tell(problem)
            except Exception as silent:  # noqa: BLE001 - nobody is left to tell
                log.warning("an apology could not be delivered (%s)", self.why(silent))

    async def rest(self, within: float = ENDS_WITHIN) -> None:
        """When nothing is in flight; what takes longer than so many seconds is given up."""
        loop = asyncio.get_running_loop()
        until = loop.time() + within
        while self._tasks and loop.time() < until:
            await asyncio.wait(self._tasks, timeout=until - loop.time())
        if self._tasks:
            log.warning("%s answers in flight were given up", len(self._tasks))
            for task in self._tasks:
                task.cancel()
            await asyncio.wait(self._tasks)
