"""The lists of the board: deadlines in groups on a timeline, contracts, and breaches."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from handlers.board import words as board_words
from handlers.breaches import words as breach_words
from handlers.contracts import form as contract_form
from handlers.contracts import words as contract_words
from handlers.contracts.listing import searched
from handlers.deadlines import states, status
from handlers.deadlines import words as deadline_words
from handlers.deadlines.status import acts
from handlers.deadlines.steps import is_urgent
from handlers.deadlines.vendor_terms import deadline_title
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import PRESSING, Choice, Tone
from handlers.dialogue.words import month_day
from handlers.people import names
from handlers.people.access import closable, role_of, shows_record
from knowledge.law import TELL_FAMILIES
from storage.records import Breach, Contract, Deadline, Role

BEFORE = 2
"""Days before today that the timeline shows: what is overdue is listed apart."""
SHORTEST, LONGEST = 12, 70
"""Days after today that the timeline shows, at least and at most."""
FOUR_WEEKS = 28
EDGE = 2.0


@dataclass(frozen=True, slots=True)
class Lane:
    """One deadline, in percent from the left edge; what lies outside the window stands at its edge."""

    safe: float
    last: float
    today: float
    clipped: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """The days that are on the timeline, with a tick each week or two."""

    start: date
    end: date
    today: date
    ticks: tuple[tuple[float, str], ...] = ()

    def place(self, day: date) -> float:
        """A day in percent from the left edge, inside a small margin."""
        share = (day - self.start).days / (self.end - self.start).days
        return round(EDGE + min(max(share, 0), 1) * (100 - 2 * EDGE), 2)

    def lane(self, safe: date, last: date) -> Lane:
        """A deadline's place."""
        return Lane(self.place(safe), self.place(last), self.place(self.today), safe > self.end)


def timeline_around(today: date, lasts: Sequence[date]) -> Timeline:
    """The days around today that show most of these last dates."""
    ahead = max(((last - today).days + 4 for last in lasts if (last - today).days <= LONGEST), default=0)
    ahead = min(max(ahead, SHORTEST), LONGEST)
    bare = Timeline(today - timedelta(days=BEFORE), today + timedelta(days=ahead), today)
    step = 7 if ahead <= FOUR_WEEKS else 14
    monday = bare.start + timedelta(days=-bare.start.weekday() % 7)
    days = [monday + timedelta(days=n) for n in range(0, (bare.end - monday).days + 1, step)]
    return replace(bare, ticks=tuple((bare.place(day), month_day(day)) for day in days))


R = TypeVar("R", Contract, Breach)
PAGE = 20


@dataclass(frozen=True, slots=True)
class BoardQuery:
    """What a reader wants to see of the board."""

    search: str = ""
    gaps: bool = False
    every: bool = False
    of_each: int = 0
    """How many to list of each sort (all, overdue, own); 0 for the first few of all, or many where ``every`` is set."""
    contracts: int = 1
    breaches: int = 1


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A contract or a breach in a list, with what is missing."""

    id: str
    name: str
    facts: str
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordPage:
    """One page of the contracts or breaches that fit, and how many there are."""

    found: int
    lacking: int
    """In how many of all on record something is missing."""
    shown: tuple[RecordRow, ...]
    page: int = 1
    size: int = PAGE

    @property
    def pages(self) -> int:
        """How many pages."""
        return max(1, -(-self.found // self.size))


def contract_list(asked: BoardQuery, desk: Desk) -> RecordPage:
    """The contracts that fit, each with what is missing in it or on record."""
    ids = [item.id for item in contract_form.checklist(desk).items]

    def gaps(contract: Contract) -> tuple[str, ...]:
        marked = [contract.provisions.get(id) for id in ids]
        return tuple(board_words.contract_gaps(contract, marked.count(False), marked.count(None)))

    def to_row(contract: Contract) -> RecordRow:
        name = ", ".join(filter(None, (contract.vendor, contract_words.own_product(contract))))
        return RecordRow(contract.id, name, board_words.contract_facts(contract, desk.today), gaps(contract))

    every = desk.store.contracts()
    matching = searched(asked.search, desk) if asked.search else every
    lacking = {c.id for c in every if not c.withdrawn and gaps(c)}
    chosen = [c for c in matching if not c.withdrawn and (c.id in lacking or not asked.gaps)]
    return _page_of(chosen, len(lacking), to_row, asked.contracts, every=asked.every)


def breach_list(asked: BoardQuery, desk: Desk) -> RecordPage:
    """The breaches that fit, each with what is not known yet."""

    def gaps(breach: Breach) -> tuple[str, ...]:
        return tuple(board_words.breach_gaps(breach))

    def to_row(breach: Breach) -> RecordRow:
        facts = breach_words.state(breach, desk.today)
        return RecordRow(breach.id, breach.vendor, facts[:1].upper() + facts[1:], gaps(breach))

    every, matching = (desk.store.breaches(said) for said in ("", asked.search))
    lacking = {b.id for b in every if not b.withdrawn and gaps(b)}
    chosen = [b for b in matching if not b.withdrawn and (b.id in lacking or not asked.gaps)]
    return _page_of(chosen, len(lacking), to_row, asked.breaches, every=asked.every)


def _page_of(
    chosen: Sequence[R], lacking: int, to_row: Callable[[R], RecordRow], page: int, *, every: bool
) -> RecordPage:
    """One page of them, the newest first, a long one for ``every``; only the page itself is worded."""
    size = MANY if every else PAGE
    page = min(max(1, page), max(1, -(-len(chosen) // size)))
    shown = chosen[::-1][(page - 1) * size : page * size]
    return RecordPage(len(chosen), lacking, tuple(map(to_row, shown)), page, size)


class BoardSort(StrEnum):
    """Which deadlines the board shows; the value is its name in the page."""

    MINE = "mine"
    ALL = "all"
    OVERDUE = "overdue"


SORTS = tuple(BoardSort)
"""In their order: one's own come first."""
FEW, MANY = 6, 500
"""Deadlines of each group, at first and where all are asked for; then also contracts and breaches of a page."""


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
    state: states.DeadlineState
    tone: Tone
    word: str
    dates: str
    lane: Lane
    is_urgent: bool
    """Whether families wait for it, as after a breach."""
    actions: tuple[Choice, ...]
    """What the reader may do with it where it stands."""
    sorts: tuple[BoardSort, ...]
    """The sorts in which it is among the first."""

    @property
    def sign(self) -> str:
        """Which sign stands before it: that of its tone where it is due today or soon, else that of its state."""
        return self.tone if self.tone in PRESSING else self.state


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
        late = states.overdue(every[BoardSort.ALL], desk.today)
        every |= {BoardSort.OVERDUE: late, BoardSort.MINE: _mine(open_ones, reader, desk)}
        first_ids = {sort: {one.id for one in found[: asked.of_each]} for sort, found in every.items()}
    else:
        most = MANY if asked.every else FEW
        shown_of = (one for found in grouped.values() for one in states.first_of(found, most))
        first_ids = {BoardSort.ALL: {one.id for one in shown_of}}
    shown = [one for one in every[BoardSort.ALL] if any(one.id in ids for ids in first_ids.values())]
    may = _acts(shown, reader, desk)
    sorts = (
        SortCount(sort, len(every[sort]), len(every[sort]) - len(first_ids[sort])) for sort in SORTS if every.get(sort)
    )
    bare = {one.id for one in shown if not shows_record(one, reader, desk)}
    groups = (_group(state, found, first_ids, may, desk) for state, found in grouped.items() if found)
    return DueList(tuple(_without_records(group, bare) for group in groups), tuple(sorts))


