"""Do time limits run out on the day the law means?"""

from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.counting import NEW_YORK, Calendar, Due, Skipped, Weekend, Within, count

CALENDAR = Calendar()
ONE_DAY = timedelta(days=1)
EVENTS = st.dates(date(2016, 1, 1), date(2035, 12, 31))
NUMBERS = st.integers(1, 10)


def business_days(number: int, event: date, calendar: Calendar = CALENDAR) -> Due:
    return count(Within("business days", number), event, calendar)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


@cache
def week_days() -> list[date]:
    """Every Monday to Friday of 2016 to 2036."""
    first = date(2016, 1, 1)
    days = (first + n * ONE_DAY for n in range((date(2037, 1, 1) - first).days))
    return [day for day in days if day.strftime("%a") not in {"Sat", "Sun"}]


@cache
def open_days() -> list[date]:
    return [day for day in week_days() if CALENDAR.holiday(day) is None]


def nth_after(event: date, number: int, days: list[date]) -> date:
    return days[bisect_right(days, event) + number - 1]


# Worked cases


@pytest.mark.parametrize(
    ("number", "event", "safe", "last"),
    [
        (2, "2026-10-09", "2026-10-13", "2026-10-14"),  # Columbus Day
        (2, "2026-02-11", "2026-02-13", "2026-02-17"),  # Lincoln Day and Washington's Birthday
        (5, "2026-12-24", "2026-12-31", "2027-01-04"),  # Christmas and New Year's Day
        (5, "2026-10-07", "2026-10-14", "2026-10-15"),  # a contract in the week before Columbus Day
        (2, "2025-01-07", "2025-01-09", "2025-01-09"),  # Norwalk's notice of the PowerSchool breach
        (2, "2026-11-24", "2026-11-26", "2026-11-27"),  # Thanksgiving, by proclamation
        (1, "2026-04-02", "2026-04-03", "2026-04-06"),  # Good Friday, by proclamation
        (2, "2026-07-01", "2026-07-03", "2026-07-06"),  # July 4 on a Saturday
        (2, "2027-07-02", "2027-07-06", "2027-07-07"),  # July 4 on a Sunday
        (1, "2027-12-30", "2027-12-31", "2028-01-03"),  # New Year's Day on a Saturday
        (2, "2028-02-28", "2028-03-01", "2028-03-01"),  # over February 29
    ],
)
def test_business_days_come_out_as_worked_by_hand(number: int, event: str, safe: str, last: str) -> None:
    due = business_days(number, date.fromisoformat(event))
    assert (str(due.safe), str(due.last)) == (safe, last)


@pytest.mark.parametrize(
    ("days", "event", "end"),
    [
        (30, "2026-01-15", "2026-02-14"),  # a Saturday: it does not roll
        (60, "2026-01-15", "2026-03-16"),
        (30, "2026-11-25", "2026-12-25"),  # Christmas: it does not roll
        (30, "2028-01-30", "2028-02-29"),
        (30, "2027-01-30", "2027-03-01"),
        (60, "2026-12-01", "2027-01-30"),
    ],
)
def test_calendar_days_end_where_they_end_weekend_or_not(days: int, event: str, end: str) -> None:
    day = date.fromisoformat(event)
    within = Within("days", days)
    assert count(within, day, CALENDAR) == Due(day, within, date.fromisoformat(end), date.fromisoformat(end))


@pytest.mark.parametrize(
    ("event", "safe", "last"),
    [
        ("2026-10-10", "2026-10-13", "2026-10-14"),  # Saturday before Columbus Day
        ("2026-10-11", "2026-10-13", "2026-10-14"),  # Sunday before Columbus Day
        ("2026-10-12", "2026-10-14", "2026-10-14"),  # Columbus Day itself: the day of the event is not counted anyway
        ("2026-12-25", "2026-12-29", "2026-12-29"),  # Christmas, a Friday
        ("2026-07-04", "2026-07-07", "2026-07-07"),  # July 4, a Saturday, observed the day before
    ],
)
def test_an_event_on_a_closed_day_counts_from_the_next_open_one(event: str, safe: str, last: str) -> None:
    due = business_days(2, date.fromisoformat(event))
    assert (str(due.safe), str(due.last)) == (safe, last)


