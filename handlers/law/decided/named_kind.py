"""Answers whether a kind of data that the law's list names counts: "do grades count as student information?"."""

from __future__ import annotations

from dataclasses import replace

from handlers.dialogue import bounded_re as re
from handlers.law.decided.by_topic import Decided, stored_opening
from handlers.law.decided.told.heard import Heard
from knowledge.model import Answer, Verdict

FEW = 6
"""A question of so many words names the kind and tells nothing of it."""
SHORT = 12
"""In so few words the model hears the kind and misses what speaks against it."""
_DENIES = re.compile(r"\b(?:no|not|never|without|public|anonymous\w*|de-?identified|by|from)\b|n['’]t\b", re.IGNORECASE)

_OTHERS = re.compile(
    r"\b(?:teachers?|staff|employees?|principals?|parents?|guardians?|vendors?|compan(?:y|ies)|background)\b"
    r"|\bof (?:the |our )?(?:students?|kids|children|pupils)\b",
    re.IGNORECASE,
)
"""Of whom it may be instead, or whom it only shows."""


def told_of_kind(told: Heard, question: str) -> Heard:
    """Without facts that such a short question seems to deny, as it says nothing of them."""
    if told.asked.stance != "covered" or told.words > FEW or _DENIES.search(question):
        return told
    return replace(told, facts={name: value for name, value in told.facts.items() if value != "no"})


def of_named_kind(found: Decided, answer: Answer, question: str) -> Decided:
    """With Yes, on the topic's conditions, where nothing that was told speaks against it."""
    if _speaks_against(question):
        return found
    asked = found.heard.asked
    failed = found.ruling is not None and bool(found.ruling.failed)
    whether = asked.stance == "covered" and asked.claim == "fits"
    if not whether or found.opens != "none" or failed or found.verdict is not Verdict.DEFINITION:
        return found
    return replace(found, opens="yes", stored=stored_opening(answer) == "yes", doubted=False)


def without_doubtful_yes(found: Decided, question: str) -> Decided:
    """Without the Yes to a few words that name a kind of data and something that speaks against it."""
    few = found.heard.words <= SHORT and found.opens == "yes" and found.heard.asked.stance == "covered"
    doubtful = few and _speaks_against(question)
    return replace(found, opens="none", ruling=None, stored=False, doubted=True) if doubtful else found


def _speaks_against(question: str) -> bool:
    return bool(_DENIES.search(question) or _OTHERS.search(question))
