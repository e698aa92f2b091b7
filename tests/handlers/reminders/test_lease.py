"""Is a post begun only while its claim is sure to be ours until it ends, however long one look at what is due takes?"""

import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from handlers.deadlines.steps import Recipient
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Reply
from handlers.reminders.channels import Place
from handlers.reminders.remind import remind
from handlers.reminders.sending.batch import LEASE, Batch
from storage.port import Draft
from storage.records import Deadline, Event, Person, Record, Reminder

MANY = 60
"""Places, more than are written to at the same time."""


@dataclass
class Slow:
    """A chat at which each post takes its time; meanwhile a second bot, if there is one, looks at what is due."""

    desk: Desk
    each: timedelta
    gap: timedelta = timedelta()
    second: bool = False
    said: Counter[str] = field(default_factory=Counter)
    one_says: threading.Lock = field(default_factory=threading.Lock)

    def now(self) -> datetime:
        return self.desk.now

    def send(self, place: Place, reply: Reply, post: str, *, again: bool) -> str:  # noqa: ARG002 - the shape of a way
        with self.one_says:
            self.desk = replace(self.desk, now=self.desk.now + self.each)
            if self.second:
                remind(self.desk, {"chat": Other(self.said)})
            self.said[place.id] += 1
        return f"{place.id} 1"


@dataclass
class Other:
    """The way of the other bot."""

    said: Counter[str]
    gap: timedelta = timedelta()

    def send(self, place: Place, reply: Reply, post: str, *, again: bool) -> str:  # noqa: ARG002 - the shape of a way
        self.said[place.id] += 1
        return f"{place.id} 2"


def fill(desk: Desk, places: list[str]) -> None:
    """At each of the places an owner is to be reminded now, of as many deadlines as it is named."""

    def write(draft: Draft) -> Iterator[Record]:
        for place in dict.fromkeys(places):
            yield Place(id=f"chat:{place}", surface="chat", private=True)
            yield Person(id=f"chat:U{place}", name="Ana", place=f"chat:{place}")
        for k, place in enumerate(places):
            days = {"safe": desk.today, "last": desk.today, "opened": desk.now}
            about = {"record": "", "duty": "tell-families-of-breach", "cite": "10-234dd(a)(3)", "who": "board"}
            deadline = Deadline(id=draft.new_id(Deadline), owner=f"chat:U{place}", **about, **days)  # type: ignore[arg-type]
            at = desk.now - timedelta(minutes=len(places) - k)
            yield from (
                deadline,
                Reminder(deadline=deadline.id, step=f"safe {Recipient.OWNER}", due_at=at, where=Recipient.OWNER),
            )

    desk.store.change(Event(who="test", what="fill", when=desk.now, surface="test"), write)


def left(desk: Desk) -> int:
    return len(desk.store.due(desk.now + LEASE, 2 * MANY))


@pytest.mark.parametrize("seconds", [5, 7])
def test_two_bots_send_nothing_twice_however_slow_a_chat_is(desk: Desk, seconds: int) -> None:
    fill(desk, [str(k) for k in range(MANY)])
    slow = Slow(desk, timedelta(seconds=seconds), second=True)
    for _ in range(MANY):
        remind(slow.desk, {"chat": slow}, now=slow.now)
        if not left(slow.desk):
            break
    assert len(slow.said) == MANY and set(slow.said.values()) == {1}


def test_a_place_is_told_of_all_that_is_due_in_one_message(desk: Desk) -> None:
    fill(desk, [*(str(k) for k in range(MANY)), "0", "0"])
    slow = Slow(desk, timedelta(seconds=0.1), gap=timedelta(seconds=1))
    beat = remind(slow.desk, {"chat": slow}, now=slow.now)
    assert len(slow.said) == MANY and set(slow.said.values()) == {1}
    assert not beat.held_until and not left(slow.desk)


def test_a_bot_leaves_the_due_work_of_a_district_to_the_one_that_does_it(desk: Desk) -> None:
    fill(desk, ["one"])
    first = Batch(desk, {}, lambda: desk.now, lambda: False)
    assert first.take_lease()
    slow = Slow(desk, timedelta())
    assert remind(desk, {"chat": slow}).sent == 0
    later = replace(desk, now=desk.now + LEASE)
    assert remind(later, {"chat": slow}).sent == 1, "a dead one loses it"


def test_a_lease_lasts_as_long_in_the_hour_that_comes_twice(desk: Desk) -> None:
    second = datetime(2026, 11, 1, 1, 30, fold=1, tzinfo=desk.zone)
    desk = replace(desk, now=second)
    fill(desk, ["one"])
    batch = Batch(desk, {}, lambda: second, lambda: False)
    assert {one.claimed_until - second.astimezone(UTC) for one in batch.claim() if one.claimed_until} == {LEASE}
