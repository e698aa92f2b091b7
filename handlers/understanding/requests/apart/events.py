"""Tells whether a question asks what happened to a record that it names: "did Kami's notice come in time?"."""

from __future__ import annotations

from handlers.dialogue import bounded_re as re

_FIRST = r"(?:^|[,;:.] )(?:(?:and|so|but|or|the|then|now) )*"
_MAY = re.compile(
    r"\b(?:may|can|could|must|should|shall|might|would|if|allowed|permitted|required|supposed|need|needs|have to|has to"
    r"|(?<!statute )(?<!law )(?<!act )allows?|permits?|lets?"
    r"|void|valid|binding|enforceable|comply|complies|compliant"
    r"|had to|ever|suppose|legal|illegal|lawful|ok|okay|fine|violat\w+|(?:break|breaks|broke|broken) the (?:law|act))\b"
)
"""Asks what may or must be, whichever record it names."""
_OF = r"(?:(?:the|our|your|that|any|this|last|current|new) )*"
_PAPER = (
    r"(?:agreement|contract|dpa|deal|addendum|paperwork|terms|record|entry|file|listing|page|posting|breach|incident"
    r"|notice|notification|letter|e?-?mail|row|card)s?"
)
_HAPPENED = re.compile(
    rf"{_FIRST}(?:did|had|has|have|was|were|didn't|hasn't|haven't|wasn't|weren't) (?:[\w'-]+ ){{0,7}}?_v_"
    rf"|{_FIRST}(?:is|are|isn't|aren't|does|do|doesn't|don't) {_OF}_v_ (?:\w+ )?{_PAPER}\b"
    rf"|{_FIRST}(?:did|does|do|has|have|is|was|were|are) {_OF}(?:\w+ )?{_PAPER} (?:with|from|by|of|at|for) {_OF}_v_"
    r"|^_v_ ?[:,–-]+ (?:did|had|has|have|was|were|is|are) (?:their|its|the|they|it)\b"
    r"|\b(?:told|notified|informed|written to|posted|signed|sent|filed|done|closed|deleted|confirmed) (?:yet|already)$"
)


def asks_event(text: str) -> bool:
    """Whether a message that names a record, ``_v_`` in its place, asks for what is so or was done there."""
    return _HAPPENED.search(text) is not None and _MAY.search(text) is None
