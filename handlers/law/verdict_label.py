"""Choose the label at the head of an answer, such as Yes, No or It depends."""

from __future__ import annotations

import re
from collections.abc import Mapping

from handlers.dialogue.reply import Tone
from handlers.law import words as law_words
from handlers.law.ask import Answered
from knowledge.deciding.asked import Opening

OPENED: Mapping[Opening, Tone] = {"yes": "yes", "no": "no", "depends": "depends", "none": "plain"}
_CLAUSE = re.compile(r"[.?!,;:()]+|\b(?:and|but|or|so|also|if|then|because)\b", re.IGNORECASE)
_AUXILIARY = (
    r"(?:may|can|could|must|should|shall|will|would|do|does|did|is|are|was|were|am|has|have|had|need|might)(?:n['’]?t)?"
)
_ASKS_WHETHER = re.compile(rf"\s*(?:please )?{_AUXILIARY}\b(?! not\b)", re.IGNORECASE)
_ASKS_WHAT = re.compile(
    r"(?:^|[.?!,;:]|\b(?:and|but|or|so|tell me|know|say|explain))\s*"
    r"(?:(?:in|for|from|to|by|at|with|of|on) )?(?:who|whom|whose|what|what's|whats|which|when|where|why|how)\b"
    rf"|\b(?:who|whom|what|which|when|where|why|how)(?: (?:long|soon|fast|many|much|often))? (?:{_AUXILIARY}|to)\b",
    re.IGNORECASE,
)
_DID = re.compile(
    r"(?:(?:hi|hello|help|oh no|omg|so|and|but|also)\b[\s,!.]*)*"
    r"(?:i|we)(?: (?:just|have|had|already|accidentally|then|never|only))*"
    r" (?:\w+ed|sent|gave|told|lost|put|got|left|let|made|wrote|read|saw|found|forgot|did|went|took|was|were|sold)\b",
    re.IGNORECASE,
)


def tone(found: Answered) -> Tone:
    """How the answer is marked: by whether something was in time, its own first word, or its verdict.

    Neither yes nor no where the bot is unsure, or where the question cannot be answered so.
    """
    assert found.answer
    if found.asked_back or found.unclear or found.neutral:
        return "plain"
    if found.decided and found.decided.settled:
        return OPENED[found.decided.opens]
    counted = _counted(found)
    if found.decided and found.decided.case:
        opened = OPENED[found.decided.opens]
        return "depends" if counted and {counted, opened} == {"yes", "no"} else opened
    if counted:
        return counted
    if found.decided and (found.decided.ruling or not found.decided.stored):
        return OPENED[found.decided.opens]
    first = found.answer.answer[0].says.partition(" ")[0].strip(".,:;")
    marked = law_words.FIRST_WORDS.get(first, law_words.TONES[found.verdict])
    return "plain" if marked in {"yes", "no"} and not asks_whether(found.question) else marked


def _counted(found: Answered) -> Tone | None:
    """Whether something was in time, by the dates that were named; None where none tell."""
    judged = {one.in_time for one in found.reckoned if one.in_time is not None}
    if not judged:
        return None
    split = len(judged) > 1 or any(one.between for one in found.reckoned)
    return "depends" if split else "yes" if True in judged else "no"


def opens_with(found: Answered) -> Opening:
    """How the answer begins to the question as it was asked."""
    if found.asked_back or found.unclear or found.answer is None:
        return "none"
    marked = tone(found)
    return next((opens for opens, tones in OPENED.items() if tones == marked and opens != "none"), "none")


def asks_whether(question: str) -> bool:
    """Whether yes or no can answer it: not "who must be told", nor what somebody only tells of themselves."""
    if not question or any(_ASKS_WHETHER.match(clause) for clause in _CLAUSE.split(question)):
        return True
    return not (_ASKS_WHAT.search(question) or (_DID.match(question) and "?" not in question))
