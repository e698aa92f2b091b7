"""The sentences about the district as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.dialogue.text.shorten import short
from handlers.dialogue.words import NOT_ADVICE
from handlers.records.words import many

NOT_A_CONCLUSION = f"From your records; whether the district complies is for counsel to say. {NOT_ADVICE}"
LATE = "Overdue:"
SOON = "Due next:"
INCOMPLETE = "Contracts with provisions missing or not known:"
NO_END = "Contracts without an end date on record:"
BREACHES = "Breaches, before all else:"
OWN_COUNT = "Deadlines: those that you own, below what breaches ask of the district. Contracts: the whole district's."
LEADS_COUNT = (
    "Deadlines: those that you watch as the privacy lead, which are your own, those that nobody owns, and what every "
    "breach asks. Contracts: the whole district's."
)
NO_REMINDERS = "No reminder is planned."
SETTINGS_TITLE = "The district's settings"
NO_CHANGES = "Nothing was changed then."
SETTINGS_HOW = "An administrator changes these with setup."
NO_CLOSURES = "none entered"
NOBODY = "nobody yet"
SETTINGS = (
    "District",
    "Page of contracts",
    "Reminders go to",
    "Privacy lead",
    "Superintendent",
    "Posts go out from",
    "Days before the safe date",
    "Closures",
)


def standing(late: int, due: int, incomplete: int, window: int) -> str:
    """How the records stand, in a line."""
    said = [
        f"{late} overdue" if late else "nothing overdue",
        f"{due} due within {window} days",
        f"{many(incomplete, 'contract')} incomplete" if incomplete else "no provision missing",
    ]
    return short(", ".join(said)[:1].upper() + ", ".join(said)[1:])


def more(number: int) -> str:
    """What a short list leaves out."""
    return f"and {number} more"


def reminder_line(when: str, what: str, to: Sequence[str]) -> str:
    """The reminders of a day for one deadline."""
    return f"{when}: {what}, to {', '.join(to)}"


def reminders_title(number: int, said: str) -> str:
    """How many reminders are coming."""
    return short(f"{many(number, 'reminder')} coming{f' for {said}' if said else ''}")


TO = {
    "team": "the privacy team",
    "owner": "the owner",
    "lead": "the privacy lead",
    "superintendent": "the superintendent",
}


def roles_of(name: str, role: str) -> str:
    """What one person's role is."""
    return f"{name}: {role}"
