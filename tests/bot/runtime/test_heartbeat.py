"""A beat opens the stores in which something is due, and each district's posts go to its own places."""

from datetime import timedelta
from pathlib import Path

import pytest

from handlers.dialogue.desk import Desk
from handlers.reminders.remind import NO_PLACE_PAUSE
from storage.records import Place, Setup
from tests.bot.county import MORNING, County, until
from tests.bot.hours import Hours, live_by


def test_nothing_of_one_district_appears_in_anothers_place(county: County) -> None:
    county.owes("hartford", place="chat:hartford")
    county.owes("avon")  # knows no place, and has no page
    county.beat()
    assert {place for place, _ in county.chat.said} == {"chat:hartford"}
    assert not any("avon" in title for _, title in county.chat.said)
    assert county.sent("avon") == [], "what nobody could read is not told as sent"
    county.now += NO_PLACE_PAUSE
    county.write(
        "avon", lambda _: iter([Setup(place="chat:avon"), Place(id="chat:avon", surface="chat", private=True)])
    )
    county.beat()
    assert [title for place, title in county.chat.said if place == "chat:avon" and "avon" in title]
    assert county.sent("avon")[0].startswith("chat:avon")


def test_where_there_is_no_chat_the_page_is_the_place_of_the_district_that_it_shows(county: County) -> None:
    for district in ("hartford", "avon"):
        county.owes(district)
    county.beat()
    assert county.sent("hartford") == ["page:D-1/opened"] and county.sent("avon") == []


def test_districts_that_come_and_go_while_it_beats_exchange_nothing(county: County) -> None:
    for district in ("bolton", "avon"):
        county.owes(district, place=f"chat:{district}")
    names = iter([["hartford", "bolton", "avon"], ["hartford", "avon", "bolton"], ["hartford", "avon"]])
    county.clock.districts = lambda: next(names, ["hartford", "canton", "avon"])
    county.clock.beat()
    assert county.chat.said and all(
        place.removeprefix("chat:") in title for place, title in county.chat.said if "V" in title
    )
    assert county.cabinet.open("canton").sent() == []


def test_a_beat_opens_the_drawers_in_which_something_is_due_and_no_other(county: County) -> None:
    names = [f"district-{k}" for k in range(40)]
    county.names += names
    assert county.beat().keys() == {"hartford", *names}, "each has its first morning"
    county.now += timedelta(minutes=1)
    assert county.beat().keys() == {"hartford"}, "which tells the time"
    county.owes("district-7", place="chat:7")
    made = county.beat()
    assert made.keys() == {"hartford", "district-7"} and made.total() < 12
    assert county.chat.said


def test_each_morning_is_prepared_once_when_the_districts_own_day_begins(county: County) -> None:
    county.names.append("avon")
    first = county.cabinet.open
    county.beat()
    heads = {one: first(one).head().number for one in county.names}
    assert all(heads.values()), "a digest was planned"
    for hours, moved in ((1, False), (14, False), (15.5, True)):
        county.now = MORNING + timedelta(hours=hours)
        assert ("avon" in county.beat()) == moved, hours
    county.now += timedelta(days=1)
    county.beat()
    assert first("avon").sent() == [], "with nothing open there is nothing to tell"


def test_a_damaged_drawer_holds_up_no_other_and_no_beat_is_told(county: County, tmp_path: Path) -> None:
    county.owes("avon", place="chat:avon")
    county.owes("bolton", place="chat:bolton")
    (tmp_path / "avon" / "district.json").write_text("{oops")
    county.beat()
    assert {place for place, _ in county.chat.said} == {"chat:bolton"}
    assert county.clock.last_beat is None


def test_a_long_queue_goes_out_at_its_place_s_pace_and_lets_others_speak(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What falls due elsewhere while the posts of one place wait for their turns goes out between them."""
    hours = Hours(MORNING, 1)
    live_by(hours, county.clock, monkeypatch)
    county.chat.gap, county.clock.interval = timedelta(seconds=0.2), 0.5
    county.owes("avon", 12, "chat:avon")
    plain = county.desk

    def desk(district: str) -> Desk:
        county.now = hours.now()
        return plain(district)

    def meanwhile(place: str) -> None:
        if len(county.chat.said) == 3:
            county.owes("bolton", place="chat:bolton")

    county.clock.desk, county.chat.meanwhile = desk, meanwhile
    county.clock.beat()
    places = [place for place, _ in county.chat.said]
    assert places.count("chat:avon") == 12 and places.index("chat:bolton") < 9
    assert 11 * 0.2 <= hours.passed < 1.5 * 11 * 0.2
    assert county.clock.last_beat and county.clock.last_beat > MORNING


def test_it_stops_in_the_midst_of_a_queue(county: County) -> None:
    county.chat.gap = timedelta(seconds=20)
    county.owes("avon", 3, "chat:avon")
    county.clock.start()
    until(lambda: bool(county.chat.said))
    county.clock.stop()
    assert len(county.chat.said) == 1
