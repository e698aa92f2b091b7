"""When does the bot speak without being asked?"""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush

from apscheduler.schedulers.background import BackgroundScheduler

from bot.runtime.shutdown import POSTS_END_WITHIN
from handlers.dialogue.desk import Desk
from handlers.reminders.channels import Channels
from handlers.reminders.digest import plan_digest
from handlers.reminders.remind import CountReminders, remind
from handlers.reminders.yearly import open_yearly

log = logging.getLogger("dpa")
BEAT = 5.0
"""Seconds between two looks at what is due."""
FOLLOWED = 12
"""For so many beats a place's queue is followed at its own pace; what waits longer is found again when it is due."""
QUICKEST = 0.2
"""The same in a drill that runs through days."""


def beat_of(speed: float) -> float:
    """Seconds between two beats where time runs so much faster."""
    return max(QUICKEST, min(BEAT, BEAT * 10 / speed))


@dataclass(slots=True)
class Clock:
    """A heartbeat that sends what is due. APScheduler only ticks: the deadlines are stored, not its jobs.

    A beat opens the drawers in which something is due, or whose day has just begun; the others cost it nothing.
    """

    districts: Callable[[], Sequence[str]]
    """Those that are served, the bot's own first."""
    desk: Callable[[str], Desk]
    ways: Callable[[str], Channels]
    """How a district's posts reach the places of this district."""
    due: Callable[[datetime], Collection[str]]
    """The districts in which something is due, among them perhaps some that are not served."""
    tally: CountReminders = lambda *_: None
    every: float = BEAT
    served: Callable[[str], None] = lambda _: None
    """Is told in which district something may have changed."""
    last_beat: datetime | None = None
    """When all was well last."""
    _next_days: dict[str, datetime] = field(default_factory=dict, repr=False)
    """When the day after the one whose morning was prepared begins in a district."""
    _ticker: BackgroundScheduler | None = field(default=None, repr=False)
    _over: threading.Event = field(default_factory=threading.Event, repr=False)
    _beating: threading.Lock = field(default_factory=threading.Lock, repr=False)
    """Held while it beats."""

    def start(self) -> None:
        """Beat now and then every so many seconds; what fell due while the bot was down goes out at once."""
        logging.getLogger("apscheduler").setLevel(logging.ERROR)  # that a long beat leaves ticks out is no trouble
        self._ticker = BackgroundScheduler(timezone="UTC")
        every = {"seconds": self.every, "next_run_time": datetime.now(UTC)}
        self._ticker.add_job(self.beat, "interval", **every, coalesce=True, max_instances=1, misfire_grace_time=None)
        self._ticker.start()

    def stop(self, within: float = POSTS_END_WITHIN) -> None:
        """Begin no post any more. Those under way have so many seconds; what takes longer is left, as by a kill."""
        self._over.set()
        if self._ticker:
            self._ticker.shutdown(wait=False)
        if self._beating.acquire(timeout=within):
            self._beating.release()
        else:
            log.warning("posts that were under way are left")

    def desks(self) -> list[Desk]:
        """The desk of each district that is served."""
        return [self.desk(district) for district in self.districts()]

    def beat(self) -> None:
        """Send what is due in each district; one that fails holds up no other. Never raises."""
        with self._beating:
            try:
                if self._all_well() and not self._over.is_set():
                    self.last_beat = self._now()
            except Exception:
                log.exception("the heartbeat failed; the next one tries again")

    def _all_well(self) -> bool:
        """Serve whoever's turn it is, as long as more may go out soon; whether none failed."""
        turns, looked, well, look = list[tuple[float, str]](), dict[str, float](), True, -math.inf
        while not self._over.is_set():
            if time.monotonic() >= look:
                self.last_beat = self._now() if well and turns else self.last_beat  # a long beat is no standstill
                look = time.monotonic() + self.every
                self._add(turns)
            if not turns:
                break
            if (wait := min(turns[0][0], look) - time.monotonic()) > 0:
                self._over.wait(wait)
                continue
            moment, district = heappop(turns)
            if moment <= looked.get(district, -math.inf):
                continue  # what it was for was found then
            looked[district] = time.monotonic()
            more = self._serve(district)
            well = well and more is not None
            for seconds in more or ():
                heappush(turns, (time.monotonic() + seconds, district))
        return well

    def _add(self, turns: list[tuple[float, str]]) -> None:
        """Those whose turn it is now: something is due there, or a day has begun whose morning is not prepared."""
        now = self._now()
        due, next_in_line = set(self.due(now)), {district for moment, district in turns if moment <= time.monotonic()}
        for district in self.districts():
            begins = self._next_days.get(district, now) <= now
            if (district in due or begins) and district not in next_in_line:
                heappush(turns, (time.monotonic(), district))

    def _serve(self, district: str) -> list[float] | None:
        """Send what is due in a district; in how many seconds more may go out there, None where it failed."""

        def now() -> datetime:
            return self.desk(district).now

        try:
            desk = self.desk(district)
            self._prepare(district, desk)
            beat = remind(desk, self.ways(district), self.tally, now=now, over=self._over.is_set)
            self.served(district)
            late = now()
        except Exception:
            log.exception("the heartbeat failed in a district; the next one tries again")
            return None
        waits = (max(0.0, (turn - late).total_seconds()) for turn in beat.held_until)
        return [wait for wait in waits if wait <= self.every * FOLLOWED]

    def _prepare(self, district: str, desk: Desk) -> None:
        """Once a day: plan the digest, open what comes every year."""
        if self._next_days.get(district, desk.now) <= desk.now:
            plan_digest(desk)
            open_yearly(desk)
            tomorrow = desk.today + timedelta(days=1)
            self._next_days[district] = datetime.combine(tomorrow, datetime.min.time(), desk.zone)

    def _now(self) -> datetime:
        return self.desk(self.districts()[0]).now
