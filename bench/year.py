"""What does a whole school year cost the people of a district of 300 contracts?

``python bench/year.py [--small]``. From July to June on a clock that is moved, through the real handlers, the bot's own
heartbeat and its Slack channel over HTTP to the small Slack of the tests. Contracts are signed, renewed and ended, products
asked for, families' requests, exceptions and breaches handled; most people answer in time, some late. Budgets: at most 5
messages a week to one person as a rule and 15 in the channel; nothing late that nobody was told of, nothing said twice at
a place on one day, nothing open that nobody will be reminded of.
"""

from __future__ import annotations

import asyncio
import csv
import io
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from heapq import heappop, heappush
from itertools import count

import year_told as told
from district import LEAD, OWNER, PEOPLE, District, scene
from measure import SMALL, done, figure, say
from year_life import Act, Life
from year_lives import (
    SUBPROCESSOR,
    breach,
    drill,
    ended,
    exception,
    family_request,
    product,
    renewed,
    signed,
    training,
    yearly,
)

from handlers.deadlines.steps import StepKind, kind_of
from handlers.dialogue.desk import Message
from handlers.imports.files.tables import read_sheets
from handlers.imports.mapping import choose
from handlers.imports.plan import plan, save
from storage.kinds import AppRequest
from storage.records import Status

BEGIN, FIRST, LAST, LATER = "2026-07-01T06:00", date(2026, 7, 1), date(2027, 6, 30), date(2029, 6, 30)
CONTRACTS, PRODUCTS, REQUESTS, EXCEPTIONS = (30, 6, 3, 2) if SMALL else (300, 40, 12, 4)
TEACHERS = {f"U{11 + number}": f"Teacher {chr(65 + number)}" for number in range(4 if SMALL else 20)}
OWNERS = ("U1", "U2", "U4", "U5")
BEATS = (6, 8, 9, 10, 11, 13, 14, 15, 17)
"""Hours of a day at which the bot looks."""
ENDING, RENEWED, TOUCHED = 0.3, 0.75, 3
"""Which share of the contracts ends in the year, which share of those is renewed; how many name the subprocessor."""
NAMES = (
    "Kahoot Quizlet Duolingo Padlet Nearpod Flipgrid Canva Blooket Seesaw Edpuzzle Gimkit Socrative Desmos Scratch Tynker "
    "Wordwall Mentimeter Newsela Freckle Storybird Buncee Flocabulary Formative Peardeck Quizizz Screencastify Soundtrap "
    "Thinglink Tinkercad Vocaroo Wakelet Zearn Boddle Coggle Genially Jeopardylabs Kodable Lalilo Mathigon Pixton"
).split()
SETUP = "setup district: Maplewood; renewals: 120, 60, 30; training: yes; request days: 30"


@dataclass
class Year:
    """What people will do, each thing at its moment, and what they have done."""

    district: District
    chance: random.Random = field(default_factory=lambda: random.Random(18))
    lives: list[Life] = field(default_factory=list)
    queue: list[tuple[datetime, int, Life, Act]] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=count)
    yearly_seen: set[str] = field(default_factory=set)
    posts: list[date] = field(default_factory=list)
    """The day of each message that was posted."""

    def begin(self, day: date, kind: str, who: str, act: Callable[[Life], Act]) -> None:
        """Let somebody begin on something on that day."""
        life = Life(kind, self.district, self.chance, who)
        self.lives.append(life)
        self._wait(life.on(day), life, act(life))

    def _wait(self, at: datetime, life: Life, act: Act) -> None:
        heappush(self.queue, (at, next(self.numbers), life, act))

    def hour(self) -> None:
        """Everything whose moment has come; at the first hour of a day, what came of the day before."""
        now = self.district.now
        if now.hour == BEATS[0]:
            self.count_posts(now.date() - timedelta(days=1))
            self._new_duties()
        while self.queue and self.queue[0][0] <= now:
            _, _, life, act = heappop(self.queue)
            try:
                self._wait(next(act), life, act)
            except StopIteration:
                life.is_closed = True

    def count_posts(self, day: date) -> None:
        """What was posted since the last count is of that day."""
        sent = len(self.district.slack.asked("chat.postMessage"))
        self.posts += [day] * (sent - len(self.posts))

    def _new_duties(self) -> None:
        """The lead begins on what the year opens, and everybody on the training that they are reminded of."""
        store, today = self.district.store, self.district.now.date()
        for one in store.deadlines(record="", status=Status.OPEN):
            if one.id not in self.yearly_seen:
                self.yearly_seen.add(one.id)
                self.begin(today, f"yearly duty ({one.duty})", LEAD, partial(yearly, deadline=one))
        for step in store.reminders(""):
            if kind_of(step) is StepKind.TRAINING and step.sent_at and step.id not in self.yearly_seen:
                self.yearly_seen.add(step.id)
                if self.chance.random() < 0.9:
                    self.begin(today, "training", step.where.removeprefix("slack:"), training)


