"""Is that being answered already?"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.chat.dedupe import DOUBLE_CLICK
from handlers.dialogue.reply import Reply

KEPT = 60.0
"""Seconds for which a form that was taken is the same one when it comes again."""


@dataclass(frozen=True, slots=True)
class InFlight:
    """What was pressed or sent lately, by a name that a repetition shares, with the reply that it has or gets."""

    _tasks: dict[str, asyncio.Task[Reply]] = field(default_factory=dict)

    def begin(
        self, name: str, work: Callable[[], asyncio.Task[Reply]], *, form: bool = True
    ) -> tuple[asyncio.Task[Reply], bool]:
        """The reply, and whether this is the first time; the same once more has the same reply.

        Unless there is something to be mended: a ``form`` that was not taken may be sent again at once.
        """
        if found := self._tasks.get(name):
            return found, False
        task = self._tasks[name] = work()
        loop, lasts = asyncio.get_running_loop(), KEPT if form else DOUBLE_CLICK

        def heard(done: asyncio.Task[Reply]) -> None:
            to_mend = done.cancelled() or (form and (done.result().form or done.result().tone == "sorry"))
            loop.call_later(0 if to_mend else lasts, self._tasks.pop, name, None)

        task.add_done_callback(heard)
        return task, True
