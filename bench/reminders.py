"""How many messages does the bot post, counted where they arrive?

``python bench/reminders.py [--small]``. The bot's own heartbeat and Slack channel call the small local Slack of the
tests over HTTP, on a clock that this file moves. Counted are messages that are posted; one that is changed in place is
none. Budgets: 60 overdue contracts on a Monday, and 18 days off, at most 5 messages in the channel and 1 to each
person; one breach notice over nine days at most 1 message with buttons and 3 nudges at a place.
"""

import asyncio
import random
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from measure import SMALL, done, figure, say

from bot.runtime.heartbeat import Heartbeat
from bot.runtime.refresh_posts import Settling
from bot.slack.notify.channel import SlackChannel
from bot.web.channel import PageChannel
from handlers.commands import COMMANDS
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.dispatch import respond
from handlers.reminders.channels import Channel
from knowledge.calendar import Calendar
from knowledge.load import load
from storage.embedded.store import open_embedded
from storage.records import Event, Person, Place, Role, Setup
from tests.bot.slack.small_slack.slack import Slack, elements

ZONE = ZoneInfo("America/New_York")
TEAM = "C1"
PEOPLE = {"U1": "Lena Lead", "U2": "Ana Ruiz", "U3": "Sam Super", "U4": "Tess Todd", "U5": "Omar Ott"}
LEAD, OWNER, SUPERINTENDENT = "U1", "U2", "U3"
LATE, CONTRACTS = (12, 20) if SMALL else (60, 300)
BEATS = tuple(range(6, 20))
"""Hours of a day at which the bot looks."""
LAW = load()


@dataclass
class District:
    """A district in the small Slack, its people, its bot and its clock."""

    slack: Slack
    folder: str
    now: datetime
    clock: Heartbeat = field(init=False)
    hear: Settling = field(init=False)

    def __post_init__(self) -> None:
        self.store = open_embedded(Path(self.folder), "hartford")
        self.slack.channel(TEAM, name="privacy", is_private=True)
        places = {TEAM: Place(id=f"slack:{TEAM}", surface="slack", name="privacy", private=True)}
        for user, name in PEOPLE.items():
            self.slack.user(user, name=name)
            chat = self.slack.chat_with(user)
            places[user] = Place(id=f"slack:{chat}", surface="slack", name=name, private=True)
        known = [Person(id=f"slack:{u}", name=n, role=Role.PRIVACY, place=places[u].id) for u, n in PEOPLE.items()]
        roles = {"lead": f"slack:{LEAD}", "superintendent": f"slack:{SUPERINTENDENT}"}
        event = Event(who="bench", what="setup", when=self.now, surface="bench")
        self.store.change(event, lambda _: [*places.values(), *known, Setup(place=f"slack:{TEAM}", **roles)])
        slack = replace(SlackChannel(lambda _: self.slack.token, self.slack.url), gap=timedelta())
        ways: dict[str, Channel] = {"slack": slack, "page": PageChannel()}
        self.clock = Heartbeat(lambda: ["hartford"], self.desk, lambda _: ways, lambda _: ["hartford"], interval=1)
        self.hear = Settling(lambda message: respond(message, self.desk()), self.desk, {"slack": slack}, pauses=())

    def desk(self, _: str = "") -> Desk:
        return Desk(LAW, lambda _: (), Calendar(), self.now, self.store, Role.ADMIN, commands=COMMANDS)

    def say(self, text: str, who: str = LEAD) -> Reply:
        return self.hear(Message(text, who=f"slack:{who}", surface="slack"))

    def run(self, until: datetime, each: Callable[[], None] = lambda: None, *, away: bool = False) -> None:
        """Move the clock, and beat at each hour of the day; ``away``: the bot is off until the end."""
        while self.now < until:
            self.now = min(_next_hour(self.now), until)
            if away and self.now < until:
                continue
            each()
            self.beat()

    def beat(self) -> None:
        """Until nothing more goes out, so that what comes later by its pace is counted too."""
        before = -1
        while before != (before := len(self.slack.calls)):
            self.clock.beat()

    def posts(self) -> list[tuple[str, bool]]:
        """Every message that was posted: to whom (the channel or a person), and whether in a thread."""
        whose = {self.slack.chat_with(user): user for user in PEOPLE} | {TEAM: TEAM}
        return [(whose[args["channel"]], bool(args.get("thread_ts"))) for args in self.slack.asked("chat.postMessage")]

    def living(self, channel: str) -> int:
        """Messages that have a button to close something."""
        return sum(
            any(str(one.get("value", "")).startswith("done ") for one in elements(message))
            for message in self.slack.said(channel)
        )


def _next_hour(now: datetime) -> datetime:
    later = now + timedelta(hours=1)
    later = later.replace(minute=0, second=0)
    while later.hour not in BEATS:
        later += timedelta(hours=1)
    return later


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def log(district: District, number: int, executed: date, owner: str = OWNER) -> None:
    reply = district.say(f"log-contract vendor: Vendor {number}; executed: {executed}; owner: slack:{owner}")
    assert reply.event, reply


