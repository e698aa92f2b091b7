"""The texts about what waits without a deadline, and of notices about a role and after an outage."""

from collections.abc import Callable
from datetime import date

from handlers.dialogue.catalog import Sentence, catalog
from handlers.dialogue.words import day

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

LISTS = {
    "apps open": messages.open_products,
    "apps lacking": messages.without_a_contract,
    "exceptions": messages.all_exceptions,
}
"""The labels of the buttons below a digest, by the command of the list that each opens."""


def exceptions(lacking: int, due: int) -> str:
    """How many exceptions lack evidence, and how many are to be reviewed."""
    said = [(lacking, messages.not_complete), (due, messages.to_review)]
    first, *more = [(number, what) for number, what in said if number]
    head = f"{first[0]} exception{'' if first[0] == 1 else 's'} {first[1]}"
    return ", ".join((head, *(f"{number} {what}" for number, what in more)))


SOMEBODY, ADMINISTRATOR = "somebody", messages.an_administrator


def now(role: str, before: str = "") -> str:
    """The role that the person has now, and the one before."""
    return messages.now(role=role, before=f" (before: {before})" if before else "")


def by(giver: str, on: date) -> str:
    """Who changed the role, and when."""
    return f"By {ADMINISTRATOR if giver == SOMEBODY else giver[:100]}, {day(on)}."
