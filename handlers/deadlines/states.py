"""How a deadline stands on a day, and whose duty it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from storage.records import Deadline

SOON = 7
"""Days ahead that count as within a week."""


class DeadlineState(StrEnum):
    """How an open deadline stands, the most pressing first."""

    OVERDUE = "overdue"
    PASSING = "passing"
    """Its safe date has passed, its last date has not."""
    SOON = "soon"
    LATER = "later"


class DutyHolder(StrEnum):
    """Whose duty a stored deadline is, where it matters to a reminder."""

    BOARD = "board"
    CONTRACTOR = "contractor"


def state_of(deadline: Deadline, today: date) -> DeadlineState:
    """How an open deadline stands."""
    if today > deadline.last_day:
        return DeadlineState.OVERDUE
    if today > deadline.safe:
        return DeadlineState.PASSING
    return DeadlineState.SOON if (deadline.safe - today).days <= SOON else DeadlineState.LATER


def count_states(open_ones: Iterable[Deadline], today: date) -> dict[DeadlineState, int]:
    """How many open deadlines are in each state."""
    found = dict.fromkeys(DeadlineState, 0)
    for deadline in open_ones:
        found[state_of(deadline, today)] += 1
    return found


def next_day(deadline: Deadline, today: date) -> date:
    """The day to aim at, or the last one once that has passed."""
    return deadline.safe if deadline.safe >= today else deadline.last_day


def overdue(open_ones: Iterable[Deadline], today: date) -> list[Deadline]:
    """Those whose last date has passed."""
    return [deadline for deadline in open_ones if state_of(deadline, today) is DeadlineState.OVERDUE]


def is_boards(deadline: Deadline) -> bool:
    """Whether it is the board's own duty, and not a vendor's clock."""
    return deadline.who == DutyHolder.BOARD
