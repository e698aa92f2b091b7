"""Finds what of the law a text names: a word, initials, another law, and an act or a case that nobody here has read."""

from __future__ import annotations

from functools import lru_cache

from handlers.dialogue import bounded_re as re
from handlers.law.around import words
from handlers.understanding.looked_up import acts_in
from knowledge.law import Law, LawOfDay
from knowledge.model import Example, Passage, Term
from knowledge.wording.placeholders import texts

_CAPITAL = r"[A-Z][\w'’-]*"
_ACT = re.compile(rf"\b{_CAPITAL} (?:(?:{_CAPITAL}|of|in|for|and|the|to|on) ){{0,7}}Act\b")
_CASE = re.compile(rf"\b{_CAPITAL}(?: {_CAPITAL}){{0,3}} v\.? {_CAPITAL}(?: {_CAPITAL}){{0,3}}")
_LEADS = re.compile(
    r"^(?:(?:the|that|this|our|new|federal|state|connecticut'?s?|ct|does|is|under|of|in|for|and|to|on|what|has|how)\s+)+",
    re.IGNORECASE,
)
_SHORT = frozenset({"act", "privacy act", "student data privacy act", "pa"})
"""How people call the act that the book is about."""

_IN_WORDS = {"pa": "public act", "hb": "house bill", "sb": "senate bill"}


def term_named(word: str, law: LawOfDay) -> Term | None:
    """The defined word of exactly that name, also of several."""
    said = re.sub(r"^(?:an? |the )", "", word.strip(" '\"").lower())
    wanted = {said, said.removesuffix("s")}
    return next((term for term in law.terms.values() if wanted & {one.lower() for one in (term.id, *term.also)}), None)


def named_initials(word: str) -> str:
    """The initials that are meant, as they are listed; empty where none are."""
    said = word.strip(" '\"?.").upper()
    said = words.OTHER_NAMES.get(said, said).replace(".", "")
    return said if said in words.INITIALS else ""


def other_law(initials: str, law: LawOfDay) -> Passage | None:
    """The line on another law that has these initials in the head of its title."""
    pattern = re.compile(rf"{re.escape(initials)}\b")
    return next((one for one in law.passages.values() if one.kind == "neighbour" and pattern.match(one.title)), None)


def other_law_named(text: str, law: LawOfDay) -> Passage | None:
    """The line on another law that a text names, by its initials or by its number."""
    neighbors = [one for one in law.passages.values() if one.kind == "neighbour" and not one.cite.ours]
    numbered = (one for one in neighbors if re.search(rf"(?<![\w.-]){re.escape(one.id)}(?![\w-])", text, re.IGNORECASE))
    named = (found for word in re.findall(r"[A-Za-z]{4,}", text) if (found := _by_initials(word, law)))
    return next(numbered, None) or next(named, None)


def _by_initials(word: str, law: LawOfDay) -> Passage | None:
    known = word.upper() in words.INITIALS and (word.isupper() or word.upper() not in words.ORDINARY)
    return other_law(word.upper(), law) if known else None


def unknown_law(question: str, law: Law) -> str:
    """The first act, bill or case that is named as no text of the book names one; empty where there is none."""
    known = _known(law)
    numbered = [name for name in acts_in(question) if not _is_known(name, known)]
    found = [found[0] for pattern in (_ACT, _CASE) for found in pattern.finditer(question)]
    named = [_LEADS.sub("", " ".join(name.split())) for name in found]
    strange = [name for name in named if _plain(name) not in _SHORT and _plain(name) not in known]
    return next(iter((*strange, *numbered)), "")


def _is_known(name: str, known: str) -> bool:
    """Whether the book names an act or a bill, as in ``PA 18-125`` and ``HB 5149``."""
    kind, _, number = _plain(name.partition(" s.")[0]).partition(" ")
    return re.search(rf"(?:{kind}|{_IN_WORDS.get(kind, kind)}) ?0*{number}\b", known) is not None


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w ]+", " ", text.lower()).split())


@lru_cache(maxsize=4)
def _known(law: Law) -> str:
    """All that the book says, in small letters and without signs."""
    said = (text for entry in law.entries if not isinstance(entry, Example) for text in (entry.id, *texts(entry)))
    links = (link for entry in law.entries if (link := getattr(entry, "link", "")))
    return _plain(" | ".join((*said, *links, *words.INITIALS.values())))
