"""Opens deadlines, each with its reminders, and tells a new owner at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from handlers.deadlines.schedule.ladder import ladder
from handlers.deadlines.schedule.plan import ASK_DISCOVERY, PlannedDeadline
from handlers.deadlines.schedule.steps import Recipient, Step, StepKind, kind_of, reminder_for
from handlers.deadlines.states import is_boards
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.record_kinds import BREACH
from handlers.dialogue.record_kinds import kind_of as kind_of_record
from handlers.people import names
from handlers.people.owners import can_message
from storage.port import Draft
from storage.records import Deadline, Record, Reminder, Status


def is_same(planned: PlannedDeadline, deadline: Deadline) -> bool:
    """Whether a deadline is the planned one, due on the same days; the day for asking the vendor is ours and stays."""
    if planned.duty == deadline.duty == ASK_DISCOVERY:
        return True
    return (planned.duty, planned.safe, planned.last) == (deadline.duty, deadline.safe, deadline.last)


def open_deadlines(
    planned: Iterable[PlannedDeadline], record: str, owner: str, draft: Draft, desk: Desk
) -> Iterator[Record]:
    """The planned deadlines as records with an id, each followed by its reminders; no breach's is without an owner."""
    if kind_of_record(record) is BREACH:
        owner = owner or draft.setup().lead
    for one in planned:
        deadline = Deadline(
            id=draft.new_id(Deadline),
            record=record,
            duty=one.duty,
            cite=one.cite,
            who=one.who,
            safe=one.safe,
            last=one.last,
            opened=desk.now,
            owner=owner,
            tag=one.tag,
        )
        yield deadline
        yield from ladder(deadline, draft.setup(), desk.now)


def with_owner_reminders(records: Iterable[Record], message: Message, desk: Desk) -> Iterator[Record]:
    """The records, and for each new deadline of the board the post that tells its owner, as the team has one."""
    for record in records:
        yield record
        if isinstance(record, Deadline) and is_boards(record) and record.status is Status.OPEN:
            yield from owner_reminder(record, Step(StepKind.OPENED, Recipient.OWNER), message, desk)


def owner_reminder(deadline: Deadline, step: Step, message: Message, desk: Desk) -> Iterator[Reminder]:
    """The post that tells a new owner, with the next beat; none for the sender, nor for an owner without a chat."""
    knows = deadline.owner.casefold() in names.all_names(message.who, desk)
    if deadline.owner and not knows and can_message(deadline.owner, desk):
        yield reminder_for(step, deadline.id, desk.now)


def without_flood(records: Iterable[Record], today: date) -> Iterator[Record]:
    """The records, without the posts that tell of a deadline as new, and those for one that has passed."""
    over = set[str]()
    for record in records:
        if isinstance(record, Deadline) and record.last_day < today:
            over.add(record.id)
        if not (isinstance(record, Reminder) and (record.deadline in over or kind_of(record) is StepKind.OPENED)):
            yield record
