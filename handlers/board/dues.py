"""Which deadlines does the board list, and how does each stand?"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from handlers.board import words as board_words
from handlers.board.lists import BoardQuery
from handlers.board.timeline import Lane, Window, window
from handlers.deadlines import status
from handlers.deadlines import words as deadline_words
from handlers.deadlines.states import DeadlineState, overdue, state_of
from handlers.dialogue.desk import Desk, Message
from handlers.people import names
from handlers.people.button_access import closable
from storage.records import Deadline

Sort = Literal["all", "overdue", "mine"]
FEW, MANY = 12, 500


@dataclass(frozen=True, slots=True)
class DueRow:
    """An open deadline: what, for whom, how it stands in words, and where it lies on the timeline."""

    id: str
    title: str
    about: str
    record: str
    owner: str
    state: DeadlineState
    word: str
    when: str
    lane: Lane
    ago: str
    """How long ago its last date was, where the timeline begins later."""
    may_close: bool
    """Whether the reader may."""
    sorts: tuple[Sort, ...]
    """Of which sorts it is one of the first."""


@dataclass(frozen=True, slots=True)
class SortCount:
    """A sort of which there are some: how many, and how many of them are not shown."""

    sort: Sort
    number: int
    left: int


@dataclass(frozen=True, slots=True)
class DueList:
    """Those that are shown, the days among which they lie, and of which sorts there are some."""

    shown: tuple[DueRow, ...]
    window: Window
    sorts: tuple[SortCount, ...]


def list_due(open_ones: Sequence[Deadline], asked: BoardQuery, reader: Message | None, desk: Desk) -> DueList:
    """The first of all, or where it is asked so, the first of each sort; for the reader, or else for the team."""
    every: dict[Sort, Sequence[Deadline]] = {"all": open_ones}
    if asked.of_each:
        every |= {"overdue": overdue(open_ones, desk.today), "mine": _mine(open_ones, reader, desk)}
    most = asked.of_each or (MANY if asked.every else FEW)
    first: dict[Sort, set[str]] = {sort: {one.id for one in found[:most]} for sort, found in every.items()}
    shown = [one for one in open_ones if any(one.id in ids for ids in first.values())]
    seen = window(desk.today, [one.last_day for one in shown])
    closes = closable(shown, reader, desk) if reader else {one.id for one in shown}
    rows = tuple(_rows(shown, first, closes, seen, desk))
    sorts = (SortCount(sort, len(found), max(0, len(found) - most)) for sort, found in every.items() if found)
    return DueList(rows, seen, tuple(sorts))


def _rows(
    shown: Sequence[Deadline], first: Mapping[Sort, set[str]], closes: Container[str], seen: Window, desk: Desk
) -> Iterator[DueRow]:
    titles = {one.id: deadline_words.duty_title(one, desk.law) for one in shown}
    owners = {one.owner: names.display_name(one.owner, desk) for one in shown}
    for one in shown:
        lane = seen.lane(one.safe, one.last_day)
        yield DueRow(
            id=one.id,
            title=titles[one.id],
            about=status.subject(one, desk),
            record=one.record,
            owner="; ".join(piece for piece in (owners[one.owner], board_words.whose(one)) if piece),
            state=state_of(one, desk.today),
            word=state_words(one, desk.today),
            when=deadline_words.when(one, desk.today),
            lane=lane,
            ago=board_words.ago(lane.gone),
            may_close=one.id in closes,
            sorts=tuple(sort for sort, ids in first.items() if one.id in ids),
        )


def _mine(open_ones: Sequence[Deadline], reader: Message | None, desk: Desk) -> list[Deadline]:
    me = names.all_names(reader.who, desk) if reader else set()
    return [deadline for deadline in open_ones if deadline.owner.casefold() in me]


def count_states(open_ones: Iterable[Deadline], today: date) -> dict[DeadlineState, int]:
    """How many deadlines are in each state."""
    found = dict.fromkeys(DeadlineState, 0)
    for deadline in open_ones:
        found[state_of(deadline, today)] += 1
    return found


def state_words(deadline: Deadline, today: date) -> str:
    """The same in deadline_words."""
    match state_of(deadline, today):
        case DeadlineState.OVERDUE:
            return board_words.overdue((today - deadline.last_day).days)
        case DeadlineState.PASSING:
            return board_words.passing((deadline.last_day - today).days)
        case _:
            return board_words.in_days((deadline.safe - today).days)
