"""Sentences that people read in the personal tab."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.board.words import FAMILIES as FAMILIES  # noqa: PLC0414 - for the template

UNMET = (
    "I do not know yet whether you are on the district's staff or a guest. Say hello to me in the app's chat so that "
    "Teams can tell me, then open the board again. Guests cannot see the board."
)
TITLE = "Board"
LOADING = "One moment while Teams tells me who you are …"
NOT_IN_TEAMS = "This page works only inside Microsoft Teams. Open the app there, then its Board tab."
UNTOLD = "Teams did not tell me who you are. Close the tab and open it again. If that fails, ask your administrator."
NOT_TAKEN = "I could not accept your Microsoft sign-in: it is too old, or for another app. Open the tab again."
NOT_NOW = "I cannot check who you are right now: Microsoft's keys are out of reach. Open the tab again in a moment."
NO_ANSWER = "The bot did not answer. Open the tab again in a moment. If that does not help, tell your administrator."
FAILED = "Something went wrong here. Open the tab again in a moment. If that does not help, tell your administrator."
IN_THE_CHAT = "Ask in the chat"
CLOSE, WAIT = "Close", "One moment …"
NOBODY_YET = "Nothing is on record yet. Log a contract or a breach below."
MOST_RECORDS = 5
RECORDS = {"contract": "Contracts", "breach": "Breaches"}
LOG = {"contract": "Log a contract", "breach": "Log a breach"}
SORTS = {"mine": "Mine", "all": "All", "overdue": "Overdue"}


def missing(gaps: Sequence[str]) -> str:
    """What a record lacks, in a few words: the first, and how much more; empty where it lacks nothing."""
    more = f", {len(gaps) - 1} more" if len(gaps) > 1 else ""
    return f"Missing: {gaps[0]}{more}" if gaps else ""


def more(number: int) -> str:
    """The deadlines that the timeline leaves out."""
    return f"{number} more"
