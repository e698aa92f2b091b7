"""What a clause is: a promise, or a definition, a recital or a question, which are evidence of none."""

from __future__ import annotations

from handlers.dialogue import bounded_re as re
from handlers.review.passages.clause import Clause, ClauseKind

DEFINITION = re.compile(
    r"(?:\*\*|__)?(?:The term |For purposes of this \w+, |As used (?:here|in this \w+), )?[“\"'‘][^”\"]{2,60}[”\"'’](?:\*\*)?,? "
    r"(?:\([^)]*\) )?(?:shall |will |is )?(?:means?|refers?|has the|have the|includes?|(?:is |are )?defined|is any|are any|is the|is a)\b|"
    r"[A-Z][\w’'\-]*(?: [A-Z][\w’'\-]*){0,4} (?:means?|shall mean|refers to)\b"
)
RECITAL = re.compile(r"(?:WHEREAS|Whereas)\b")
RECITALS = re.compile(r"\b(recitals?|background|whereas)\b", re.IGNORECASE)
DEFINITIONS = re.compile(
    r"\bdefin(?:itions?|ed terms)\b|\bwhat (?:the|these|our) words mean\b|\bglossary\b", re.IGNORECASE
)
DEFINED = re.compile(
    r"[“\"'‘*]*[A-Z][\w’'\-/ ]{2,50}[”\"'’*]*\s*(?::|—|–| - |means?\b|\bis\b|\bare\b|includes?\b|refers?\b)"
)
QUESTION = re.compile(r"\?[\"”’*_)]*\s*$")


def kind_of(clause: Clause, heading: str) -> ClauseKind:
    """What the clause is, by how it begins and ends and the heading over it."""
    words = clause.text.lstrip()
    if QUESTION.search(words):
        return ClauseKind.QUESTION
    if len(words) < 60 and heading.endswith(words.strip(" .:—–-*_")) and len(words.split()) < 9:
        return ClauseKind.HEADING
    if RECITAL.match(words) or RECITALS.search(heading.rsplit("›", 1)[-1]):
        return ClauseKind.RECITAL
    if DEFINITION.match(words) or (DEFINITIONS.search(heading.rsplit("›", 1)[-1]) and DEFINED.match(words)):
        return ClauseKind.DEFINITION
    return ClauseKind.PROMISE
