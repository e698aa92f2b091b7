"""The sentences about dates: how they were counted, from which day, and what is asked where that day is not clear."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial

from handlers.dialogue.words import day, short_day
from handlers.law.dates.timing import Reckoned, Unclear
from knowledge.counting import Due, Holiday, Skipped, Within
from knowledge.model import Duty, Event
from knowledge.wording import spelled

BY_PROCLAMATION = "by proclamation"
NO_NUMBER = "The law sets no number of days for it; do it together with the notice."
NO_DUTY = "No such duty was in force on that day."


def counted(due: Due, today: date) -> str:
    """The count in words, the event first, then what was skipped; the year is said where it is not today's."""
    start = short_day(due.start, today)
    match due.within.unit:
        case "business days":
            holidays = _holidays(due.skipped, today)
            return (
                f"{_number(due.within)} after {start}: the safe date skips weekends, the last date also legal "
                f"holidays{holidays}."
            )
        case "days":
            return f"{_number(due.within)} from the day after {start}; weekends and holidays count."
        case "hours":
            return f"{due.within.number} hours from {day(due.start)}, as the rule of that day had it."
        case "by":
            return "A fixed date each year; it does not move for weekends or holidays."
        case _:
            return NO_NUMBER


def _number(within: Within, *, in_word: bool = False) -> str:
    unit = within.unit if within.unit == "business days" else "calendar days"
    number = spelled(within.number, within.unit) if in_word else str(within.number)
    return f"{number} {unit if within.number != 1 else unit.removesuffix('s')}"


def _holidays(skipped: tuple[Skipped, ...], today: date) -> str:
    holidays = [skip for skip in skipped if isinstance(skip.why, Holiday)]
    if not holidays:
        return ""
    labels = [
        f"{skip.why.name}, {short_day(skip.day, today)}" + (f", {BY_PROCLAMATION}" if skip.why.by_proclamation else "")
        for skip in holidays
        if isinstance(skip.why, Holiday)
    ]
    return f" ({'; '.join(labels)})"


def reckoned(found: Reckoned, today: date, *, late: bool) -> str:
    """The dates from the day a question names, the safe one first; where something was done, whether in time.

    ``late``: whether it is asked if it was too late.
    """
    if found.weekdays_only:
        return _by_weekday(found, late=late)
    sentence = f"{dates(found.duty, found.due, today)} {counted(found.due, today)}"
    return f"{_in_time(found, today, late=late)} {sentence}" if found.acted else sentence


def _word(*, in_time: bool, late: bool) -> str:
    return "Yes" if in_time is not late else "No"


def _in_time(found: Reckoned, today: date, *, late: bool) -> str:
    assert found.acted
    safe = found.due.safe
    word = _word(in_time=bool(found.in_time), late=late)
    if not found.in_time:
        return f"{word}, {short_day(found.acted, today)} is too late."
    if safe and found.acted > date(safe.year, safe.month, safe.day):
        return f"It depends: {short_day(found.acted, today)} is after the safe date, but not after the last date."
    return f"{word}, {short_day(found.acted, today)} is in time."


def _by_weekday(found: Reckoned, *, late: bool) -> str:
    """The same where only weekdays are known: a legal holiday in between would move the last date by a day."""
    assert found.acted
    assert found.due.safe
    start, due, acted = f"{found.due.start:%A}", f"{found.due.safe:%A}", f"{found.acted:%A}"
    word = _word(in_time=bool(found.in_time), late=late)
    verdict = f"{word}, {acted} is {'in time' if found.in_time else 'too late'}"
    limit = _number(found.due.within, in_word=True)
    return (
        f"{verdict}: counted from {start}, {limit} end on {due}, since the day of the event is not counted. "
        "A legal holiday in between would move only the last date, by a day."
    )


def dates(duty: Duty, due: Due, today: date) -> str:
    """A duty's dates in one sentence, the safe one first."""
    if due.safe is None or due.last is None:
        return f"{duty.title}: {NO_NUMBER}"
    differ = due.safe != due.last
    short = partial(short_day, today=today)
    when = f"safe date {short(due.safe)}; last date {short(due.last)}" if differ else f"by {short(due.last)}"
    return f"{duty.title}: {when}."


def their_clock(who: str) -> str:
    """A clock that somebody else has to keep."""
    return f"This clock is the {who}'s, not the board's."


def iso(value: date | datetime | None) -> str | None:
    """A date, or a local date-time without its zone, as in the interface of ``dpa due``."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat()
    return value.isoformat() if value else None


_WHAT: Mapping[Event | None, str] = {
    "contract_executed": "the contract was executed, that is signed by the last party,",
    "breach_notice_received_by_board": "the vendor's notice came",
    "breach_discovered_student_information": "the vendor discovered the breach",
    "breach_discovered_directory_or_records_or_content": "the vendor discovered the breach",
    "operator_breach_discovered_student_information": "the operator discovered the breach",
    "operator_breach_discovered_directory_or_records_or_content": "the operator discovered the breach",
}
_LAST_SIGNATURE = (
    "This counts from the last signature on the contract. The law does not say what counts where two sides sign on "
    "different days; to be safe, count from the first."
)


def counted_from(found: Reckoned, today: date, *, late: bool) -> str:
    """The dates, with the condition on which they hold where the question leaves that open.

    ``late``: whether it is asked if something came too late.
    """
    sentence = reckoned(found, today, late=late)
    if not found.sure:
        return f"If {_WHAT[found.duty.event]} on {day(found.event)}, these are the dates; that day decides. {sentence}"
    return f"{sentence} {_LAST_SIGNATURE}" if found.signatures else sentence


def which_day(found: Unclear) -> str:
    """Nothing was counted; what is asked instead."""
    what = _WHAT[found.duty.event].rstrip(",")
    days = " or ".join(day(one) for one in found.days)
    which = f"Was that {days}?" if days else "You do not say which day that was."
    return (
        f"I have counted nothing yet: the time runs from the day on which {what}. {which} Tell me that day, and I give "
        "you the dates."
    )


def it_was(one: date) -> str:
    """The button that counts from a day."""
    return f"It was {day(one)}"
