"""Tells what is new from what a chat sends once more."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Reply
from handlers.people import contacts as meeting

RETRIED = 15 * 60.0
"""Seconds within which a chat sends the same once more."""
DOUBLE_CLICK = 2.0
MOST = 50_000
KEPT = 60.0
"""Seconds for which a form that was taken is the same one when it comes again."""


@dataclass(slots=True)
class Deduplicator:
    """What was heard lately, by a name that a repetition shares."""

    replicas: bool = False
    """Whether other bots work on the same records, so that a chat may tell one of them what it told another."""
    _until: dict[str, float] = field(default_factory=dict)

    def first(self, name: str, lasts: float = RETRIED) -> bool:
        """Whether it is new; from now on, and for so many seconds, it is not."""
        now = time.monotonic()
        if self._until.get(name, 0.0) > now:
            return False
        if len(self._until) >= MOST:
            self._until = {kept: until for kept, until in self._until.items() if until > now}
        self._until[name] = now + lasts
        return True

    async def first_of_all(self, name: str, lasts: float, desk: Callable[[], Desk]) -> bool:
        """As ``first``, and the other bots on the records of that ``desk`` have not heard it either."""
        return self.first(name, lasts) and await self.claim(name, lasts, desk)

    async def claim(self, name: str, lasts: float, desk: Callable[[], Desk]) -> bool:
        """Whether no other bot has heard it; from now on, for so many seconds, none is first."""
        if not self.replicas:
            return True
        return await asyncio.to_thread(meeting.claim_once, name, timedelta(seconds=lasts), desk)

    async def forget_everywhere(self, name: str, desk: Callable[[], Desk]) -> None:
        """It is new again, for all bots."""
        self.forget(name)
        if self.replicas:
            await asyncio.to_thread(meeting.release_claim, name, desk)

    def forget(self, name: str) -> None:
        """It is new again, as when nothing came of it."""
        self._until.pop(name, None)

    def knows(self, name: str) -> bool:
        """Whether it was heard; asking does not mark it as heard."""
        return self._until.get(name, 0.0) > time.monotonic()


@dataclass(frozen=True, slots=True)
class InFlight:
    """What was pressed or sent lately, by a name that a repetition shares, with the reply that it has or gets."""

    _tasks: dict[str, asyncio.Task[Reply]] = field(default_factory=dict)

    def begin(
        self, name: str, work: Callable[[], asyncio.Task[Reply]], *, form: bool = True
    ) -> tuple[asyncio.Task[Reply], bool]:
        """The reply, and whether this is the first time; the same once more has the same reply.

        Unless there is something to correct: a ``form`` that was not taken may be sent again at once.
        """
        if found := self._tasks.get(name):
            return found, False
        task = self._tasks[name] = work()
        loop, lasts = asyncio.get_running_loop(), KEPT if form else DOUBLE_CLICK

        def finished(done: asyncio.Task[Reply]) -> None:
            broken = done.cancelled() or done.exception() is not None
            to_correct = broken or (form and (done.result().form or done.result().failed))
            loop.call_later(0 if to_correct else lasts, self._tasks.pop, name, None)

        task.add_done_callback(finished)
        return task, True