def test_it_tells_which_days_it_skipped_and_why() -> None:
    due = business_days(2, date(2026, 2, 11))
    lincoln, washington = CALENDAR.holiday(date(2026, 2, 12)), CALENDAR.holiday(date(2026, 2, 16))
    assert lincoln is not None
    assert washington is not None
    assert due.skipped == (
        Skipped(date(2026, 2, 12), lincoln),
        Skipped(date(2026, 2, 14), Weekend()),
        Skipped(date(2026, 2, 15), Weekend()),
        Skipped(date(2026, 2, 16), washington),
    )


def test_a_holiday_on_a_weekend_is_skipped_as_weekend() -> None:
    assert Skipped(date(2026, 7, 4), Weekend()) in business_days(2, date(2026, 7, 1)).skipped


def test_a_day_the_governor_adds_moves_last_and_leaves_safe() -> None:
    calendar = Calendar(extra=((date(2026, 5, 7), "Day of Prayer"),))
    due = business_days(2, date(2026, 5, 5), calendar)
    assert (due.safe, due.last) == (date(2026, 5, 7), date(2026, 5, 8))
    assert business_days(2, date(2026, 5, 5)).last == date(2026, 5, 7)


@pytest.mark.parametrize(
    ("at", "end"),
    [("2026-03-01", "2026-09-01"), ("2026-09-01", "2026-09-01"), ("2026-09-02", "2027-09-01")],
)
def test_a_yearly_day_is_the_first_one_on_or_after_the_event(at: str, end: str) -> None:
    due = count(Within.parse("by 09-01"), date.fromisoformat(at), CALENDAR)
    assert due.safe == due.last == date.fromisoformat(end)


def test_a_yearly_day_is_found_from_a_february_29_too() -> None:
    due = count(Within.parse("by 01-31"), date(2028, 2, 29), CALENDAR)
    assert due.safe == due.last == date(2029, 1, 31)


def test_no_number_gives_no_date() -> None:
    due = count(Within.parse("no number"), date(2026, 9, 1), CALENDAR)
    assert due == Due(date(2026, 9, 1), Within("no number"), None, None)


# Times of day


@pytest.mark.parametrize(
    ("hours", "at", "end"),
    [
        (48, "2017-05-01T09:00", "2017-05-03T09:00-04:00"),
        (48, "2017-03-11T09:00", "2017-03-13T10:00-04:00"),  # an hour lost on March 12
        (48, "2016-11-05T09:00", "2016-11-07T08:00-05:00"),  # an hour won on November 6
        (1, "2016-11-06T01:30", "2016-11-06T01:30-05:00"),  # 1:30 comes twice; the first is taken
        (1, "2017-03-12T02:30", "2017-03-12T04:30-04:00"),  # 2:30 does not exist; it is 3:30
        (48, "2017-02-27T23:59:59", "2017-03-01T23:59:59-05:00"),
        (48, "2016-12-31T13:00+00:00", "2017-01-02T08:00-05:00"),  # the zone is read
    ],
)
def test_hours_are_exact_elapsed_time_in_connecticut(hours: int, at: str, end: str) -> None:
    due = count(Within("hours", hours), moment(at), CALENDAR)
    assert isinstance(due.last, datetime)
    assert due.last.isoformat() == moment(end).isoformat()  # "==" never holds between zones in an hour that comes twice
    assert due.last.tzinfo is NEW_YORK
    assert due.safe == due.last


def test_a_time_that_the_clock_jumped_over_is_shown_as_the_real_one() -> None:
    due = count(Within.parse("48 hours"), moment("2017-03-12T02:30"), CALENDAR)
    assert isinstance(due.start, datetime)
    assert due.start.isoformat() == "2017-03-12T03:30:00-04:00"


def test_hours_from_a_date_alone_start_at_midnight_the_earliest_it_can_have_been() -> None:
    due = count(Within.parse("48 hours"), date(2017, 5, 1), CALENDAR)
    assert due.start == datetime(2017, 5, 1, tzinfo=NEW_YORK)
    assert due.safe == due.last == datetime(2017, 5, 3, tzinfo=NEW_YORK)


@pytest.mark.parametrize("text", ["2 business days", "30 days", "by 09-01", "no number"])
@pytest.mark.parametrize("time", ["00:00:00", "16:40:00", "23:59:59"])
def test_the_time_of_day_does_not_matter_where_days_are_counted(text: str, time: str) -> None:
    within = Within.parse(text)
    assert count(within, moment(f"2026-10-09T{time}"), CALENDAR) == count(within, date(2026, 10, 9), CALENDAR)


