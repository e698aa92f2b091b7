"""Time limits as the law states them, and counting them with Connecticut's legal holidays."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Final, Literal, Self, assert_never
from zoneinfo import ZoneInfo

YEARS: Final = range(2016, 2101)
"""The years that this calendar covers: from the act's first year to the last one that the library knows."""

_LISTED: Final = {
    "New Year's Day": "New Year's Day",
    "Martin Luther King Jr. Day": "Martin Luther King, Jr. Day",
    "Lincoln's Birthday": "Lincoln Day",
    "Washington's Birthday": "Washington's Birthday",
    "Memorial Day": "Memorial Day",
    "Juneteenth National Independence Day": "Juneteenth",
    "Independence Day": "Independence Day",
    "Labor Day": "Labor Day",
    "Columbus Day": "Columbus Day",
    "Veterans Day": "Veterans' Day",
    "Christmas Day": "Christmas",
}
"""The days C.G.S. 1-4 lists: the library's name, and ours. A name that is not here is not in the statute."""

_PROCLAIMED: Final = frozenset({"Good Friday", "Thanksgiving Day"})
_JUNETEENTH: Final = "Juneteenth National Independence Day"
_JUNETEENTH_SINCE: Final = 2023
_SHIFTED: Final = " (observed)"


@dataclass(frozen=True, slots=True)
class Holiday:
    """One legal holiday.

    ``name`` is what people call the day; a day that stands in for a weekend one ends in " (observed)".
    ``by_proclamation``: the statute does not list the day, the Governor or the President appoints it; check each year.
    """

    day: date
    name: str
    by_proclamation: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """Connecticut's legal holidays, C.G.S. 1-4, and the Governor's other days.

    ``extra`` are days appointed on top of the usual ones, each with its name; they never shift.
    A district's own closures do not belong here: they move no legal date.
    """

    extra: tuple[tuple[date, str], ...] = ()

    def holiday(self, day: date) -> Holiday | None:
        """Find the legal holiday on ``day``, or None. A listed day on a weekend is one, and so is the day it shifts to.

        Takes a plain date, not a date-time (TypeError), within ``YEARS`` (ValueError).
        """
        if isinstance(day, datetime):
            raise TypeError("A holiday is looked up by its date, without a time.")
        if day.year not in YEARS:
            raise ValueError(f"The calendar knows the years {YEARS[0]} to {YEARS[-1]}, not {day.year}.")
        if listed := _year(day.year).get(day):
            return listed
        return next((Holiday(day, name, by_proclamation=True) for extra, name in self.extra if extra == day), None)

    def named(self, name: str, year: int) -> date:
        """The day of a year on which a holiday of that name is. Raises KeyError for a name that it does not know."""
        days = {holiday.name: day for day, holiday in _year(year).items()}
        return days[name]


@cache
def _year(year: int) -> Mapping[date, Holiday]:
    """Compute the holidays of one year, by date.

    The library knows the dates and the statute's shift (Sunday to Monday, Saturday to Friday, even into the year
    before). It differs from the statute in two ways: Juneteenth starts with the federal law in 2021, not with
    PA 22-128, and the two proclaimed days are mixed with the listed ones.
    """
    import holidays  # noqa: PLC0415 - a tenth of a second (it loads every country), spent only when first needed

    # Left alone, the library takes the language of its names from the environment.
    by_date = holidays.country_holidays("US", subdiv="CT", years=year, language="en_US")
    return {day: holiday for day in by_date for name in by_date.get_list(day) if (holiday := _read(day, name))}


def _read(day: date, name: str) -> Holiday | None:
    """Turn the library's day into a legal holiday of Connecticut, or None where it is none."""
    plain = name.removesuffix(_SHIFTED)
    if plain in _PROCLAIMED:
        return Holiday(day, plain.removesuffix(" Day"), by_proclamation=True)
    if plain not in _LISTED or (plain == _JUNETEENTH and day.year < _JUNETEENTH_SINCE):
        return None
    return Holiday(day, name.replace(plain, _LISTED[plain]))


NEW_YORK: Final = ZoneInfo("America/New_York")
"""Connecticut's time zone; a date-time without a zone is taken to be in it."""

_NUMBER: Final = re.compile(r"([1-9][0-9]{0,3}) (?:(days?)|(business days?)|(hours?))")
_BY: Final = re.compile(r"by ([0-9]{2})-([0-9]{2})")
_COMMON_YEAR: Final = 2001


