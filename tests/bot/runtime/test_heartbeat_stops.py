"""Is the bot soon still when it is told to stop, and does the next one send at once what it had in hand?"""

import threading
from collections import Counter

from bot.runtime.heartbeat import Heartbeat
from handlers.reminders.remind import PARALLEL_PLACES
from tests.bot.districts import Districts, until

PATIENCE = 60


class Hung:
    """A chat that answers nobody until it is let go."""

    def __init__(self, districts: Districts) -> None:
        self.begun, self.go = threading.Semaphore(0), threading.Event()
        districts.chat.meanwhile = self.meanwhile

    def meanwhile(self, _: str) -> None:
        self.begun.release()
        assert self.go.wait(PATIENCE)

    def until_begun(self, number: int) -> None:
        for _ in range(number):
            assert self.begun.acquire(timeout=PATIENCE)


def stopping(clock: Heartbeat) -> threading.Thread:
    """It has been told to stop, and anyone who told it waits."""
    found = threading.Thread(target=clock.stop)
    found.start()
    until(clock._stopped.is_set)
    return found


def test_posts_under_way_are_ended_and_the_others_go_out_at_once_after_the_next_start(districts: Districts) -> None:
    districts.owes_each("avon", 40)
    hung = Hung(districts)
    districts.clock.start()
    hung.until_begun(PARALLEL_PLACES)
    told = stopping(districts.clock)
    hung.go.set()
    told.join(PATIENCE)
    assert len(districts.chat.said) == PARALLEL_PLACES, "what was under way is recorded, nothing else is begun"
    assert len(districts.sent("avon")) == PARALLEL_PLACES
    districts.restart()
    districts.beat()
    assert Counter(place for place, _ in districts.chat.said) == {f"chat:{k}": 1 for k in range(40)}


def test_a_chat_that_hangs_holds_nobody_up(districts: Districts) -> None:
    districts.owes_each("avon", 40)
    hung = Hung(districts)
    districts.clock.start()
    hung.until_begun(PARALLEL_PLACES)
    districts.clock.stop(within=0.01)
    assert not districts.chat.said
    hung.go.set()
    assert districts.clock._beating.acquire(timeout=PATIENCE), "its posts end by themselves"
    assert len(districts.sent("avon")) == PARALLEL_PLACES
