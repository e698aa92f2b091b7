"""Lets questions wait for their answers, first come first served, so that a rush of them holds up nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar

from bot.chat import words
from handlers.dialogue.errors import Sorry

T = TypeVar("T")
THREADS = 3
"""Enough to keep the models' process busy, and few enough to leave the processor to what acknowledges."""
MOST_WAITING = 3000
TOLD_AFTER = 9.0
"""Seconds after which those who still wait are told; telling takes a moment, and nobody waits for more than ten."""


@dataclass(slots=True)
class AnswerQueue:
    """Works a few questions out at a time, in threads of its own."""

    told_after: float = TOLD_AFTER
    most: int = MOST_WAITING
    threads: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(THREADS, thread_name_prefix="answer"), repr=False
    )
    _came: int = 0
    _begun: int = 0

    async def answer(self, work: Callable[[], T], tell: Callable[[int], Awaitable[None]]) -> T:
        """What ``work`` returns; ``tell`` gets the place in the queue once it has waited long. Raises Sorry if full."""
        if self._came - self._begun >= self.most:
            raise Sorry(words.TOO_MANY)
        number = self._came = self._came + 1

        def begin() -> T:
            self._begun = max(self._begun, number)
            return work()

        found = asyncio.get_running_loop().run_in_executor(self.threads, begin)
        try:
            await asyncio.wait({found}, timeout=self.told_after)
            if not found.done() and number > self._begun:
                await tell(number - self._begun)
            return await found
        finally:
            found.cancel()
