"""How many messages does the bot post, counted where they arrive?

``python bench/reminders.py [--small]``. The bot's own heartbeat and Slack channel call the small local Slack of the
tests over HTTP, on a clock that this file moves. Counted are messages that are posted; one that is changed in place is
none. Budgets: 60 overdue contracts on a Monday, and 18 days off, at most 5 messages in the channel and 1 to each
person; one breach notice over nine days at most 1 message with live buttons and 3 others in the channel. A breach among
60 overdue contracts: a table by day and reader, at most 1 message a day beside those of the breach alone, and while it is
overdue one of the breach to its owner and the lead each day that the bot runs.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from district import LEAD, OWNER, PEOPLE, SUPERINTENDENT, TEAM, District, at, scene
from measure import SMALL, done, figure, say

LATE, CONTRACTS = (12, 20) if SMALL else (60, 300)


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
                most=4 if where == TEAM else 11,
            )
    figure("  of them with live buttons in the channel", district.living(TEAM), "", most=1)


READERS = {TEAM: "channel", LEAD: "lead", OWNER: "owner", SUPERINTENDENT: "superintendent", "U4": "another owner"}
TELL = "Tell the families"


def buried(district: District) -> None:
    """60 overdue contracts of four owners, a breach's notice on October 13, nine days, 18 days off, and nine days."""
    owners = (LEAD, OWNER, "U4", "U5")
    for number in range(LATE):
        log(district, number, date(2026, 8, 1) + timedelta(days=number), owners[number % len(owners)])
    district.beat()
    seen, days = 0, list[tuple[date, Counter[tuple[str, str]]]]()

    def until(when: str) -> None:
        nonlocal seen
        while district.now < at(when):
            day = district.now.date()
            district.run(min(at(when), district.now.replace(hour=23)))
            if found := _by_reader(district, seen):
                days.append((day, found))
            seen = len(district.slack.asked("chat.postMessage"))
            district.run(district.now + timedelta(hours=2))

    until("2026-10-13T10:00")
    assert district.say(f"log-breach vendor: Vendor 5; board told: 2026-10-13; owner: slack:{OWNER}").event
    until("2026-10-22T23:00")
    district.run(at("2026-11-10T08:00"), away=True)
    until("2026-11-18T23:00")
    _table(days)


def _by_reader(district: District, since: int) -> Counter[tuple[str, str]]:
    """How many messages since then went to whom: of the breach alone, lists, those in threads, and that name it."""
    found = Counter[tuple[str, str]]()
    posts, said = district.posts()[since:], district.slack.asked("chat.postMessage")[since:]
    for (where, thread), args in zip(posts, said, strict=True):
        alone = TELL in str(args) and "Post the contract" not in str(args)
        found[where, "thread" if thread else "breach" if alone else "list"] += 1
        found[where, "named"] += TELL in args["text"]
    return found


def _table(days: list[tuple[date, Counter[tuple[str, str]]]]) -> None:
    """By day and reader: messages of the breach alone + lists + replies in threads; * where a list names it."""
    say(f"{'a breach among ' + str(LATE) + ' overdue':24}" + "".join(f"{name:>22}" for name in READERS.values()))
    for day, found in days:
        cells = []
        for where in READERS:
            alone, lists, threads = (found[where, what] for what in ("breach", "list", "thread"))
            also = "*" * (found[where, "named"] > alone)
            pieces = [f"{n} {what}" for n, what in ((alone, "breach"), (lists, f"list{also}"), (threads, "thr")) if n]
            cells.append(f"{' + '.join(pieces) or '-':>22}")
        say(f"{day:%a %b %d}".ljust(24) + "".join(cells))
    lists = max(found[where, "list"] for _, found in days for where in READERS)
    figure("a breach among the overdue, lists to one reader in one day at most", lists, "messages", most=1)
    ran = [found for day, found in days if day > date(2026, 10, 15)]
    for who in (OWNER, LEAD):
        missed = sum(found[who, "breach"] != 1 for found in ran)
        figure(f"  days overdue on which the {READERS[who]} did not hear of it once", missed, "days", most=0)


def year(district: District) -> None:
    """A school year: contracts come in, most are posted in time, some late, some very late."""
    chance = random.Random(14)
    end, begin = at("2027-06-18T18:00"), district.now
    days = [begin.date() + timedelta(days=n) for n in range((end.date() - begin.date()).days)]
    work = [day for day in days if day.weekday() < 5]
    logged = sorted(chance.choice(work) for _ in range(CONTRACTS))
    postings: list[tuple[date, str]] = []
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
            postings.append((day + timedelta(days=takes), opened.id))
        for one in [pair for pair in postings if pair[0] <= district.now.date() and district.now.hour >= 14]:
            postings.remove(one)
            district.say(f"done {one[1]} https://schools.example.org/{one[1]}", OWNER)
        if chance.random() < 2 / len(days) / len(district.beats):
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


def scenes() -> Iterator[tuple[Callable[[District], None], str]]:
    yield monday, "2026-11-21T10:00"
    yield away, "2026-11-06T09:00"
    yield breach, "2026-11-18T10:00"
    yield buried, "2026-10-07T09:00"
    yield year, "2026-08-31T08:00"


def main() -> None:
    for play, begins in scenes():
        asyncio.run(scene(play, begins))
    done()


if __name__ == "__main__":
    main()
