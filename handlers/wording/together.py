"""Which sentences stand where many deadlines are told in one message?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.wording import day
from handlers.wording import deadlines as wording_deadlines
from handlers.wording.people import together
from handlers.wording.short import short
from storage.records import Deadline, Status

TODAY, TOMORROW, LATER, SINCE = "Due today:", "Due tomorrow:", "Later:", "Closed since:"
MOST_NAMED = 5


def title(number: int, late: int, today: int, tomorrow: int) -> str:
    """How many there are, and how they stand."""
    told = ((late, "overdue"), (today, "due TODAY"), (tomorrow, "due tomorrow"))
    stands = ", ".join(f"{count} {word}" for count, word in told if count)
    return f"{number} deadline{'' if number == 1 else 's'}{f': {stands}' if stands else ''}"


def line(deadline: Deadline, title: str, subject: str, owner: str, today: date) -> str:
    """Its id, what it is, for whom, how late it is, and whose."""
    about = f" ({subject}, {deadline.record})" if subject else ""
    late = (today - deadline.last_day).days if deadline.status is Status.OPEN else 0
    since = f"{late} day{'' if late == 1 else 's'} overdue, since {day(deadline.last_day)}"
    stands = since if late > 0 else wording_deadlines.when(deadline, today)
    theirs = f"; the {deadline.who}'s clock" if deadline.who != "board" else ""
    return f"{deadline.id} {title}{about}: {stands}{theirs}{f'; owner {owner}' if owner else ''}"


def opens(id: str, title: str) -> str:
    """The button that shows one of them."""
    return short(f"{id} {title}", 75)


def closes(id: str) -> str:
    """The button with which an owner says that one of hers is done."""
    return f"{id}: done"


def due_title(title: str, subject: str, days: int, *, safe: bool) -> str:
    """The title of a reminder on its day or the day before; ``safe``: it is the safe date, and a later one follows."""
    what = "Safe date" if safe else "Due"
    return short(f"{what} {'TODAY' if days == 0 else 'tomorrow'}: {title}{f' ({subject})' if subject else ''}")


def whom_to_tell(lead: str) -> str:
    """What somebody can do who may change nothing."""
    return f"When it is done, or cannot be, tell {lead[:100] or 'the privacy team'}."


def not_reached(owners: Sequence[str]) -> str:
    """Why somebody else reads what is theirs."""
    named = together([owner[:60] for owner in owners], MOST_NAMED, "and")
    return f"I cannot message {named}. Please tell them, or give theirs to someone else."


def unread_title(owner: str) -> str:
    """The title of what the lead is told once a day of somebody whom nobody reaches."""
    return short(f"{owner[:100]} cannot be reached")


UNREAD = "You are reminded of these yourself. Give them to somebody who reads me:"
LOST_TITLE = "I cannot post in the privacy team's place"
SET_PLACE, SET_PLACE_LABEL = "setup", "Set another place"
ASK_FOR_PLACE = "An administrator can set another place with: setup."


def hand_on(id: str) -> str:
    """The button that gives one of them to somebody else."""
    return f"Reassign {id}"
