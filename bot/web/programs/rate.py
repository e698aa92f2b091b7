"""Bounds how often somebody may call an address."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import web

from bot.settings.addresses import is_loopback

MINUTE = 60.0


@dataclass(slots=True)
class Rate:
    """The requests of the last minute, each by where it came from, in this process."""

    of_one: int
    of_all: int
    now: Callable[[], float] = time.monotonic
    _lately: deque[tuple[float, str]] = field(default_factory=deque)

    def allows(self, source: str) -> bool:
        """Whether one more may be served; it counts then. What is refused does not count."""
        now = self.now()
        while self._lately and self._lately[0][0] <= now - MINUTE:
            self._lately.popleft()
        own = sum(one == source for _, one in self._lately)
        if own >= self.of_one or len(self._lately) >= self.of_all:
            return False
        self._lately.append((now, source))
        return True


PROXIES: web.AppKey[tuple[str, ...]] = web.AppKey("proxies")
"""The proxies on other machines that are believed."""


def source_of(request: web.Request) -> str:
    """Where a request comes from: a proxy names it last, after what the caller claims.

    Believed is one on this machine, and those of `PROXIES`.
    """
    remote = request.remote or ""
    named = request.headers.getall("X-Forwarded-For", [])
    believed = is_loopback(remote) or remote in request.app.get(PROXIES, ())
    return ",".join(named).rpartition(",")[2].strip()[:64] if named and believed else remote
