"""What closing or reopening the deadline of a family's request does to the request itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from handlers.deadlines.schedule.plan import FAMILY_ANSWER
from storage.port import Draft
from storage.records import Deadline, Record, Status


def with_request(deadline: Deadline, draft: Draft) -> Iterator[Record]:
    """The deadline as it is now, with the request that it answers: closed with its proof, or open again."""
    yield deadline
    request = draft.family_request(deadline.record) if deadline.duty == FAMILY_ANSWER else None
    if request:
        outcome = (request.outcome or "done") if deadline.status is Status.DONE else ""
        yield replace(request, outcome=outcome, proof=deadline.proof, closed=deadline.closed)
