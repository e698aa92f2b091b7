"""Finds an act, a bill or a case that a question names and the book does not know, so that none is let stand."""

from __future__ import annotations

from functools import lru_cache

from handlers.dialogue import bounded_re as re
from handlers.law.around.words import INITIALS
from knowledge.law import Law
from knowledge.model import Example
from knowledge.wording.placeholders import texts

_CAPITAL = r"[A-Z][\w'’-]*"
_ACT = re.compile(rf"\b{_CAPITAL} (?:(?:{_CAPITAL}|of|in|for|and|the|to|on) ){{0,7}}Act\b")
_BILL = re.compile(r"\b(?:[HS]\.?B|H\.?R)\.? ?(?:No\. ?)?\d{1,5}\b|\b(?:Public Act|P\.?A\.?) ?\d{2}-\d{1,3}\b")
_CASE = re.compile(rf"\b{_CAPITAL}(?: {_CAPITAL}){{0,3}} v\.? {_CAPITAL}(?: {_CAPITAL}){{0,3}}")
_LEADS = re.compile(
    r"^(?:(?:the|that|this|our|new|federal|state|connecticut'?s?|ct|does|is|under|of|in|for|and|to|on|what|has|how)\s+)+",
    re.IGNORECASE,
)
_SHORT = frozenset({"act", "privacy act", "student data privacy act", "pa"})
"""How people call the act that the book is about."""


def unknown_law(question: str, law: Law) -> str:
    """The first law or case that is named as no text of the book names one; empty where there is none."""
    for found in (*_ACT.finditer(question), *_BILL.finditer(question), *_CASE.finditer(question)):
        name = _LEADS.sub("", " ".join(found[0].split()))
        plain = _plain(name)
        number = re.search(r"\d+$", plain) if _BILL.fullmatch(found[0]) else None
        known = re.search(rf"\b0*{number[0]}\b", _known(law)) if number else plain in _known(law)
        if plain not in _SHORT and not plain.endswith(" pa") and not known:
            return name
    return ""


def _plain(text: str) -> str:
    said = text.lower().replace("public act", "pa").replace("h.b", "hb").replace("s.b", "sb")
    return " ".join(re.sub(r"[^\w ]+", " ", said).split())


@lru_cache(maxsize=4)
def _known(law: Law) -> str:
    """All that the book says, in small letters and without signs."""
    said = (text for entry in law.entries if not isinstance(entry, Example) for text in (entry.id, *texts(entry)))
    links = (link for entry in law.entries if (link := getattr(entry, "link", "")))
    return _plain(" | ".join((*said, *links, *INITIALS.values())))
