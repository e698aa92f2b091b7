"""Sentences by which an answer begins and goes on for the question as it was asked."""

from __future__ import annotations

from collections.abc import Mapping

from knowledge.deciding.asked import Opening

OPENINGS: Mapping[Opening, str] = {"yes": "Yes", "no": "No", "depends": "It depends", "none": ""}
ON_CONDITIONS = "It depends. It is allowed only if all that follows is so."
READ, NEXT = "As I read it:", "Next:"
IF_SO, IF_NOT = "If so:", "If not:"
ONE_MORE = "one more thing decides, and I ask it next."
TURNS = "What would turn this answer:"
NOT_MET = "No, not on what you told me."
NOT_ALWAYS = "No, not in every case."
DEMANDED = "Yes, the law requires it."
TOO_LATE, IN_TIME = "that is too late", "that is in time on what you told me"
RIGHT, WRONG = "that is right", "that is not right"


def lead(opens: Opening, stance: str) -> str:
    """Yes or No; of a statement, whether it is right."""
    word = OPENINGS[opens]
    if stance == "assert" and opens in {"yes", "no"}:
        return f"{word}, {RIGHT if opens == 'yes' else WRONG}."
    return f"{word}." if word else ""


def timed(opens: Opening, *, late: bool) -> str:
    """Whether something was in time."""
    return f"{OPENINGS[opens]}, {TOO_LATE if late else IN_TIME}."


def depends_on(ask: str) -> str:
    """The open question that decides."""
    return f"It depends on this: {ask}"


def what_if(says: str) -> str:
    """The button that turns a fact round."""
    return f"What if {says[:1].lower()}{says[1:].removesuffix('.')}?"


def joined(lead: str, first: str) -> str:
    """The lead and the topic's first sentence."""
    return " ".join(filter(None, (lead, first)))


_STORED = (
    "Yes. ",
    "No. ",
    "It depends. ",
    "On conditions. ",
    "On a condition. ",
    "Yes, ",
    "No, ",
    "It depends, and ",
    "It depends; ",
)


def trimmed(says: str) -> str:
    """A topic's first sentence without the Yes, No or condition that it was stored with."""
    for word in _STORED:
        if says.startswith(word):
            rest = says.removeprefix(word)
            return trimmed(rest[:1].upper() + rest[1:])
        if says == word.rstrip():
            return ""
    return says.replace("It depends on ", "What counts is ", 1) if says.startswith("It depends on ") else says
