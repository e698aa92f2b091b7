"""How does a new owner hear of it at once?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handlers.deadlines.steps import Reader, Step, StepKind, reminder_for
from handlers.dialogue.desk import Desk, Message
from handlers.people import names
from handlers.people.owners import can_message
from storage.records import Deadline, Record, Reminder


def with_owner_reminders(records: Iterable[Record], message: Message, desk: Desk) -> Iterator[Record]:
    """The records, and for each new deadline of the board the post that tells its owner, as the team has one."""
    for record in records:
        yield record
        if isinstance(record, Deadline) and record.who == "board":
            yield from owner_reminder(record, Step(StepKind.OPENED, Reader.OWNER), message, desk)


def owner_reminder(deadline: Deadline, step: Step, message: Message, desk: Desk) -> Iterator[Reminder]:
    """It goes out with the next beat; none for whoever speaks, who knows, nor where it would reach somebody else."""
    knows = deadline.owner.casefold() in names.all_names(message.who, desk)
    if deadline.owner and not knows and can_message(deadline.owner, desk):
        yield reminder_for(step, deadline.id, desk.now)
