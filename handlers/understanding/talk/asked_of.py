"""Tells which view of the record just shown a few words ask for: whose, the link, when did they tell us."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.dialogue import bounded_re as re
from handlers.understanding.requests.apart.norms import asks_norm
from handlers.understanding.requests.looks.patterns import LAW
from handlers.understanding.requests.request import View

MOST_WORDS = 9
_VIEWS: Sequence[tuple[View, str]] = (
    (View.TOLD,
        (r"(?:when|did|have|has) .*\b(?:tell|told|notif\w+|inform\w*|let us know)\b|\bfamil(?:y|ies) by\b"
        r"|\bwho (?:has been|was|knows|has) (?:told|it)?\b|^(?:and |so )*(?:the )?(?:families|parents)\b")),
    (View.OWNER,
        (r"^(?:and |so |ok |but )*(?:who|whose)(?:'?s| is| are| do| owns?| has| handles?|\W*$)\b.*|\bowner\b"
        r"|\bin charge\b|\bresponsible\b")),
    (View.POSTED,
        (r"\bwhere (?:can|do|could) (?:i|we|they|parents?|families|people) (?:read|see|find|get|look)"
        r"|\b(?:links?|url|web ?address|posted|online|on (?:the|our) (?:web ?)?(?:site|page)|website)\b")),
    (View.EXPIRING,
        (r"\b(?:run(?:s|ning)? out|expir\w+|ends?|end date|how long (?:is|does) .* (?:good|run|last)|until when"
        r"|good until)\b|^(?:and |so |ok )*(?:good )?(?:un)?till?(?: when)?\W*$")),
    (View.MISSING,
        (r"\b(?:missing|lack\w*|gaps?|complete|incomplete)\b|\bwhich (?:terms?|provisions?|clauses?|items?)\b")),
    (View.FILE, r"\b(?:file|pdf|copy|scan|document)\b"),
    (View.NOTICE, r"\b(?:notice|letter|draft|wording)\b"),
    (View.HOLDS,
        (r"\b(?:what|which|whose) (?:kinda |(?:kinds?|types?|sorts?) of )?(?:data|info\w*)\b|\bdata (?:do|does|is)\b"
        r"|\b(?:data )?categor(?:y|ies)\b|\b(?:kinds?|types?|sorts?) of (?:data|info\w*)\b")),
    (View.HAPPENED, r"\b(?:history|what happened|who changed|changes)\b"),
    (View.RENEWAL, r"\brenew\w*\b"),
    (View.DUE, r"\b(?:due|deadlines?|by when|next|open)\b|^(?:and |so |ok )*when\b"),
    (View.CARD, (r"\b(?:details?|show|open|more|everything|how many (?:kids|students|children|pupils))\b"
        r"|^(?:(?:and|so|ok|the|what about)\b[\s,]*)*(?:students|kids|pupils|children)\W*$"
        r"|\b(?:they|it|vendor|company|who) (?:first )?(?:notice|noticed|discover\w*|find|found)\b"
        r"|\bdiscover\w*\b.*\bwhen\b"
        r"|^(?:and |so |ok )*(?:since|from|as of) (?:when|what (?:date|day))\b.{0,25}$"
        r"|\bpurpose\b|\bcontact\b|^(?:and |so |ok )*(?:signed|executed)(?: on| when)?\W*$")),
)  # fmt: skip
_TIMING = re.compile(
    r"^(?:(?:and|so|ok|okay|but|then)\b[\s,]*)*(?:by |till |until )?when\b(?: (?:do|does|did|must|should|is|was"
    r"|will|would|has|have|are) (?:we|it|i|they|that one|this one|that|this|he|she|the \w+))?\b.{0,40}$"
    r"|^(?:(?:and|so|ok|but)\b[\s,]*)*(?:was|were|are|is|did) (?:that|it|we|they|this|i)\b.*\b(?:in time"
    r"|on time|late|make it|miss)\b"
    r"|^(?:(?:and|so|ok)\b[\s,]*)*(?:(?:the )?last day|how late|how long (?:do|have) (?:we|i)|by how much"
    r"|what(?:'s| is) left|whats left|and (?:were|are|did) we|(?:and )?our part)\b",
    re.IGNORECASE,
)
"""Asks for the time of a record, whatever words of law are in it: "by when must it go out"."""
_UNTIL = re.compile(r"(?:(?:and|so|ok)\b[\s,]*)*(?:un)?till?(?: when)?\W*", re.IGNORECASE)
"""Of a contract, when it ends."""
_OF_NO_RECORD = re.compile(
    r"\b(?:privacy (?:lead|officer|contact|person)|superintendent|yearly|annual|every year|commission)\b", re.IGNORECASE
)
_SINCE = re.compile(
    r"(?:(?:and|so|ok)\b[\s,]*)*(?:since|from|as of) (?:when|what (?:date|day))\b.{0,25}", re.IGNORECASE
)
_COMPILED = tuple((view, re.compile(pattern, re.IGNORECASE)) for view, pattern in _VIEWS)


_SHORT_FORMS = re.compile(
    r"\b(is|was|were|are|has|have|had|did|does|do|would|could|should)nt\b|\b(what|who|when|where|that|it|how)s\b",
    re.IGNORECASE,
)


def plainly(text: str) -> str:
    """With the apostrophes that people leave out: isnt, whats."""
    said = text.replace("’", "'")
    return _SHORT_FORMS.sub(
        lambda hit: f"{hit[1]}n't" if hit[1] else hit[0] if hit[2].lower() == "it" else f"{hit[2]}'s", said
    )


def asks_since(text: str) -> bool:
    """Whether a few words ask since when what was shown holds: "since what date?"."""
    return _SINCE.fullmatch(text.strip()) is not None


def of_no_record(text: str) -> bool:
    """Whether it speaks of the district, and not of a record that was shown."""
    return _OF_NO_RECORD.search(text) is not None


def view_of(text: str) -> View | None:
    """The view that is meant; None where it is long, a question on the law, or nothing of the kind."""
    said = plainly(text).lower().strip()
    if len(said.split()) > MOST_WORDS or asks_norm(said) or of_no_record(said):
        return None
    if _TIMING.search(said) and not _UNTIL.fullmatch(said):
        told = re.search(r"\b(?:tell|told|write|notif\w+)\b", said)
        return View.TOLD if told else View.DUE
    if LAW.search(said):
        return None
    return next((view for view, pattern in _COMPILED if pattern.search(said)), None)


_NAMED_TIMING = re.compile(
    r"\b(?:by when|until when|till when|on time|in time|how late|too late|last day|limit|deadline|due|late)\b",
    re.IGNORECASE,
)
_ASKS_LAW = re.compile(r"\b(?:may|can|could|allowed|legal|sell|share|law|statute|10-234\w*|void)\b", re.IGNORECASE)


def named_view(text: str) -> View | None:
    """What a few words ask of a record that they name: its time, whatever else they say; or any view of it."""
    if len(text.split()) > MOST_WORDS + 2 or _ASKS_LAW.search(text) or asks_norm(text):
        return None
    return View.DUE if _NAMED_TIMING.search(text) else view_of(text)
