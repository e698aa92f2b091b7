"""Tells what the last sentence asks by words that leave no doubt, whatever a model hears."""

from __future__ import annotations

from typing import Final

from handlers.dialogue import bounded_re as re
from handlers.understanding.asked.cues import ASKS_WH, IS_FINE, WHETHER, last_sentence
from handlers.understanding.asked.stance import AskedAs, claim_in, stated
from knowledge.deciding.asked import Claim, Stance

_IS_RIGHT: Final = re.compile(
    r"(?:(?:is|are|am) (?:[\w'-]+ ){1,3}(?:right|correct)|(?:is|are) (?:that|this|it) (?:so|true|right|correct))"
    r"(?: (?:about|on|in|to|there) [^?]*)?\W*",
    re.IGNORECASE,
)
"""Asks whether what was just held is so."""
_IS_OPTIONAL: Final = re.compile(
    r"(?:(?:so|and|but|ok)\b[,: ]*)*(?:is|are|was|were)(?:n't)? "
    r"(?:(?!\b(?:required|needed|must|if|when|that|it)\b)[^?.!])*\b(?:clauses?|statements?|provisions?|items?|notices?|contracts?|agreements?|postings?|reports?)\b"
    r"(?: [\w-]+){0,3}? (?:optional|voluntary|negotiable)\W*",
    re.IGNORECASE,
)
"""Asks whether one may do without it."""
_DENIED: Final = re.compile(
    r"(?:(?:(?:so|and|but|or|ok|then|well)\b[,: ]*)*(?:if|since|because|when|once|as long as)\b[^,?]*, *)?"
    r"(?!(?:(?:so|and|but|or|ok|then|well)\b[,: ]*)*(?:if|what if|suppose|unless|why)\b)[^?]*\b"
    r"(?:(?:do|does|did|is|are|was|were|could|must|should|need|would|may)(?:n'?t| not)|can(?:'?t|not| not)|won'?t"
    r"|no longer|never|no need)\b[^?]*\?\W*",
    re.IGNORECASE,
)
"""Says with a question mark that something is not so: "so we don't have to post it?"."""
_NOT_WITHOUT: Final = re.compile(
    r"\b(?:can(?:'?t|not| not)|(?:may|must|should|could|do|does|will|would)(?:n'?t| not)|won'?t|never)\b[^?]*"
    r"\b(?:without|skip\w*|leave out|do without)\b",
    re.IGNORECASE,
)
"""Denies that one may do without something, which is to say that it is needed."""
_OWNS: Final = re.compile(
    r"(?:(?:so|and|but|ok)\b[,: ]*)*(?:do|does|did|can|could|may|will|would)(?:n't)? "
    r"(?!(?:(?!own\b)[\w'-]+ ){0,3}?(?:students?|kids?|child(?:ren)?|pupils?|parents?|guardians?|famil(?:y|ies)"
    r"|mothers?|moms?|fathers?|dads?|sons?|daughters?|he|she|we|i|you|boards?|districts?|schools?)(?:'s|s')? )"
    r"[^?.!,]{2,40}? (?:still |then |now |really |legally |ever )?own\b",
    re.IGNORECASE,
)
"""Asks whether a firm owns something."""


def surely_asked(text: str, likely: str) -> AskedAs | None:
    """What the last sentence asks by words that leave no doubt; ``likely`` is the stance that a model hears.

    A short one asks it of all that was told before.
    """
    said = text.strip().replace("\u2019", "'")
    last = last_sentence(said).strip()
    if found := _plainly_asked(said, last):
        return found
    if last != said and IS_FINE.fullmatch(last):
        stance: Stance = "may" if likely == "may" else "enough"
        return AskedAs(stance, claim_in(said, stance), turned=True)
    return None


def _plainly_asked(said: str, last: str) -> AskedAs | None:
    """By the last sentence, whatever a model hears."""
    if last != said and _IS_RIGHT.fullmatch(last):
        return AskedAs("assert", claim_in(said, "assert"), turned=True)
    if _IS_OPTIONAL.fullmatch(last):
        return AskedAs("skip", claim_in(said, "skip"), turned=True)
    if _OWNS.match(last):
        return AskedAs("may", claim_in(said, "may"))
    if WHETHER.match(last) or ASKS_WH.match(last) or not _DENIED.fullmatch(last):
        return None
    claim: Claim = "needed" if _NOT_WITHOUT.search(last) else stated(last)
    return AskedAs("assert" if claim else "what", claim, turned=True)
