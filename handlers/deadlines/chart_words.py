"""The labels and sentences of charts about deadlines."""

from __future__ import annotations

from datetime import date

WEEKS, TIMELY = "The coming weeks", "Done so far"
THIS_WEEK = "This week"
LATE, ON_TIME, DONE_LATE = "Overdue", "On time", "Late"


def week(begins: date) -> str:
    """A week by its Monday."""
    return f"{begins:%b} {begins.day}"


def weeks(late: int, now: int, later: int, number: int) -> str:
    """The chart of the coming weeks as a sentence."""
    overdue = f"{late} overdue, " if late else ""
    return f"{overdue}{now} due this week, {later} in the {number - 1} weeks after."


def timely(in_time: int, late: int) -> str:
    """How many were done in time."""
    return f"{in_time} on time, {late} late."
