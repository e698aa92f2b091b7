"""Which deadlines does the board list, and how does each stand?"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from handlers.board import words as wording_board
from handlers.board.lists import Asked
from handlers.board.timeline import Lane, Window, window
from handlers.deadlines import status as standing
from handlers.deadlines import words
from handlers.deadlines import words as wording_deadlines
from handlers.deadlines.status import State, state
from handlers.dialogue.desk import Desk, Message
from handlers.people import names
from handlers.people.button_access import closable
from storage.records import Deadline

Sort = Literal["all", "overdue", "mine"]
FEW, MANY = 12, 500


@dataclass(frozen=True, slots=True)
class Due:
    """An open deadline: what, for whom, how it stands in words, and where it lies on the timeline."""

    id: str
    title: str
    about: str
    record: str
    owner: str
    state: State
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
class Listed:
    """A sort of which there are some: how many, and how many of them are not shown."""

    sort: Sort
    number: int
    left: int


@dataclass(frozen=True, slots=True)
class Dues:
    """Those that are shown, the days among which they lie, and of which sorts there are some."""

    shown: tuple[Due, ...]
    window: Window
    sorts: tuple[Listed, ...]


def dues(open_ones: Sequence[Deadline], asked: Asked, reader: Message | None, desk: Desk) -> Dues:
    """The first of all, or where it is asked so, the first of each sort; for the reader, or else for the team."""
    every: dict[Sort, Sequence[Deadline]] = {"all": open_ones}
    if asked.of_each:
        every |= {"overdue": standing.late(open_ones, desk), "mine": _mine(open_ones, reader, desk)}
    most = asked.of_each or (MANY if asked.every else FEW)
    first: dict[Sort, set[str]] = {sort: {one.id for one in found[:most]} for sort, found in every.items()}
    shown = [one for one in open_ones if any(one.id in ids for ids in first.values())]
    seen = window(desk.today, [one.last_day for one in shown])
    closes = closable(shown, reader, desk) if reader else {one.id for one in shown}
    rows = tuple(_rows(shown, first, closes, seen, desk))
    sorts = (Listed(sort, len(found), max(0, len(found) - most)) for sort, found in every.items() if found)
    return Dues(rows, seen, tuple(sorts))


def _rows(
    shown: Sequence[Deadline], first: Mapping[Sort, set[str]], closes: Container[str], seen: Window, desk: Desk
) -> Iterator[Due]:
    titles = {one.id: wording_deadlines.duty_title(one, desk.law) for one in shown}
    owners = {one.owner: names.called(one.owner, desk) for one in shown}
    for one in shown:
        lane = seen.lane(one.safe, one.last_day)
        yield Due(
            id=one.id,
            title=titles[one.id],
            about=standing.subject(one, desk),
            record=one.record,
            owner="; ".join(piece for piece in (owners[one.owner], wording_board.whose(one)) if piece),
            state=state(one, desk.today),
            word=word(one, desk.today),
            when=words.when(one, desk.today),
            lane=lane,
            ago=wording_board.ago(lane.gone),
            may_close=one.id in closes,
            sorts=tuple(sort for sort, ids in first.items() if one.id in ids),
        )


def _mine(open_ones: Sequence[Deadline], reader: Message | None, desk: Desk) -> list[Deadline]:
    me = names.every(reader.who, desk) if reader else set()
    return [deadline for deadline in open_ones if deadline.owner.casefold() in me]


def counts(open_ones: Iterable[Deadline], today: date) -> dict[State, int]:
    """How many deadlines are in each state."""
    found: dict[State, int] = {"overdue": 0, "passing": 0, "soon": 0, "later": 0}
    for deadline in open_ones:
        found[state(deadline, today)] += 1
    return found


def word(deadline: Deadline, today: date) -> str:
    """The same in words."""
    match state(deadline, today):
        case "overdue":
            return wording_board.overdue((today - deadline.last_day).days)
        case "passing":
            return wording_board.passing((deadline.last_day - today).days)
        case _:
            return wording_board.in_days((deadline.safe - today).days)
