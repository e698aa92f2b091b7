"""Chooses the label at the head of an answer, such as Yes, No or It depends."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.dialogue.reply import Tone
from handlers.law import words as law_words
from handlers.law.ask import Answered
from handlers.law.decided.plan import VOIDS
from knowledge.deciding import outcomes
from knowledge.deciding.asked import Opening, claim_of, opening_of
from knowledge.model import Verdict

OPENED: Mapping[Opening, Tone] = {"yes": "yes", "no": "no", "depends": "depends", "none": "plain"}


OF_OUTCOME: Mapping[str, Tone] = {
    outcomes.ALLOWED: "allowed",
    outcomes.NOT_ALLOWED: "not-allowed",
    outcomes.NEEDED: "needed",
    outcomes.NOT_NEEDED: "no-duty",
    outcomes.COUNTS: "counts",
    outcomes.COUNTS_NOT: "counts-not",
    outcomes.DONE: "enough",
    outcomes.NOT_DONE: "not-enough",
    outcomes.HAS: "enough",
    outcomes.LACKS: "not-enough",
}
OF_VERDICT: Mapping[Verdict, Tone] = {
    Verdict.PROHIBITED: "not-allowed",
    Verdict.PERMITTED: "allowed",
    Verdict.REQUIRED: "needed",
    Verdict.NOT_REQUIRED: "no-duty",
}


def tone(found: Answered) -> Tone:
    """How the answer is marked: by what the law says of the act or the thing, whatever was asked of it."""
    opens = _opening_tone(found)
    if opens not in {"yes", "no"}:
        return "allowed" if opens == "depends" and permits(found) else opens
    if (counted := _counted(found)) and not _ruled(found):
        return "too-late" if (counted == "yes") is found.asks_late else "in-time"
    plan = found.plan
    if plan and found.decided:
        if found.decided.late is not None:
            return "too-late" if found.decided.late else "in-time"
        return "plain" if found.decided.about in VOIDS else OF_OUTCOME.get(plan.outcome, "plain")
    if found.verdict is Verdict.DEFINITION and found.decided and found.decided.heard.asked.stance == "covered":
        return "counts" if opens == "yes" else "counts-not"
    return OF_VERDICT.get(found.verdict, "plain") if _fits(found, opens) else "plain"


def permits(found: Answered) -> bool:
    """Whether leave is asked, and the topic gives it on a condition that its text names."""
    assert found.answer
    asks = found.decided is not None and found.decided.heard.asked.stance == "may"
    return asks and not found.plan and found.answer.answer[0].says.startswith(law_words.ON_CONDITION)


def _fits(found: Answered, opens: Tone) -> bool:
    """Whether the topic's verdict comes to that Yes or No for the question as it was asked."""
    asked = found.decided.heard.asked if found.decided else None
    claim = claim_of(asked.stance, asked.claim) if asked else ""
    return not claim or opening_of(found.verdict, claim) == opens


def _opening_tone(found: Answered) -> Tone:
    """Yes, no or depends, by whether something was in time, its own first word, or its verdict.

    Neither yes nor no where the bot is unsure, or where the question cannot be answered so.
    """
    assert found.answer
    if found.asked_back or found.unclear or found.neutral:
        return "plain"
    counted, ruled = _counted(found), _ruled(found)
    if ruled:
        return "depends" if counted and {counted, ruled} == {"yes", "no"} else ruled
    if counted:
        return counted
    decided = found.decided
    if decided and (decided.ruling or not decided.stored):
        return OPENED[decided.opens]
    first_word = found.answer.answer[0].says.partition(" ")[0].strip(".,:;")
    marked = law_words.FIRST_WORDS.get(first_word, law_words.TONES[found.verdict])
    neither = decided is not None and decided.opens == "none"
    return "plain" if marked in {"yes", "no"} and neither else marked


def _ruled(found: Answered) -> Tone | None:
    """What the facts that were told come to; None where they decide nothing."""
    decided = found.decided
    if decided is None or decided.ruling is None:
        return None
    return OPENED[decided.opens]


def _counted(found: Answered) -> Tone | None:
    """Whether something was in time, by the dates that were named; None where none tell."""
    judged = {one.in_time for one in found.reckoned if one.in_time is not None}
    if not judged:
        return None
    split = len(judged) > 1 or any(one.between for one in found.reckoned)
    return "depends" if split else "yes" if (True in judged) is not found.asks_late else "no"


def opens_with(found: Answered) -> Opening:
    """How the answer begins to the question as it was asked."""
    if found.asked_back or found.unclear or found.answer is None:
        return "none"
    marked = _opening_tone(found)
    return next((opens for opens, tones in OPENED.items() if tones == marked and opens != "none"), "none")
