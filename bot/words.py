"""Sentences that every surface shows around a reply, and what the bot prints as it starts."""

from __future__ import annotations

from datetime import date

from handlers.dialogue.words import day

SEND, CANCEL, CLOSE, CHANGE = "Send", "Cancel", "Close", "Change in the form"
LEARNING = "Learning the phrasings, once …"
MORE = "There is more than fits here. Ask me for it in a message to see all of it."


def learning(percent: int) -> str:
    """How far the training is, in percent; padded to one width, as each line overwrites the last."""
    return f"{LEARNING} {percent:3}%"


def by_law_of(value: date) -> str:
    """Above a reply that is about another day's law."""
    return f"Under the law as of {day(value)}, not as of today."


def continued(title: str, number: int, count: int) -> str:
    """Above a message that continues another one."""
    return f"{title} ({number} of {count})"


def type_it(label: str) -> str:
    """Above the command of a choice that is too long for a button."""
    return f"{label}: too long for a button. Copy these lines and send them to me:"


def attached(name: str) -> str:
    """A file that comes with the reply."""
    return f"File: {name}"


def wrong(says: str) -> str:
    """What is wrong with a field, below it."""
    return f"! {says}"


def no_reader(file: str, problem: str) -> str:
    """The file of the model that reads messages is missing or broken, so the bot does not start."""
    return (
        f"{file}: the model that reads messages cannot be loaded ({problem}). Copy the file from the version of the "
        "bot that you have, or teach the model: python -m knowledge.teach"
    )


def not_saved(problem: str) -> str:
    """What was learned cannot be saved, so the next start learns it again."""
    return f"(not saved: {problem})"
