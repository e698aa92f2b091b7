"""Is that the same press, or the same form, once more?"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.teams.hearing.hear import Said
from handlers.reply import Reply

KEPT = 60.0
"""Seconds for which a form that was taken is the same one when it comes again."""
DOUBLE_CLICK = 2.0
"""Seconds within which a press is the same one once more."""


@dataclass(slots=True)
class UnderWay:
    """What was pressed or sent lately, with the reply that it has or gets."""

    _tasks: dict[str, asyncio.Task[Reply]] = field(default_factory=dict)

    def begin(self, said: Said, work: Callable[[], asyncio.Task[Reply]]) -> tuple[asyncio.Task[Reply], bool]:
        """The reply, and whether this is the first time; the same once more has the same reply.

        Unless there is something to be mended: a form that was not taken may be sent again at once.
        """
        name = press(said)
        if found := self._tasks.get(name):
            return found, False
        task = self._tasks[name] = work()
        loop, lasts = asyncio.get_running_loop(), KEPT if said.form else DOUBLE_CLICK

        def heard(done: asyncio.Task[Reply]) -> None:
            to_mend = done.cancelled() or (bool(said.form) and (done.result().form or done.result().tone == "sorry"))
            loop.call_later(0 if to_mend else lasts, self._tasks.pop, name, None)

        task.add_done_callback(heard)
        return task, True


def press(said: Said) -> str:
    """The same for both presses of a double click, and for the same form with the same in it."""
    parts = [said.user, said.conversation, said.form or said.id, said.text, sorted(said.fields.items())]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
