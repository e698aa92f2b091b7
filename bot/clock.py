"""When does the bot speak without being asked?"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from apscheduler.schedulers.background import BackgroundScheduler

from handlers.desk import Desk
from handlers.promises.remind import Send, remind

log = logging.getLogger("dpa")
BEAT = 5.0
"""Seconds between two looks at what is due."""


@dataclass(slots=True)
class Clock:
    """A heartbeat that sends what is due. APScheduler only ticks: the deadlines are stored, not its jobs."""

    desk: Callable[[], Desk]
    send: Send
    last_beat: datetime | None = None
    _ticker: BackgroundScheduler | None = field(default=None, repr=False)

    def start(self, every: float = BEAT) -> None:
        """Beat now and then every so many seconds; what fell due while the bot was down goes out at once."""
        self._ticker = BackgroundScheduler(timezone="UTC")
        self._ticker.add_job(
            self.beat, "interval", seconds=every, coalesce=True, max_instances=1, misfire_grace_time=None
        )
        self.beat()
        self._ticker.start()

    def stop(self) -> None:
        """No more beats; one under way is finished."""
        if self._ticker:
            self._ticker.shutdown(wait=True)

    def beat(self) -> None:
        """Send what is due. Never raises: the next beat tries again."""
        try:
            desk = self.desk()
            remind(desk, self.send)
            self.last_beat = desk.now
        except Exception:
            log.exception("the heartbeat failed; the next one tries again")
