"""The sentences with which an answer opens and goes on, fitted to the question as it was asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from handlers.dialogue.catalog import Sentence, catalog
from handlers.understanding.asked.stance import AskedAs
from knowledge.deciding.asked import Claim, Opening, claim_of
from knowledge.deciding.outcomes import ALLOWED, DONE, HAS, LACKS, NEEDED, NOT_ALLOWED, NOT_DONE, NOT_NEEDED

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

OPENINGS: Mapping[Opening, str] = {"yes": messages.yes, "no": messages.no, "depends": messages.it_depends, "none": ""}


_SAID: Mapping[Claim, tuple[str, str]] = {
    "allowed": (messages.that_is_allowed, messages.that_is_not_allowed),
    "forbidden": (messages.that_is_against_the_law, messages.that_is_not_against_this_law),
    "needed": (messages.that_is_required, messages.that_is_not_required),
    "enough": (messages.that_is_enough, messages.that_is_not_enough),
    "not enough": (messages.that_is_not_enough, messages.that_is_enough),
}
"""Of what is asked or said to be so: the verb of Yes, and of No. Who asks to skip something hears Yes or No alone."""
_FITS: Mapping[str, frozenset[str]] = {
    "that is allowed": frozenset({ALLOWED, NOT_NEEDED, DONE, HAS}),
    "that is not allowed": frozenset({NOT_ALLOWED, NEEDED, NOT_DONE, LACKS}),
    "that is against the law": frozenset({NOT_ALLOWED, NEEDED, NOT_DONE, LACKS}),
    "that is not against this law": frozenset({ALLOWED, NOT_NEEDED, DONE, HAS}),
    "that is required": frozenset({NEEDED}),
    "that is not required": frozenset({NOT_NEEDED}),
    "that is enough": frozenset({DONE, HAS}),
    "that is not enough": frozenset({NOT_DONE, LACKS}),
}
"""The outcomes of an entry to which a verb fits; beside another one Yes or No stands alone."""


def opener(opens: Opening, asked: AskedAs, outcome: str) -> str:
    """Yes or No with the verb of what was asked."""
    word = OPENINGS[opens]
    if opens not in {"yes", "no"}:
        return f"{word}." if word else ""
    if asked.stance == "assert":
        return lead(opens, asked.stance)
    if asked.stance == "consequence":
        return f"{word}."  # "is it void?"
    verb = _SAID.get(claim_of(asked.stance, asked.claim), ("", ""))[opens == "no"]
    return f"{word}, {verb}." if outcome in _FITS.get(verb, ()) else f"{word}."


def lead(opens: Opening, stance: str) -> str:
    """Yes or No; of a statement, whether it is right."""
    word = OPENINGS[opens]
    if stance == "assert" and opens in {"yes", "no"}:
        return f"{word}, {messages.RIGHT if opens == 'yes' else messages.WRONG}."
    return f"{word}." if word else ""


def timed(opens: Opening, *, late: bool) -> str:
    """Whether something was in time."""
    says = f"{messages.TOO_LATE if late else messages.IN_TIME}."
    return f"{OPENINGS[opens]}, {says}" if opens in {"yes", "no"} else says[:1].upper() + says[1:]


def what_if(says: str) -> str:
    """The button that turns a fact round."""
    return messages.what_if(says=says[:1].lower(), rest=says[1:].removesuffix("."))


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
