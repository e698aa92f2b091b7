"""Is a day read as people say it, seen from today?"""

from datetime import date, datetime

import pytest

from handlers.dialogue.command_spec import Sorry
from handlers.understanding.days.dates import read_relative, split_day

TODAY = date(2026, 11, 24)
"""A Tuesday."""


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("today", "2026-11-24"),
        ("Yesterday", "2026-11-23"),
        ("tomorrow", "2026-11-25"),
        ("this morning", "2026-11-24"),
        ("11/26", "2026-11-26"),
        ("Nov 20", "2026-11-20"),
        ("Nov. 20th", "2026-11-20"),
        ("1/4", "2027-01-04"),
        ("24 November", "2026-11-24"),
        ("23rd of Nov", "2026-11-23"),
        ("4 Jan. at 9 am", "2027-01-04 09:00"),
        ("Friday", "2026-11-20"),
        ("last Friday", "2026-11-20"),
        ("last Tuesday", "2026-11-17"),
        ("Tuesday", "2026-11-24"),
        ("on Monday", "2026-11-23"),
        ("this Thursday", "2026-11-26"),
        ("next Thursday", "2026-11-26"),
        ("2026-11-02", "2026-11-02"),
        ("yesterday at 3:30 pm", "2026-11-23 15:30"),
        ("today 14:05", "2026-11-24 14:05"),
    ],
)
def test_a_day_is_read_as_it_is_said(said: str, day: str) -> None:
    assert read_relative(said, TODAY) == datetime.fromisoformat(day)


@pytest.mark.parametrize(
    ("today", "said", "day"),
    [
        ("2027-01-05", "December 20", "2026-12-20"),
        ("2027-01-05", "12/20", "2026-12-20"),
        ("2027-01-05", "30th of Nov", "2026-11-30"),
        ("2027-01-05", "Feb 3", "2027-02-03"),
        ("2026-12-20", "January 5", "2027-01-05"),
        ("2026-12-20", "Nov 30", "2026-11-30"),
    ],
)
def test_a_date_without_its_year_is_the_nearest_one_across_the_new_year(today: str, said: str, day: str) -> None:
    assert read_relative(said, date.fromisoformat(today)) == datetime.fromisoformat(day)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("Friday", "2026-11-27"),
        ("Tuesday", "2026-12-01"),
        ("until next Monday", "2026-11-30"),
        ("last Friday", "2026-11-20"),
    ],
)
def test_a_weekday_ahead_is_the_next_one(said: str, day: str) -> None:
    assert read_relative(said, TODAY, ahead=True) == datetime.fromisoformat(day)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "someday",
        "next year",
        "last 11/20",
        "next Nov 20",
        "friday 13",
        "5 may use",
        "12 apps",
        "31 November",
        "may be tomorrow",
        "yesterday or today",
        "7",
    ],
)
def test_what_is_no_day_is_refused(said: str) -> None:
    with pytest.raises(Sorry, match="as a date"):
        read_relative(said, TODAY)


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("tomorrow waiting for counsel", ("tomorrow", "waiting for counsel")),
        ("11/26 waiting", ("11/26", "waiting")),
        ("Nov 26, 2026 at the vendor", ("Nov 26, 2026", "at the vendor")),
        ("next Friday", ("next Friday", "")),
        ("2026-11-26 3 teachers are away", ("2026-11-26", "3 teachers are away")),
        ("waiting", ("waiting", "")),
        ("", ("", "")),
    ],
)
def test_a_day_ends_where_the_reason_begins(text: str, parted: tuple[str, str]) -> None:
    assert split_day(text, TODAY) == parted
