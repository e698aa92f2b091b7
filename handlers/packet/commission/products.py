"""Which products a report names: those that were used under the exception in its period, each once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.dialogue.desk import Desk
from handlers.exceptions.conditions import is_complete
from handlers.packet.figures import ReportPeriod, school_year
from handlers.understanding.named import key_of
from knowledge.law import REPORT
from storage.kinds import PlanException
from storage.records import Deadline, Status


@dataclass(frozen=True, slots=True)
class ExceptedProduct:
    """A product with the exceptions under which it was used in the period."""

    exceptions: tuple[PlanException, ...]
    incomplete: tuple[str, ...]
    """The ids of those that are not complete."""

    @property
    def vendor(self) -> str:
        """Whose it is."""
        return self.exceptions[0].vendor

    @property
    def product(self) -> str:
        """What it is called; by its vendor where nobody said."""
        return self.exceptions[0].product or self.vendor

    @property
    def plans(self) -> tuple[str, ...]:
        """The kinds of plan that need it."""
        return tuple(sorted({one.plan for one in self.exceptions if one.plan}))

    @property
    def since(self) -> date | None:
        """Since when; None where that is not known of one of them."""
        days = [one.started for one in self.exceptions]
        return min((day for day in days if day), default=None) if all(days) else None

    @property
    def until(self) -> date | None:
        """Until when; None where it is still used."""
        days = [one.ended for one in self.exceptions]
        return max((day for day in days if day), default=None) if all(days) else None


def products_in(period: ReportPeriod, desk: Desk) -> tuple[ExceptedProduct, ...]:
    """By product and vendor, in the order of the alphabet."""
    found: dict[tuple[str, str], list[PlanException]] = {}
    for one in used_in(period, desk):
        name = key_of(one.product or one.vendor), key_of(one.vendor)
        found.setdefault(name, []).append(one)
    return tuple(
        ExceptedProduct(tuple(some), tuple(one.id for one in some if not is_complete(one, desk)))
        for _, some in sorted(found.items())
    )


def used_in(period: ReportPeriod, desk: Desk) -> Iterator[PlanException]:
    """Those in use on a day of the period; a use without a first day counts from the beginning."""
    for one in desk.store.plan_exceptions():
        begun = one.started is None or one.started <= period.until
        over = one.ended is not None and one.ended < period.since
        if begun and not over and not one.withdrawn:
            yield one


def open_report(desk: Desk) -> Deadline | None:
    """The next report that is due."""
    return next((one for one in desk.store.deadlines(status=Status.OPEN) if one.duty == REPORT), None)


def is_year(period: ReportPeriod, desk: Desk) -> bool:
    """Whether the period is the year that is to be reported, or all of one before it."""
    year = school_year(period.since)
    ends = date(year.since.year + 1, year.since.month, 1) - timedelta(days=1)
    return period == year_to_report(desk) or period == ReportPeriod(year.since, ends)


def year_to_report(desk: Desk) -> ReportPeriod:
    """The school year before the day on which the open report is due; else the one that runs."""
    due = open_report(desk)
    if due is None:
        return school_year(desk.today)
    last = due.last_day - timedelta(days=1)
    return ReportPeriod(school_year(last).since, min(last, desk.today))
