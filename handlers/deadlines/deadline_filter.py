"""Which deadlines does somebody want to see?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from handlers.deadlines.name_filter import NameMatch, match_name
from handlers.deadlines.status import overdue, state
from handlers.dialogue import list_words
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.people import names
from storage.records import Deadline, Status

MINE = "mine"
SORTS: Mapping[str, str] = {
    **dict.fromkeys(("mine", "my", "me"), MINE),
    **dict.fromkeys(("overdue", "late"), "overdue"),
    **dict.fromkeys(("this week", "within a week", "week", "soon"), "week"),
    "today": "today",
    **dict.fromkeys(("all", "open", "due", "for", "of"), ""),
}
"""What people write that names nobody and nothing, and what they mean by it."""
OFFERED = ("mine", "overdue", "this week", "all")
_SORT = rf"(?:{'|'.join(sorted(SORTS, key=len, reverse=True))})\b"
_ONLY = re.compile(rf"(?:{_SORT} ?)*", re.IGNORECASE)
_AROUND = re.compile(rf"(?P<first>(?:{_SORT} )*)(?P<name>.*?)(?P<last>(?: {_SORT})*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SelectedDeadlines:
    """The deadlines that fit, the earliest first; ``besides`` are overdue, of the same, and not of that sort.

    ``name`` is what was written beside the sort, ``whose`` how that is called.
    """

    name: str
    sort: str
    whose: str
    found: tuple[Deadline, ...]
    besides: tuple[Deadline, ...] = ()
    mine: bool = False
    people: tuple[str, ...] = ()
    """Who could be meant by the name, where they are several; then nothing was looked for yet."""


def select_deadlines(said: str, message: Message, desk: Desk) -> SelectedDeadlines | None:
    """``[mine] [overdue | this week] [WHO or WHAT]``, in any order; None where nobody and nothing has that name.

    Raises Sorry where several people have exactly that name, or where nobody knows who says 'mine'.
    """
    open_ones = tuple(desk.store.deadlines(status=Status.OPEN))
    for sorts, name in _readings(said):
        if found := match_name(name, open_ones, desk):
            return _sorted(name, sorts, found, message, desk)
    return None


def _readings(said: str) -> Iterator[tuple[set[str], str]]:
    """The sorts that are asked for, and the name: as a vendor may be called "Open Up", all of it is a name first."""
    if _ONLY.fullmatch(said):
        yield _sorts(said), ""
        return
    yield set(), said
    if (around := _AROUND.fullmatch(said)) and around["name"] != said:
        yield _sorts(f"{around['first']} {around['last']}"), around["name"]


def _sorts(said: str) -> set[str]:
    return {SORTS[one.lower()] for one in re.findall(_SORT, said, re.IGNORECASE)} - {""}


def _sorted(name: str, sorts: set[str], found: NameMatch, message: Message, desk: Desk) -> SelectedDeadlines:
    base, whose, mine = found.open_ones, found.called, MINE in sorts
    sort = next((one for one in ("overdue", "today", "week") if one in sorts), "")
    if mine:
        if not message.who:
            raise Sorry(list_words.NAMELESS)
        me = names.all_names(message.who, desk)
        base = tuple(one for one in base if one.owner.casefold() in me)
        whose = ", ".join(word for word in (names.display_name(message.who, desk), whose) if word)
    fit = tuple(one for one in base if _is(sort, one, desk))
    besides = tuple(one for one in overdue(base, desk) if one not in fit)
    return SelectedDeadlines(name, sort, whose, fit, besides, mine, found.people)


def _is(sort: str, deadline: Deadline, desk: Desk) -> bool:
    match sort:
        case "overdue":
            return deadline.last_day < desk.today
        case "week":
            return state(deadline, desk.today) in {"passing", "soon"}
        case "today":
            return desk.today in {deadline.safe, deadline.last_day}
        case _:
            return True
