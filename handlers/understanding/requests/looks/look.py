"""What somebody wants to see of the district's own records, by plain rules over what the message says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from handlers.dialogue import bounded_re as re
from handlers.dialogue.record_kinds import KINDS, kind_of
from handlers.understanding.requests.looks.patterns import LAW, RULES, Wording
from handlers.understanding.requests.looks.slots import look_slots
from handlers.understanding.requests.request import Request, View
from handlers.understanding.requests.said import MaskedText

MOST_WORDS, MOST_WORDS_UNNAMED = 45, 20
"""Words of a wish, where it names a record and where not; what is longer tells a case, and asks the law."""
FEW_BEFORE = 9
"""Words of what is told before a question."""
_CLAUSE = re.compile(r"(?:[,.;!]|\s[–—-])\s+(?:and |so |but )?")
_TOLD_BESIDE = re.compile(r"[,;] (?:as |because |since |for |and )?(?:i|we|i'm|i'll|we're|we'll)\b[^,;?]*(?:_t_|\d)")
"""Tells why something is asked, behind it: "everything under Ruth please, I go on leave Dec 1"."""
_LITTLE = frozenset(
    "the our my a an contract contracts agreement dpa deal breach incident deadline deadlines posting "
    "please and or what whats what's how hows how's about is s are any anything up with on of for at in "
    "status info information details news update updates vendor app product record records card me us "
    "again now today where things thing stuff going".split()
)
"""Words that say no more of a record than that it is to be shown."""
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
_OF_DATA = frozenset({View.HOLDS, View.LIST, View.COUNT, View.EXPIRING, View.NONE})
"""Views that a kind of data narrows."""
_LISTS: Mapping[str, str] = {kind.word: kind.lists for kind in KINDS if kind.has_page}


def look(said: MaskedText) -> Request | None:
    """The view that is asked for; None where it is no look at the records."""
    if not said.text or len(said.text.split()) > (MOST_WORDS if said.named else MOST_WORDS_UNNAMED):
        return None
    beside = _TOLD_BESIDE.search(said.text)
    if beside and "_t_" not in said.text[: beside.start()]:
        said = replace(said, period=None, day=None)
    of_law = bool(LAW.search(said.text))
    rule = next((rule for rule in RULES if _fits(rule, said, of_law=of_law)), None)
    if rule is None:
        return _bare(said) or _of_last_clause(said)
    return made_look(rule.view, rule.kind, said, sure=1.0 if rule.sure or not of_law else 0.6)


def _fits(rule: Wording, said: MaskedText, *, of_law: bool) -> bool:
    named = said.named or bool(said.strange)
    return (named or not rule.named) and (rule.sure or not of_law) and bool(rule.pattern.search(said.text))


def _of_last_clause(said: MaskedText) -> Request | None:
    """What is asked behind what was told first, as in "the auditor comes Thursday, are we in good shape?"."""
    *before, last = _CLAUSE.split(said.text)
    if not before or said.named or LAW.search(said.text) or sum(len(one.split()) for one in before) > FEW_BEFORE:
        return None
    rest = replace(said, text=last)
    rule = next((rule for rule in RULES if rule.sure and _fits(rule, rest, of_law=False)), None)
    said = said if "_t_" in last else replace(said, period=None)
    return made_look(rule.view, rule.kind, said, sure=1.0) if rule else None


def _bare(said: MaskedText) -> Request | None:
    """A record's name alone, or with words that say no more than that it is to be shown."""
    left = re.sub(r"_[vpt]_|_id_|\W", " ", said.text).split()
    if said.named and _LITTLE.issuperset(left):
        return made_look(View.CARD, "", said, sure=0.8)
    if said.person and _DEADLINE.search(said.text) and _LITTLE.issuperset(left):
        return made_look(View.DUE, "deadline", said, sure=0.8)
    return None


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
    if view not in _OF_DATA:
        slots = replace(slots, note="")
    return Request(command=command, view=view, kind=kind, slots=slots, sure=sure)


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
