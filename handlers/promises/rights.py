"""What may whoever reads a post do about it?"""

from __future__ import annotations

from dataclasses import replace

from handlers import names, people, wording
from handlers.desk import Desk, Message
from handlers.reply import Choice
from handlers.wording import deadlines as wording_deadlines
from handlers.wording import together as words
from storage.records import Deadline, Person, Role


def reader(place: str, desk: Desk) -> Person | None:
    """Whose own chat it is; None where the team reads, as in its channel and on the page."""
    return next((person for person in desk.store.people() if person.place == place), None) if place else None


def may(needs: Role, who: Person | None, desk: Desk) -> bool:
    """Whether the reader may do what needs that role; the team may all that it is asked for."""
    if who is None:
        return True
    has = people.role_of(Message("", who=who.id), replace(desk, role=Role.EVERYONE))
    return people.RANKS.index(has) >= people.RANKS.index(needs)


def owns(deadline: Deadline, who: Person | None, desk: Desk) -> bool:
    """Whether it is the reader's own."""
    return who is not None and deadline.owner.casefold() in names.every(who.id, desk)


def choices(deadline: Deadline, who: Person | None, desk: Desk) -> tuple[Choice, ...]:
    """The buttons that the reader may press; an owner closes what is hers."""
    close = ((wording_deadlines.DONE, people.OWNERS_MAY),)
    putting_off = ((wording_deadlines.SNOOZE, "snooze"), (wording_deadlines.ASSIGN, "assign"))
    can = (*close, *putting_off) if may(Role.PRIVACY, who, desk) else close if owns(deadline, who, desk) else ()
    return (
        *(Choice(label, f"{word} {deadline.id}") for label, word in can),
        Choice(wording.SHOW_RULE, f"rule {deadline.cite}"),
    )


def whom_to_tell(who: Person | None, desk: Desk, *, hers: bool) -> tuple[str, ...]:
    """A line for a reader who can do nothing about it alone."""
    if hers or may(Role.PRIVACY, who, desk):
        return ()
    lead = desk.store.setup().lead
    return (words.whom_to_tell(names.called(lead, desk) if who is None or who.id != lead else ""),)
