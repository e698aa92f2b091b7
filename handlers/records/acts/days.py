"""Picks the day of an event from a message, and says what cannot be right about the days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from handlers.records.acts import words as act_words
from handlers.understanding.requests.request import Slots
from handlers.understanding.requests.values.corrections import day_text
from handlers.understanding.requests.values.days import DayOf, SaidDay

PAST = frozenset({
    DayOf.SIGNED, DayOf.APPROVED, DayOf.DISCOVERED, DayOf.HAPPENED, DayOf.NOTICE, DayOf.TOLD, DayOf.POSTED,
})  # fmt: skip
"""What has happened where it is told, so that its day cannot be still to come."""


def of(slots: Slots, *roles: DayOf) -> SaidDay | None:
    """The day of the first of these events that the message says."""
    return next((one for role in roles for one in slots.said_days if one.role is role), None)


def value(slots: Slots, *roles: DayOf) -> str:
    """The same as a form takes it; empty where none is said, or where one has to ask which day that is."""
    found = of(slots, *roles)
    return day_text(found) if found else ""


def problems(slots: Slots, today: date) -> Iterator[str]:
    """Dates that no calendar has, days nobody can tell, and what has happened on a day to come."""
    yield from (act_words.no_such_day(said) for said in slots.wrong_dates)
    for one in slots.said_days:
        if one.day is None:
            yield act_words.which_day(one.said)
        elif one.role in PAST and one.day > today:
            yield act_words.still_to_come(one.day)
    found, told = of(slots, DayOf.DISCOVERED), of(slots, DayOf.NOTICE)
    if found and told and found.day and told.day and told.day < found.day:
        yield act_words.notice_first(told.day, found.day)
