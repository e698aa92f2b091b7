"""Does the vendor's notice end the vendor's clock and start the board's, and only where its date can be right?"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from knowledge.counting import day_of
from storage.records import Status


def say(desk: Desk, text: str) -> str:
    return plain(respond(Message(text, who="Dana"), desk))


@pytest.fixture
def reported(desk: Desk) -> Desk:
    """A breach that the vendor discovered on November 20, and of which the board has no notice yet."""
    say(desk, "log-breach vendor: Acme; discovered: 2026-11-20")
    return desk


def test_the_notice_closes_the_vendors_clock_and_opens_the_boards(reported: Desk) -> None:
    assert [deadline.who for deadline in reported.store.deadlines(status=Status.OPEN)] == ["contractor"]
    say(reported, "received B-1 2026-11-23")
    assert {deadline.who for deadline in reported.store.deadlines(status=Status.OPEN)} == {"board"}
    (done,) = reported.store.deadlines(status=Status.DONE)
    assert (done.who, done.proof) == ("contractor", "The vendor's notice arrived on Mon, Nov 23, 2026")


@pytest.mark.parametrize(
    ("day", "said"),
    [("2026-11-19", "The notice would come before the discovery"), ("2026-11-25", "That day is in the future")],
)
def test_a_date_that_cannot_be_right_is_an_error_in_the_command_and_in_the_form(
    reported: Desk, day: str, said: str
) -> None:
    before = reported.store.head()
    assert said in say(reported, f"received B-1 {day}")
    assert said in say(reported, f"correct B-1 board told: {day}")
    assert reported.store.head() == before


@pytest.mark.parametrize(
    "text",
    [
        "received B-1 2026-11-20",
        "correct B-1 board told: 2026-11-20",
        "log-breach vendor: Brightly; discovered: 2026-11-20; board told: 2026-11-20",
    ],
)
def test_a_notice_on_the_very_day_of_discovery_is_taken(reported: Desk, text: str) -> None:
    say(reported, text)
    assert date(2026, 11, 20) in {breach.board_told for breach in reported.store.breaches()}


def test_a_second_notice_is_left_to_a_correction(reported: Desk) -> None:
    say(reported, "received B-1 2026-11-23")
    assert "was received on Mon, Nov 23, 2026; you noted it" in say(reported, "received B-1 2026-11-24")


@pytest.mark.parametrize("data", ["student_information", "student_records"])
@pytest.mark.parametrize("after", [-1, 0, 1])
def test_a_vendor_is_late_only_after_its_last_day(desk: Desk, data: str, after: int) -> None:
    say(desk, f"log-breach vendor: Acme; discovered: 2026-11-20; categories: {data}")
    (clock,) = desk.store.deadlines(status=Status.OPEN)
    told = day_of(clock.last) + timedelta(days=after)
    later = replace(desk, now=desk.now + timedelta(days=100))
    assert ("told you late" in say(later, f"received B-1 {told}")) == (after > 0)
    assert ("told the board late" in say(later, "breach B-1")) == (after > 0)
