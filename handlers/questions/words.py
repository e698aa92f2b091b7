"""Sentences about questions that the privacy lead answers."""

from __future__ import annotations

from datetime import date, datetime

from handlers.dialogue.text import short
from handlers.dialogue.words import day

SOMEBODY = "somebody"
NONE = "No questions wait for an answer."
PICK = "Or choose a topic. It answers this question, and from now on the same words at once; these words are then kept."
MOST_LISTED = 20
DAYS_KEPT = 30

# What the asker reads.
SEND_TITLE, SEND = "Send to the privacy lead", "Send"
QUESTION, QUESTION_HINT = "Your question", "Change it if you like. Please leave out students' names."
NAME = "Your name"
WITHOUT, WITH = "Send it without my name", "Send it with my name"
SENT = "Sent"
NO_LEAD = "No privacy lead is set"
NO_LEAD_SAYS = "Nobody can get your question yet, so it was not sent. An administrator names a lead in the setup."
SET_LEAD = "Name a privacy lead"
YOU_ASKED, ANSWER_HEADING = "You asked:", "Answer:"
ANSWERS_TITLE, NO_ANSWERS = "Answers to your questions", "There is no answer for you yet."
READ, ALL_READ = "I have read it", "Erased here. Nothing of your question is kept."
SEE_ANSWERS = "Read the answer"
THE_LEAD, THE_TEAM = "the privacy lead", "The privacy team"

# What the privacy lead reads.
ANSWER, FORM_TITLE, SUBMIT = "Answer", "Answer the question", "Send the answer"
YOUR_ANSWER, ANSWER_HINT = "Your answer", "It goes to the person who asked."
GONE = f"This question is no longer open. Questions are erased after {DAYS_KEPT} days."
CLOSED = "This question is closed"


def waits_for(leads: str, at: datetime | None) -> str:
    """Who gets it, and when where that is not at once."""
    when = f" on {day(at)}" if at else ""
    return f"{leads} gets this question{when} and can answer it. You get the answer here."


def masked(kinds: str) -> str:
    """That a student's data was taken out before anything is sent."""
    return f"This seems to hold a student's data ({kinds}). I took it out. Check the question before you send it."


def sent(leads: str, at: datetime | None, *, named: bool, here: bool) -> str:
    """That it is on its way, with a name or without, and how the answer comes back."""
    when = f" on {day(at)}" if at else ""
    name = "with your name" if named else "without your name"
    how = "Type answers to see the answer." if here else "I write to you when there is an answer."
    return f"{leads} gets it{when}, {name}. {how} It is kept encrypted until then, for {DAYS_KEPT} days at most."


def asks(name: str) -> str:
    """The title of a question, with who asks it where they said so."""
    return short(f"{name or 'Somebody'} asks:")


def answered_title(name: str) -> str:
    """The title of an answer."""
    return short(f"{name} answered your question")


def answered(name: str) -> str:
    """Above an answer in a list."""
    return f"{name} answered:"


def on_its_way(name: str) -> str:
    """That the answer goes to the asker."""
    return f"Your answer goes to {name or 'the person who asked'} now."


def answered_by(id: str, name: str, on: date) -> str:
    """Who has answered a question."""
    return f"{name} answered {id} on {day(on)}."


def already(id: str, name: str, on: date) -> str:
    """Somebody else was quicker."""
    return f"{answered_by(id, name, on)} Your answer was not sent."


def closed_title(id: str) -> str:
    """A question that needs nothing more."""
    return f"{id}: answered"


def count(number: int) -> str:
    """How many questions wait."""
    return f"{number} question{'' if number == 1 else 's'} to answer"


def waiting(number: int) -> str:
    """How many of one's own questions wait."""
    return f"{number} of your questions still wait{'s' if number == 1 else ''} for an answer."


def have_answer(number: int) -> str:
    """On the page: that there is something to read."""
    return "The privacy lead answered your question." if number == 1 else f"{number} of your questions are answered."


def match(id: str) -> str:
    """The button that shows the topics which may answer a question."""
    return f"Match {id} to a topic"


def row(id: str, name: str, asked: date) -> str:
    """A question in the list, below its text."""
    return " · ".join((id, f"from {name}" if name else "without a name", day(asked)))


LAST_WEEK, THIS_WEEK = "last week", "this week"


def not_covered(number: int, when: str) -> str:
    """How many questions the book did not cover; empty for none."""
    if not number:
        return ""
    return f"{number} question{' was' if number == 1 else 's were'} not covered {when}."


def own(number: int) -> str:
    """How many phrasings are the district's own."""
    return f"Questions your district has matched to a topic: {number}." if number else ""


def sealed_row(lead: str) -> str:
    """A question in the list of those to whom it does not go."""
    return short(f"A question for {lead}")


def not_yours(id: str, lead: str) -> str:
    """Only the lead reads it."""
    return f"{id} waits for {lead}, who alone reads and answers it."


def none(id: str) -> str:
    """There is no such question."""
    return f"There is no question '{id[:20]}'. Type gaps to see them."


def no_topic(name: str) -> str:
    """There is no such topic."""
    return f"There is no topic '{name.strip()[:60]}'. Type gap and the number to see what fits."


def attached(id: str, title: str) -> str:
    """The question has its topic."""
    return short(f"{id} is answered by: {title}")


def matched(title: str, says: str, pins: str, checked: str) -> str:
    """The answer that somebody gets whose question was matched to a topic, with where it stands."""
    return f"{title}: {short(says, 2500)} {pins}. {checked}"
