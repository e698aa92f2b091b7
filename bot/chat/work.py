"""Runs a chat's background tasks until the bot stops, and queues the questions that wait for an answer."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bot.chat import words
from handlers.dialogue.command_spec import Sorry

log = logging.getLogger("dpa")
T = TypeVar("T")
ENDS_WITHIN = 10.0
"""Seconds that answers in flight get before the bot stops."""


@dataclass(frozen=True, slots=True)
class Background:
    """A chat's background tasks; ``why`` gives a failure in one word, for the log."""

    why: Callable[[BaseException], str]
    _tasks: set[asyncio.Task[Any]] = field(default_factory=set)

    def begin(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Run the work in the background; ``rest`` waits for it."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (bug := task.exception()):
            log.error("background work failed (%s)", self.why(bug), exc_info=bug)

    async def reaching(self, work: Awaitable[Any], tell: Callable[[Exception], Awaitable[Any]]) -> None:
        """Do the work; where it fails, ``tell`` tells the person. Never raises."""
        try:
            await work
        except Exception as problem:  # noqa: BLE001 - whatever it is, the person is told
            try:
                await tell(problem)
            except Exception as silent:  # noqa: BLE001 - nobody is left to tell
                log.warning("an apology could not be delivered (%s)", self.why(silent))

    async def rest(self, within: float = ENDS_WITHIN) -> None:
        """Wait until nothing is in flight; what takes longer than ``within`` seconds is given up."""
        loop = asyncio.get_running_loop()
        until = loop.time() + within
        while self._tasks and loop.time() < until:
            await asyncio.wait(self._tasks, timeout=until - loop.time())
        if self._tasks:
            log.warning("%s answers in flight were given up", len(self._tasks))
            for task in self._tasks:
                task.cancel()
            await asyncio.wait(self._tasks)


THREADS = 3
"""Enough to keep the models' process busy, and few enough to leave the processor to acknowledgments."""
MOST_WAITING = 3000
TOLD_AFTER = 9.0
"""Seconds after which a person who still waits is told so; that takes a moment, and is to happen within ten."""


@dataclass(slots=True)
class AnswerQueue:
    """Answers a few questions at a time, in threads of its own."""

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

        pending = asyncio.get_running_loop().run_in_executor(self.threads, begin)
        try:
            await asyncio.wait({pending}, timeout=self.told_after)
            if not pending.done() and number > self._begun:
                await tell(number - self._begun)
            return await pending
        finally:
            pending.cancel()
