"""Which open deadlines are somebody's own, the next date first."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.deadlines.states import next_day
from handlers.dialogue.desk import Desk, Message
from handlers.people import names
from storage.records import Deadline


def mine(open_ones: Iterable[Deadline], reader: Message, desk: Desk) -> list[Deadline]:
    """Those that the reader owns, by id or by a name of theirs. Raises StoreError."""
    me = names.all_names(reader.who, desk)
    return by_next_day((one for one in open_ones if one.owner.casefold() in me), desk)


def by_next_day(open_ones: Iterable[Deadline], desk: Desk) -> list[Deadline]:
    """The deadlines, the next date first."""
    return sorted(open_ones, key=lambda one: next_day(one, desk.today))
