"""The sentences of `why ID`: from what, by which clock and without which days a date was counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from handlers.deadlines.plan import BREACH_LOGGED, CONTRACT_END, REQUEST_RECEIVED
from handlers.deadlines.words import of_contract
from handlers.dialogue.catalog import Sentence, catalog
from handlers.dialogue.words import day, short_day
from knowledge.counting import Skipped, Weekend, Within
from knowledge.law import EXECUTED, INFORMATION_BREACHED, NOTICE_RECEIVED, OTHERS_BREACHED

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

_EVENTS: Mapping[str, Sentence] = {
    EXECUTED: messages.contract_executed,
    NOTICE_RECEIVED: messages.notice_received,
    INFORMATION_BREACHED: messages.breach_of_information,
    OTHERS_BREACHED: messages.breach_of_other_data,
    CONTRACT_END: messages.contract_ends,
    BREACH_LOGGED: messages.breach_logged,
    REQUEST_RECEIVED: messages.request_received,
}


def event(name: str, at: date) -> str:
    """What a date was counted from, with its day and time; what comes each year follows from no event."""
    return _EVENTS.get(name, messages.each_year)(at=day(at))


def clock(trace: Mapping[str, str]) -> str:
    """The number and its unit, and whose they are where they are not the duty's own."""
    within = Within.parse(trace["clock"])
    if law := trace.get("instead_of"):
        return messages.clock_of_contract(days=of_contract(within.number), law=_in_full(Within.parse(law)))
    if duty := trace.get("clock_of"):
        return messages.clock_of_duty(clock=_in_full(within), duty=duty)
    return _in_full(within)


def _in_full(within: Within) -> str:
    return str(within).replace(" day", " calendar day") if within.unit == "days" else str(within)


def left_out(skip: Skipped) -> str:
    """A day that was not counted, and why."""
    if isinstance(skip.why, Weekend):
        return messages.a_weekend(date=day(skip.day))
    template = messages.a_proclaimed_day if skip.why.by_proclamation else messages.a_holiday
    return template(date=day(skip.day), name=skip.why.name)


def other_dates(safe: date, last: date, today: date) -> str:
    """Today's count comes to other dates."""
    return messages.other_dates(safe=short_day(safe, today), last=short_day(last, today))
