"""How are deadlines opened, each with its reminders?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handlers.deadlines.ladder import ladder
from handlers.deadlines.plan import PlannedDeadline
from handlers.dialogue.desk import Desk
from storage.port import Draft
from storage.records import Deadline, Record


def open_deadlines(
    promises: Iterable[PlannedDeadline], record: str, owner: str, draft: Draft, desk: Desk
) -> Iterator[Record]:
    """The deadlines of the promises, each with its reminders."""
    for promise in promises:
        deadline = Deadline(
            id=draft.new_id(Deadline),
            record=record,
            duty=promise.duty,
            cite=promise.cite,
            who=promise.who,
            safe=promise.safe,
            last=promise.last,
            opened=desk.now,
            owner=owner,
            tag=promise.tag,
        )
        yield deadline
        yield from ladder(deadline, desk.store.setup(), desk.now)
