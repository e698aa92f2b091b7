"""Which duties come back every year?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from handlers.deadlines.opening import opened
from handlers.deadlines.plan import CALENDAR_CHECK, Promise
from handlers.dialogue.desk import Desk, Message
from handlers.forms.saving import change
from knowledge.counting import count, day_of
from knowledge.law import tag_of
from knowledge.model import Topic
from knowledge.names import HOLIDAYS

EARLY, CHECK_EARLY = 60, 14
"""Days before a yearly duty, and before the check of the calendar, when they open."""
CHECK_BY = (12, 15)
"""When next year's legal holidays and the district's closures have to be looked through."""


def open_yearly(desk: Desk) -> None:
    """Open what is due within the next weeks, once each year. May be said again and again."""
    for promise in _promises(desk):
        early = CHECK_EARLY if promise.duty == CALENDAR_CHECK else EARLY
        if 0 <= (promise.safe - desk.today).days <= early:
            _open(promise, desk)


def _open(promise: Promise, desk: Desk) -> None:
    clock = Message("", who="clock", surface="clock", request=f"yearly {promise.duty} {promise.safe}")
    lead = desk.store.setup().lead
    change("open", clock, desk, lambda draft: opened([promise], "", lead, draft, desk))


def _promises(desk: Desk) -> Iterator[Promise]:
    for duty in desk.law.on(desk.today).duties.values():
        if duty.who == "board" and (duty.event or "").startswith("annual_"):
            due = count(duty.within, desk.today, desk.calendar)
            if due.safe and due.last:
                tag = tag_of(duty.says).value
                yield Promise(duty.id, str(duty.cite), duty.who, day_of(due.safe), due.last, tag)
    check = date(desk.today.year, *CHECK_BY)
    holidays = desk.law.named(Topic, HOLIDAYS, desk.today).cites[0]
    yield Promise(CALENDAR_CHECK, str(holidays), "board", check, check, "")
