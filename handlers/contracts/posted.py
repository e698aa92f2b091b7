"""Opens the deadlines of a contract that was posted before it was put on record, the posting done with its proof."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, time

from handlers.contracts.form.form import Posting
from handlers.deadlines.schedule.opening import open_deadlines
from handlers.deadlines.schedule.plan import PlannedDeadline
from handlers.deadlines.states import is_boards
from handlers.dialogue.desk import Desk
from storage.port import Draft
from storage.records import Contract, Deadline, Record, Reminder, Status

NOON = time(12)


def open_for(
    contract: Contract, planned: Iterable[PlannedDeadline], posting: Posting | None, draft: Draft, desk: Desk
) -> Iterator[Record]:
    """The deadlines that follow from a new contract; with ``posting``, that one is done and nobody is reminded of it.

    One that has ended has its deadline too, whenever it is put on record: somebody has to see that nothing was kept.
    """
    if posting is None:
        yield from open_deadlines(planned, contract.id, contract.owner, draft, desk)
        return
    closed = datetime.combine(posting.day, NOON, desk.now.tzinfo)
    done = set[str]()
    for record in open_deadlines(planned, contract.id, contract.owner, draft, desk):
        if isinstance(record, Deadline) and is_boards(record):
            done.add(record.id)
            yield replace(record, status=Status.DONE, proof=posting.proof, closed=closed)
        elif not (isinstance(record, Reminder) and record.deadline in done):
            yield record
