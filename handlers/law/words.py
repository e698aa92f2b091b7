"""Sentences in answers about the law."""

from __future__ import annotations

from datetime import date

from handlers.dialogue import bounded_re as re
from handlers.dialogue.reply import Tone
from handlers.dialogue.words import NOT_ADVICE, day
from knowledge.citation import FIRST_DAY, Citation, Fact, Period, Tag
from knowledge.model import Verdict

NOT_IN_BOOK_TITLE = "Not covered"
NO_LAW_YET = (
    "On that day Connecticut's Student Data Privacy Act was not yet in force: it took effect on "
    f"{FIRST_DAY:%B} {FIRST_DAY.day}, {FIRST_DAY.year} (Public Act 16-189)."
)
ASK_BACK = "I am not sure. Did you mean one of these?"
THE_VENDOR, THE_APP = "the vendor", "the app"
AGAIN = "I take this as the same point. I have no answer of its own for it."
PASSAGE = "What the passage says"
SEND_TO_LEAD = "Send to the privacy lead"
NEAREST_TITLE = "Other topics"
NEAREST = "Close topics:"
NONE_NEAR = "I have no closer topic."
NOT_IN_BOOK = "I have no checked answer to that, and I do not guess."
OUTSIDE = (
    "I find nothing on that in Connecticut's Student Data Privacy Act, the only law I answer on. For other "
    "matters, ask the office in charge of them."
)
NO_LAW_TITLE = "No such law yet"
NO_DUTY_TITLE = "No duty on that day"
LOG_A_CONTRACT = "Log a contract"
SHOW_RULE, STEP_BY_STEP, NOT_WHAT_I_ASKED = "Show the rule", "Check it step by step", "Not what I asked"
HOW_SURE, MORE, WHAT_NEXT = "How sure is this?", "Full answer", "What next?"
ELEMENTS, EXCLUDED = "All of these must be true:", "Not included:"
EXAMPLES = "Examples (others may count too):"
CLOSED_EXAMPLES = "The list:"
INSIDE, OTHER_VERSIONS = "It contains:", "At other times it said:"
SAFE, LAST = "Safe date", "Last date"
CHECKED: dict[Tag, str] = {
    Tag.V: "Checked: statute text",
    Tag.FA: "Checked: official amendment, enactment inferred",
    Tag.A: "Checked: official source, not the statute",
    Tag.S: "Checked: secondary source only",
    Tag.MX: "Not yet checked against the official text; a similar bill agrees",
    Tag.M: "Not yet checked against the official text",
    Tag.I: "Checked: our reading, ask counsel",
}
TONES: dict[Verdict, Tone] = {
    Verdict.PROHIBITED: "no",
    Verdict.PERMITTED: "yes",
    Verdict.REQUIRED: "yes",
    Verdict.NOT_REQUIRED: "plain",
    Verdict.CONDITIONAL: "depends",
    Verdict.DEFINITION: "plain",
    Verdict.INFORMATION: "plain",
    Verdict.ABSTAIN: "unknown",
}
ON_CONDITION = "Yes, on "
"""How the text of a topic begins that gives leave on conditions."""
FIRST_WORDS: dict[str, Tone] = {"Yes": "yes", "No": "no", "It": "depends"}
VERDICTS: dict[Verdict, str] = {
    Verdict.PROHIBITED: "Not allowed",
    Verdict.PERMITTED: "Allowed",
    Verdict.REQUIRED: "Required",
    Verdict.NOT_REQUIRED: "Not required",
    Verdict.CONDITIONAL: "It depends",
    Verdict.DEFINITION: "Definition",
    Verdict.INFORMATION: "Good to know",
    Verdict.ABSTAIN: "Not covered",
}
_STATUTE = re.compile(r"\d+[a-z]?-\d+[a-z]*(\(.*\))?")
"""A section of the General Statutes, as in 36a-701b."""


OTHER_LAWS, ADVICE = "Other laws", "Advice, not law"
NOT_IN_FORCE = "Nothing of this is in force on that day."

OR_OTHERS = "or counsel, or the Commission for Educational Technology."


def the_lead(name: str) -> str:
    """The privacy lead, by name where one is on record."""
    return f"{name[:100]}, your district's privacy lead," if name else "your district's privacy lead"


def whom_to_ask(lead: str) -> str:
    """Where the book does not answer."""
    return f"Ask {the_lead(lead)} {OR_OTHERS}"


def checked(tag: Tag) -> str:
    """How far the least checked fact was checked."""
    return f"{CHECKED[tag]}."


def checked_fact(fact: Fact) -> str:
    """A statement, and how far it was checked."""
    return f"{fact.says} {checked(fact.tag)}"


def coded_fact(fact: Fact) -> str:
    """The same with the letter that stands for it in the book."""
    return f"{fact.says} {CHECKED[fact.tag]} [{fact.tag.value}]."


def speaks_for(value: date, today: date) -> str:
    """The day an answer speaks for."""
    return f"Law as of {value:%b} {value.day}, {value.year}" + ("." if value == today else ", not as of today.")


def footer(tag: Tag, value: date, today: date) -> str:
    """How far checked, the day it speaks for, and that it is no legal advice."""
    return f"{checked(tag)} {speaks_for(value, today)} {NOT_ADVICE}"


def define(word: str) -> str:
    """The button that shows a definition."""
    return f"What is {word}?"


def noun(word: str) -> str:
    """A defined word as it stands in a sentence: an operator, student information."""
    if word.endswith(("information", "content", "purposes", "advertising")):
        return word
    return f"{'an' if word[0] in 'aeio' else 'a'} {word}"


def second(title: str) -> str:
    """The heading of the answer to a second question."""
    return f"Your second question: {title}"


def no_term(word: str, near: str, section: str) -> str:
    """A word that the law does not define; ``section`` is the one with the definitions."""
    return f"'{word}' is not among the words that {section} defines." + (f" Did you mean '{near}'?" if near else "")


def no_cite(text: str, near: str) -> str:
    """A cite that has no passage."""
    return f"I have no passage '{text[:60]}'. Write a cite like 10-234cc(b)(3) or cc(b)(3)." + (
        f" The nearest is {near}." if near else ""
    )


def no_event(text: str, near: str, known: tuple[str, ...]) -> str:
    """An event that no duty knows."""
    hint = f" Did you mean {near}?" if near else ""
    return f"I do not know the event '{text[:60]}'.{hint} The events are: {', '.join(known)}."


def due_usage(known: tuple[str, ...]) -> str:
    """How to ask for a date."""
    return f"Write the event and its date: due {known[0]} 2026-10-07. The events are: {', '.join(known)}."


def no_topic(text: str) -> str:
    """A topic that does not exist on that day."""
    return f"There is no topic '{text[:60]}' in the law of that day. Ask in your own words."


def open_question(text: str) -> str:
    """A question left for counsel."""
    return f"Open question for counsel: {text}"


def reviewed(by: str) -> str:
    """Counsel has read it against the official text."""
    return f"Reviewed against the official text by {by}."


def pin(cite: Citation) -> str:
    """A citation as people read it."""
    return f"C.G.S. {cite}" if cite.ours or _STATUTE.fullmatch(cite.text) else str(cite)


def span(period: Period) -> str:
    """The days on which a version holds."""
    start = f"from {day(period.since)}"
    return f"{start} until {day(period.until)}" if period.until else start
