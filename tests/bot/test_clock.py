"""Does a beat open the drawers where something is to be done, and does each district's post stay at its own places?"""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import Clock
from bot.web.posts import PageWay
from handlers.desk import Desk
from handlers.promises.ladder import TEAM
from handlers.promises.remind import NOWHERE
from handlers.promises.ways import Way
from handlers.reply import Reply
from knowledge.calendar import Calendar
from knowledge.law import Law
from knowledge.load import load
from storage.cabinet import EmbeddedCabinet
from storage.port import Draft
from storage.records import Contract, Deadline, Event, Place, Record, Reminder, Setup
from tests.bot.keeper import ZONE

MORNING = datetime(2026, 10, 7, 9, 0, tzinfo=ZONE)


@dataclass
class Chat:
    """A chat that keeps what is said at its places; ``meanwhile`` happens before each post arrives."""

    gap: timedelta = timedelta()
    said: list[tuple[str, str]] = field(default_factory=list)
    meanwhile: Callable[[str], None] = lambda _: None

    def send(self, place: Place, reply: Reply, post: str, *, again: bool) -> str:  # noqa: ARG002 - the shape of a way
        self.meanwhile(place.id)
        self.said.append((place.id, reply.title))
        return f"{place.id} {len(self.said)}"

    def find(self, place: Place, post: str) -> str:  # noqa: ARG002 - the shape of a way
        return ""


@dataclass
class Town:
    """Districts with a bot; its page is that of Hartford."""

    cabinet: EmbeddedCabinet
    law: Law
    chat: Chat = field(default_factory=Chat)
    now: datetime = MORNING
    names: list[str] = field(default_factory=lambda: ["hartford"])
    opened: Counter[str] = field(default_factory=Counter)
    clock: Clock = field(init=False)

    def __post_init__(self) -> None:
        self.clock = Clock(lambda: [*self.names], self.desk, self.ways, self.cabinet.with_due, every=2)

    def desk(self, district: str) -> Desk:
        self.opened[district] += 1
        return Desk(self.law, lambda _: (), Calendar(), self.now, self.cabinet.drawer(district))

    def ways(self, district: str) -> dict[str, Way]:
        return {"chat": self.chat, **({"page": PageWay()} if district == "hartford" else {})}

    def owes(self, district: str, number: int = 1, place: str = "") -> None:
        """The district has so many reminders that are due now, for its team, and perhaps a place for them."""

        def write(draft: Draft) -> Iterator[Record]:
            yield Setup(place=place)
            yield Place(id=place or "chat:none", surface="chat", private=bool(place))
            for _ in range(number):
                contract = Contract(
                    id=draft.new_id(Contract), vendor=f"Vendor of {district}", executed=date(2026, 10, 6)
                )
                deadline = Deadline(
                    id=draft.new_id(Deadline),
                    record=contract.id,
                    duty="post-contract",
                    cite="10-234bb(g)",
                    who="board",
                    safe=date(2026, 10, 13),
                    last=date(2026, 10, 14),
                    opened=self.now,
                )
                yield from (contract, deadline)
                yield Reminder(deadline=deadline.id, step="opened", due_at=self.now, where=TEAM)

        self.names = list(dict.fromkeys((*self.names, district)))
        self.write(district, write)

    def write(self, district: str, write: Callable[[Draft], Iterator[Record]]) -> None:
        self.cabinet.drawer(district).change(Event(who="test", what="fill", when=self.now, surface="test"), write)

    def sent(self, district: str) -> list[str]:
        """How its reminders went out, the newest first."""
        return [reminder.sent_as for reminder in self.cabinet.drawer(district).sent() if reminder.deadline]

    def beat(self) -> Counter[str]:
        """Which desks the beat made."""
        self.opened.clear()
        self.clock.beat()
        return self.opened


@pytest.fixture(scope="module")
def law() -> Law:
    return load()


@pytest.fixture
def town(tmp_path: Path, law: Law) -> Iterator[Town]:
    cabinet = EmbeddedCabinet(tmp_path)
    yield Town(cabinet, law)
    cabinet.close()


def until(done: Callable[[], bool], seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.01)


