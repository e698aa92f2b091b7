"""Reads whether a message is about the district's own records, and what it wants of them."""

from __future__ import annotations

from datetime import date

from handlers.dialogue import bounded_re as re
from handlers.understanding.named.products import product_in
from handlers.understanding.requests.acts.act import read_act
from handlers.understanding.requests.apart.asking import wants_done, wants_shown
from handlers.understanding.requests.apart.events import asks_event
from handlers.understanding.requests.apart.norms import asks_how_long, asks_norm
from handlers.understanding.requests.looks.heard import LOOK_NAMED, heard_look
from handlers.understanding.requests.looks.look import look, made_look
from handlers.understanding.requests.names import NameIndex
from handlers.understanding.requests.request import Names, Request, View
from handlers.understanding.requests.said import MaskedText, take_apart
from handlers.understanding.requests.slots import read_slots
from knowledge.reading.signs import Signs

_ASKS = re.compile(
    r"\s*(?:who|what|where|when|which|how|did|has|have|is|are|do|does|was|were|any|need|i need|show|link"
    r"|remind me (?:who|what|when|where|why|which|how)|(?:give|send) (?:me|us)|proof|get|find|pull"
    r"|looking for)(?:'s|s)?\b",
    re.IGNORECASE,
)
"""A question: what it wants is to be shown, where a view fits it."""
_LEAD = re.compile(r"\bprivacy (?:lead|officer|contact|person)\b", re.IGNORECASE)
_ACT_OF_LAW = re.compile(r"\b(?:pa|public act|hb|sb|house bill|senate bill)[ .#-]*\d", re.IGNORECASE)
"""An act or a bill by its number: what changed in it is no history of the records."""
_ON_RECORD = re.compile(
    r"\b(?:our|the|your) (?:own )?(?:records?|register|log|files|books)\b"
    r"|^which (?:one )?(?:contract|agreement|vendor|breach|posting) (?:is|has|was|lacks?|needs|ends|expires|runs)\b"
    r"|^which ones? (?:is|are|has|have|lacks?|needs?|miss(?:es)?)\b"
    r"|\b(?:which|what|how many|any|all|list of|names of(?: all)?) (?:of )?(?:our |the )?(?:vendor )?"
    r"(?:agreements|contracts|vendors|dpas|incidents|breaches|postings)\b"
    r"|\b(?:did|have|had) (?:we|i|anyone|anybody)\b(?! to\b)"
    r"|\b(?:the|our) [\w. -]{2,30}? (?:record|entry) (?:say|show|list|have|mark|mention)s?\b"
    r"|\bon (?:record|file|the books|our (?:list|books))\b|\bdates (?:we|you) (?:have|hold)\b",
    re.IGNORECASE,
)
"""Asks for what is on record here."""
_BY_LAW = re.compile(
    r"\b(?:law|laws|act|statute|statutory|legal(?:ly)?|illegal|10-234\w*|regulations?|hypothetical(?:ly)?|in general"
    r"|generally|if we (?:were|sign)|suppose|in principle)\b",
    re.IGNORECASE,
)
OWN, SHOWN = 0.2, 2.0
"""How much less likely the law is asked for where a record of the district is named."""
_LETTERS = frozenset({View.DELETION, View.YEARLY})
"""What is to be written, and deletes or renews nothing."""
_OF_NOTICE = re.compile(
    r"\b(?:(?:the|their|its|_v_|that) notice|(?:tell|told) (?:us|the board|the district)|discover\w*)\b"
)
"""What only a breach has: the vendor's notice of it."""
_WHATEVER = frozenset({View.ON_RECORD, View.MISSING})
"""Views that a record is asked for in words of law."""
_OF_PEOPLE = frozenset({View.ROLES, View.OWNER})
_OF_ONE = ("contracts", "contract")
CERTAIN = 0.9
"""The model's share for a contract from which a vendor that no record has is taken for one of the district's."""
_LOGS = frozenset({"log-contract", "log-breach", "grant", "revoke", "setup"})
SURE = 0.5
"""Below it, the question on the law is answered instead."""
ACT_WINS = 0.9
"""From which an act goes before a look: what asks to see something is no act."""
ACT_HEARD = 0.7
"""The model's share for an act from which it goes before a look."""
LOOK_WINS = 0.85
"""The model's share for a look from which an act by the rules gives way."""
NOT_LAW = 0.15
"""The share of the law below which a message that names a record is about that record."""
LAW_PLAIN = 0.92
"""The share of the law from which no record is asked for, whichever one is named."""
LAW_WINS, LAW_CERTAIN = 0.85, 0.93
"""The model's share for the law, or for what is neither, from which a wording gives way: one that is not sure, and
any that names no record."""


