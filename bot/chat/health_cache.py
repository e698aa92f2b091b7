"""Does a chat still take our word, as we found when we last looked?"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

WELL, ILL = 60.0, 5.0
"""Seconds for which it is not looked at again, after yes and after no."""


@dataclass(slots=True)
class HealthCache:
    """Why a chat does not take our word, empty where all is well, for some seconds."""

    _until: float = 0.0
    _found: str = ""

    def trouble(self, look: Callable[[], str]) -> str:
        """What was found; ``look``, which may take some seconds, only where that is too long ago."""
        if time.monotonic() > self._until:
            self._found = look()
            self._until = time.monotonic() + (ILL if self._found else WELL)
        return self._found
