"""The deadlines that the board lists, each with its state and its place on the timeline."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from handlers.board import words as board_words
from handlers.board.lists import BoardQuery
from handlers.board.timeline import Lane, Timeline, timeline_around
from handlers.deadlines import status
from handlers.deadlines import words as deadline_words
from handlers.deadlines.states import DeadlineState, overdue, state_of
from handlers.deadlines.vendor_terms import deadline_title
from handlers.dialogue.desk import Desk, Message
from handlers.people import names
from handlers.people.button_access import closable
from storage.records import Deadline


class BoardSort(StrEnum):
    """Which deadlines the board shows; the value is its name in the page."""

    ALL = "all"
    OVERDUE = "overdue"
    MINE = "mine"


FEW, MANY = 12, 500


@dataclass(frozen=True, slots=True)
class DueRow:
    """An open deadline with its state in words and its place on the timeline."""

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
    sorts: tuple[BoardSort, ...]
    """The sorts in which it is among the first."""


@dataclass(frozen=True, slots=True)
class SortCount:
    """How many deadlines a sort has, and how many of them are not shown."""

    sort: BoardSort
    number: int
    left: int


@dataclass(frozen=True, slots=True)
class DueList:
    """The deadlines shown, the days of their timeline, and the sorts that have any."""

    shown: tuple[DueRow, ...]
    window: Timeline
    sorts: tuple[SortCount, ...]


def list_due(open_ones: Sequence[Deadline], asked: BoardQuery, reader: Message | None, desk: Desk) -> DueList:
    """The first deadlines of all, or of each sort where asked; for the reader, or else for the team."""
    every: dict[BoardSort, Sequence[Deadline]] = {BoardSort.ALL: open_ones}
    if asked.of_each:
        every |= {BoardSort.OVERDUE: overdue(open_ones, desk.today), BoardSort.MINE: _own(open_ones, reader, desk)}
    most = asked.of_each or (MANY if asked.every else FEW)
    first: dict[BoardSort, set[str]] = {sort: {one.id for one in found[:most]} for sort, found in every.items()}
    shown = [one for one in open_ones if any(one.id in ids for ids in first.values())]
    days_shown = timeline_around(desk.today, [one.last_day for one in shown])
    closes = closable(shown, reader, desk) if reader else {one.id for one in shown}
    rows = tuple(_rows(shown, first, closes, days_shown, desk))
    sorts = (SortCount(sort, len(found), max(0, len(found) - most)) for sort, found in every.items() if found)
    return DueList(rows, days_shown, tuple(sorts))


def _rows(
    shown: Sequence[Deadline],
    first: Mapping[BoardSort, set[str]],
    closes: Container[str],
    days_shown: Timeline,
    desk: Desk,
) -> Iterator[DueRow]:
    titles = {one.id: deadline_title(one, desk) for one in shown}
    owners = {one.owner: names.display_name(one.owner, desk) for one in shown}
    for one in shown:
        lane = days_shown.lane(one.safe, one.last_day)
        yield DueRow(
            id=one.id,
            title=titles[one.id],
            about=status.subject(one, desk),
            record=one.record,
            owner="; ".join(piece for piece in (owners[one.owner], deadline_words.other_clock(one)) if piece),
            state=state_of(one, desk.today),
            word=state_words(one, desk.today),
            when=deadline_words.when(one, desk.today),
            lane=lane,
            ago=board_words.ago(lane.gone),
            may_close=one.id in closes,
            sorts=tuple(sort for sort, ids in first.items() if one.id in ids),
        )


def _own(open_ones: Sequence[Deadline], reader: Message | None, desk: Desk) -> list[Deadline]:
    me = names.all_names(reader.who, desk) if reader else set()
    return [deadline for deadline in open_ones if deadline.owner.casefold() in me]


def count_states(open_ones: Iterable[Deadline], today: date) -> dict[DeadlineState, int]:
    """How many deadlines are in each state."""
    found = dict.fromkeys(DeadlineState, 0)
    for deadline in open_ones:
        found[state_of(deadline, today)] += 1
    return found


def state_words(deadline: Deadline, today: date) -> str:
    """How a deadline stands, in a few words."""
    match state_of(deadline, today):
        case DeadlineState.OVERDUE:
            return board_words.overdue((today - deadline.last_day).days)
        case DeadlineState.PASSING:
            return board_words.passing((deadline.last_day - today).days)
        case _:
            return board_words.in_days((deadline.safe - today).days)
