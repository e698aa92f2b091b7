"""Does what is due go out as fast as the pace of its place allows?"""

import threading
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from bot.runtime.heartbeat import DEFAULT_INTERVAL, Heartbeat
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Reply
from handlers.reminders.channels import Channel
from knowledge.counting import Calendar
from knowledge.law import Law
from storage.records import Place
from storage.stores import Stores
from tests.bot.districts import MORNING
from tests.bot.reminder_bot import DISTRICT, GAP, open_stores
from tests.bot.reminder_delivery import DST_ENDS, fill
from tests.bot.simulated_time import SimulatedTime, use_simulated_time

PLACES = [Place(id=f"chat:{k}", surface="chat", private=True) for k in range(50)]
DUE = timedelta(seconds=18)
"""When everything falls due, between two beats."""
TWICE = DST_ENDS + timedelta(minutes=20) - DUE - timedelta(seconds=2)
"""Two seconds after everything falls due it is one o'clock again."""
LONG = 600.0
"""Seconds after which a bot that has not sent everything is no longer waited for."""


class Chat:
    """A chat that notes when each post came to each place."""

    gap = GAP

    def __init__(self, hours: SimulatedTime) -> None:
        self.hours, self.lock = hours, threading.Lock()
        self.came: dict[str, list[float]] = defaultdict(list)

    def send(self, place: Place, reply: Reply, post: str, *, again: bool) -> str:  # noqa: ARG002 - the shape of a way
        with self.lock:
            self.came[place.id].append(self.hours.passed)
        return f"{place.id} {post}"

    @property
    def number(self) -> int:
        with self.lock:
            return sum(map(len, self.came.values()))


def a_bot(hours: SimulatedTime, drawers: Stores, ways: dict[str, Channel], law: Law) -> Heartbeat:
    def desk(district: str) -> Desk:
        return Desk(law, lambda _: (), Calendar(), hours.now(), drawers.open(district))

    return Heartbeat(lambda: [DISTRICT], desk, lambda _: ways, drawers.with_due, interval=DEFAULT_INTERVAL)


@pytest.mark.parametrize("begins", [MORNING, TWICE], ids=["a morning", "the hour that comes twice"])
@pytest.mark.parametrize(
    ("data", "number", "bots"),
    [("tiny", 250, 1), pytest.param("postgres", 300, 2, marks=pytest.mark.long)],
    indirect=["data"],
    ids=["tiny", "postgres"],
)
def test_each_goes_out_within_a_beat_of_what_the_pace_allows(
    data: str, number: int, bots: int, begins: datetime, law: Law, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counted in the time of the bots, which stands still while they work."""
    hours = SimulatedTime(begins, bots)
    chat = Chat(hours)
    stores = [open_stores(data) for _ in range(bots)]
    fill(stores[0].open(DISTRICT), PLACES, number, begins + DUE, at_once=True)
    clocks = [a_bot(hours, one, {"chat": chat}, law) for one in stores]

    def beats(clock: Heartbeat) -> None:
        try:
            while chat.number < number and hours.passed < LONG:
                clock.beat()
                hours.sleep(DEFAULT_INTERVAL)
        finally:
            hours.leave()

    for clock in clocks:
        use_simulated_time(hours, clock, monkeypatch)
    with ThreadPoolExecutor(bots) as threads:
        for done in [threads.submit(beats, clock) for clock in clocks]:
            done.result()
    for one in stores:
        one.close()
    due = DUE.total_seconds()
    late = [at - due - turn for place in PLACES for turn, at in enumerate(sorted(chat.came[place.id]))]
    assert len(late) == number, "each goes out once"
    assert min(late) >= 0 and max(late) <= DEFAULT_INTERVAL
