"""A beat opens the stores in which something is due, and each district's posts go to its own places."""

from datetime import timedelta
from pathlib import Path

import pytest

from handlers.dialogue.desk import Desk
from handlers.reminders.remind import NO_PLACE_PAUSE
from storage.records import Place, Setup
from tests.bot.districts import MORNING, Districts, until
from tests.bot.simulated_time import SimulatedTime, use_simulated_time


def test_nothing_of_one_district_appears_in_anothers_place(districts: Districts) -> None:
    districts.owes("hartford", place="chat:hartford")
    districts.owes("avon")  # knows no place, and has no page
    districts.beat()
    assert {place for place, _ in districts.chat.said} == {"chat:hartford"}
    assert not any("avon" in title for _, title in districts.chat.said)
    assert districts.sent("avon") == [], "what nobody could read is not told as sent"
    districts.now += NO_PLACE_PAUSE
    districts.write(
        "avon", lambda _: iter([Setup(place="chat:avon"), Place(id="chat:avon", surface="chat", private=True)])
    )
    districts.beat()
    assert [title for place, title in districts.chat.said if place == "chat:avon" and "avon" in title]
    assert districts.sent("avon")[0].startswith("chat:avon")


def test_where_there_is_no_chat_the_page_is_the_place_of_the_district_that_it_shows(districts: Districts) -> None:
    for district in ("hartford", "avon"):
        districts.owes(district)
    districts.beat()
    assert districts.sent("hartford") == ["page:D-1/opened"] and districts.sent("avon") == []


def test_districts_that_come_and_go_while_it_beats_exchange_nothing(districts: Districts) -> None:
    for district in ("bolton", "avon"):
        districts.owes(district, place=f"chat:{district}")
    names = iter([["hartford", "bolton", "avon"], ["hartford", "avon", "bolton"], ["hartford", "avon"]])
    districts.clock.districts = lambda: next(names, ["hartford", "canton", "avon"])
    districts.clock.beat()
    assert districts.chat.said and all(
        place.removeprefix("chat:") in title for place, title in districts.chat.said if "V" in title
    )
    assert districts.stores.open("canton").sent() == []


def test_a_beat_opens_the_drawers_in_which_something_is_due_and_no_other(districts: Districts) -> None:
    names = [f"district-{k}" for k in range(40)]
    districts.names += names
    assert districts.beat().keys() == {"hartford", *names}, "each has its first morning"
    districts.now += timedelta(minutes=1)
    assert districts.beat().keys() == {"hartford"}, "which tells the time"
    districts.owes("district-7", place="chat:7")
    made = districts.beat()
    assert made.keys() == {"hartford", "district-7"} and made.total() < 16
    assert districts.chat.said


def test_each_morning_is_prepared_once_when_the_districts_own_day_begins(districts: Districts) -> None:
    districts.names.append("avon")
    first = districts.stores.open
    districts.beat()
    heads = {one: first(one).head().number for one in districts.names}
    assert all(heads.values()), "a digest was planned"
    for hours, moved in ((1, False), (14, False), (15.5, True)):
        districts.now = MORNING + timedelta(hours=hours)
        assert ("avon" in districts.beat()) == moved, hours
    districts.now += timedelta(days=1)
    districts.beat()
    assert first("avon").sent() == [], "with nothing open there is nothing to tell"


def test_a_damaged_drawer_holds_up_no_other_and_no_beat_is_told(districts: Districts, tmp_path: Path) -> None:
    districts.owes("avon", place="chat:avon")
    districts.owes("bolton", place="chat:bolton")
    (tmp_path / "avon" / "district.json").write_text("{oops")
    districts.beat()
    assert {place for place, _ in districts.chat.said} == {"chat:bolton"}
    assert districts.clock.last_beat is None


def test_a_long_queue_goes_out_at_its_place_s_pace_and_lets_others_speak(
    districts: Districts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What falls due elsewhere while the posts of one place wait for their turns goes out between them."""
    hours = SimulatedTime(MORNING, 1)
    use_simulated_time(hours, districts.clock, monkeypatch)
    districts.chat.gap, districts.clock.interval = timedelta(seconds=0.2), 0.5
    districts.owes("avon", 12, "chat:avon", named=True)
    plain = districts.desk

    def desk(district: str) -> Desk:
        districts.now = hours.now()
        return plain(district)

    def meanwhile(place: str) -> None:
        if len(districts.chat.said) == 3:
            districts.owes("bolton", place="chat:bolton")

    districts.clock.desk, districts.chat.meanwhile = desk, meanwhile
    districts.clock.beat()
    places = [place for place, _ in districts.chat.said]
    assert places.count("chat:avon") == 12 and places.index("chat:bolton") < 9
    assert 11 * 0.2 <= hours.passed < 1.5 * 11 * 0.2
    assert districts.clock.last_beat and districts.clock.last_beat > MORNING


def test_it_stops_in_the_midst_of_a_queue(districts: Districts) -> None:
    districts.chat.gap = timedelta(seconds=20)
    districts.owes("avon", 3, "chat:avon", named=True)
    districts.clock.start()
    until(lambda: bool(districts.chat.said))
    districts.clock.stop()
    assert len(districts.chat.said) == 1


@pytest.mark.parametrize(
    ("off", "hours", "told"),
    [
        (0, 0.5, ""),
        (0, 3, "I was silent since Wed, Oct 7, 2026, 9:00 a.m."),
        (8.5, 15, ""),  # the night
        (8.5, 19, "I was silent since Wed, Oct 7, 2026, 5:30 p.m."),
    ],
)
def test_after_an_outage_each_team_reads_since_when_once(
    districts: Districts, off: float, hours: float, told: str
) -> None:
    """``off``: how many hours after 9 in the morning it goes out; ``hours``: how long nobody runs."""
    place = Place(id="chat:avon", surface="chat", private=True)
    districts.names.append("avon")
    districts.write("avon", lambda _: iter([Setup(place=place.id), place]))
    districts.now += timedelta(hours=off)
    districts.beat()
    districts.now += timedelta(hours=hours)
    for _ in range(2):
        districts.restart()
        districts.beat()
    assert [title for _, title in districts.chat.said] == ([told] if told else [])


def test_a_damaged_drawer_keeps_no_other_team_from_reading_of_the_outage(districts: Districts, tmp_path: Path) -> None:
    place = Place(id="chat:bolton", surface="chat", private=True)
    districts.names += ["avon", "bolton"]
    districts.write("bolton", lambda _: iter([Setup(place=place.id), place]))
    districts.beat()
    (tmp_path / "avon" / "district.json").write_text("{oops")
    districts.now += timedelta(hours=3)
    districts.restart()
    districts.beat()
    assert [where for where, _ in districts.chat.said] == [place.id]
