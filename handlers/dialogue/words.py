"""Which sentences do people read in answers?"""

from __future__ import annotations

import re
from datetime import date, datetime

from handlers.dialogue.reply import Tone
from knowledge.citation import Citation, Period, Tag
from knowledge.model import Verdict
from storage.records import Role

NOT_ADVICE = "Information, not legal advice."
NOT_IN_BOOK_TITLE = "Not covered"
WHOM_TO_ASK = (
    "Ask your district's privacy lead or counsel, or the Commission for Educational Technology (its Student Data "
    "Privacy page)."
)
NO_LAW_YET = (
    "On that day Connecticut's Student Data Privacy Act was not yet in force: it took effect on October 1, 2016 "
    "(Public Act 16-189)."
)
ASK_BACK = "I am not sure I understood. Did you mean one of these?"
SEE_ALSO = "Related:"
NEAREST_TITLE = "Other topics"
NEAREST = "The closest topics I can answer:"
NONE_NEAR = "I have no closer topic."
NOT_IN_BOOK = (
    "I have no checked answer to that. I answer only from Connecticut's Student Data Privacy Act, and I do not guess."
)
NO_LAW_TITLE = "No such law yet"
NO_DUTY_TITLE = "No duty on that day"
LOG_A_CONTRACT = "Log a contract"
SHOW_RULE, STEP_BY_STEP, NOT_WHAT_I_ASKED = "Show the rule", "Check it step by step", "Not what I asked"
ELEMENTS, EXCLUDED = "All of these must be true:", "Not included:"
EXAMPLES = "Examples (others may count too):"
CLOSED_EXAMPLES = "The list:"
INSIDE, OTHER_VERSIONS = "It contains:", "At other times it said:"
SORRY_TITLE, BUG_TITLE = "Sorry", "Something went wrong"
WELCOME_TITLE = "Connecticut student data privacy"
WELCOME = (
    "Ask a question in your own words, for example: may the vendor sell student data? I answer from the Student Data "
    "Privacy Act (C.G.S. 10-234aa to 10-234dd), with the cite and how well it was checked."
)
SAFE, LAST = "Safe date", "Last date"
CHECKED: dict[Tag, str] = {
    Tag.V: "read in the text of the statute",
    Tag.FA: "from the text of an official amendment; we infer that it was enacted",
    Tag.A: "from an official source, not the statute itself",
    Tag.S: "from a secondary source; still to be checked against the statute",
    Tag.MX: "not yet checked against the statute; a similar bill says the same",
    Tag.M: "not yet checked against the statute",
    Tag.I: "our inference; no source says it in so many words",
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
FIRST_QUESTIONS = (
    "What must a contract contain?",
    "May a vendor sell student data?",
    "How fast must we tell families about a breach?",
)
ROLES: dict[Role, str] = {
    Role.EVERYONE: "everyone",
    Role.STAFF: "your district's staff",
    Role.PRIVACY: "your district's privacy team",
    Role.ADMIN: "your district's administrators",
}
_STATUTE = re.compile(r"\d+[a-z]?-\d+[a-z]*(\(.*\))?")
"""A section of the General Statutes, as in 36a-701b."""
YES, NO, NOT_SURE = "Yes", "No", "Not sure"


ONLY_HERE = "This page is for a browser on the machine that runs the bot."
FOREIGN_PAGE = "This was sent from another page; open the bot's own page and try again."
STALE_PAGE = (
    "The bot was restarted after this page was opened, or this is not the bot's own page. Reload it and send again. "
    "What you typed is still in the form."
)
BODY_TOO_LARGE = "That is too large. Shorten it, or give me a link to the document instead."
STOPPED = "Stopped."


def started(host: str, port: int, now: datetime) -> str:
    """Where to click."""
    return f"The bot is running ({day(now)}). Open http://{host}:{port}/ in your browser; Ctrl-C stops it."


def port_taken(port: int) -> str:
    """Somebody else listens there."""
    return (
        f"Port {port} is in use, perhaps by another bot. Stop that one, or choose another: DPA_PORT={port + 1} make run"
    )


def no_address(host: str, why: str) -> str:
    """An address that this machine does not have."""
    return f"I cannot listen on {host} ({why}). Set DPA_HOST to an address of this machine, for example 127.0.0.1."


def day(value: date) -> str:
    """``Wed, October 7, 2026``; with the time for a date-time."""
    shown = f"{value:%a, %B} {value.day}, {value.year}"
    if isinstance(value, datetime):
        shown += f", {value.hour % 12 or 12}:{value.minute:02} {'a.m.' if value.hour < 12 else 'p.m.'}"
    return shown


def checked(tag: Tag) -> str:
    """How far the least checked fact was checked."""
    return f"Source check: {CHECKED[tag]} [{tag.value}]."


def speaks_for(value: date, today: date) -> str:
    """The day an answer speaks for."""
    return f"Law as of {day(value)}" + ("." if value == today else ", not as of today.")


def footer(tag: Tag, value: date, today: date) -> str:
    """How far checked, the day it speaks for, and that it is no legal advice."""
    return f"{checked(tag)} {speaks_for(value, today)} {NOT_ADVICE}"


def define(word: str) -> str:
    """The button that shows a definition."""
    return f"What is {word}?"


def second(title: str) -> str:
    """The heading of the answer to a second question."""
    return f"Your second question: {title}"


def no_date(text: str) -> str:
    """A date that cannot be read."""
    return f"I cannot read '{text.strip()[:40]}' as a date. Write it like 2026-10-07 or Oct 7, 2026."


def too_long(length: int, most: int) -> str:
    """A message that is too long."""
    return (
        f"That is {length:,} characters; I read up to {most:,}. Ask one question in a few sentences, "
        "without pasting the contract."
    )


def no_term(word: str, near: str) -> str:
    """A word that the law does not define."""
    return f"'{word}' is not among the words that 10-234aa defines." + (f" Did you mean '{near}'?" if near else "")


def no_cite(text: str, near: str) -> str:
    """A cite that has no passage."""
    return f"I have no passage '{text[:60]}'. Write a cite like 10-234cc(b)(3) or cc(b)(3)." + (
        f" The nearest is {near}." if near else ""
    )


def not_allowed(command: str, who: str, ask: str) -> str:
    """The person's role is not enough; ``ask`` names who can do it, or says how somebody becomes able to."""
    return f"Only {who} can use '{command}'. {ask}"


def incomplete(usage: str) -> str:
    """A command with something missing."""
    return f"Something is missing. Write: {usage}."


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


def bug(reference: str) -> str:
    """Something broke on our side."""
    return (
        f"Something went wrong on my side, and nothing was saved. Please give your administrator this reference: "
        f"{reference}."
    )
