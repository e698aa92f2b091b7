"""Finds the other record that is meant: the other one of two, or the same of another product."""

from __future__ import annotations

from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk
from handlers.dialogue.memory import Memory
from handlers.turns.taken import view_of_one
from handlers.understanding.named.products import is_name
from handlers.understanding.requests.request import Request, Slots, View
from handlers.understanding.talk.asked_of import MOST_WORDS, of_no_record, view_of
from handlers.understanding.talk.pointing import points_at_other
from storage.records import Status

FEW, PAIR = 2, 2
_OF_MANY = frozenset({
    View.CARD, View.LIST, View.ON_RECORD, View.NONE, View.OVERDUE, View.COUNT, View.STANDING, View.HELP, View.EXPORT,
    View.ROLES,
})  # fmt: skip
"""Views that are not of the one record that was shown."""
_DEFINITE = re.compile(
    r"\b(?:the|that|this) (?:contract|agreement|breach|web ?site|web ?page|notice|file|pdf|link|posting|owner|vendor)\b"
    r"(?! (?:with|for|of|from|at|by)\b)",
    re.IGNORECASE,
)
"""Speaks of one that is known."""
_SAME_OF = re.compile(
    r"(?:(?:and|ok|what about|how about|also)\b[, ]*)+(?P<name>[\w.&'’-]+(?: [\w.&'’-]+)?)[\s?.!]*", re.IGNORECASE
)


_MEANT = re.compile(r".{0,30}\b(?:i|we) (?:mean|meant)\b", re.IGNORECASE)


def of_subject(text: str, request: Request, memory: Memory) -> Request | None:
    """A view of the one record that was shown, asked for in a word or two or of a definite one: "and the website?"."""
    slots = request.slots
    narrows = slots.lacks or slots.categories or slots.since or slots.until or slots.duties or slots.closed
    named = slots.ids or slots.records or slots.vendor or slots.person
    definite = len(text.split()) <= MOST_WORDS and _DEFINITE.search(text) is not None
    if not memory.subject or narrows or named or of_no_record(text) or not (definite or len(text.split()) <= FEW):
        return None
    view = view_of(text) if definite and request.view in _OF_MANY else request.view
    return view_of_one(view, memory.subject) if view and view not in _OF_MANY else None


def same_of_other(text: str, wish: Request | None) -> Request | None:
    """Whether there is a contract with another product that no record names: "and kahoot?"."""
    found = _SAME_OF.fullmatch(text) if wish and wish.view is View.ON_RECORD else None
    if found is None or not is_name(found["name"]):
        return None
    return Request("on-record", view=View.ON_RECORD, kind="contract", slots=Slots(vendor=found["name"]))


def meant_other(text: str, request: Request | None, wish: Request | None) -> Request | None:
    """The view shown last, of the record that was meant: "sorry, I meant Kami"."""
    slots = request.slots if request else Slots()
    told = slots.said_days or slots.links or slots.number is not None or slots.person_said
    if wish is None or wish.acts or told or not (slots.ids or slots.records) or not _MEANT.match(text):
        return None
    view = View.CARD if wish.view in _OF_MANY else wish.view
    return Request(wish.command, view=view, kind=wish.kind, slots=Slots(ids=slots.ids, records=slots.records))


def two_of_a_kind(text: str, memory: Memory, desk: Desk) -> tuple[str, ...]:
    """The records shown last; for "the other one" all of that kind, where the district has two."""
    of_kind = [one for one in memory.rows if one[0] == memory.subject[:1]]
    if not memory.subject or len(of_kind) > 1 or not points_at_other(text):
        return memory.rows
    store = desk.store
    match memory.subject[0]:
        case "C":
            ids = tuple(one.id for one in store.contracts() if not one.withdrawn)
        case "B":
            ids = tuple(one.id for one in store.breaches() if not one.withdrawn)
        case _:
            ids = tuple(one.id for one in store.deadlines(status=Status.OPEN))
    return ids if len(ids) <= PAIR else memory.rows
