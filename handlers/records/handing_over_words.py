"""The texts that propose to give a deadline, a record or a role to a person, or to take a role away."""

from __future__ import annotations

from collections.abc import Callable

from handlers.dialogue.catalog import Sentence, catalog
from handlers.dialogue.text import short

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

LONGEST_NAME = 40
"""The most characters of a person's name on a button."""


def assign_title(id: str, who: str) -> str:
    """A deadline is to be handed over."""
    return messages.give_to(id=id, who=who) if who else messages.give_to_whom(id=id)


def all_to(before: str, who: str) -> str:
    """The title that proposes to give everything of one person to another."""
    return (
        messages.give_what_is_with_to(before=before, who=who)
        if who
        else messages.give_what_is_with_to_whom(before=before)
    )


def assign_button(id: str, who: str) -> str:
    """The button that reassigns a deadline."""
    return messages.assign_button(id=id, who=short(who, LONGEST_NAME)) if who else messages.give_to_whom(id=id)


def own_record(id: str, who: str) -> str:
    """The button that changes a record's owner."""
    return messages.own_record(who=short(who, LONGEST_NAME), id=id)


def grant_button(who: str, role: str) -> str:
    """The button that gives the role."""
    return messages.grant_button(who=short(who, LONGEST_NAME), role=role)


def revoke_button(who: str) -> str:
    """The button that takes the role away."""
    return messages.revoke_button(who=short(who, LONGEST_NAME))


def revoke_says(owned: int) -> str:
    """What a person without a role still owns."""
    if not owned:
        return messages.what_they_did_stays_in_the
    many = messages.open_deadline(owned=owned)
    return messages.what_they_did_stays_in_the_history(many=many)
