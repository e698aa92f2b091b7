"""Sentences about questions that the privacy lead answers."""

from collections.abc import Callable
from datetime import date, datetime

from handlers.dialogue.catalog import Sentence, catalog
from handlers.dialogue.text import short
from handlers.dialogue.words import day

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

SOMEBODY = "somebody"
MOST_LISTED = 20
DAYS_KEPT = 30

# What the asker reads.

# What the privacy lead reads.
GONE = messages.this_question_is_no_longer_open(days_kept=DAYS_KEPT)


def waits_for(leads: str, at: datetime | None) -> str:
    """Who gets it, and when where that is not at once."""
    when = f" on {day(at)}" if at else ""
    return messages.gets_this_question_and_can_answer(leads=leads, when=when)


def sent(leads: str, at: datetime | None, *, named: bool, here: bool) -> str:
    """That it is on its way, with a name or without, and how the answer comes back."""
    when = f" on {day(at)}" if at else ""
    name = messages.with_your_name if named else messages.without_your_name
    how = messages.type_answers_to_see_the_answer if here else messages.i_write_to_you_when_there
    return messages.gets_it_it_is_kept_encrypted(leads=leads, when=when, name=name, how=how, days_kept=DAYS_KEPT)


def asks(name: str) -> str:
    """The title of a question, with who asks it where they said so."""
    return short(f"{name or 'Somebody'} asks:")


def answered_title(name: str) -> str:
    """The title of an answer."""
    return short(messages.answered_title(name=name))


def on_its_way(name: str) -> str:
    """That the answer goes to the asker."""
    return messages.on_its_way(name=name or "the person who asked")


def answered_by(id: str, name: str, on: date) -> str:
    """Who has answered a question."""
    return messages.answered_by(name=name, id=id, on=day(on))


def already(id: str, name: str, on: date) -> str:
    """Somebody else was quicker."""
    return messages.already(id=answered_by(id, name, on))


def have_answer(number: int) -> str:
    """On the page: that there is something to read."""
    return (
        messages.the_privacy_lead_answered_your
        if number == 1
        else messages.of_your_questions_are_answered(number=number)
    )


def row(id: str, name: str, asked: date) -> str:
    """A question in the list, below its text."""
    return " · ".join((id, f"from {name}" if name else messages.without_a_name, day(asked)))


def not_covered(number: int, when: str) -> str:
    """How many questions the book did not cover; empty for none."""
    if not number:
        return ""
    return messages.question_was_not_covered(number=number, when=when)


def own(number: int) -> str:
    """How many phrasings are the district's own."""
    return messages.questions_your_district_has_matched(number=number) if number else ""


def sealed_row(lead: str) -> str:
    """A question in the list of those to whom it does not go."""
    return short(messages.sealed_row(lead=lead))


def no_topic(name: str) -> str:
    """There is no such topic."""
    return messages.no_topic(name=name.strip()[:60])


def attached(id: str, title: str) -> str:
    """The question has its topic."""
    return short(messages.attached(id=id, title=title))


def matched(title: str, says: str, pins: str, checked: str) -> str:
    """The answer that somebody gets whose question was matched to a topic, with where it stands."""
    return f"{title}: {short(says, 2500)} {pins}. {checked}"
