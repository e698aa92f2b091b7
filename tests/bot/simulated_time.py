"""Time that stands still while a bot works and goes on when all of them wait: no test of it depends on the machine."""

import math
import sys
import threading
from datetime import datetime
from heapq import heappop, heappush

import pytest

from bot.runtime.heartbeat import Heartbeat
from tests.bot.reminder_bot import ZONE

TICK = 1 / 64
"""The steps of this time, in seconds: exact as a float and in microseconds, so that moments which are equal stay so."""


class SimulatedTime:
    """The time of so many bots, in seconds since it began."""

    def __init__(self, begins: datetime, bots: int) -> None:
        self.begins, self.passed = begins, 0.0
        self._awake, self._asleep = bots, list[float]()
        self._moved = threading.Condition()

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.begins.timestamp() + self.passed, ZONE)

    def monotonic(self) -> float:
        return self.passed

    def sleep(self, seconds: float) -> None:
        """One bot waits; when all do, the first moment for which one waits comes at once."""
        with self._moved:
            until = self.passed + max(1, math.ceil(seconds / TICK)) * TICK
            heappush(self._asleep, until)
            self._one_less_awake()
            while self.passed < until:
                self._moved.wait()

    def leave(self) -> None:
        """One bot is gone; nobody waits for it."""
        with self._moved:
            self._one_less_awake()

    def _one_less_awake(self) -> None:
        self._awake -= 1
        if self._awake or not self._asleep:
            return
        self.passed = self._asleep[0]
        while self._asleep and self._asleep[0] <= self.passed:
            heappop(self._asleep)
            self._awake += 1
        self._moved.notify_all()


class _Over(threading.Event):
    """Whether a bot is to stop; waiting for it takes the time of `SimulatedTime`."""

    def __init__(self, hours: SimulatedTime) -> None:
        super().__init__()
        self.hours = hours

    def wait(self, timeout: float | None = None) -> bool:
        assert timeout is not None
        self.hours.sleep(timeout)
        return self.is_set()


def use_simulated_time(hours: SimulatedTime, clock: Heartbeat, monkeypatch: pytest.MonkeyPatch) -> None:
    """This clock reads that time, and waits in it."""
    monkeypatch.setattr(sys.modules[Heartbeat.__module__], "time", hours)
    clock._stopped = _Over(hours)
