"""Sentences about questions that had no answer."""

from __future__ import annotations

from handlers.dialogue.shorten import short
from storage.records import Gap

SOMEBODY = "somebody"
SEND = "Send to the privacy lead"
SENT = "Sent"
WHAT = "Write the question after send-gap, or press the button below an answer."
NONE = "No open questions."
PICK = "Which topic answers it? Your choice takes effect right away, for this district and this wording."
MOST_LISTED = 20


def sent(question: str, id: str, *, masked: bool) -> str:
    """What was kept, and for how long."""
    hidden = " What looked personal was taken out." if masked else ""
    return f"Kept as {id}, without your name, for 90 days: {question[:1500]}{hidden}"


def count(number: int) -> str:
    """How many questions wait."""
    return f"{number} question{'' if number == 1 else 's'} I could not answer"


def line(gap: Gap) -> str:
    """A question in the list."""
    return f"{gap.id}: {gap.question[:300]}"


def own(number: int) -> str:
    """How many phrasings are the district's own."""
    return f"Questions your district has matched to a topic: {number}. Open questions are kept for 90 days."


def none(id: str) -> str:
    """There is no such question."""
    return f"There is no question '{id[:20]}'. Type gaps to see them."


def no_topic(name: str) -> str:
    """There is no such topic."""
    return f"There is no topic '{name.strip()[:60]}'. Type gap and the number to see what fits."


def attached(id: str, title: str) -> str:
    """The question has its topic."""
    return short(f"{id} is answered by: {title}")