def contracts_of_before(year: Year) -> None:
    """Those of the years before, imported as a list, and what becomes of those that end in this one."""
    district, lines = (
        year.district,
        [["Vendor", "Product", "Date signed", "Expires", "Posted", "Subprocessors", "Owner"]],
    )
    number = round(CONTRACTS * 0.8)
    for one in range(number):
        ends = FIRST + timedelta(days=70 + one * 280 // round(number * ENDING)) if one < number * ENDING else LATER
        executed = FIRST - timedelta(days=400 + one)
        days = [f"{day:%m/%d/%Y}" for day in (executed, ends, executed + timedelta(days=3))]
        owner = PEOPLE[year.chance.choice(OWNERS)]
        lines.append([f"Vendor {one}", f"App {one}", *days, SUBPROCESSOR if number - one <= TOUCHED else "", owner])
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    message, desk = Message("import", who=f"slack:{LEAD}", surface="slack"), district.desk()
    found = plan("a.csv", choose(read_sheets("a.csv", text.getvalue().encode())), message, desk)
    save(found.rows, message, desk)
    for old in district.store.contracts():
        if old.expiry and old.expiry < LATER:
            owner = old.owner.removeprefix("slack:")
            is_renewed = year.chance.random() < RENEWED
            kind, act = ("contract renewed", renewed) if is_renewed else ("contract ended", ended)
            day = old.expiry - timedelta(days=60) if is_renewed else old.expiry
            year.begin(day, kind, owner, partial(act, old=old, owner=owner))


def everything_else(year: Year) -> None:
    """What comes in over the year."""
    days = [FIRST + timedelta(days=number) for number in range(10, 330)]
    teachers, chance = list(TEACHERS), year.chance

    def some(number: int) -> list[date]:
        return [chance.choice(days) for _ in range(number)]

    for number, day in enumerate(some(CONTRACTS - round(CONTRACTS * 0.8))):
        year.begin(
            day,
            "contract signed and posted",
            LEAD,
            partial(signed, name=f"Newco {number}", owner=chance.choice(OWNERS)),
        )
    for number, day in enumerate(some(PRODUCTS)):
        who, *others = chance.sample(teachers, chance.choice((1, 1, 2, 4)))
        year.begin(day, "product asked for", who, partial(product, name=NAMES[number], others=others))
    for number, day in enumerate(some(REQUESTS)):
        kind = ("delete", "see", "correct")[number % 3]
        year.begin(day, "family's request", LEAD, partial(family_request, kind=kind, number=number + 1))
    for number, day in enumerate(some(EXCEPTIONS)):
        year.begin(min(day, FIRST + timedelta(days=180)), "exception", OWNER, partial(exception, number=number))
    year.begin(days[100], "breach at a vendor", LEAD, partial(breach, vendor=f"Vendor {round(CONTRACTS * 0.5)}"))
    year.begin(days[200], "breach at a subprocessor", LEAD, partial(breach, vendor=SUBPROCESSOR))
    year.begin(days[90], "drill", LEAD, drill)


def play(district: District) -> None:
    """The year, from its first day to its last."""
    year, began = Year(district), time.perf_counter()
    district.say(SETUP)
    contracts_of_before(year)
    everything_else(year)
    district.run(datetime.combine(LAST, datetime.min.time(), district.now.tzinfo).replace(hour=18), year.hour)
    year.count_posts(LAST)
    say(
        f"a school year of {len(district.store.contracts())} contracts, {len(district.store.records(AppRequest))} products asked for:"
    )
    told.messages(district, year.posts, TEACHERS)
    told.lateness(district)
    told.actions(year.lives)
    figure("wall time", time.perf_counter() - began, "s")


def main() -> None:
    asyncio.run(scene(play, BEGIN, staff=TEACHERS, beats=BEATS))
    done()


if __name__ == "__main__":
    main()
