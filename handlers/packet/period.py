"""The days that figures speak for: the school year until today, unless a person names others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from handlers.dialogue.errors import Sorry
from handlers.packet import period_words as words
from handlers.understanding.days.periods import SCHOOL_YEAR, period_in


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """From when until when, both included. Raises Sorry where it ends before it begins."""

    since: date
    until: date

    def __post_init__(self) -> None:
        if self.until < self.since:
            raise Sorry(words.backward(self.since, self.until))

    def covers(self, day: date | None) -> bool:
        """Whether the day is one of them."""
        return day is not None and self.since <= day <= self.until


def school_year(today: date) -> ReportPeriod:
    """The school year so far."""
    return ReportPeriod(date(today.year - (today.month < SCHOOL_YEAR), SCHOOL_YEAR, 1), today)


def read_period(text: str, today: date) -> ReportPeriod:
    """What somebody typed, as in "last month" or "2026-07-01 to 2026-12-31"; nothing is the school year until today.

    What has not come yet is left out. Raises Sorry where it names no period.
    """
    if not text.strip():
        return school_year(today)
    found = period_in(f"{'from' if ' to ' in text else 'in'} {text}", today) or period_in(text, today)
    if found is None or found.since is None:
        raise Sorry(words.no_period(text))
    if found.since > today:
        raise Sorry(words.not_yet(found.since))
    return ReportPeriod(found.since, min(found.until or today, today))
