"""Count time limits."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Literal, Self, assert_never
from zoneinfo import ZoneInfo

from knowledge.calendar import YEARS, Calendar, Holiday

NEW_YORK: Final = ZoneInfo("America/New_York")
"""Connecticut's time; a date-time without a zone is meant in it."""

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
        if found := _NUMBER.fullmatch(text):
            number, days, business_days, _ = found.groups()
            within = cls("days" if days else "business days" if business_days else "hours", int(number))
        elif (found := _BY.fullmatch(text)) and _comes_every_year(int(found[1]), int(found[2])):
            within = cls("by", month=int(found[1]), day=int(found[2]))
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
