"""The texts that propose to give a deadline, a record or a role to a person, or to take a role away."""

from __future__ import annotations

from handlers.dialogue.text import short

LONGEST_NAME = 40
"""The most characters of a person's name on a button."""
WHO_SAID = "I do not know that person yet. Name them as they are on file, or add the e-mail of somebody new."
SHOW_ROLES = "Who may do what"


def owns_already(who: str) -> str:
    """The person owns it already."""
    return f"{who} owns it already."


def assign_title(id: str, who: str) -> str:
    """A deadline is to be handed over."""
    return f"Give {id} to {who}?" if who else f"Give {id} to whom?"


def all_to(before: str, who: str) -> str:
    """The title that proposes to give everything of one person to another."""
    return f"Give what is with {before} to {who}?" if who else f"Give what is with {before} to whom?"


def nothing_with(before: str) -> str:
    """The person owns no record and no open deadline."""
    return f"Nothing on record is with {before}."


def assign_button(id: str, who: str) -> str:
    """The button that reassigns a deadline."""
    return f"Give {id} to {short(who, LONGEST_NAME)}"


def own_record(id: str, who: str) -> str:
    """The button that changes a record's owner."""
    return f"Make {short(who, LONGEST_NAME)} the owner of {id}"


def grant_title(who: str) -> str:
    """A role is to be given."""
    return f"Give {who} a role?"


def grant_button(who: str, role: str) -> str:
    """The button that gives the role."""
    return f"Give {short(who, LONGEST_NAME)} the role: {role}"


def revoke_title(who: str) -> str:
    """A role is to be taken away."""
    return f"Take the role of {who} away?"


def revoke_button(who: str) -> str:
    """The button that takes the role away."""
    return f"Take the role of {short(who, LONGEST_NAME)} away"


def revoke_says(owned: int) -> str:
    """What a person without a role still owns."""
    if not owned:
        return "What they did stays in the history."
    many = f"{owned} open deadline{'' if owned == 1 else 's'}"
    return f"What they did stays in the history. They still own {many}: give those to someone else."


SETUP_TITLE = "Change the district's setup?"
