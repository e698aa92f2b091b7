"""Lets a thread have something done in the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.teams.client import NotTaken

T = TypeVar("T")
WITHIN = 40.0
"""Seconds: a call has ten, and our token may have to be asked for first. A claimed reminder is ours for two minutes."""


@dataclass(slots=True)
class LoopBridge:
    """The way from a thread into the loop that serves Teams, as long as that loop runs."""

    _loop: asyncio.AbstractEventLoop | None = None

    async def hold(self, _: Any) -> AsyncIterator[None]:
        """For an application's ``cleanup_ctx``: it leads into this loop."""
        self._loop = asyncio.get_running_loop()
        yield
        self._loop = None

    def do(self, work: Coroutine[Any, Any, T], within: float = WITHIN) -> T:
        """What the work gives. Blocks, so it is not for the loop's own thread.

        Raises what the work raises, and `NotTaken` where the loop does not run, or it took too long; then it may have
        been done all the same.
        """
        if self._loop is None:
            work.close()
            raise NotTaken(0, "not_running")
        under_way = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return under_way.result(within)
        except TimeoutError:
            under_way.cancel()
            raise NotTaken(0, "too_slow", perhaps=True) from None
