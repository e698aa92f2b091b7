"""The texts about what waits without a deadline, and of notices about a role."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from handlers.dialogue.words import day

LISTS = {"apps open": "Open products", "apps lacking": "Without a contract", "exceptions": "All exceptions"}
"""The labels of the buttons below a digest, by the command of the list that each opens."""

BACKUP_FAILED = (
    "The last backup of these records failed. On the bot's machine, dpa backup makes one, or says why it cannot."
)


def exceptions(lacking: int, due: int) -> str:
    """How many exceptions lack evidence, and how many are to be reviewed."""
    said = [(lacking, "not complete"), (due, "to review")]
    first, *more = [(number, what) for number, what in said if number]
    head = f"{first[0]} exception{'' if first[0] == 1 else 's'} {first[1]}"
    return ", ".join((head, *(f"{number} {what}" for number, what in more)))


def open_requests(number: int) -> str:
    """How many family requests are open."""
    return f"{number} family request{'' if number == 1 else 's'} open"


def ending(number: int, days: int) -> str:
    """How many contracts end soon."""
    return f"{number} contract{' ends' if number == 1 else 's end'} within {days} days"


def list_of_ending(days: int) -> str:
    """The command that lists them."""
    return f"contracts expiring in the next {days} days"


def also_waiting(lines: Iterable[str]) -> str:
    """What waits besides deadlines."""
    return f"Also waiting: {', '.join(lines)}."


BEGIN = "Begin"
NO_ROLE = "You no longer have a role here"
SOMEBODY, ADMINISTRATOR = "somebody", "an administrator"


def now(role: str, before: str = "") -> str:
    """The role that the person has now, and the one before."""
    return f"Your role is now: {role}{f' (before: {before})' if before else ''}"


def no_longer(role: str) -> str:
    """A role that the person has no longer."""
    return f"You are no longer the {role}"


def by(giver: str, on: date) -> str:
    """Who changed the role, and when."""
    return f"By {ADMINISTRATOR if giver == SOMEBODY else giver[:100]}, {day(on)}."


def may(what: str) -> str:
    """What the role permits."""
    return f"You may {what}."
