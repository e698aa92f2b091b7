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
        """The vendor of the product."""
        return self.exceptions[0].vendor

    @property
    def product(self) -> str:
        """The product's name; the vendor's where no product was named."""
        return self.exceptions[0].product or self.vendor

    @property
    def plans(self) -> tuple[str, ...]:
        """The kinds of plan that need it."""
        return tuple(sorted({one.plan for one in self.exceptions if one.plan}))

    @property
    def since(self) -> date | None:
        """The first day of use; None where it is not known for one of the exceptions."""
        days = [one.started for one in self.exceptions]
        return min((day for day in days if day), default=None) if all(days) else None

    @property
    def until(self) -> date | None:
        """The last day of use; None where it is still used."""
        days = [one.ended for one in self.exceptions]
        return max((day for day in days if day), default=None) if all(days) else None


def products_in(period: ReportPeriod, desk: Desk) -> tuple[ExceptedProduct, ...]:
    """By product and vendor, in the order of the alphabet."""
    by_name: dict[tuple[str, str], list[PlanException]] = {}
    for exception in used_in(period, desk):
        name = key_of(exception.product or exception.vendor), key_of(exception.vendor)
        by_name.setdefault(name, []).append(exception)
    return tuple(
        ExceptedProduct(tuple(some), tuple(one.id for one in some if not is_complete(one, desk)))
        for _, some in sorted(by_name.items())
    )


def used_in(period: ReportPeriod, desk: Desk) -> Iterator[PlanException]:
    """Those in use on a day of the period; a use without a first day counts from the beginning."""
    for exception in desk.store.records(PlanException):
        begun = exception.started is None or exception.started <= period.until
        over = exception.ended is not None and exception.ended < period.since
        if begun and not over and not exception.withdrawn:
            yield exception


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
