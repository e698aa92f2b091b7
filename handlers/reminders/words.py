"""The sentences about what waits for the privacy team."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from handlers.dialogue.words import day

LISTS = {"apps open": "Open products", "apps lacking": "Without a contract", "exceptions": "All exceptions"}
"""The buttons to the lists, below a digest that says what waits."""

BACKUP_FAILED = (
    "The last backup of these records failed. On the bot's machine, dpa backup makes one, or says why it cannot."
)


def exceptions(lacking: int, due: int) -> str:
    """Exceptions for a child's plan: of how many nothing shows all conditions, how many are to be reviewed."""
    said = [(lacking, "not complete"), (due, "to review")]
    first, *more = [(number, what) for number, what in said if number]
    head = f"{first[0]} exception{'' if first[0] == 1 else 's'} {first[1]}"
    return ", ".join((head, *(f"{number} {what}" for number, what in more)))


def open_requests(number: int) -> str:
    """Requests of families that nobody has closed."""
    return f"{number} family request{'' if number == 1 else 's'} open"


def ending(number: int, days: int) -> str:
    """Contracts that end soon."""
    return f"{number} contract{' ends' if number == 1 else 's end'} within {days} days"


def list_of_ending(days: int) -> str:
    """What is typed to see them."""
    return f"contracts expiring in the next {days} days"


def also_waiting(lines: Iterable[str]) -> str:
    """What waits beside the deadlines."""
    return f"Also waiting: {', '.join(lines)}."


BEGIN = "Begin"
NO_ROLE = "You no longer have a role here"
SOMEBODY, ADMINISTRATOR = "somebody", "an administrator"


def now(role: str, before: str = "") -> str:
    """The role that they have, and the one that they had."""
    return f"Your role is now: {role}{f' (before: {before})' if before else ''}"


def no_longer(role: str) -> str:
    """A role that somebody else has now."""
    return f"You are no longer the {role}"


def by(giver: str, on: date) -> str:
    """Who decided that, and when."""
    return f"By {ADMINISTRATOR if giver == SOMEBODY else giver[:100]}, {day(on)}."


def may(what: str) -> str:
    """What they can do."""
    return f"You may {what}."
