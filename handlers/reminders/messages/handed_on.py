"""What is left in somebody's own chat of a deadline that became another's."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.deadlines.display import status
from handlers.deadlines.display.card import title_of
from handlers.deadlines.schedule.steps import Recipient, recipient_of
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Choice, Reply, Text
from handlers.people import doers, names
from handlers.people.owners import can_message
from handlers.reminders.messages import words as reminder_words
from storage.records import Deadline, Place, Reminder, Status


def anothers(found: Iterable[Deadline], steps: Iterable[Reminder], place: Place, desk: Desk) -> list[Deadline]:
    """The open deadlines of which a message told its reader as theirs, and which are somebody else's now.

    What the privacy lead is told in the stead of an owner who cannot be reached stays theirs.
    """
    readers = [one.id for one in desk.store.people() if one.place == place.id]
    if not readers:
        return []
    mine = set().union(*(names.all_names(one, desk) for one in readers))
    told = {step.deadline for step in steps if recipient_of(step) is not Recipient.OWNER}
    leads = desk.store.setup().lead in readers
    return [
        one
        for one in found
        if one.status is Status.OPEN
        and one.id not in told
        and one.owner.casefold() not in mine
        and not (leads and not can_message(one.owner, desk))
    ]


def handed_post(deadline: Deadline, desk: Desk) -> Reply:
    """The message of one that is somebody else's now: whose, and by whom; to be looked at, and no more."""
    return Reply(
        title=title_of(deadline, desk),
        parts=(Text(_told(deadline, desk)), status.facts(deadline, desk)),
        choices=(Choice(reminder_words.LOOK, f"deadline {deadline.id}"),),
    )


def handed_lines(found: Iterable[Deadline], desk: Desk) -> tuple[Text, ...]:
    """The same in a list, a line each."""
    return tuple(Text(f"{title_of(one, desk)}: {_told(one, desk)}") for one in found)


def _told(deadline: Deadline, desk: Desk) -> str:
    event = doers.last_of("owner", deadline.id, desk)
    owner = names.display_name(deadline.owner, desk)
    if event is None:
        return reminder_words.anothers(owner)
    giver, day = names.display_name(event.who, desk), event.when.astimezone(desk.zone).date()
    return reminder_words.handed_on(owner, giver, day)
