"""The sentences about dates: how they were counted, from which day, and what is asked where that day is not clear."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from functools import partial

from handlers.dialogue.catalog import Sentence, catalog
from handlers.dialogue.words import day, short_day
from handlers.law.dates.timing import Reckoned, Unclear
from knowledge.counting import Due, Holiday, Skipped, Within, day_of
from knowledge.model import Duty, Event
from knowledge.wording import spelled

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__


def counted(due: Due, today: date) -> str:
    """The count in words, the event first, then what was skipped; the year is said where it is not today's."""
    start = short_day(due.start, today)
    match due.within.unit:
        case "business days":
            holidays = _holidays(due.skipped, today)
            return messages.after_the_safe_date_skips_weekends(
                within=_number(due.within), start=start, holidays=holidays
            )
        case "days":
            return messages.from_the_day_after_weekends_and(within=_number(due.within), start=start)
        case "hours":
            return messages.hours_from_as_the_rule_of(number=due.within.number, start=day(due.start))
        case "by":
            return messages.a_fixed_date_each_year_it
        case _:
            return messages.NO_NUMBER


def _number(within: Within, *, in_word: bool = False) -> str:
    unit = within.unit if within.unit == "business days" else messages.calendar_days
    number = spelled(within.number, within.unit) if in_word else str(within.number)
    return f"{number} {unit if within.number != 1 else unit.removesuffix('s')}"


def _holidays(skipped: tuple[Skipped, ...], today: date) -> str:
    holidays = [skip for skip in skipped if isinstance(skip.why, Holiday)]
    if not holidays:
        return ""
    labels = [
        f"{skip.why.name}, {short_day(skip.day, today)}"
        + (f", {messages.BY_PROCLAMATION}" if skip.why.by_proclamation else "")
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
        return messages.is_too_late(word=word, acted=short_day(found.acted, today))
    if safe and found.acted > date(safe.year, safe.month, safe.day):
        return messages.it_depends_is_after_the_safe(acted=short_day(found.acted, today))
    return messages.is_in_time(word=word, acted=short_day(found.acted, today))


def _by_weekday(found: Reckoned, *, late: bool) -> str:
    """The same where only weekdays are known: a legal holiday in between would move the last date by a day."""
    assert found.acted
    assert found.due.safe
    start, due, acted = f"{found.due.start:%A}", f"{found.due.safe:%A}", f"{found.acted:%A}"
    if found.acted - day_of(found.due.start) >= timedelta(weeks=1):
        acted = messages.weekday_a_week_or_more_later(acted=acted)
    word = _word(in_time=bool(found.in_time), late=late)
    verdict = f"{word}, {acted} is {'in time' if found.in_time else 'too late'}"
    if found.due.within.unit == "hours":
        return messages.hours_from_end_on(verdict=verdict, start=start, number=found.due.within.number, due=due)
    limit = _number(found.due.within, in_word=True)
    return messages.counted_from_end_on_since_the(verdict=verdict, start=start, limit=limit, due=due)


def dates(duty: Duty, due: Due, today: date) -> str:
    """A duty's dates in one sentence, the safe one first."""
    if due.safe is None or due.last is None:
        return f"{duty.title}: {messages.NO_NUMBER}"
    differ = due.safe != due.last
    short = partial(short_day, today=today)
    when = (
        messages.safe_date_last_date(safe=short(due.safe), last=short(due.last)) if differ else f"by {short(due.last)}"
    )
    return f"{duty.title}: {when}."


def iso(value: date | datetime | None) -> str | None:
    """A date, or a local date-time without its zone, as in the interface of ``dpa due``."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat()
    return value.isoformat() if value else None


_WHAT: Mapping[Event | None, str] = {
    "contract_executed": messages.the_contract_was_executed_that_is,
    "breach_notice_received_by_board": messages.the_vendors_notice_came,
    "breach_discovered_student_information": messages.the_vendor_discovered_the_breach,
    "breach_discovered_directory_or_records_or_content": messages.the_vendor_discovered_the_breach,
    "operator_breach_discovered_student_information": messages.the_operator_discovered_the_breach,
    "operator_breach_discovered_directory_or_records_or_content": messages.the_operator_discovered_the_breach,
}


def counted_from(found: Reckoned, today: date, *, late: bool) -> str:
    """The dates, with the condition on which they hold where the question leaves that open.

    ``late``: whether it is asked if something came too late.
    """
    sentence = reckoned(found, today, late=late)
    if not found.sure:
        return messages.if_on_these_are_the_dates(
            what=_WHAT[found.duty.event], event=day(found.event), sentence=sentence
        )
    return f"{sentence} {messages.LAST_SIGNATURE}" if found.signatures else sentence


def which_day(found: Unclear) -> str:
    """Nothing was counted; what is asked instead."""
    what = _WHAT[found.duty.event].rstrip(",")
    days = " or ".join(day(one) for one in found.days)
    which = messages.was_that(days=days) if days else messages.you_do_not_say_which_day
    return messages.i_have_counted_nothing_yet_the(what=what, which=which)


def it_was(one: date) -> str:
    """The button that counts from a day."""
    return messages.it_was(date=day(one))