@dataclass(frozen=True, slots=True)
class Within:
    """A time limit, as a duty states it; ``str()`` gives back the words it was parsed from.

    ``number`` (1 to 9999) counts the unit; ``month`` and ``day`` belong to "by". What a unit does not use is 0.
    """

    unit: Literal["days", "business days", "hours", "by", "no number"]
    number: int = 0
    month: int = 0
    day: int = 0

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "30 days", "2 business days", "48 hours", "by 09-01" (each year) or "no number".

        Anything else is a ValueError whose sentence says what to write; so is February 29, which most years lack.
        """
        within = cls("no number")
        if match := _NUMBER.fullmatch(text):
            number, days, business_days, _ = match.groups()
            within = cls("days" if days else "business days" if business_days else "hours", int(number))
        elif (match := _BY.fullmatch(text)) and _comes_every_year(int(match[1]), int(match[2])):
            within = cls("by", month=int(match[1]), day=int(match[2]))
        if str(within) != text:
            raise ValueError(
                f"'{text}' is not a time limit; write it like '30 days', '1 day', '2 business days', '48 hours', "
                "'by 09-01' (month and day, a day that comes every year) or 'no number'."
            )
        return within

    def __str__(self) -> str:
        match self.unit:
            case "no number":
                return "no number"
            case "by":
                return f"by {self.month:02}-{self.day:02}"
            case unit:
                return f"{self.number} {unit.removesuffix('s') if self.number == 1 else unit}"


@dataclass(frozen=True, slots=True)
class Weekend:
    """Why a day was not counted: it is a Saturday or a Sunday (be it a holiday or not)."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day that a business-day clock did not count, and why."""

    day: date
    why: Weekend | Holiday


@dataclass(frozen=True, slots=True)
class Due:
    """How a time limit was counted, and when it runs out.

    ``start`` is the event: its day in Connecticut, or for hours its moment there.
    ``safe`` skips weekends only, ``last`` legal holidays too; safe is never after last. Two dates, since "business day"
    is not defined in C.G.S. 10-234aa to 10-234dd; all other clocks have one, given twice. Days and "by" give dates,
    hours a date-time with its zone, no number None.
    ``skipped`` are the days not counted on the way to ``last``, in order; the weekends before ``safe`` were skipped for
    both.
    """

    start: date | datetime
    within: Within
    safe: date | datetime | None
    last: date | datetime | None
    skipped: tuple[Skipped, ...] = ()


def day_of(at: date | datetime) -> date:
    """The day of a moment; a day is itself."""
    return at.date() if isinstance(at, datetime) else at


def count(within: Within, at: date | datetime, calendar: Calendar) -> Due:
    """Count ``within`` from the event at ``at``.

    The day of the event is never counted (Lamberti v. Stamford, 131 Conn. 396).
    Days: every day counts (Rutter v. Janis, SC 20122), and the end never rolls past a weekend or holiday.
    Business days: counted from the day after the event, whatever day that is.
    Hours: exact elapsed time, also across a clock change; an event of which only the date is known is taken to have
    happened at 00:00, the earliest it can have been.
    By: the first such day on or after the event's. District closures never matter. Years outside ``YEARS``: ValueError.
    """
    if at.year not in YEARS:
        raise ValueError(f"Time limits are counted from {YEARS[0]} to {YEARS[-1]}, not from {at.year}.")
    moment = _local(at)
    day = moment.date()
    match within.unit:
        case "days":
            return _once(within, day, day + timedelta(days=within.number))
        case "business days":
            safe, _ = _walk(day, within.number, None)
            last, skipped = _walk(day, within.number, calendar)
            return Due(day, within, safe, last, skipped)
        case "hours":
            end = moment.astimezone(UTC) + timedelta(hours=within.number)
            return _once(within, moment, end.astimezone(NEW_YORK))
        case "by":
            this_year = date(day.year, within.month, within.day)
            return _once(within, day, this_year if this_year >= day else this_year.replace(year=day.year + 1))
        case "no number":
            return _once(within, day, None)
        case _:
            assert_never(within.unit)


def _once(within: Within, start: date, end: date | None) -> Due:
    """Give a clock its one end, which is both safe and last."""
    return Due(start, within, end, end)


def _walk(day: date, number: int, calendar: Calendar | None) -> tuple[date, tuple[Skipped, ...]]:
    """Find the ``number``-th business day after ``day``, and the days skipped (without a calendar, weekends only)."""
    skipped: list[Skipped] = []
    while number:
        day += timedelta(days=1)
        if why := _closed(day, calendar):
            skipped.append(Skipped(day, why))
        else:
            number -= 1
    return day, tuple(skipped)


def _closed(day: date, calendar: Calendar | None) -> Weekend | Holiday | None:
    if day.isoweekday() > 5:  # Monday is 1
        return Weekend()
    return calendar.holiday(day) if calendar else None


def _local(at: date | datetime) -> datetime:
    """Read ``at`` in Connecticut's time: 00:00 of a plain date; the earlier of two where the clock shows it twice."""
    if not isinstance(at, datetime):
        at = datetime.combine(at, time())
    if at.tzinfo is None:
        at = at.replace(tzinfo=NEW_YORK)
    # By way of UTC, which turns a time that the clock jumps over into a real one.
    return at.astimezone(UTC).astimezone(NEW_YORK)


def _comes_every_year(month: int, day: int) -> bool:
    try:
        date(_COMMON_YEAR, month, day)
    except ValueError:
        return False
    return True
