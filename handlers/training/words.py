"""The texts of the two-minute training."""

from __future__ import annotations

from handlers.dialogue.words import NO, YES

HOW = "Type training to begin, or training list to see who did it this school year."
YES_OR_NO = "Answer with Yes or No."
NO_SESSION = "I cannot tell which question that answers. Type training to begin again."
TOO_OLD = "That training was begun more than a day ago. Type training to begin again."
DONE_ALREADY = "That training is done and noted already. Type training for five other questions."
OTHERS = "Five other questions"
DID, DID_NOT = "Did it", "Not yet"
BEGIN = "Begin"
NUDGE_TITLE = "Two minutes of training"
NUDGE = "You have not done this school year's training on student data yet. It is five questions, here in this chat."
NUDGE_WHY = "Your district turned on this yearly reminder by its own policy; the law does not ask for it."
MOST_LISTED = 20


def intro(*, named: bool) -> str:
    """The text before the first question."""
    says = "Five questions, about two minutes. Each answer is told at once, with where the law says it."
    unnoted = "I do not know who you are here, so nobody is noted as having done it. In your district's chat you are."
    return says if named else f"{says} {unnoted}"


def title(number: int, among: int) -> str:
    """The title of a question."""
    return f"Training: question {number} of {among}"


def about(what: str) -> str:
    """What a question is about."""
    return f"About: {what}"


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
    noted = "Only you see that: the record says who did it, and the day." if named else "Nothing of it was kept."
    return f"{right} of {among} right. {noted}"


def list_title(year: int, done: int, among: int) -> str:
    """The title of the list of who did it."""
    return f"Training in the school year {year}–{(year + 1) % 100:02}: {done} of {among}"


def more(number: int) -> str:
    """How many are not listed."""
    return f"and {number} more"