def test_nothing_of_one_district_appears_in_anothers_place(town: Town) -> None:
    town.owes("hartford", place="chat:hartford")
    town.owes("avon")  # knows no place, and has no page
    town.beat()
    assert {place for place, _ in town.chat.said} == {"chat:hartford"}
    assert not any("avon" in title for _, title in town.chat.said)
    assert town.sent("avon") == [], "what nobody could read is not told as sent"
    town.now += NOWHERE
    town.write("avon", lambda _: iter([Setup(place="chat:avon"), Place(id="chat:avon", surface="chat", private=True)]))
    town.beat()
    assert [title for place, title in town.chat.said if place == "chat:avon" and "avon" in title]
    assert town.sent("avon")[0].startswith("chat:avon")


def test_where_there_is_no_chat_the_page_is_the_place_of_the_district_that_it_shows(town: Town) -> None:
    for district in ("hartford", "avon"):
        town.owes(district)
    town.beat()
    assert town.sent("hartford") == ["page:D-1/opened"] and town.sent("avon") == []


def test_districts_that_come_and_go_while_it_beats_exchange_nothing(town: Town) -> None:
    for district in ("bolton", "avon"):
        town.owes(district, place=f"chat:{district}")
    names = iter([["hartford", "bolton", "avon"], ["hartford", "avon", "bolton"], ["hartford", "avon"]])
    town.clock.districts = lambda: next(names, ["hartford", "canton", "avon"])
    town.clock.beat()
    assert town.chat.said and all(
        place.removeprefix("chat:") in title for place, title in town.chat.said if "V" in title
    )
    assert town.cabinet.drawer("canton").sent() == []


def test_a_beat_opens_the_drawers_in_which_something_is_due_and_no_other(town: Town) -> None:
    names = [f"district-{k}" for k in range(40)]
    town.names += names
    assert town.beat().keys() == {"hartford", *names}, "each has its first morning"
    town.now += timedelta(minutes=1)
    assert town.beat().keys() == {"hartford"}, "which tells the time"
    town.owes("district-7", place="chat:7")
    made = town.beat()
    assert made.keys() == {"hartford", "district-7"} and made.total() < 8
    assert town.chat.said


def test_each_morning_is_prepared_once_when_the_districts_own_day_begins(town: Town) -> None:
    town.names.append("avon")
    first = town.cabinet.drawer
    town.beat()
    heads = {one: first(one).head().number for one in town.names}
    assert all(heads.values()), "a digest was planned"
    for hours, moved in ((1, False), (14, False), (15.5, True)):
        town.now = MORNING + timedelta(hours=hours)
        assert ("avon" in town.beat()) == moved, hours
    town.now += timedelta(days=1)
    town.beat()
    assert first("avon").sent() == [], "with nothing open there is nothing to tell"


def test_a_damaged_drawer_holds_up_no_other_and_no_beat_is_told(town: Town, tmp_path: Path) -> None:
    town.owes("avon", place="chat:avon")
    town.owes("bolton", place="chat:bolton")
    (tmp_path / "avon" / "district.json").write_text("{oops")
    town.beat()
    assert {place for place, _ in town.chat.said} == {"chat:bolton"}
    assert town.clock.last_beat is None


def test_a_long_queue_goes_out_at_its_place_s_pace_and_lets_others_speak(town: Town) -> None:
    """In real time: what falls due elsewhere while the posts of one place wait for their turns goes out between them."""
    began = time.monotonic()
    town.chat.gap, town.clock.every = timedelta(seconds=0.2), 0.5
    town.owes("avon", 12, "chat:avon")
    plain = town.desk

    def desk(district: str) -> Desk:
        town.now = MORNING + timedelta(seconds=time.monotonic() - began)
        return plain(district)

    def meanwhile(place: str) -> None:
        if len(town.chat.said) == 3:
            town.owes("bolton", place="chat:bolton")

    town.clock.desk, town.chat.meanwhile = desk, meanwhile
    town.clock.beat()
    places = [place for place, _ in town.chat.said]
    assert places.count("chat:avon") == 12 and places.index("chat:bolton") < 9
    assert 11 * 0.2 < time.monotonic() - began < 3 * 11 * 0.2
    assert town.clock.last_beat and town.clock.last_beat > MORNING


def test_it_stops_in_the_midst_of_a_queue(town: Town) -> None:
    town.chat.gap = timedelta(seconds=20)
    town.owes("avon", 3, "chat:avon")
    town.clock.start()
    until(lambda: bool(town.chat.said))
    town.clock.stop()
    assert len(town.chat.said) == 1
