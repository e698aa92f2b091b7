"""Who did the training in a school year, by the records."""

from __future__ import annotations

from datetime import date

from handlers.understanding.days.periods import SCHOOL_YEAR
from storage.kinds.training import Training
from storage.port import ReadableStore
from storage.records import Person, Role


def year_of(today: date) -> int:
    """The year in which the school year of that day began."""
    return today.year - (today.month < SCHOOL_YEAR)


def begins(year: int) -> date:
    """Its first day."""
    return date(year, SCHOOL_YEAR, 1)


def done_in_year(records: ReadableStore, today: date, who: str | None = None) -> list[Training]:
    """The trainings of the school year of that day, the oldest first; of one person, or of all. Raises StoreError."""
    return [one for one in records.trainings(who) if year_of(one.day) == year_of(today)]


def not_done(records: ReadableStore, today: date) -> list[Person]:
    """Those with a role who did not do it in the school year of that day; an export put back has names alone.

    Raises StoreError.
    """
    done = {one.who for one in done_in_year(records, today)}
    return [one for one in records.people() if one.role.includes(Role.STAFF) and not {one.id, one.name} & done]
