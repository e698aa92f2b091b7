"""Does the calendar hold exactly the holidays of C.G.S. 1-4?"""

import os
import subprocess
import sys
from datetime import date, datetime, timedelta

import pytest

from knowledge.counting import YEARS, Calendar, Holiday

MONDAY, THURSDAY, FRIDAY, SATURDAY = 0, 3, 4, 5
ONE_DAY = timedelta(days=1)
FIXED = {
    (1, 1): "New Year's Day",
    (2, 12): "Lincoln Day",
    (6, 19): "Juneteenth",
    (7, 4): "Independence Day",
    (11, 11): "Veterans' Day",
    (12, 25): "Christmas",
}
MONDAYS = {
    1: (15, "Martin Luther King, Jr. Day"),  # the first Monday on or after January 15
    2: (15, "Washington's Birthday"),  # the third
    5: (25, "Memorial Day"),  # the last
    9: (1, "Labor Day"),  # the first
    10: (8, "Columbus Day"),  # the second
}
GOOD_FRIDAYS = (
    "2016-03-25 2017-04-14 2018-03-30 2019-04-19 2020-04-10 2021-04-02 2022-04-15 2023-04-07 2024-03-29 2025-04-18 "
    "2026-04-03 2027-03-26 2028-04-14 2029-03-30 2030-04-19 2031-04-11 2032-03-26 2033-04-15 2034-04-07 2035-03-23"
)
OBSERVED = {
    2026: "01-01 01-19 02-12 02-16 04-03 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25",
    2027: "01-01 01-18 02-12 02-15 03-26 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31",
    2028: "01-17 02-11 02-21 04-14 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25",
}


def days_of(year: int) -> list[date]:
    return [date(year, 1, 1) + n * ONE_DAY for n in range(366) if (date(year, 1, 1) + n * ONE_DAY).year == year]


def fixed(day: date) -> str | None:
    name = FIXED.get((day.month, day.day))
    return None if name == "Juneteenth" and day.year < 2023 else name


def monday(day: date) -> str | None:
    """The holidays that the statute ties to a Monday: the first one on or after a day of the month."""
    start, name = MONDAYS.get(day.month, (0, None))
    return name if day.weekday() == MONDAY and start <= day.day < start + 7 else None


def shifted(day: date) -> str | None:
    """The Monday after a listed Sunday, the Friday before a listed Saturday."""
    weekend = {MONDAY: day - ONE_DAY, FRIDAY: day + ONE_DAY}.get(day.weekday())
    name = weekend and fixed(weekend)
    return f"{name} (observed)" if name else None


def proclaimed(day: date) -> str | None:
    if day.isoformat() in GOOD_FRIDAYS:
        return "Good Friday"
    return "Thanksgiving" if day.month == 11 and day.weekday() == THURSDAY and 22 <= day.day <= 28 else None


@pytest.mark.parametrize("year", range(2016, 2036))
def test_each_year_has_the_days_of_the_statute_and_no_others(year: int) -> None:
    listed = {day: name for day in days_of(year) if (name := fixed(day) or monday(day) or shifted(day))}
    appointed = {day: name for day in days_of(year) if (name := proclaimed(day))}
    found = [holiday for day in days_of(year) if (holiday := Calendar().holiday(day))]
    assert {h.day: h.name for h in found if not h.by_proclamation} == listed
    assert {h.day: h.name for h in found if h.by_proclamation} == appointed


@pytest.mark.parametrize("year", OBSERVED)
def test_offices_close_on_the_days_known_for_this_year(year: int) -> None:
    weekdays = [day for day in days_of(year) if day.weekday() < SATURDAY]
    assert [f"{day:%m-%d}" for day in weekdays if Calendar().holiday(day)] == OBSERVED[year].split()


def test_a_new_years_day_on_a_saturday_shifts_into_the_year_before() -> None:
    assert Calendar().holiday(date(2027, 12, 31)) == Holiday(date(2027, 12, 31), "New Year's Day (observed)")
    assert Calendar().holiday(date(2026, 12, 31)) is None


def test_a_day_that_shifts_stays_a_holiday_itself() -> None:
    assert Calendar().holiday(date(2026, 7, 4)) == Holiday(date(2026, 7, 4), "Independence Day")


@pytest.mark.parametrize("day", [date(2021, 6, 18), date(2021, 6, 19), date(2022, 6, 19), date(2022, 6, 20)])
def test_juneteenth_is_no_connecticut_holiday_before_2023(day: date) -> None:
    assert Calendar().holiday(day) is None


@pytest.mark.parametrize("day", [date(2026, 11, 3), date(2026, 11, 27), date(2026, 12, 24), date(2021, 1, 20)])
def test_election_day_inauguration_day_and_the_days_beside_a_feast_are_ordinary(day: date) -> None:
    assert Calendar().holiday(day) is None


def test_a_day_the_governor_adds_is_a_holiday_by_proclamation_and_does_not_shift() -> None:
    sunday = date(2026, 8, 2)
    calendar = Calendar(extra=((date(2026, 5, 7), "Day of Prayer"), (sunday, "Day of Thanks")))
    assert calendar.holiday(date(2026, 5, 7)) == Holiday(date(2026, 5, 7), "Day of Prayer", by_proclamation=True)
    assert calendar.holiday(sunday) == Holiday(sunday, "Day of Thanks", by_proclamation=True)
    assert calendar.holiday(sunday + ONE_DAY) is None
    assert Calendar().holiday(date(2026, 5, 7)) is None


def test_a_listed_day_keeps_its_name_when_the_governor_names_it_too() -> None:
    calendar = Calendar(extra=((date(2026, 12, 25), "Day of Rest"),))
    assert calendar.holiday(date(2026, 12, 25)) == Holiday(date(2026, 12, 25), "Christmas")


@pytest.mark.parametrize("year", [1970, YEARS[0] - 1, YEARS[-1] + 1])
def test_a_year_it_does_not_know_is_refused_and_not_called_free_of_holidays(year: int) -> None:
    with pytest.raises(ValueError, match=f"2016 to 2100, not {year}"):
        Calendar().holiday(date(year, 7, 4))


def test_its_last_year_still_knows_that_new_years_day_2101_shifts() -> None:
    assert Calendar().holiday(date(2100, 12, 31)) == Holiday(date(2100, 12, 31), "New Year's Day (observed)")


def test_a_date_time_is_refused_since_it_would_never_match() -> None:
    with pytest.raises(TypeError, match="without a time"):
        Calendar().holiday(datetime(2026, 7, 4, 9, 0))


def test_names_do_not_follow_the_machines_language_and_the_library_waits_until_it_is_needed() -> None:
    script = (
        "import sys; from datetime import date; from knowledge.counting import Calendar; "
        "print('holidays' in sys.modules, Calendar().holiday(date(2026, 7, 3)).name)"
    )
    environment = os.environ | {"LANGUAGE": "th", "LC_ALL": "th_TH.UTF-8", "PYTHONPATH": os.pathsep.join(sys.path)}
    run = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, encoding="utf-8", check=True
    )
    assert run.stdout.strip() == "False Independence Day (observed)"
