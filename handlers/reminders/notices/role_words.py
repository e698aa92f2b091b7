"""The sentences that tell somebody of their role."""

from __future__ import annotations

from datetime import date

from handlers.dialogue.words import day

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
