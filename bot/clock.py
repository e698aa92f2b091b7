"""When does the bot speak without being asked?"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from apscheduler.schedulers.background import BackgroundScheduler

from handlers.desk import Desk
from handlers.promises.digest import begin
from handlers.promises.remind import Tally, remind
from handlers.promises.ways import Ways
from handlers.promises.yearly import open_yearly

log = logging.getLogger("dpa")
BEAT = 5.0
"""Seconds between two looks at what is due."""
QUICKEST = 0.2
"""The same in a drill that runs through days."""


def beat_of(speed: float) -> float:
    """Seconds between two beats where time runs so much faster."""
    return max(QUICKEST, min(BEAT, BEAT * 10 / speed))


@dataclass(slots=True)
class Clock:
    """A heartbeat that sends what is due. APScheduler only ticks: the deadlines are stored, not its jobs."""

    desks: Callable[[], list[Desk]]
    """The desk of each district that is served."""
    ways: Ways
    tally: Tally = lambda *_: None
    every: float = BEAT
    last_beat: datetime | None = None
    _begun: dict[int, date] = field(default_factory=dict, repr=False)
    """The day on which the morning of a drawer was last prepared; a drawer stays open as long as the bot runs."""
    _ticker: BackgroundScheduler | None = field(default=None, repr=False)
    _over: threading.Event = field(default_factory=threading.Event, repr=False)

    def start(self) -> None:
        """Beat now and then every so many seconds; what fell due while the bot was down goes out at once."""
        self._ticker = BackgroundScheduler(timezone="UTC")
        self._ticker.add_job(
            self.beat, "interval", seconds=self.every, coalesce=True, max_instances=1, misfire_grace_time=None
        )
        self.beat()
        self._ticker.start()

    def stop(self) -> None:
        """No more beats; one under way is finished."""
        self._over.set()
        if self._ticker:
            self._ticker.shutdown(wait=True)

    def beat(self) -> None:
        """Send what is due in each district; one that fails holds up no other. Never raises."""
        try:
            well = [self._well(place) for place, _ in enumerate(self.desks())]
            if all(well):
                self.last_beat = self.desks()[0].now
        except Exception:
            log.exception("the heartbeat failed; the next one tries again")

    def _well(self, place: int) -> bool:
        try:
            self._serve(place)
        except Exception:
            log.exception("the heartbeat failed in a district; the next one tries again")
            return False
        return True

    def _serve(self, place: int) -> None:
        """Send what is due, and what may go out within this beat, as the places' pace allows."""
        while not self._over.is_set():
            desk = self.desks()[place]
            if self._begun.get(id(desk.records)) != desk.today:
                begin(desk)
                open_yearly(desk)
                self._begun[id(desk.records)] = desk.today
            done = remind(desk, self.ways, self.tally)
            wait = done.soonest - desk.now if done.soonest else timedelta.max
            if wait > timedelta(seconds=self.every):
                return
            self.last_beat = desk.now  # sending at a place's pace may take many beats, and is no standstill
            self._over.wait(wait.total_seconds())