def test_the_day_of_an_event_is_its_day_in_connecticut() -> None:
    evening = datetime(2026, 10, 10, 2, 0, tzinfo=UTC)
    tokyo = datetime(2026, 10, 10, 11, 0, tzinfo=timezone(timedelta(hours=9)))
    for at in (evening, tokyo):
        due = count(Within.parse("2 business days"), at, CALENDAR)
        assert (due.start, due.safe) == (date(2026, 10, 9), date(2026, 10, 13))


@pytest.mark.parametrize("year", [1, 2015, 2101, 9999])
def test_a_year_out_of_reach_is_refused_in_a_sentence(year: int) -> None:
    with pytest.raises(ValueError, match=f"from 2016 to 2100, not from {year}"):
        count(Within.parse("30 days"), date(year, 12, 31), CALENDAR)


# What always holds


@given(EVENTS, NUMBERS)
def test_business_days_agree_with_a_list_of_all_open_days(event: date, number: int) -> None:
    due = business_days(number, event)
    assert due.start == event
    assert due.safe == nth_after(event, number, week_days())
    assert due.last == nth_after(event, number, open_days())


@given(EVENTS, NUMBERS)
def test_last_is_never_before_safe_and_neither_is_a_closed_day(event: date, number: int) -> None:
    due = business_days(number, event)
    assert isinstance(due.safe, date)
    assert isinstance(due.last, date)
    assert event < due.safe <= due.last
    assert due.safe.isoweekday() <= 5
    assert due.last.isoweekday() <= 5
    assert CALENDAR.holiday(due.last) is None


@given(EVENTS, NUMBERS)
def test_each_day_after_the_event_is_either_counted_or_told_as_skipped(event: date, number: int) -> None:
    due = business_days(number, event)
    assert due.last is not None
    days = [event + n * ONE_DAY for n in range(1, (due.last - event).days + 1)]
    closed = [day for day in days if day not in open_days()]
    assert [skipped.day for skipped in due.skipped] == closed
    assert len(days) - len(closed) == number
    for day, why in ((skipped.day, skipped.why) for skipped in due.skipped):
        assert why == (Weekend() if day.isoweekday() > 5 else CALENDAR.holiday(day))


@given(EVENTS, NUMBERS)
def test_a_later_event_is_never_due_earlier(event: date, number: int) -> None:
    today, tomorrow = business_days(number, event), business_days(number, event + ONE_DAY)
    assert today.safe is not None
    assert tomorrow.safe is not None
    assert today.last is not None
    assert tomorrow.last is not None
    assert today.safe <= tomorrow.safe
    assert today.last <= tomorrow.last


@given(EVENTS, st.integers(1, 400))
def test_calendar_days_are_the_event_plus_so_many_days(event: date, number: int) -> None:
    due = count(Within("days", number), event, CALENDAR)
    assert due.safe == due.last == date.fromordinal(event.toordinal() + number)
    assert due.skipped == ()


@given(st.datetimes(datetime(2016, 1, 2), datetime(2035, 12, 30), timezones=st.timezones()), st.integers(1, 100))
def test_hours_are_always_so_many_seconds_later(at: datetime, number: int) -> None:
    due = count(Within("hours", number), at, CALENDAR)
    assert isinstance(due.last, datetime)
    assert due.last.timestamp() - at.timestamp() == number * 3600
    assert due.safe == due.last


# Words


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("30 days", Within("days", 30)),
        ("1 day", Within("days", 1)),
        ("2 business days", Within("business days", 2)),
        ("1 business day", Within("business days", 1)),
        ("48 hours", Within("hours", 48)),
        ("1 hour", Within("hours", 1)),
        ("by 09-01", Within("by", month=9, day=1)),
        ("by 02-28", Within("by", month=2, day=28)),
        ("no number", Within("no number")),
    ],
)
def test_a_time_limit_is_read_and_given_back_word_for_word(text: str, within: Within) -> None:
    assert Within.parse(text) == within
    assert str(within) == text


@pytest.mark.parametrize(
    "text",
    [
        *("", "30", "days", "0 days", "-1 days", "030 days", "10000 days", "1 days", "30 day", "2 business day"),
        *("30 Days", " 30 days", "30 days ", "30  days", "30 days\n", "2.5 days", "٣ days", "2 school days", "2 weeks"),
        *("by 9-1", "by 13-01", "by 00-10", "by 02-30", "by 02-29", "by 2026-09-01", "09-01", "No number", "none"),
    ],
)
def test_anything_else_is_refused_with_a_sentence_that_tells_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a time limit; write it like '30 days', .* or 'no number'"):
        Within.parse(text)
