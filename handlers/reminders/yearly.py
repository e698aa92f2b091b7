"""Opens the duties that come back every year, and plans the yearly reminder of the training."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from handlers.deadlines.schedule.opening import open_deadlines
from handlers.deadlines.schedule.plan import CALENDAR_CHECK, PlannedDeadline
from handlers.dialogue.desk import Desk, Message
from handlers.forms.saving import change
from handlers.training.nudge import plan_nudges
from knowledge.counting import count, day_of
from knowledge.law import tag_of
from knowledge.model import Topic
from knowledge.names import HOLIDAYS

EARLY, CHECK_EARLY = 60, 14
"""Days before a yearly duty, and before the check of the calendar, when they open."""
CHECK_BY = (12, 15)
"""By when next year's legal holidays and the district's closures have to be checked."""


def open_yearly(desk: Desk) -> None:
    """Open what is due within the next weeks, once each year; safe to repeat."""
    for planned in _planned(desk):
        early = CHECK_EARLY if planned.duty == CALENDAR_CHECK else EARLY
        if 0 <= (planned.safe - desk.today).days <= early:
            _open(planned, desk)
    plan_nudges(desk)


def _open(planned: PlannedDeadline, desk: Desk) -> None:
    clock = Message("", who="clock", surface="clock", request=f"yearly {planned.duty} {planned.safe}")
    lead = desk.store.setup().lead
    change("open", clock, desk, lambda draft: open_deadlines([planned], "", lead, draft, desk))


def _planned(desk: Desk) -> Iterator[PlannedDeadline]:
    for duty in desk.law.on(desk.today).duties.values():
        if duty.who == "board" and (duty.event or "").startswith("annual_"):
            due = count(duty.within, desk.today, desk.calendar)
            if due.safe and due.last:
                tag = tag_of(duty.says).value
                yield PlannedDeadline(duty.id, str(duty.cite), duty.who, day_of(due.safe), due.last, tag)
    check = date(desk.today.year, *CHECK_BY)
    holidays = desk.law.named(Topic, HOLIDAYS, desk.today).cites[0]
    yield PlannedDeadline(CALENDAR_CHECK, str(holidays), "board", check, check, "")
