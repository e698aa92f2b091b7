"""Waits while Teams asks for silence in a conversation, and sends the answer then."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.teams.client import Json, NotTaken

SILENT = frozenset({412, 429})
"""How the connector answers where it did not do it, and may be asked again a little later."""
SILENCE = 30.0
"""Seconds, where it does not say how many."""


@dataclass(slots=True)
class Backoff:
    """Says things after the silence that Teams asked for, where that ends within minutes.

    A turn tries again by itself for some seconds; this is for what takes longer.
    """

    longest: float = 300.0
    """Seconds; the asker has gone on by then."""
    most: int = 50
    """So many answers wait at a time."""
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    _waiting: int = 0
    _silent: dict[str, tuple[float, NotTaken]] = field(default_factory=dict)
    """Until when each conversation is to be left alone."""

    async def say(self, payload: Json, say: Callable[[Json], Awaitable[str]], where: str) -> str:
        """Say it; the id of what stands there then. Raises NotTaken, without asking where the silence is too long."""
        left = self.longest
        while True:
            left -= await self._silence(where, left)
            try:
                return await say(payload)
            except NotTaken as refused:
                if refused.status not in SILENT:
                    raise
                pause = refused.after if refused.after is not None else SILENCE
                self._silent[where] = (time.monotonic() + pause, refused)

    async def _silence(self, where: str, left: float) -> float:
        """Wait until it ends; how many seconds that was."""
        until, refused = self._silent.get(where, (0.0, None))
        pause = until - time.monotonic()
        if refused is None or pause <= 0:
            self._silent.pop(where, None)
            return 0.0
        if pause > left or self._waiting >= self.most:
            raise refused
        self._waiting += 1
        try:
            await self.sleep(pause * random.uniform(1.0, 1.2))  # noqa: S311 - so that not all come at once
        finally:
            self._waiting -= 1
        if self._silent.get(where, (0.0, None))[0] == until:
            self._silent.pop(where)
        return pause
