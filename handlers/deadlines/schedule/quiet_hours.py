"""The hours and days on which the bot may post without being asked."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from knowledge.calendar import YEARS, Calendar
from knowledge.names import AT_ANY_HOUR
from storage.records import Deadline, Setup

SATURDAY = 5


def is_urgent(deadline: Deadline | None) -> bool:
    """Whether its reminders go out at any hour."""
    return deadline is not None and deadline.duty in AT_ANY_HOUR


def is_working(day: date, setup: Setup) -> bool:
    """Whether the district works on that day: no weekend, no legal holiday, and none of its own closures."""
    legal = day.year in YEARS and Calendar().holiday(day) is not None
    return day.weekday() < SATURDAY and not legal and day.isoformat() not in setup.closures


def morning(day: date, setup: Setup, now: datetime) -> datetime:
    """When that day's posts go out, in the zone of ``now``."""
    return datetime.combine(day, time.fromisoformat(setup.morning), now.tzinfo)


def next_posting_time(now: datetime, setup: Setup) -> datetime:
    """``now`` where posts may go out, else the next morning on which they may."""
    if is_working(now.date(), setup):
        if now < morning(now.date(), setup, now):
            return morning(now.date(), setup, now)
        if now.time() < time.fromisoformat(setup.evening):
            return now
    return morning(working_after(now.date(), setup), setup, now)


def working_after(day: date, setup: Setup) -> date:
    """The next working day after it."""
    later = day + timedelta(days=1)
    return later if is_working(later, setup) else working_after(later, setup)


def weekly_after(day: date, setup: Setup, least: int = 1) -> date:
    """The first working day of a week that begins after it, at least so many days later."""
    monday = day + timedelta(days=7 - day.weekday())
    first = monday if is_working(monday, setup) else working_after(monday, setup)
    return first if (first - day).days >= least else weekly_after(day + timedelta(days=7), setup, 1)


def working_before(day: date, setup: Setup) -> date:
    """The day itself, or the last working day before it."""
    return day if is_working(day, setup) else working_before(day - timedelta(days=1), setup)
