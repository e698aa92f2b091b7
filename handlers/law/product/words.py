"""Sentences about whether there is a contract for a product."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.dialogue.text.shorten import short
from handlers.dialogue.words import day
from knowledge.citation import Fact, Tag

LOG = "Log a contract"


def title(name: str) -> str:
    """What it comes down to."""
    return short(f"Is there a contract with {name[:80]}?")


def depends(name: str) -> tuple[Fact, ...]:
    """The answer for those who do not see the district's records."""
    return (
        Fact(
            f"It depends on whether your district has a written contract with {name[:80]}, which I cannot say here.",
            Tag.I,
        ),
        Fact(
            "A board may share student data with a contractor, or give it access, only under the board's written "
            "contract.",
            Tag.V,
        ),
        Fact(
            "Until your privacy lead has said that there is one and that it covers your use, make no accounts and type "
            "in no names of students.",
            Tag.I,
        ),
    )


def on_record(name: str, number: int) -> str:
    """How many contracts with somebody there are."""
    return short(f"On record for {name[:80]}: {number} contract{'' if number == 1 else 's'}")


def none_on_record(name: str) -> str:
    """There is none."""
    return short(f"No contract with {name[:80]} is on record.")


def without_one(lead: str) -> str:
    """What follows from that, and whom to ask."""
    return (
        "Without the board's written contract, student data may not be shared with a contractor: make no accounts and "
        f"type in no names of students. {ask(lead)} It may be there under another name."
    )


def no_leave(lead: str) -> str:
    """What a contract on record does not say."""
    return (
        "That it is on record is not yet leave to use it: open it to see what is still missing and what it covers. "
        f"{ask(lead)}"
    )


def may_we(name: str) -> str:
    """What is asked of the lead."""
    return f"May we use {name[:100]}?"


def ask(lead: str) -> str:
    """Whom."""
    return f"Ask {lead[:100]}, your privacy lead." if lead else "Ask your district's privacy lead."


def ended(ids: Sequence[tuple[str, date]]) -> str:
    """Which of them have run out."""
    return f"No longer running: {', '.join(f'{id} (ended {day(last)})' for id, last in ids)}."


def operator_test(name: str) -> str:
    """The button that begins the test."""
    return f"Check {name[:40]} step by step"
