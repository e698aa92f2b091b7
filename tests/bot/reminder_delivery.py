"""Delivers reminders on any surface while bots are killed, clocks jump and posts are refused.

A surface joins with a script that calls `reminder_bot.run_until_killed` with its channels, and a `Receiver`, where its posts
arrive. `deliver_through_failures` checks what must hold on each of them; what a surface promises beyond that, its own
test checks.
"""

import asyncio
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import Any, Protocol, Self

import pytest

from handlers.deadlines.steps import Recipient
from storage.events.audit import verify
from storage.port import Draft, Store
from storage.records import Deadline, Event, Person, Place, Record, Reminder
from tests.bot.reminder_bot import DISTRICT, ZONE, open_stores

ROOT = Path(__file__).parents[2]
FAST = 20
"""Seconds of the district in one: the pauses after failures are long."""
DST_ENDS = datetime(2026, 11, 1, 1, 40, tzinfo=ZONE)
"""Twenty minutes before the hour that comes twice: a run of a minute goes through it."""
JUMPS = (1800, -900, 5400, 3600)
"""Seconds by which the clock is off after each kill."""
WAIT = "15"
"""Seconds for which a place that is asked too often wants to be left alone."""
ROUND = timedelta(seconds=40)
"""What falls due together at a place is one message, so that not all does."""
STILL = 8
"""Seconds without a post after which none is on its way any more: longer than a claim holds at the fast pace."""
REFUSED, FAILED, DROPPED, KEPT = "429", "500", "drop", ""
"""What happens to a post: too many, an error, kept without a word back, kept."""
HINDRANCES = {3: REFUSED, 8: FAILED, 15: DROPPED}
"""To which of twenty posts it happens."""


class Receiver(Protocol):
    """Where the posts of a surface arrive. It hinders some of them, as `hindrance` says."""

    counted: Counter[str]
    """How often each hindrance came."""

    @property
    def url(self) -> str:
        """What the script is told."""

    def got(self) -> Mapping[tuple[str, str], int]:
        """In how many messages each deadline stands at each place: (place, deadline)."""


@dataclass(frozen=True)
class Surface:
    """One surface under test; every owner of a deadline has one of the places."""

    script: Path
    there: Receiver
    places: Sequence[Place]


def hindrance(counted: Counter[str]) -> str:
    """Of twenty posts one is refused, one fails, and one arrives without a word back."""
    word = HINDRANCES.get(counted.total() % 20, KEPT)
    counted[word] += 1
    return word


@dataclass
class ReminderBots:
    """Bots on the same data, whose clock runs fast and jumps; all are killed at the end."""

    surface: Surface
    data: str
    jump: Path
    speed: int = FAST
    started: float = field(default_factory=time.time)
    alive: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.leap(0)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        while self.alive:
            self.kill(0)

    def start(self, number: int = 1) -> None:
        words = [self.data, self.surface.there.url, str(self.started), DST_ENDS.isoformat(), str(self.speed)]
        command = [sys.executable, str(self.surface.script), *words, str(self.jump)]
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        for _ in range(number):
            self.alive.append(subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL))

    def kill(self, which: int) -> None:
        self.alive[which].kill()
        self.alive.pop(which).wait()

    def leap(self, seconds: int) -> None:
        """The clock jumps, so far from where it began."""
        new = self.jump.with_suffix(".new")
        new.write_text(str(seconds))
        new.replace(self.jump)


def open_store(data: str) -> Store:
    """The store of those bots."""
    return open_stores(data).open(DISTRICT)


def a_deadline(draft: Draft, owner: str, opened: datetime, **other: Any) -> Deadline:
    """One that is recalled at any hour."""
    urgent = {"record": "", "duty": "tell-families-of-breach", "cite": "10-234dd(a)(3)", "who": "board"}
    days = {"safe": date(2026, 11, 3), "last": date(2026, 11, 3)}
    return Deadline(id=draft.new_id(Deadline), owner=owner, opened=opened, **{**urgent, **days, **other})


def fill(
    store: Store, places: Sequence[Place], number: int, due: datetime = DST_ENDS, *, at_once: bool = False
) -> None:
    """So many reminders, each for one of the owners, who have a place each; one for every owner in each `ROUND`.

    ``at_once``: all are due at once, and each was to be a message of its own before, so that it is one now.
    """

    def write(draft: Draft) -> Iterator[Record]:
        owners = [Person(id=f"{p.surface}:U{k}", name=f"Owner {k}", place=p.id) for k, p in enumerate(places)]
        yield from (*places, *owners)
        for k, owner in enumerate(islice(cycle(owners), number)):
            deadline = a_deadline(draft, owner.id, due)
            yield deadline
            at = due if at_once else due + k // len(owners) * ROUND
            step = Reminder(deadline=deadline.id, step=f"safe {Recipient.OWNER}", due_at=at, where=Recipient.OWNER)
            yield replace(step, post=step.id) if at_once else step

    store.change(Event(who="test", what="fill", when=due, surface="test"), write)


def all_out(store: Store, number: int) -> bool:
    """Whether every deadline was told of; one that was recalled twice since, as the clock jumps, counts once."""
    told = {(one.deadline, one.where) for one in store.sent(limit=3 * number) if one.deadline}
    return len(told) >= number


async def until(done: Callable[[], bool], seconds: float, each: Callable[[], None] = lambda: None) -> None:
    """Ask again and again, and fail when it takes too long."""
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "it takes too long"
        await asyncio.sleep(0.2)
        each()


async def deliver_through_failures(
    processes: ReminderBots,
    number: int,
    bots: int,
    kills: int,
    capsys: pytest.CaptureFixture[str],
    *,
    gently: bool = False,
) -> Mapping[tuple[str, str], int]:
    """So many reminders go out while bots are killed and restarted; what arrived, of which none is lost.

    Afterwards the audit chain holds, and every hindrance and kill has come. ``gently``: the clock jumps only while
    nobody sends. At a jump another bot may take what is on its way, and then nobody can look first.
    """
    store, there, chance, killed, far = (
        open_store(processes.data),
        processes.surface.there,
        random.Random(10),
        0,
        0,
    )
    fill(store, processes.surface.places, number)
    jumps, arrived, since = iter(JUMPS), 0, time.monotonic()

    def disturb() -> None:
        nonlocal killed, far, arrived, since
        if len(there.got()) > arrived:
            arrived, since = len(there.got()), time.monotonic()
        if killed < kills and arrived and chance.random() < 0.25:
            processes.kill(chance.randrange(len(processes.alive)))
            processes.start()
            killed += 1
            if bots == 1 or not gently:
                far = next(jumps, far)
                processes.leap(far)
        elif killed == kills and (not gently or time.monotonic() > since + STILL):
            # Nothing new happens: let the pauses of those that failed often pass quickly.
            far, since = far + (3600 if gently else 300), time.monotonic()
            processes.leap(far)

    with processes:
        processes.start(bots)
        await until(lambda: killed == kills and all_out(store, number), 600, disturb)
    got = there.got()
    with capsys.disabled():
        sys.stdout.write(f"\n{number} reminders, {killed} kills, {dict(there.counted)}\n")
    assert len(got) == number, f"none is lost: {len(got)} of {number} arrived"
    assert all(there.counted[word] for word in (REFUSED, FAILED, DROPPED))
    assert verify(store.events(), [store.head()]) is None
    store.close()
    return got
