"""The sentences of the board, its greeting and the App Home."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from handlers.deadlines.states import DeadlineState
from handlers.dialogue.words import day
from storage.records import Breach, Contract

LOG_CONTRACT, LOG_BREACH, DEADLINES = "Log a contract", "Log a breach", "All deadlines"
GREETING = (
    "Ask a question in your own words, log a contract or a breach, or check the board to see what is due. "
    "Type help for everything I understand."
)
NEXT = "Next:"
LATER, OVERDUE = "Later", "Overdue"
NO_RECORD = "There is no such record. The board lists what there is."

# The App Home.
START = "Open Messages to ask in your own words."
DUE, MINE = "What is due", "My contracts"
MY_DUE = "What is due from you"
NONE_MINE = "You do not own any contracts. Contracts you log, or that name you as owner, show up here."
LACKING, BREACHES = "Contracts with something missing", "Breaches"
ALL_DUE, ALL_CONTRACTS, ALL_BREACHES = "All deadlines", "All contracts", "All breaches"
NONE = "None."


def greeting(counts: Mapping[DeadlineState, int]) -> str:
    """How things stand, in one line."""
    overdue, later = counts[DeadlineState.OVERDUE], counts[DeadlineState.LATER]
    soon = counts[DeadlineState.PASSING] + counts[DeadlineState.SOON]
    if overdue:
        also = f"; {soon} more due within a week" if soon else ""
        return f"{overdue} deadline{'' if overdue == 1 else 's'} overdue{also}"
    if soon:
        return f"{soon} deadline{'' if soon == 1 else 's'} due within a week"
    return f"Nothing is due this week; {later} later" if later else "Nothing is due"


def in_days(number: int) -> str:
    """How long until then."""
    return {0: "Today", 1: "Tomorrow"}.get(number, f"In {number} days")


def overdue(number: int) -> str:
    """How long since then."""
    return f"Overdue {number} day{'' if number == 1 else 's'}"


def passing(number: int) -> str:
    """The safe date has passed, the last one has not."""
    return f"Safe date passed; last date {in_days(number).lower()}"


def tick(value: date) -> str:
    """A date below the timeline."""
    return f"{value:%b} {value.day}"


def contract_facts(contract: Contract) -> str:
    """A contract in the list, below its name."""
    until = f", runs until {day(contract.expiry)}" if contract.expiry else ""
    return f"Executed {day(contract.executed)}{until}"


def contract_gaps(contract: Contract, lacking: int) -> Iterator[str]:
    """What a contract lacks, in the contract or on record."""
    if lacking:
        yield f"{lacking} provision{'' if lacking == 1 else 's'}{'' if contract.provisions else ' to check'}"
    if not contract.link and not contract.file:
        yield "link or file"
    if not contract.description or not contract.purpose:
        yield "description or purpose"
    if not contract.categories:
        yield "kinds of data"


def breach_gaps(breach: Breach) -> Iterator[str]:
    """What is not known of a breach."""
    if breach.discovered is None:
        yield "day of discovery"
    if breach.board_told is None:
        yield "the vendor's notice"
    if not breach.categories:
        yield "which data"
    if breach.students is None:
        yield "how many students"


def closed_since(title: str) -> str:
    """A reminder whose deadline is no longer open."""
    return f"{title} (closed since)"


def stuck(number: int) -> str:
    """That posts do not get out."""
    if not number:
        return ""
    posts = "A post is" if number == 1 else f"{number} posts are"
    return f"{posts} not getting through. I keep trying. Please check that I can still post in your channel."


def ago(days: int) -> str:
    """How long ago something was that lies before the timeline; empty where it does not."""
    return f"{days} days ago" if days else ""


def shown_of(shown: int, found: int) -> str:
    """That a list goes on."""
    return f"{shown} of {found} shown." if found > shown else ""
