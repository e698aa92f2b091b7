"""Counts the dates from a day that a question names, and tells whether something was in time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk
from handlers.understanding.asked.stance import has_cue, last_sentence
from handlers.understanding.days.clock_start import ASKS_WHEN, Clock, ClockStart, clock_start, started_by
from handlers.understanding.days.day_clauses import EventDay, NamedDay
from handlers.understanding.follow_ups import Reading
from knowledge.citation import FIRST_DAY
from knowledge.counting import Due, count, day_of
from knowledge.law import INFORMATION_BREACHED, NOTICE_RECEIVED
from knowledge.model import Duty, Event

_ANY_WEEK = date(2026, 3, 2)
"""A Monday with no legal holiday for a month: for questions that name weekdays only."""
_POSTING = r"\b(execut|sign|contract|agreement|deal)\w*.*\b(post|publish|web|online|site|due|by when)"
_US = r"(?! (?:us|me|our|the (?:board|district))\b)"
_TELLING = (
    rf"\b(notice|notif|letter|told us|heard|e-?mail|call)\w*.*\b(famil|parent|tell\b{_US}|notify{_US}|letter|home)"
    r"|\bvendor('s)? (letter|notice|e-?mail)"
)
_CUES: Mapping[Event, re.Pattern[str]] = {
    "contract_executed": re.compile(_POSTING, re.IGNORECASE),
    "breach_notice_received_by_board": re.compile(_TELLING, re.IGNORECASE),
}
_OTHER_DATA = re.compile(
    r"\b(student )?records?\b|\bdirectory\b"
    r"|\b(essay|portfolio|drawing|artwork|podcast|video|writing|poem|song|content)s?\b",
    re.IGNORECASE,
)
_INFORMATION = re.compile(
    r"\bstudent info|\bdisciplin|\bbiometric"
    r"|\b(grades?|scores?|health|medical|social security|ssns?|addresses|passwords?)\b",
    re.IGNORECASE,
)
_COUNTED = {"business days", "days", "hours"}
_CLOCKS: Mapping[str | None, Clock] = {
    "contract_executed": "posting",
    "breach_notice_received_by_board": "families",
    "breach_discovered_student_information": "contractor",
    "breach_discovered_directory_or_records_or_content": "contractor",
    "operator_breach_discovered_student_information": "operator",
    "operator_breach_discovered_directory_or_records_or_content": "operator",
}
_OF_INFORMATION = {INFORMATION_BREACHED, "operator_breach_discovered_student_information"}
MOST_DAYS = 5
_OWN = re.compile(
    r"\b(?:we|our (?:own )?(?:servers?|systems?|networks?|district|school))(?: (?:were|was|got|have been))? "
    r"(?:hacked|breached|attacked|hit)\b|\bour own (?:server|system|network|breach)",
    re.IGNORECASE,
)
"""A breach of the district's own: without a vendor's notice the board's clock does not start."""
_YEARLY = re.compile(r"\b(?:yearly|annual(?:ly)?|(?:each|every) (?:school )?year|once a year)\b", re.IGNORECASE)
"""What goes out once a year, and hangs on no contract's day."""
_NOT_FROM = {NOTICE_RECEIVED: _OWN, "contract_executed": _YEARLY}
"""By event, the words after which nothing is counted from it."""


_NOW = re.compile(r"\W*(?:(?:so|and|but|ok)\b[,: ]*)*(?:is|are|am|can|could|may)(?:n'?t)?\b", re.IGNORECASE)
_STILL = re.compile(r"\b(?:late|overdue|still)\b", re.IGNORECASE)
"""With the present before it: whether there is time left today."""


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A duty counted from a day that a question names; ``acted`` is the day of what was done.

    ``sure``: the question says that the event was on that day; otherwise it counts only if it was.
    ``signatures``: the earlier ones, where the last one counts.
    """

    duty: Duty
    due: Due
    weekdays_only: bool = False
    acted: date | None = None
    sure: bool = True
    signatures: tuple[date, ...] = ()

    @property
    def event(self) -> date:
        """The day from which it is counted."""
        return day_of(self.due.start)

    @property
    def in_time(self) -> bool | None:
        """Whether it was done by the last date; None where nobody acted yet."""
        if self.acted is None or self.due.last is None:
            return None
        return self.acted <= day_of(self.due.last)

    @property
    def between(self) -> bool:
        """Whether it was done after the safe date and not after the last."""
        return bool(self.in_time and self.acted and self.due.safe and self.acted > day_of(self.due.safe))


@dataclass(frozen=True, slots=True)
class Unclear:
    """A duty whose clock runs from one of these days, or from one that is not named; nothing is counted."""

    duty: Duty
    days: tuple[date, ...]


def reckon(reading: Reading, cites: tuple[str, ...], desk: Desk) -> tuple[Reckoned, ...] | Unclear:
    """The duties of the answer's first cite, else those the words point to, from the day that is their event."""
    question, days, today = reading.question, reading.days, desk.today
    duty = next(_duties(question, cites, today, desk), None) if 0 < len(days) <= MOST_DAYS else None
    if duty is None or any(duty.event == event and other.search(question) for event, other in _NOT_FROM.items()):
        return ()
    if (origin := clock_start(question, days, _CLOCKS[duty.event], today)) is None:
        return ()
    if origin.event is None:
        return Unclear(duty, tuple(sorted({day for one in origin.choices if (day := one.on(today))})))
    event, acted, weekdays_only = _dated(origin, today)
    if acted is None and len(days) == 1 and event <= today and asks_of_today(question):
        acted = today
    return tuple(
        Reckoned(
            duty=one,
            due=count(one.within, event, desk.calendar),
            weekdays_only=weekdays_only,
            acted=acted,
            sure=origin.sure,
            signatures=tuple(day for other in origin.last_of if (day := other.on(today))),
        )
        for one in _duties(question, cites, (reading.month or today) if weekdays_only else event, desk)
    )


