"""What do people read in Slack around a post that nobody asked for?"""

from __future__ import annotations

from datetime import date

from handlers.wording import day

MAY_REPEAT = "I may have said this before: I was stopped while sending it, and cannot look here whether it arrived."
DONE, WITHDRAWN = "Done", "Withdrawn"


def settled(word: str, title: str, subject: str) -> str:
    """The title of a post whose deadline is closed."""
    return f"{word}: {title}{f' ({subject})' if subject else ''}"[:150]


def not_installed(team: str) -> str:
    """Why a place cannot be reached."""
    return f"The app is not installed in the Slack workspace {team}." if team else "The app is not installed in Slack."


def by(who: str, on: date) -> str:
    """Who closed it."""
    return f"By {who}, {day(on)}."