def told(what: str, district: District, since: int = 0, *, budget: bool = True) -> None:
    """Print how many messages came, and hold them against the budget."""
    posts = district.posts()[since:]
    to = Counter(where for where, _ in posts)
    threads = sum(thread for where, thread in posts if where == TEAM)
    figure(f"{what}, in the channel", to[TEAM], f"messages, {threads} of them in threads", most=5 if budget else None)
    most = max((to[user] for user in PEOPLE), default=0)
    figure(f"{what}, to one person at most", most, "messages", most=1 if budget else None)
    calls = len(district.slack.asked("chat.update"))
    say(f"  all in all {len(posts)} messages, {calls} changed in place, {district.living(TEAM)} with live buttons")


def monday(district: District) -> None:
    """So many contracts are logged on a Saturday that were overdue long ago; then it is Monday."""
    for number in range(LATE):
        log(district, number, date(2026, 9, 1) + timedelta(days=number % 30))
    district.beat()
    district.run(at("2026-11-23T18:00"))
    told(f"{LATE} overdue on a Monday", district)


def away(district: District) -> None:
    """So many contracts are posted about as usual, and the bot is off for 18 days, in which all fall due."""
    for number in range(LATE):
        log(district, number, date(2026, 11, 2) + timedelta(days=number % 5))
    district.beat()
    district.run(district.now + timedelta(hours=3))
    before = len(district.posts())
    district.run(district.now + timedelta(days=18), away=True)
    district.run(district.now.replace(hour=18))
    told("18 days off", district, before)


def breach(district: District) -> None:
    """One notice of a breach that nobody acts on, over nine days."""
    reply = district.say(f"log-breach vendor: Acme; board told: {district.now.date()}; owner: slack:{OWNER}")
    assert reply.event
    district.beat()
    district.run(district.now + timedelta(days=9))
    to = Counter(where for where, _ in district.posts())
    for where in (TEAM, *PEOPLE):
        if to[where]:
            figure(
                f"one breach notice over nine days, at {PEOPLE.get(where, 'the channel')}",
                to[where],
                "messages",
                most=4,
            )
    figure("  of them with live buttons in the channel", district.living(TEAM), "", most=1)


def year(district: District) -> None:
    """A school year: contracts come in, most are posted in time, some late, some very late."""
    chance = random.Random(14)
    end, begin = at("2027-06-18T18:00"), district.now
    days = [begin.date() + timedelta(days=n) for n in range((end.date() - begin.date()).days)]
    work = [day for day in days if day.weekday() < 5]
    logged = sorted(chance.choice(work) for _ in range(CONTRACTS))
    todo: list[tuple[date, str]] = []
    numbers = iter(range(CONTRACTS))

    def each() -> None:
        while logged and logged[0] <= district.now.date() and district.now.hour >= 10:
            day = logged.pop(0)
            log(district, next(numbers), day, chance.choice(list(PEOPLE)))
            opened = district.store.deadlines(record=f"C-{len(district.store.contracts())}")[0]
            draw = chance.random()
            takes = (
                chance.randint(1, 4) if draw < 0.7 else chance.randint(5, 14) if draw < 0.92 else chance.randint(30, 60)
            )
            todo.append((day + timedelta(days=takes), opened.id))
        for one in [pair for pair in todo if pair[0] <= district.now.date() and district.now.hour >= 14]:
            todo.remove(one)
            district.say(f"done {one[1]} https://schools.example.org/{one[1]}", OWNER)
        if chance.random() < 2 / len(days) / len(BEATS):
            district.say(f"log-breach vendor: Vendor 1; board told: {district.now.date()}; owner: slack:{OWNER}")

    district.run(end, each)
    weeks = len(days) / 7
    to = Counter(where for where, _ in district.posts())
    say(f"a school year with {CONTRACTS} contracts, {weeks:.0f} weeks:")
    for where in (TEAM, *PEOPLE):
        figure(
            f"  {PEOPLE.get(where, 'the channel')}",
            to[where] / weeks,
            "messages a week",
            most=15 if where == TEAM else 5,
        )
    say(f"  {len(district.slack.asked('chat.update'))} messages changed in place")


async def scene(play: Callable[[District], None], begins: str) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        async with Slack() as slack:
            district = District(slack, folder, at(begins))

            def act() -> None:
                try:
                    play(district)
                    district.hear.hurry().result(60)
                finally:
                    district.hear.stop()
                    district.store.close()

            await asyncio.to_thread(act)


def scenes() -> Iterator[tuple[Callable[[District], None], str]]:
    yield monday, "2026-11-21T10:00"
    yield away, "2026-11-06T09:00"
    yield breach, "2026-11-18T10:00"
    yield year, "2026-08-31T08:00"


def main() -> None:
    for play, begins in scenes():
        asyncio.run(scene(play, begins))
    done()


if __name__ == "__main__":
    main()