def counts_from(event: str) -> bool:
    """Whether a clock runs from such an event; what is due once a year hangs on none."""
    return event in _CLOCKS


def told_event(day: date, event: str) -> EventDay:
    """The day of the event of a duty, as if the question itself had named it."""
    happening = started_by(_CLOCKS[event])
    return EventDay(NamedDay(day, day.weekday(), 0, 0), happening, happening)


def starts_anew(days: Iterable[EventDay], event: str) -> bool:
    """Whether one of the days is that of such an event, so that its clock runs from there."""
    return any(started_by(_CLOCKS[event]) in {one.event, one.contract_event} for one in days)


def asks_for_dates(question: str) -> bool:
    """Whether it asks by when something is due, or if there is time left today."""
    return bool(ASKS_WHEN.search(question)) or asks_of_today(question)


def asks_of_today(question: str) -> bool:
    """Whether it asks if there is time left, as in "is it too late to post?"; nothing was done by then."""
    asked = last_sentence(question)
    return bool(_NOW.match(asked)) and (has_cue("kept", question) or bool(_STILL.search(asked)))


def _dated(found: ClockStart, today: date) -> tuple[date, date | None, bool]:
    """The event, what was done after it, and whether only weekdays are known: those fall into one ordinary week."""
    assert found.event
    assert found.event.weekday is not None
    second = found.acted
    if second is None or second.weekday is None:
        return found.event.on(today) or today, None, False
    only = found.event.day is None and second.day is None
    event = _ANY_WEEK + timedelta(days=found.event.weekday) if only else found.event.on(today) or today
    acted = second.day or second.after(event)
    return event, acted if acted >= event else None, only


def _duties(question: str, cites: tuple[str, ...], event: date, desk: Desk) -> Iterator[Duty]:
    timed = [duty for duty in desk.law.on(event).duties.values() if duty.event and duty.within.unit in _COUNTED]
    cued = [duty for name, cue in _CUES.items() if cue.search(question) for duty in timed if duty.event == name]
    at_cite = [duty for duty in timed if str(duty.cite) in cites[:1]]
    fit = [duty for duty in cued if str(duty.cite) in cites]
    if at_cite and fit and at_cite[0] not in cued:
        at_cite = fit  # an answer about several clocks, asked about this one
    if at_cite:
        yield from clocks_of_data(question, at_cite[0], timed)
    else:
        yield from (duty for duty in cued[:1])


def clocks_of_data(question: str, named: Duty, timed: Iterable[Duty]) -> Iterator[Duty]:
    """For a breach's clock, the one of the data named, of both kinds the shorter; both clocks where none is named."""
    pair = [duty for duty in timed if duty.who == named.who and duty.within.unit == "days"]
    if named not in pair:
        yield named
        return
    pair.sort(key=lambda duty: duty.event not in _OF_INFORMATION)
    info = _speaks_of(pair[0], _INFORMATION, question)
    other_data = _speaks_of(pair[-1], _OTHER_DATA, question)
    if not (other_data or info):
        yield from sorted(pair, key=lambda duty: duty != named)
    else:
        yield pair[0] if info else pair[-1]


def names_information(question: str) -> bool:
    """Whether it names student information, as grades or test scores."""
    return _INFORMATION.search(question) is not None


def _speaks_of(duty: Duty, data: re.Pattern[str], question: str) -> bool:
    """Whether the question names the duty's data, or its number of days."""
    return bool(data.search(question) or re.search(rf"\b{duty.within.number}[ -](?:calendar )?days?\b", question))


def law_day(reading: Reading, cites: tuple[str, ...], found: tuple[Reckoned, ...] | Unclear, desk: Desk) -> date | None:
    """The past day that the question names, where the clock of the answer's first cite was another law's then.

    A notice or a posting is judged by the law of its day; a contract's terms are not, so they never look back.
    """
    counted = found[0] if isinstance(found, tuple) and found else None
    event_day = counted.event if counted and not counted.weekdays_only else reading.month
    if event_day is None or not FIRST_DAY <= event_day <= desk.today:
        return None
    then, now = (
        {duty.within for duty in desk.law.on(day).duties.values() if duty.event and str(duty.cite) == cites[0]}
        for day in (event_day, desk.today)
    )
    return event_day if then and then != now else None
