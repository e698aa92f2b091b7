"""Which open deadlines a person asks to see: whose, of what, and how pressing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from handlers.deadlines.search.name_match import NameMatch, match_name
from handlers.deadlines.states import DeadlineState, overdue, state_of
from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.text import list_words
from handlers.people import names
from storage.records import Deadline, Status


class Sort(StrEnum):
    """Which of the deadlines are asked for; the value is the word for it in a command."""

    ALL = ""
    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"


MINE = "mine"
"""The word that asks for one's own; it goes with any sort."""
_MEANINGS: Mapping[str, Sort | str] = {
    **dict.fromkeys(("mine", "my", "me"), MINE),
    **dict.fromkeys(("overdue", "late"), Sort.OVERDUE),
    **dict.fromkeys(("this week", "within a week", "week", "soon"), Sort.WEEK),
    "today": Sort.TODAY,
    **dict.fromkeys(("all", "open", "due", "for", "of"), Sort.ALL),
}
"""The words that are no name, and what people mean by them."""
OFFERED = ("mine", "overdue", "this week", "all")
_SORT = rf"(?:{'|'.join(sorted(_MEANINGS, key=len, reverse=True))})\b"
_ONLY = re.compile(rf"(?:{_SORT} ?)*", re.IGNORECASE)
_AROUND = re.compile(rf"(?P<first>(?:{_SORT} )*)(?P<name>.*?)(?P<last>(?: {_SORT})*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SelectedDeadlines:
    """The deadlines that fit, the earliest first.

    ``name`` is what was written beside the sort, and ``whose`` how that is called. ``more_overdue`` are overdue ones of
    the same name that the sort leaves out.
    """

    name: str
    sort: Sort
    whose: str
    found: tuple[Deadline, ...]
    more_overdue: tuple[Deadline, ...] = ()
    mine: bool = False
    people: tuple[str, ...] = ()
    """The people who could be meant by the name, where there are several; then nothing was looked for yet."""


def select_deadlines(said: str, message: Message, desk: Desk) -> SelectedDeadlines | None:
    """``[mine] [overdue | this week] [WHO or WHAT]``, in any order; None where nobody and nothing has that name.

    Raises Sorry where several people have exactly that name, or where nobody knows who says 'mine'.
    """
    open_ones = tuple(desk.store.deadlines(status=Status.OPEN))
    for asked, name in _readings(said):
        if match := match_name(name, open_ones, desk):
            return _select(name, asked, match, message, desk)
    return None


def _readings(said: str) -> Iterator[tuple[set[Sort | str], str]]:
    """What is asked for, and the name: as a vendor may be called "Open Up", all of it is a name first."""
    if _ONLY.fullmatch(said):
        yield _meanings(said), ""
        return
    yield set(), said
    if (around := _AROUND.fullmatch(said)) and around["name"] != said:
        yield _meanings(f"{around['first']} {around['last']}"), around["name"]


def _meanings(said: str) -> set[Sort | str]:
    return {_MEANINGS[one.lower()] for one in re.findall(_SORT, said, re.IGNORECASE)}


def _select(name: str, asked: set[Sort | str], match: NameMatch, message: Message, desk: Desk) -> SelectedDeadlines:
    base, whose, mine = match.open_ones, match.called, MINE in asked
    sort = next((one for one in (Sort.OVERDUE, Sort.TODAY, Sort.WEEK) if one in asked), Sort.ALL)
    if mine:
        if not message.who:
            raise Sorry(list_words.NAMELESS)
        me = names.all_names(message.who, desk)
        base = tuple(one for one in base if one.owner.casefold() in me)
        whose = ", ".join(word for word in (names.display_name(message.who, desk), whose) if word)
    found = tuple(one for one in base if _fits(sort, one, desk))
    more_overdue = tuple(one for one in overdue(base, desk.today) if one not in found)
    return SelectedDeadlines(name, sort, whose, found, more_overdue, mine, match.people)


def _fits(sort: Sort, deadline: Deadline, desk: Desk) -> bool:
    match sort:
        case Sort.OVERDUE:
            return state_of(deadline, desk.today) is DeadlineState.OVERDUE
        case Sort.WEEK:
            return state_of(deadline, desk.today) in {DeadlineState.PASSING, DeadlineState.SOON}
        case Sort.TODAY:
            return desk.today in {deadline.safe, deadline.last_day}
        case Sort.ALL:
            return True
