"""Sentences by which an answer begins for the question as it was asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.dialogue import bounded_re as re
from handlers.law.words import noun
from knowledge.deciding.asked import Opening
from knowledge.model import Verdict

OPENINGS: Mapping[Opening, str] = {"yes": "Yes", "no": "No", "depends": "It depends", "none": ""}
ASK, ASKED = "What decides it:", "I ask one thing at a time."
NOT_SURE = "Not sure"
COMES_TO: Mapping[Verdict, str] = {
    Verdict.PROHIBITED: "that is not allowed",
    Verdict.PERMITTED: "that is allowed",
    Verdict.REQUIRED: "it is required",
    Verdict.NOT_REQUIRED: "it is not required",
}
ENOUGH: Mapping[Verdict, str] = {
    Verdict.PERMITTED: "that is enough on what you told me",
    Verdict.NOT_REQUIRED: "that is enough on what you told me",
    Verdict.REQUIRED: "something is still missing",
    Verdict.PROHIBITED: "that is not enough",
}
BANNED: Mapping[Verdict, str] = {
    Verdict.PROHIBITED: "that is prohibited",
    Verdict.PERMITTED: "that is not prohibited",
    Verdict.REQUIRED: "the law requires it",
    Verdict.NOT_REQUIRED: "the law does not require it",
}
CONTRACT: Mapping[Verdict, str] = {
    Verdict.PROHIBITED: "not without the board's written contract",
    Verdict.REQUIRED: "the board's written contract is needed",
    Verdict.NOT_REQUIRED: "no contract under this act is needed",
}
VOID: Mapping[Verdict, str] = {
    Verdict.PROHIBITED: "on these facts it is void",
    Verdict.PERMITTED: "on these facts it is not void",
}
ON_CONDITIONS = "It depends. It is allowed only if all that follows is so."
ONLY_IF = "Only if all of this is so:"
READ, NOT_SO = "I read:", "Not so:"
NOT_MET = "No, not on what you told me."
BARRED = "as it is not allowed"
NOT_ALWAYS = "No, not in every case."
DEMANDED = "Yes, the law requires it."
TOO_LATE, IN_TIME = "that is too late", "that is in time on what you told me"
RIGHT, WRONG = "that is right", "that is not right"
COVERED: Mapping[Verdict, str] = {
    Verdict.PROHIBITED: "the ban covers it",
    Verdict.PERMITTED: "no ban covers it",
    Verdict.REQUIRED: "the duty covers it",
    Verdict.NOT_REQUIRED: "no duty covers it",
}
_STANCES: Mapping[str, Mapping[Verdict, str]] = {"enough": ENOUGH, "banned": BANNED, "covered": COVERED}
_COVERS = frozenset({Verdict.PROHIBITED, Verdict.REQUIRED})
_VOIDED = frozenset({"conflicting-term", "missing-provision-void"})


def lead(opens: Opening, stance: str, verdict: Verdict, entry: str) -> str:
    """The first sentence: Yes or No, and what it comes to."""
    word = OPENINGS[opens]
    if opens == "depends":
        return f"{word}."
    if opens == "none":
        said = _comes_to("may", verdict, entry)
        return f"{said[:1].upper()}{said[1:]}." if said else ""
    if stance == "assert":
        said = ": ".join(filter(None, (RIGHT if opens == "yes" else WRONG, _comes_to("banned", verdict, entry))))
        return f"{word}, {said}."
    if opens == "yes" and stance in {"must", "skip"} and verdict is Verdict.PROHIBITED:
        return f"{word}, {BARRED}."
    said = _comes_to(stance, verdict, entry)
    if stance == "covered" and (opens == "yes") is not (verdict in _COVERS):
        said = ""  # a word that is asked for, and no duty
    return f"{word}, {said}." if said else f"{word}."


def timed(opens: Opening, *, late: bool) -> str:
    """Whether something was in time."""
    return f"{OPENINGS[opens]}, {TOO_LATE if late else IN_TIME}."


def _comes_to(stance: str, verdict: Verdict, entry: str) -> str:
    shape, _, name = entry.partition(":")
    if name in _VOIDED and verdict in VOID:
        return VOID[verdict]
    if name == "contract-required" and verdict in CONTRACT and stance != "enough":
        return CONTRACT[verdict]
    if shape == "term":
        return ""
    return _STANCES.get(stance, COMES_TO).get(verdict, "")


def word_fits(opens: Opening, word: str, *, fits: bool) -> str:
    """Whether something is what a defined word means."""
    return f"{OPENINGS[opens]}, it {'counts' if fits else 'does not count'} as {noun(word)}."


def fact(number: int, says: str, *, so: bool) -> str:
    """A fact that was read, in the words of the law."""
    return f"{number}. {'' if so else NOT_SO + ' '}{says}"


def exception(says: str, pin: str) -> str:
    """The exception by which it holds."""
    return f"The exception in {pin} applies: {says}"


def may_be_exception(says: str, pin: str, left: Sequence[str]) -> str:
    """The exception that would apply."""
    return f"The exception in {pin} may apply: {says} What is left to show: {' '.join(left)}"


def unmet(changes: Sequence[str]) -> str:
    """What was missing, and what would change it."""
    return f"What would change it: {' '.join(changes)}"


def ask_for(requests: Sequence[str]) -> str:
    """What to ask the vendor for, where its contract lacks something."""
    return f"Ask the vendor: {' '.join(requests)}"


def depends_on(ask: str) -> str:
    """The open question that decides."""
    return f"It depends on this: {ask}"


def turn(number: int, *, told: bool) -> str:
    """The button that turns a fact over."""
    return f"Fact {number} is not so" if told else f"Fact {number} is so"


def joined(lead: str, first: str) -> str:
    """The lead and the topic's first sentence, each thing said once."""
    word, comma, rest = lead.partition(", ")
    same = comma and _SUBJECT.sub("", rest).rstrip(".") in first.partition(". ")[0].lower()
    return " ".join(filter(None, (f"{word}." if same else lead, first)))


_SUBJECT = re.compile("^(?:it is|that is|the law) ")
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
