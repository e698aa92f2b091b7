"""Plans the reminders of contracts that end, once the district has chosen other days for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from handlers.deadlines.schedule.ladder import ladder
from handlers.deadlines.schedule.plan import EXPIRY
from handlers.deadlines.schedule.steps import StepKind, kind_of
from handlers.dialogue.desk import Desk
from storage.port import Draft
from storage.records import Reminder, Setup, Status


def replanned(new: Setup, old: Setup, draft: Draft, desk: Desk) -> Iterator[Reminder]:
    """The reminders that come with the new days, and those of the old days, withdrawn.

    A day that has passed is left out, so that nobody is told of all contracts at once.
    """
    if new.renewals == old.renewals:
        return
    for deadline in desk.store.deadlines(status=Status.OPEN):
        if deadline.duty != EXPIRY:
            continue
        planned = {one.step: one for one in ladder(deadline, new, desk.now) if kind_of(one) is StepKind.BEFORE}
        kept = {one.step: one for one in draft.reminders(deadline.id) if kind_of(one) is StepKind.BEFORE}
        for step, one in kept.items():
            if one.sent_at is None and one.withdrawn is (step in planned):
                yield replace(one, withdrawn=step not in planned)
        yield from (one for step, one in planned.items() if step not in kept)
