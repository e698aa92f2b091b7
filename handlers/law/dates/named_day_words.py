"""Sentences about the day that a count starts from, and the question for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from handlers.dialogue.words import day
from handlers.law.dates.timing import Reckoned, Unclear
from handlers.law.dates.words import reckoned
from knowledge.model import Event

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
    said = reckoned(found, today, late=late)
    if not found.sure:
        return f"If {_WHAT[found.duty.event]} on {day(found.event)}, these are the dates; that day decides. {said}"
    return f"{said} {_LAST_SIGNATURE}" if found.signatures else said


def which_day(found: Unclear) -> str:
    """Nothing was counted; what is asked instead."""
    what = _WHAT[found.duty.event].rstrip(",")
    named = " or ".join(day(one) for one in found.days)
    which = f"Was that {named}?" if named else "You do not say which day that was."
    return (
        f"I have counted nothing yet: the time runs from the day on which {what}. {which} Tell me that day, and I give "
        "you the dates."
    )


def it_was(one: date) -> str:
    """The button that counts from a day."""
    return f"It was {day(one)}"
