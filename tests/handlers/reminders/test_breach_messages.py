"""Is what a breach asks told apart from all else, to whom it concerns, on each day on which families wait?"""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

import pytest

from handlers.commands import COMMANDS
from handlers.deadlines.steps import is_working
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.dispatch import respond
from handlers.reminders.remind import remind
from storage.records import Person, Place, Role, Setup
from tests.handlers.district import put
from tests.handlers.talk import Notes

TEAM, LEAD, OWNER, OTHER, SUPERINTENDENT = (f"slack:{id}" for id in ("C1", "U1", "U2", "U4", "U3"))
FAMILIES, POSTING = "Tell the families", "Post the contract"


class Said(NamedTuple):
    """A message: at which hour, where, and what."""

    hour: int
    place: str
    text: str
    reply: Reply


@dataclass
class Chat(Notes):
    """Notes each post with its place."""

    said: list[Said] = field(default_factory=list)
    hour: int = 0

    def send(self, place: Place, reply: Reply, post: str, *, again: bool) -> str:
        address = super().send(place, reply, post, again=again)
        self.said.append(Said(self.hour, place.id.removesuffix("-chat"), self.posts[-1], reply))
        return address


def district(desk: Desk) -> Desk:
    desk = replace(desk, commands=COMMANDS, admins=frozenset({LEAD}))
    people = {LEAD: "Lena Lead", OWNER: "Ana Ruiz", OTHER: "Tess Todd", SUPERINTENDENT: "Sam Super"}
    places = [Place(id=f"{id}-chat", surface="slack", private=True) for id in people]
    known = [Person(id=id, name=name, role=Role.PRIVACY, place=f"{id}-chat") for id, name in people.items()]
    channel = Place(id=TEAM, surface="slack", name="privacy", private=True)
    put(desk, channel, *places, *known, Setup(place=TEAM, lead=LEAD, superintendent=SUPERINTENDENT))
    return desk


def at(desk: Desk, day: date, hour: int = 9) -> Desk:
    return replace(desk, now=datetime(day.year, day.month, day.day, hour, tzinfo=desk.zone))


def log(desk: Desk, text: str) -> None:
    assert respond(Message(text, who=LEAD, surface="slack"), desk).event, text


def lived(desk: Desk, first: date, days: int, away: range = range(0)) -> Iterator[tuple[date, list[Said]]]:
    """What was posted on each day, in its order."""
    for number in range(days):
        day, chat = first + timedelta(days=number), Chat([])
        for hour in (8, 12, 16) if number not in away else ():
            chat.hour = hour
            remind(at(desk, day, hour), {"slack": chat})
        yield day, chat.said


@pytest.mark.parametrize("seed", range(3))
def test_a_breach_is_told_apart_first_and_daily_while_families_wait(desk: Desk, seed: int) -> None:
    desk, chance = at(district(desk), date(2026, 10, 6)), random.Random(seed)
    owners = [LEAD, OWNER, OTHER, ""]
    for number in range(20):
        signed = date(2026, 8, 1) + timedelta(days=chance.randrange(50))
        log(desk, f"log-contract vendor: Vendor {number}; executed: {signed}; owner: {chance.choice(owners)}")
    told = date(2026, 10, 13)
    owner = chance.choice(owners[1:3])
    for _ in lived(desk, date(2026, 10, 6), 7):
        pass
    log(at(desk, told), f"log-breach vendor: Vendor 5; board told: {told}; owner: {owner}")
    last = date(2026, 10, 15)
    for day, said in lived(desk, told, 36, range(11, 29)):
        lists, names = (
            Counter(one.place for one in said if POSTING in one.text),
            {one.place for one in said if FAMILIES in one.text},
        )
        for number, one in enumerate(said):
            named = FAMILIES in one.reply.title and "Vendor 5" in one.reply.title
            assert named == (FAMILIES in one.text), one.text
            if named and POSTING in one.text:
                rows = one.text.partition("\n")[2]
                assert rows.startswith("Breaches, before all else:") and rows.index(FAMILIES) < rows.index(POSTING)
            elif named:
                lists_before = [other for other in said[:number] if (other.hour, other.place) == (one.hour, one.place)]
                assert not any(POSTING in other.text for other in lists_before), "of the breach is told first"
            assert not (named and day > last) or one.reply.tone == "overdue"
        assert max(lists.values(), default=0) <= 1, "one list a day"
        assert is_working(day, desk.store.setup()) or not lists.total(), "only a breach disturbs on a free day"
        if day > last and (day - told).days not in range(11, 29):
            assert {LEAD, owner} <= names, f"{day}: {names}"
        if day == last + timedelta(days=1):
            assert {TEAM, SUPERINTENDENT} <= names
    tell = next(one for one in desk.store.deadlines(record="B-1") if one.duty.startswith("tell"))
    later = at(desk, told + timedelta(days=36))
    log(later, f"done {tell.id} https://schools.example.org/families")
    heard = [
        text for _, said in lived(desk, told + timedelta(days=36), 6) for _, place, text, _ in said if place == LEAD
    ]
    assert sum("Post the breach notice" in text for text in heard) <= 2, "weekly once the families know"
    assert not any(FAMILIES in text for text in heard)


def test_legal_holidays_are_free_days_and_the_boards_two_days_are_not(desk: Desk) -> None:
    desk = district(desk)
    holidays = [date(2026, 10, 12), date(2026, 11, 11), date(2026, 11, 26), date(2026, 12, 25), date(2027, 3, 26)]
    assert not any(is_working(day, Setup()) for day in holidays)
    eve = at(desk, date(2026, 11, 25), 10)
    log(at(desk, date(2026, 11, 19)), f"log-contract vendor: Acme; executed: 2026-11-19; owner: {OWNER}")
    log(eve, f"log-breach vendor: Borealis; board told: 2026-11-24; owner: {OWNER}")
    posted = dict(lived(desk, date(2026, 11, 19), 12))
    thanksgiving = [one.text for one in posted[date(2026, 11, 26)]]
    assert thanksgiving and all(FAMILIES in text and "Acme" not in text for text in thanksgiving)


def test_what_nobody_owns_is_recalled_to_the_lead(desk: Desk) -> None:
    desk = at(district(desk), date(2026, 10, 7))
    deadline = "log-contract vendor: Acme; executed: 2026-10-07; owner: "
    assert respond(Message(deadline, surface="slack"), desk).event
    assert [one.owner for one in desk.store.deadlines()] == [""]
    heard = [text for _, said in lived(desk, date(2026, 10, 7), 8) for _, place, text, _ in said if place == LEAD]
    assert heard and "Acme" in heard[0]
