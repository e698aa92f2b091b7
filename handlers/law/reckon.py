"""Which dates follow from a question that names a day, and was something in time?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.desk import Desk
from handlers.law.days import Spoken, days_in, month_in
from knowledge.citation import FIRST_DAY
from knowledge.counting import Due, count
from knowledge.model import Duty, Event

_ANY_WEEK = date(2026, 3, 2)
"""A Monday with no legal holiday for a month: for questions that name weekdays only."""
_POSTING = r"\b(execut|sign|contract|agreement|deal)\w*.*\b(post|publish|web|online|site|due|by when)"
_TELLING = (
    r"\b(notice|notif|letter|told us|heard|e-?mail|call)\w*.*\b(famil|parent|tell|notify|letter|home)"
    r"|\bvendor('s)? (letter|notice|e-?mail)"
)
_CUES: Mapping[Event, re.Pattern[str]] = {
    "contract_executed": re.compile(_POSTING, re.IGNORECASE),
    "breach_notice_received_by_board": re.compile(_TELLING, re.IGNORECASE),
}
_OTHER_DATA = re.compile(
    r"\b(student )?records?\b|\bdirectory\b|\b60\b"
    r"|\b(essay|portfolio|drawing|artwork|podcast|video|writing|poem|song|content)s?\b",
    re.IGNORECASE,
)
_INFORMATION = re.compile(
    r"\bstudent info|\b30\b|\bdisciplin|\bbiometric"
    r"|\b(grades?|scores?|health|medical|social security|ssns?|addresses|passwords?)\b",
    re.IGNORECASE,
)
_COUNTED = {"business days", "days", "hours"}


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A duty counted from the day that a question names; ``acted`` is the second day, ``in_time`` whether it was."""

    duty: Duty
    due: Due
    weekdays_only: bool = False
    acted: date | None = None

    @property
    def in_time(self) -> bool | None:
        """None where nobody acted yet; by the last date otherwise."""
        if self.acted is None or self.due.last is None:
            return None
        return self.acted <= date(self.due.last.year, self.due.last.month, self.due.last.day)


def reckon(question: str, cites: tuple[str, ...], desk: Desk) -> tuple[Reckoned, ...]:
    """The duties of the answer's first cite, counted from the first day named; else those the words point to."""
    days = days_in(question, desk.today)
    if not days or len(days) > 2:
        return ()
    weekdays_only = all(day.day is None for day in days)
    event, acted = _anchored(days, desk.today)
    found = tuple(_duties(question, cites, event, desk))
    return tuple(
        Reckoned(duty, count(duty.within, event, desk.calendar), weekdays_only and len(days) == 2, acted)
        for duty in found
    )


def _anchored(days: tuple[Spoken, ...], today: date) -> tuple[date, date | None]:
    """The event and what was done after it, as dates; bare weekdays fall into one ordinary week."""
    first, second = days[0], days[1] if len(days) == 2 else None
    if first.day is None and second is not None and second.day is None:
        event = _ANY_WEEK + timedelta(days=first.weekday)
        return event, event + timedelta(days=(second.weekday - first.weekday) % 7)
    event = first.day or today - timedelta(days=(today.weekday() - first.weekday) % 7)
    if second is None:
        return event, None
    return event, second.day or event + timedelta(days=(second.weekday - event.weekday()) % 7)


def _duties(question: str, cites: tuple[str, ...], event: date, desk: Desk) -> Iterator[Duty]:
    timed = [duty for duty in desk.law.on(event).duties.values() if duty.event and duty.within.unit in _COUNTED]
    cued = [duty for name, cue in _CUES.items() if cue.search(question) for duty in timed if duty.event == name]
    own = [duty for duty in timed if str(duty.cite) in cites[:1]]
    fit = [duty for duty in cued if str(duty.cite) in cites]
    if own and fit and own[0] not in cued:
        own = fit  # an answer about several clocks, asked about this one
    if own:
        yield from _of_the_data(question, own[0], timed)
    else:
        yield from (duty for duty in cued[:1])


def _of_the_data(question: str, named: Duty, timed: list[Duty]) -> Iterator[Duty]:
    """For a breach's clock, the one of the data named; both, the answer's own first, where none is."""
    pair = [duty for duty in timed if duty.who == named.who and duty.within.unit == "days"]
    if named not in pair:
        yield named
        return
    other, info = bool(_OTHER_DATA.search(question)), bool(_INFORMATION.search(question))
    pair.sort(key=lambda duty: duty.within.number)
    if other == info:
        yield from sorted(pair, key=lambda duty: duty != named)
    else:
        yield pair[0] if info else pair[-1]


def law_day(question: str, cites: tuple[str, ...], desk: Desk) -> date | None:
    """The past day that the question names, where the clock of the answer's first cite was another law's then.

    A notice or a posting is judged by the law of its day; a contract's terms are not, so they never look back.
    """
    days = days_in(question, desk.today)
    named = days[0].day if days else month_in(question)
    if named is None or not FIRST_DAY <= named <= desk.today:
        return None
    then, now = (
        {duty.within for duty in desk.law.on(day).duties.values() if duty.event and str(duty.cite) == cites[0]}
        for day in (named, desk.today)
    )
    return named if then and then != now else None
