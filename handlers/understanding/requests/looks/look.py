"""A view of the records, with what it is narrowed to."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.dialogue import bounded_re as re
from handlers.dialogue.record_kinds import KINDS, kind_of
from handlers.understanding.requests.looks.left import with_left
from handlers.understanding.requests.looks.slots import look_slots
from handlers.understanding.requests.request import Request, View
from handlers.understanding.requests.said import MaskedText

_BREACH = re.compile(
    r"\b(?:breach\w*(?! (?:notif\w+ |notice |reporting )?(?:procedures?|clauses?|provisions?|terms?|sections?)\b)"
    r"|incidents?|leak\w*|hack\w*|got out|spilled|stolen|exposed)\b"
)
_DEADLINE = re.compile(r"\b(?:deadlines?|due|to-?dos?|tasks?|overdue|late)\b")
_STUDENTS = re.compile(
    r"\b(?:students?|kids|pupils|children) (?:were |was |are |got |have been )?(?:affected|hit|involved"
    r"|impacted|caught up|swept up|exposed)|affected"
)
_COMMANDS: Mapping[View, str] = {
    View.ON_RECORD: "on-record",
    View.OWNER: "contracts",
    View.DUE: "deadlines",
    View.OVERDUE: "deadlines",
    View.EXPIRING: "contracts",
    View.HOLDS: "contracts",
    View.POSTED: "contracts",
    View.HAPPENED: "history",
    View.RENEWAL: "contract",
    View.STANDING: "deadlines",
    View.TOLD: "breach",
    View.NOTICE: "contract",
    View.DELETION: "notice",
    View.YEARLY: "notice",
    View.REMINDERS: "deadlines",
    View.FILE: "contract-file",
    View.EXPORT: "export",
    View.ROLES: "roles",
    View.SETTINGS: "deadlines",
    View.HELP: "help",
}
_LISTS: Mapping[str, str] = {kind.word: kind.lists for kind in KINDS if kind.has_page}


def made_look(view: View, kind: str, said: MaskedText, sure: float) -> Request:
    """The request for a view, with what it is narrowed to; an empty kind is found by what was said."""
    kind = kind or _kind(view, said)
    if kind == "breach" and view is View.EXPIRING:
        view = View.DUE  # of a breach, a clock runs out
    command = _COMMANDS.get(view) or _LISTS.get(kind, "contracts")
    if view is View.OWNER and kind == "breach":
        command = "breaches"
    slots = look_slots(said, kind)
    if view is View.EXPIRING and "expiry" in slots.lacks and not said.named:
        view = View.MISSING
    return Request(command=command, view=view, kind=kind, slots=with_left(slots, said), sure=sure)


def _kind(view: View, said: MaskedText) -> str:
    for id in said.ids:
        if found := kind_of(id):
            return found.word
    if view is View.TOLD or _BREACH.search(said.text) or _STUDENTS.search(said.text):
        return "" if view is View.MISSING else "breach"
    if view in {View.DUE, View.OVERDUE, View.REMINDERS} or (
        view in {View.COUNT, View.CARD} and _DEADLINE.search(said.text)
    ):
        return "deadline"
    return "contract"