def read_request(text: str, today: date, names: Names | NameIndex, signs: Signs | None = None) -> Request | None:
    """What is wanted of the records; None where it is a question on the law, or small talk."""
    index = names if isinstance(names, NameIndex) else NameIndex(names)
    said = take_apart(text, today, index, index.names.closures)
    signs = signs or Signs()
    law, ours = signs.wishes.get("law", 0.0), max(signs.wishes.get(wish, 0.0) for wish in ("look", "act"))
    happened = said.named and asks_event(said.text)
    norm = asks_norm(text) and law >= ours and not happened
    signs = _of_ours(signs, said)
    act = read_act(text, read_slots(text, index, today), signs)
    found = _of_law(look(said), signs)
    heard = heard_look(said, signs)
    held = found is not None and found.view is View.ON_RECORD and signs.wishes.get("act", 0.0) < ACT_HEARD
    asks = found is not None and found.sure == 1 and (held or _ASKS.match(text))
    if _ACT_OF_LAW.search(text):
        found = heard = None
    if norm or (law >= LAW_PLAIN and act is None and not happened):
        return found if found and found.sure == 1 and found.view in _WHATEVER else None
    if asks_how_long(text) and act is None:
        return found if found and found.view is View.DUE else None
    if heard and _misheard(heard.request, said, text, happened=happened):
        heard = None
    if _LEAD.search(text):  # whom to ask
        found = None if found and found.view in _OF_PEOPLE else found
        heard = None if heard and heard.request.view in _OF_PEOPLE else heard
    if found and found.view in _LETTERS:
        return found
    if act and heard and heard.request.sure >= LOOK_WINS:
        act = None
    if act and not asks and (found is None or act.sure >= ACT_WINS or signs.wishes.get("act", 0.0) >= ACT_HEARD):
        return act if act.sure >= SURE else None
    if heard and (found is None or heard.beats(found)):
        found = heard.request
    found = found or _told_of(said, signs, happened=happened) or _of_unknown(said, signs)
    return found if found and found.sure >= min(SURE, LOOK_NAMED) else None


def _misheard(request: Request, said: MaskedText, text: str, *, happened: bool) -> bool:
    """Whether it is asked if there is a contract with a product, or if a notice came, and none is to be written."""
    return (not said.named and bool(product_in(text))) or (happened and request.view is View.NOTICE)


def _of_ours(signs: Signs, said: MaskedText) -> Signs:
    """With the law less likely where a record is named: hardly anybody then asks for it, unless they say so.

    What is asked to be shown, told or confirmed is also more likely a look.
    """
    if wants_done(said.whole):
        return signs.leaning({"law": OWN, "outside": OWN, "look": 1 / SHOWN})
    strange = bool(said.strange) and max((signs.commands.get(one, 0.0) for one in _OF_ONE), default=0.0) >= CERTAIN
    named = bool(said.ids or said.records) or strange
    if not (named or speaks_of_ours(said.whole)) or _BY_LAW.search(said.whole):
        return signs
    odds = {"law": OWN, "outside": OWN}
    if wants_shown(said.whole) and signs.wishes.get("act", 0.0) < ACT_HEARD:
        odds |= {"look": SHOWN, "act": 1 / SHOWN}
    return signs.leaning(odds)


def speaks_of_ours(text: str) -> bool:
    """Whether it speaks of what is on record here, or of what people here did."""
    return _ON_RECORD.search(text) is not None


def _told_of(said: MaskedText, signs: Signs, *, happened: bool) -> Request | None:
    """The record itself, where something is told of it that is no act, no view and surely no question on the law.

    The same where a question asks what happened there.
    """
    other = 0.0 if happened else max(signs.wishes.get(name, 0.0) for name in ("law", "outside"))
    known = bool(said.ids or said.records) and bool(signs.wishes)
    kind = "breach" if happened and said.has(_OF_NOTICE) else ""
    return made_look(View.CARD, kind, said, sure=LOOK_NAMED) if known and other < NOT_LAW else None


def _of_unknown(said: MaskedText, signs: Signs) -> Request | None:
    """That there is no record of a vendor of whose record something is told."""
    tells = signs.wishes.get("act", 0.0) >= ACT_HEARD and not _LOGS & set(list(signs.commands)[:1])
    return made_look(View.CARD, "", said, sure=LOOK_NAMED) if said.strange and tells and not said.named else None


def _of_law(found: Request | None, signs: Signs) -> Request | None:
    """Nothing, where the model hears a question on the law."""
    if found is None or (found.sure == 1 and (found.slots.ids or found.slots.records)):
        return found
    other = max(signs.wishes.get("law", 0.0), signs.wishes.get("outside", 0.0))
    return None if other >= (LAW_CERTAIN if found.sure == 1 else LAW_WINS) else found
