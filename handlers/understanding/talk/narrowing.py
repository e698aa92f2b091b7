"""Reads what a list that was shown is narrowed or turned to: only mine, the overdue ones, and breaches?"""

from __future__ import annotations

from dataclasses import replace

from handlers.dialogue import bounded_re as re
from handlers.understanding.requests.kept import over
from handlers.understanding.requests.looks.patterns import LAW
from handlers.understanding.requests.looks.slots import look_slots
from handlers.understanding.requests.request import Order, Request, Slots, View
from handlers.understanding.requests.said import MaskedText

MOST_WORDS, FEW = 9, 4
_LEAD = re.compile(
    r"^(?:(?:and|ok|okay|so|now|but|just|only|then|also|or|show(?: me)?|give me|which|any|are any|are there"
    r"|is there|how many|what about|how about|same for|of (?:those|them|these)"
    r"|the|those|these|them|ones?|that are|(?:which|any|some|how many) of (?:those|them|these))\b[\s,]*)+",
    re.IGNORECASE,
)
_COUNT = re.compile(r"\bhow many\b|\bcount\b|\bnumber of\b", re.IGNORECASE)
_STUDENTS = re.compile(r"\bhow many (?:kids|students|children|pupils)\b", re.IGNORECASE)
"""Counted in a record, not in a list."""
_LATE = re.compile(r"\b(?:overdue|late|past due|behind)\b", re.IGNORECASE)
_ENDS = re.compile(r"\b(?:expir\w+|run(?:s|ning)? out|end(?:s|ing)?|up for renewal|renew\w*)\b", re.IGNORECASE)
_KINDS = {
    "contract": r"contracts?|agreements?|dpas?",
    "breach": r"breach(?:es)?|incidents?",
    "deadline": r"deadlines?|due|to-?dos?",
}
_LISTS = {"contract": "contracts", "breach": "breaches", "deadline": "deadlines"}
_NAMING = re.compile(r"_[a-z]+_|\W|\b(?:what|how|about|and|same|for|the|ok|so|contract|then)\b")
_IN_ALL = re.compile(r"\b(?:altogether|in total|in all|overall|all told|total)\b", re.IGNORECASE)
_EVERYBODY = re.compile(r"\b(?:everyone|everybody|all of them|all|the rest)\b", re.IGNORECASE)


def narrowed(said: MaskedText, wish: Request) -> Request | None:
    """The view shown last, narrowed or turned by a few words; None where they do not."""
    text = said.whole
    lead = _LEAD.match(text)
    if wish.acts or len(text.split()) > MOST_WORDS or LAW.search(said.text):
        return None
    if not lead and len(text.split()) > FEW:
        return None
    if said.named:
        return _other(said, wish)
    if _STUDENTS.search(text):
        return None
    kind = next((name for name, words in _KINDS.items() if re.search(rf"\b(?:{words})\b", said.text)), "")
    new = look_slots(said, kind or wish.kind)
    view = _view(text, wish, kind)
    kind = kind or ("deadline" if view is View.OVERDUE else wish.kind)
    told = _told(new)
    if not told and view is wish.view and kind == wish.kind and not _EVERYBODY.search(text):
        return None
    before = Slots() if _IN_ALL.search(text) else replace(wish.slots, ids=())
    slots = over(before, new)
    if _EVERYBODY.search(text) and not new.person:
        slots = replace(slots, person="", person_said="")
    return Request(_LISTS.get(kind, wish.command), view=view, kind=kind, slots=slots)


def _told(new: Slots) -> bool:
    return bool(
        new.person
        or new.since
        or new.until
        or new.lacks
        or new.provisions
        or new.categories
        or new.note
        or new.closed
        or new.order is not Order.NONE
    )


def _view(text: str, wish: Request, kind: str) -> View:
    if _COUNT.search(text):
        return View.COUNT
    if _LATE.search(text):
        return View.OVERDUE
    if _ENDS.search(text) and kind in {"", "contract"}:
        return View.EXPIRING
    if kind and kind != wish.kind:
        return View.DUE if kind == "deadline" else View.LIST
    return wish.view


def _other(said: MaskedText, wish: Request) -> Request | None:
    """The same of another record, as in "what about Quizlet"."""
    left = _NAMING.sub("", said.text)
    return None if left.strip() else _of(said, wish)


def _of(said: MaskedText, wish: Request) -> Request:
    many = {View.LIST, View.COUNT, View.NONE, View.ROLES, View.SETTINGS, View.EXPORT, View.STANDING}
    view = View.CARD if wish.view in many else wish.view
    name = next((one.name for one in said.mentions if one.kind != "person"), "")
    slots = Slots(ids=said.ids, records=said.records, vendor=name)
    return Request(wish.command, view=view, kind=wish.kind, slots=slots)
