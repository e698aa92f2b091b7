"""The heartbeat: sends what is due, every few seconds, in every district that is served."""

import logging
import math
import threading
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush

from apscheduler.schedulers.background import BackgroundScheduler

from bot.runtime.shutdown import POSTS_TIMEOUT
from handlers.dialogue.desk import Desk
from handlers.questions.lead_questions import drop_old
from handlers.reminders.channels import Channels
from handlers.reminders.messages.posts import plan_digest
from handlers.reminders.personal_notices import plan_silence
from handlers.reminders.remind import CountReminders, open_yearly, remind

log = logging.getLogger("dpa")
NOTED_EVERY = timedelta(minutes=5)
"""How often it is noted that the bot runs, so that the next one knows since when none did."""
DEFAULT_INTERVAL = 5.0
"""Seconds between two checks of what is due."""
FOLLOWED_INTERVALS = 12
"""A reminder that a channel holds back for at most this many intervals is sent within the beat; later ones wait."""
SHORTEST_INTERVAL = 0.2
"""Seconds between two checks in a drill that runs through days."""


def interval_for(speed: float) -> float:
    """Seconds between two checks where time runs ``speed`` times as fast as in reality."""
    return max(SHORTEST_INTERVAL, min(DEFAULT_INTERVAL, DEFAULT_INTERVAL * 10 / speed))


@dataclass(slots=True)
class Heartbeat:
    """Checks what is due and sends it. APScheduler only ticks: the deadlines are stored, its jobs are not.

    A beat opens the stores in which something is due, or whose day has just begun; the others cost it nothing.
    """

    districts: Callable[[], Sequence[str]]
    """The districts that are served, the bot's own first."""
    desk: Callable[[str], Desk]
    channels: Callable[[str], Channels]
    """How posts reach the people of a district, by surface."""
    due: Callable[[datetime], Collection[str]]
    """The districts in which something is due, perhaps with some that are not served."""
    count: CountReminders = lambda *_: None
    interval: float = DEFAULT_INTERVAL
    """Seconds between two beats."""
    on_change: Callable[[str], None] = lambda _: None
    """Called with each district in which something may have changed."""
    on_day: Callable[[str, Desk], None] = lambda *_: None
    """Called once a day with each district, to start long work in another thread."""
    last_beat: datetime | None = None
    """When the last beat without a failure was."""
    _noted: datetime | None = field(default=None, repr=False)
    """When it was last noted that the bot runs."""
    _next_days: dict[str, datetime] = field(default_factory=dict, repr=False)
    """For each district, when the day after the last prepared one begins."""
    _ticker: BackgroundScheduler | None = field(default=None, repr=False)
    _stopped: threading.Event = field(default_factory=threading.Event, repr=False)
    _beating: threading.Lock = field(default_factory=threading.Lock, repr=False)
    """Held during a beat."""

    def start(self) -> None:
        """Beat at once, then once an interval; what fell due while the bot was down goes out with the first beat."""
        logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a long beat skips ticks, which is no problem
        self._ticker = BackgroundScheduler(timezone="UTC")
        every = {"seconds": self.interval, "next_run_time": datetime.now(UTC)}
        self._ticker.add_job(self.beat, "interval", **every, coalesce=True, max_instances=1, misfire_grace_time=None)
        self._ticker.start()

    def stop(self, within: float = POSTS_TIMEOUT) -> None:
        """Send nothing new, and wait ``within`` seconds for posts in flight; slower ones are abandoned."""
        self._stopped.set()
        if self._ticker:
            self._ticker.shutdown(wait=False)
        if self._beating.acquire(timeout=within):
            self._beating.release()
        else:
            log.warning("posts still in flight were abandoned at shutdown")

    def desks(self) -> list[Desk]:
        """The desk of each district that is served."""
        return [self.desk(district) for district in self.districts()]

    def beat(self) -> None:
        """Send what is due in each district; one that fails holds up no other. Never raises."""
        with self._beating:
            try:
                self._note()
                if self._send_all() and not self._stopped.is_set():
                    self.last_beat = self._now()
            except Exception:
                log.exception("reminder check failed; retrying at the next beat")

    def _note(self) -> None:
        """Note now and then that the bot runs; the first time, plan what is said where none ran for long.

        It is noted in the bot's own district, and told in each. Never raises.
        """
        now = self._now()
        if self._noted and self._noted <= now < self._noted + NOTED_EVERY:
            return
        try:
            last = self.desk(self.districts()[0]).store.beat(now.astimezone(UTC))
        except Exception:
            log.exception("it could not be noted that the bot runs; retrying at the next beat")
            return
        started, self._noted = self._noted is None, now
        if started and last:
            for district in self.districts():
                self._tell_silence(district, last)

    def _tell_silence(self, district: str, since: datetime) -> None:
        """Plan what a district's team is told; one that fails holds up no other."""
        try:
            plan_silence(since, self.desk(district))
        except Exception:
            log.exception("a district is not told since when no bot ran")

    def _send_all(self) -> bool:
        """Send in every district until nothing more is due soon; returns whether no district failed."""
        queue, visited, all_well, next_look = list[tuple[float, str]](), dict[str, float](), True, -math.inf
        while not self._stopped.is_set():
            if time.monotonic() >= next_look:
                self.last_beat = self._now() if all_well and queue else self.last_beat  # a long beat is not a stall
                next_look = time.monotonic() + self.interval
                self._enqueue_due(queue)
            if not queue:
                break
            if (wait := min(queue[0][0], next_look) - time.monotonic()) > 0:
                self._stopped.wait(wait)
                continue
            moment, district = heappop(queue)
            if moment <= visited.get(district, -math.inf):
                continue  # the visit since then has sent it
            visited[district] = time.monotonic()
            more = self._send_in(district)
            all_well = all_well and more is not None
            for seconds in more or ():
                heappush(queue, (time.monotonic() + seconds, district))
        return all_well

    def _enqueue_due(self, queue: list[tuple[float, str]]) -> None:
        """Add the districts where something is due, or where a new day is not yet prepared."""
        now = self._now()
        due, queued = set(self.due(now)), {district for moment, district in queue if moment <= time.monotonic()}
        for district in self.districts():
            new_day = self._next_days.get(district, now) <= now
            if (district in due or new_day) and district not in queued:
                heappush(queue, (time.monotonic(), district))

    def _send_in(self, district: str) -> list[float] | None:
        """Send what is due in a district; returns in how many seconds more may be sent there, None after a failure."""

        def now() -> datetime:
            return self.desk(district).now

        try:
            desk = self.desk(district)
            self._prepare_day(district, desk)
            sent = remind(desk, self.channels(district), self.count, now=now, over=self._stopped.is_set)
            self.on_change(district)
            finished = now()
        except Exception:
            log.exception("reminder check failed in a district; retrying at the next beat")
            return None
        waits = (max(0.0, (turn - finished).total_seconds()) for turn in sent.held_until)
        return [wait for wait in waits if wait <= self.interval * FOLLOWED_INTERVALS]

    def _prepare_day(self, district: str, desk: Desk) -> None:
        """Once a day: plan the digest, open what comes every year, erase old questions and sheets."""
        if self._next_days.get(district, desk.now) <= desk.now:
            plan_digest(desk)
            open_yearly(desk)
            drop_old(desk)
            if desk.waiting:
                desk.waiting.drop_old(desk.now)
            self.on_day(district, desk)
            tomorrow = desk.today + timedelta(days=1)
            self._next_days[district] = datetime.combine(tomorrow, datetime.min.time(), desk.zone)

    def _now(self) -> datetime:
        return self.desk(self.districts()[0]).now
