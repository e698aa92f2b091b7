"""The texts of reminder posts and of the weekly digest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.dialogue.text import short
from handlers.dialogue.words import day, sentence
from storage.records import Deadline

WITHDRAWN = "Withdrawn: "

# The morning digest.
BREACHES = "Breaches, before all else:"
LATE = "Overdue:"
SOON = "Within a week:"
VENDORS_CLOCKS = "Vendors' clocks:"
NOTHING_SOON = "Nothing is due within a week."
ALL = "All deadlines"


def digest_title(today: date, late: int, soon: int) -> str:
    """The day, and how many deadlines are overdue and due soon."""
    found = [f"{late} overdue"] * bool(late) + [f"{soon} due within a week"] * bool(soon)
    return f"{day(today)}: {', '.join(found) or 'all quiet'}"


def more(number: int) -> str:
    """How many deadlines of a list are not shown."""
    return f"and {number} more."


def closed_title(title: str, subject: str, *, done: bool) -> str:
    """The title of a closed deadline's post; its tone says whether it is done."""
    return short(f"{'' if done else WITHDRAWN}{title}{f' ({subject})' if subject else ''}")


def closed_by(who: str, on: date) -> str:
    """Who closed it, and when."""
    return f"By {who}, {day(on)}."


LOOK, SOMEBODY = "Open", "Somebody"
MOVED = "Moved to the newer message below"
ALL_MINE, ALL_OVERDUE = "All that is mine", "All that is overdue"
LONGEST_NUDGE = 1500


def list_title(number: int, late: int, today: int, whose: str, *, after_breach: bool = False) -> str:
    """How many of a list are overdue, due today and later, and for whom, where it is for one role."""
    if not number:
        return "All that was due here is closed"
    later, all_of_it = number - late - today, f"{number} deadline{'' if number == 1 else 's'}"
    counted = [f"{some} {how}" for some, how in ((late, "overdue"), (today, "due today"), (later, "later")) if some]
    if later == number or (late == number and not after_breach):  # that all is overdue, the heading says
        counted = [all_of_it]
    head, tail = {"owner": ("Yours: ", ""), "superintendent": ("", " in the district")}.get(whose, ("", ""))
    return f"{head}{', '.join(counted)}{tail}"


def moved(number: int) -> str:
    """How many rows have moved to a newer message, while others are still here."""
    return f"{number} moved to the newer message below."


def more_done(number: int) -> str:
    """How many others are done."""
    return f"{number} more {'is' if number == 1 else 'are'} done."


def withdrawn(shown: Sequence[str], number: int) -> str:
    """Deadlines whose record was withdrawn."""
    return sentence(f"Withdrawn: {_named(shown, number)}")


def _named(shown: Sequence[str], number: int) -> str:
    more = [f"{number - len(shown)} more"] if number > len(shown) else []
    return ", ".join([*shown, *more])


def handed_on(owner: str, giver: str, on: date) -> str:
    """Who gave a deadline to its owner, or that the owner took it."""
    return f"Taken over by {owner}, {day(on)}." if owner == giver else f"Handed on to {owner} by {giver}, {day(on)}."


def anothers(owner: str) -> str:
    """Who owns the deadline now."""
    return f"{owner} owns this now." if owner else "Nobody owns this now."


def nudge(how: str, shown: Sequence[str], number: int, first: Deadline) -> str:
    """What is due today or overdue, in the middle of a sentence."""
    said = short(_named(shown, number), LONGEST_NUDGE)
    match how:
        case "late" if number == 1:
            return f"overdue since {day(first.last_day)}: {said}."
        case "late":
            return f"{number} are overdue: {said}."
        case "last" if number == 1:
            return f"today is the last day: {said}."
        case "last":
            return f"today is the last day for {number}: {said}."
        case _ if number == 1:
            return f"due today to be safe (last date {day(first.last_day)}): {said}."
        case _:
            return f"{number} are due today to be safe: {said}."


def sent_elsewhere(place: str) -> str:
    """Why a post is here and not at its usual place."""
    return f"I could not reach {place}, so I am telling you here. Please check that I can still post there."