def _without_records(group: DueGroup, bare: Collection[str]) -> DueGroup:
    """The group; for the ids in ``bare``, whose record is not for the reader, only the duty and its state."""
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
    """The deadlines by group; one whose safe date has passed counts as due within a week."""
    groups: dict[BoardGroup, list[Deadline]] = {group: [] for group in BoardGroup}
    for deadline in states.by_harm(open_ones, today):
        state = states.state_of(deadline, today)
        alike = BoardGroup.SOON if state is states.DeadlineState.PASSING else BoardGroup(state)
        groups[BoardGroup.BREACH if states.follows_breach(deadline) else alike].append(deadline)
    return groups


def untold_breaches(open_ones: Iterable[Deadline], desk: Desk) -> tuple[UntoldBreach, ...]:
    """The breaches whose families are not told yet, the most pressing first."""
    return tuple(
        UntoldBreach(one.id, status.subject(one, desk), board_words.stands(one, desk.today))
        for one in states.by_harm((each for each in open_ones if each.duty == TELL_FAMILIES), desk.today)
    )


def _rows(
    shown: Sequence[Deadline],
    first: Mapping[BoardSort, set[str]],
    may: Mapping[str, tuple[Choice, ...]],
    window: Timeline,
    desk: Desk,
) -> Iterator[DueRow]:
    owners = {one.id: names.display_name(states.owner_of(one, desk), desk) for one in shown}
    for deadline in shown:
        yield DueRow(
            id=deadline.id,
            title=deadline_title(deadline, desk),
            about=status.subject(deadline, desk),
            record=deadline.record,
            owner="; ".join(piece for piece in (owners[deadline.id], deadline_words.other_clock(deadline)) if piece),
            state=states.state_of(deadline, desk.today),
            tone=status.due_tone(deadline, desk),
            word=board_words.stands(deadline, desk.today),
            dates=board_words.dates(deadline, desk.today),
            lane=window.lane(deadline.safe, deadline.last_day),
            is_urgent=is_urgent(deadline),
            actions=may[deadline.id],
            sorts=tuple(sort for sort, ids in first.items() if deadline.id in ids),
        )


def _mine(open_ones: Sequence[Deadline], reader: Message | None, desk: Desk) -> list[Deadline]:
    return states.watched(states.by_harm(open_ones, desk.today), reader.who, desk) if reader else []


def _acts(shown: Sequence[Deadline], reader: Message | None, desk: Desk) -> dict[str, tuple[Choice, ...]]:
    """What the reader may do with each: the team everything, an owner what an owner may."""
    team = reader is None or role_of(reader, desk).includes(Role.PRIVACY)
    closes = closable(shown, reader, desk) if reader else ()
    return {one.id: acts(one) if team else acts(one)[:1] if one.id in closes else () for one in shown}
