"""Tells whether Yes or No can answer a question."""

from __future__ import annotations

from typing import Final

from handlers.dialogue import bounded_re as re
from handlers.understanding.asked.cues import AUXILIARY, ENDS_WH, SENTENCE, last_sentence

_SURELY_WH: Final = re.compile(
    r"(?:(?:and|so|but|or|then|ok|well|now|pray|please|tell me|also)\b[\s,]*)*"
    r"(?:(?:who|whom|whose|how (?:long|many|much|soon|fast|often)|(?:by|until|till|since|from|as of) when"
    r"|(?:since|from|by|until|till|on|as of|at|under|for|to|of|with|within|after|before|through|per|in)"
    r" (?:what|which(?! case\b)|whose|whom))\b"
    rf"|(?:what|which|when|where|why)(?:,[^,?]{{1,30}},)? {AUXILIARY}\b(?! more\b)"
    rf"(?!.*[,;] (?:(?:and|or|but|so) )?{AUXILIARY}\b)"
    r"|(?:what|which) (?:date|day|law|section|kinds?|sort|part|rule|vendors?|compan(?:y|ies))\b)[^.?!;]*[?\s]*",
    re.IGNORECASE,
)
"""A sentence that begins so, whatever clause stands in it: "who, other than the parent, could ask?"."""
_OR_ELSE: Final = re.compile(
    r"\bor (?:is|are|do|does|did|must|should|can|may|has|have|will) (?!not\b|n't)\w+ ", re.IGNORECASE
)
"""Names another way, so that Yes could mean either."""
_CLAUSES: Final = re.compile(r"[.?!,;:()]+|\b(?:and|but|or|so|also|if|then|because)\b", re.IGNORECASE)
_AUXILIARY_FIRST: Final = re.compile(rf"\s*(?:please )?{AUXILIARY}\b(?! not\b)", re.IGNORECASE)
_WH_WORD: Final = re.compile(
    r"(?:^|[.?!,;:]|\b(?:and|but|or|so|tell me|know|say|explain"
    r"|remind me|show me|sure|wonder\w*|forg[eo]t|remember|idea))\s*"
    r"(?:(?:in|for|from|to|by|at|with|of|on|since|under|until|till|as of|about|through|within|after|before|per) )?"
    r"(?:who|whom|whose|what|what's|whats|which|when|where|why|how)\b"
    rf"|\b(?:who|whom|what|which|when|where|why|how)(?: (?:long|soon|fast|many|much|often))? (?:{AUXILIARY}|to)\b",
    re.IGNORECASE,
)
_DID: Final = re.compile(
    r"(?:(?:hi|hello|help|oh no|omg|so|and|but|also)\b[\s,!.]*)*"
    r"(?:i|we)(?: (?:just|have|had|already|accidentally|then|never|only))*"
    r" (?:\w+ed|sent|gave|told|lost|put|got|left|let|made|wrote|read|saw|found|forgot|did|went|took|was|were|sold)\b",
    re.IGNORECASE,
)


def _surely_wh(question: str) -> bool:
    """Whether every sentence that asks begins so, whatever is said beside them: "Who was fined? I suspect nobody."."""
    parts = [part.strip() for part in SENTENCE.split(question) if part.strip()]
    asking = [part for part in parts if part.endswith("?")] or [question]
    return all(_SURELY_WH.fullmatch(part) for part in asking)


def asks_whether(question: str) -> bool:
    """Whether yes or no can answer it: not "who must be told", nor what somebody only tells of themselves."""
    if _surely_wh(question) or ENDS_WH.search(question) or _OR_ELSE.search(last_sentence(question)):
        return False
    if not question or any(_AUXILIARY_FIRST.match(clause) for clause in _CLAUSES.split(question)):
        return True
    return not (_WH_WORD.search(question) or (_DID.match(question) and "?" not in question))


def plainly_whether(question: str) -> bool:
    """Whether its last sentence begins as what Yes or No answers: "did we miss the deadline?"."""
    asked = last_sentence(question)
    return not _surely_wh(asked) and bool(re.match(rf"(?:(?:and|so|or|but),? )?{AUXILIARY}\b", asked, re.IGNORECASE))
