"""The texts of the two-minute training."""

from __future__ import annotations

from collections.abc import Callable

from handlers.dialogue.catalog import Sentence, catalog
from handlers.dialogue.words import NO, YES

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

MOST_LISTED = 20


def intro(*, named: bool) -> str:
    """The text before the first question."""
    says = messages.five_questions_about_two_minutes
    unnoted = messages.i_do_not_know_who_you
    return says if named else f"{says} {unnoted}"


def told(asked: str, fact: str, *, right: bool, yes: bool) -> str:
    """Whether the answer was right, the question, and what the law says; Yes or No is said only once."""
    answer = YES if yes else NO
    said = fact if fact.casefold().startswith(answer.casefold()) else f"{answer}. {fact}"
    return f"{'✅ Right' if right else '❌ Not right'}. {asked} {said}"


def done(minutes: int) -> str:
    """The title at the end."""
    return f"Done, {minutes} {'minute' if minutes == 1 else 'minutes'}"


def score(right: int, among: int, *, named: bool) -> str:
    """The score, for the person alone."""
    noted = messages.only_you_see_that_the_record if named else messages.nothing_of_it_was_kept
    return messages.of_right(right=right, among=among, noted=noted)


def list_title(year: int, done: int, among: int) -> str:
    """The title of the list of who did it."""
    return messages.list_title(year=year, end=f"{(year + 1) % 100:02}", done=done, among=among)


def more(number: int) -> str:
    """How many are not listed."""
    return messages.more(number=number)
