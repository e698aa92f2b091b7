"""The deadlines that the board lists, in groups: those of breaches, overdue, due within a week, later."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from handlers.board import words as board_words
from handlers.board.parts.lists import BoardQuery
from handlers.board.parts.timeline import Lane, Timeline, timeline_around
from handlers.deadlines import words as deadline_words
from handlers.deadlines.display import status
from handlers.deadlines.display.rows import acts
from handlers.deadlines.schedule.quiet_hours import is_urgent
from handlers.deadlines.states import DeadlineState, by_harm, follows_breach, foremost, overdue, state_of
from handlers.deadlines.vendor_terms import deadline_title
from handlers.deadlines.whose import owner_of, watched
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice
from handlers.people import names
from handlers.people.access import role_of
from handlers.people.button_access import closable, shows_record
from knowledge.names import TELL_FAMILIES
from storage.records import Deadline, Role


class BoardSort(StrEnum):
    """Which deadlines the board shows; the value is its name in the page."""

    MINE = "mine"
    ALL = "all"
    OVERDUE = "overdue"


SORTS = tuple(BoardSort)
"""In their order: one's own come first."""
FEW, MANY = 6, 500
"""Deadlines of each group, at first and where all are asked for."""


class BoardGroup(StrEnum):
    """The groups of deadlines, in their order; the value is its name in the page."""

    BREACH = "breach"
    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"


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
    dates: str
    lane: Lane
    is_urgent: bool
    """Whether families wait for it, as after a breach."""
    actions: tuple[Choice, ...]
    """What the reader may do with it where it stands."""
    sorts: tuple[BoardSort, ...]
    """The sorts in which it is among the first."""


@dataclass(frozen=True, slots=True)
class DueGroup:
    """Deadlines that stand alike: how many there are, and the rows that are shown."""

    state: BoardGroup
    number: int
    shown: tuple[DueRow, ...]
    window: Timeline

    @property
    def left(self) -> int:
        """How many are not shown."""
        return self.number - len(self.shown)


@dataclass(frozen=True, slots=True)
class UntoldBreach:
    """A breach whose families are not told yet: the deadline, the vendor, and by when in words."""

    deadline: str
    vendor: str
    word: str


@dataclass(frozen=True, slots=True)
class SortCount:
    """How many deadlines a sort has, and how many of them are not shown."""

    sort: BoardSort
    number: int
    left: int


@dataclass(frozen=True, slots=True)
class DueList:
    """The deadlines shown, and the sorts that have any."""

    groups: tuple[DueGroup, ...]
    sorts: tuple[SortCount, ...]


def list_due(open_ones: Sequence[Deadline], asked: BoardQuery, reader: Message | None, desk: Desk) -> DueList:
    """The first deadlines of each group, or of each sort where asked; for the reader, or else for the team."""
    grouped = _grouped(open_ones, desk.today)
    every = {BoardSort.ALL: [one for found in grouped.values() for one in found]}
    if asked.of_each:
        late = overdue(every[BoardSort.ALL], desk.today)
        every |= {BoardSort.OVERDUE: late, BoardSort.MINE: _mine(open_ones, reader, desk)}
        first = {sort: {one.id for one in found[: asked.of_each]} for sort, found in every.items()}
    else:
        most = MANY if asked.every else FEW
        shown_of = (one for found in grouped.values() for one in foremost(found, most, desk.today))
        first = {BoardSort.ALL: {one.id for one in shown_of}}
    shown = [one for one in every[BoardSort.ALL] if any(one.id in ids for ids in first.values())]
    may = _acts(shown, reader, desk)
    sorts = (
        SortCount(sort, len(every[sort]), len(every[sort]) - len(first[sort])) for sort in SORTS if every.get(sort)
    )
    bare = {one.id for one in shown if not shows_record(one, reader, desk)}
    groups = (_group(state, found, first, may, desk) for state, found in grouped.items() if found)
    return DueList(tuple(_without_records(group, bare) for group in groups), tuple(sorts))


def _without_records(group: DueGroup, bare: Collection[str]) -> DueGroup:
    """The group; of some, only the duty and how it stands, as the record is not for the reader."""
    shown = (replace(row, about="", record="") if row.id in bare else row for row in group.shown)
    return replace(group, shown=tuple(shown))


def _group(
    state: BoardGroup,
    found: Sequence[Deadline],
    first: Mapping[BoardSort, set[str]],
    may: Mapping[str, tuple[Choice, ...]],
    desk: Desk,
) -> DueGroup:
    shown = [one for one in found if any(one.id in ids for ids in first.values())]
    window = timeline_around(desk.today, [one.last_day for one in shown])
    return DueGroup(state, len(found), tuple(_rows(shown, first, may, window, desk)), window)


def _grouped(open_ones: Sequence[Deadline], today: date) -> dict[BoardGroup, list[Deadline]]:
    """What breaches ask, what is overdue, due within a week, and later; a safe date that has passed is within one."""
    found: dict[BoardGroup, list[Deadline]] = {group: [] for group in BoardGroup}
    for one in by_harm(open_ones, today):
        state = state_of(one, today)
        alike = BoardGroup.SOON if state is DeadlineState.PASSING else BoardGroup(state)
        found[BoardGroup.BREACH if follows_breach(one) else alike].append(one)
    return found


def untold_breaches(open_ones: Iterable[Deadline], desk: Desk) -> tuple[UntoldBreach, ...]:
    """The breaches whose families are not told yet, the most pressing first."""
    return tuple(
        UntoldBreach(one.id, status.subject(one, desk), board_words.stands(one, desk.today))
        for one in by_harm(open_ones, desk.today)
        if one.duty == TELL_FAMILIES
    )


def _rows(
    shown: Sequence[Deadline],
    first: Mapping[BoardSort, set[str]],
    may: Mapping[str, tuple[Choice, ...]],
    window: Timeline,
    desk: Desk,
) -> Iterator[DueRow]:
    owners = {one.id: names.display_name(owner_of(one, desk), desk) for one in shown}
    for one in shown:
        yield DueRow(
            id=one.id,
            title=deadline_title(one, desk),
            about=status.subject(one, desk),
            record=one.record,
            owner="; ".join(piece for piece in (owners[one.id], deadline_words.other_clock(one)) if piece),
            state=state_of(one, desk.today),
            word=board_words.stands(one, desk.today),
            dates=board_words.dates(one, desk.today),
            lane=window.lane(one.safe, one.last_day),
            is_urgent=is_urgent(one),
            actions=may[one.id],
            sorts=tuple(sort for sort, ids in first.items() if one.id in ids),
        )


def _mine(open_ones: Sequence[Deadline], reader: Message | None, desk: Desk) -> list[Deadline]:
    return watched(by_harm(open_ones, desk.today), reader.who, desk) if reader else []


def _acts(shown: Sequence[Deadline], reader: Message | None, desk: Desk) -> dict[str, tuple[Choice, ...]]:
    """What the reader may do with each: the team everything, an owner what an owner may."""
    team = reader is None or role_of(reader, desk).includes(Role.PRIVACY)
    closes = closable(shown, reader, desk) if reader else ()
    return {one.id: acts(one) if team else acts(one)[:1] if one.id in closes else () for one in shown}
