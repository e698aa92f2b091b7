"""Was this heard before?"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

RETRIED = 15 * 60.0
"""Seconds within which a chat sends the same once more."""
DOUBLE_CLICK = 2.0
MOST = 50_000


@dataclass(slots=True)
class Once:
    """What was heard lately, by a name that a repetition shares."""

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

    def forget(self, name: str) -> None:
        """It is new again, as when nothing came of it."""
        self._until.pop(name, None)

    def knows(self, name: str) -> bool:
        """Whether it was heard; asking does not mark it as heard."""
        return self._until.get(name, 0.0) > time.monotonic()
