"""The sentences around what is to be given to a person: a record, a deadline, a role."""

from __future__ import annotations

from handlers.dialogue.text import short

LONGEST_NAME = 40
"""Letters of a person's name on a button."""
WHO_SAID = "I do not know that person yet. Name them as they are on file, or add the e-mail of somebody new."
SHOW_ROLES = "Who may do what"


def owns_already(who: str) -> str:
    """It is theirs."""
    return f"{who} owns it already."


def assign_title(id: str, who: str) -> str:
    """A deadline is to be handed over."""
    return f"Give {id} to {who}?" if who else f"Give {id} to whom?"


def all_to(before: str, who: str) -> str:
    """Everything of one person is to go to another."""
    return f"Give what is with {before} to {who}?" if who else f"Give what is with {before} to whom?"


def nothing_with(before: str) -> str:
    """Nobody of that name owns a record or an open deadline."""
    return f"Nothing on record is with {before}."


def assign_button(id: str, who: str) -> str:
    """The button that does it."""
    return f"Give {id} to {short(who, LONGEST_NAME)}"


def own_record(id: str, who: str) -> str:
    """The button that changes a record's owner."""
    return f"Make {short(who, LONGEST_NAME)} the owner of {id}"


def grant_title(who: str) -> str:
    """A role is to be given."""
    return f"Give {who} a role?"


def grant_button(who: str, role: str) -> str:
    """The button that does it."""
    return f"Give {short(who, LONGEST_NAME)} the role: {role}"


def revoke_title(who: str) -> str:
    """A role is to be taken away."""
    return f"Take the role of {who} away?"


def revoke_button(who: str) -> str:
    """The button that does it."""
    return f"Take the role of {short(who, LONGEST_NAME)} away"


def revoke_says(owned: int) -> str:
    """What stays theirs."""
    if not owned:
        return "What they did stays in the history."
    many = f"{owned} open deadline{'' if owned == 1 else 's'}"
    return f"What they did stays in the history. They still own {many}: give those to someone else."


SETUP_TITLE = "Change the district's setup?"
