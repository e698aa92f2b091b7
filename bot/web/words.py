"""Sentences and labels of the page: chat, board, forms, and what its script shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from bot import words as show
from handlers.board.dues import BoardGroup, UntoldBreach
from handlers.board.words import WAITING as WAITING  # noqa: PLC0414 - for the template
from handlers.dialogue import text
from handlers.dialogue.catalog import Sentence, catalog
from handlers.dialogue.reply import Tone
from handlers.dialogue.words import SORRY_TITLE, WELCOME_TITLE, day
from handlers.questions import words as question_words

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

# On every page.
NAME, SECTIONS = WELCOME_TITLE, messages.c_g_s_10_234aa_to
CHAT, BOARD, BACK = messages.chat, messages.board, "← Board"
REPLY, CLOSE, SORRY = messages.the_bots_reply, show.CLOSE, SORRY_TITLE

# What the page's script says; it puts the number and the title of the last reminder into the two about reminders.

# What a script is told.


# In the conversation.
SIGNS: Mapping[Tone, tuple[str, str]] = {**text.MARKS, "sorry": ("⚠️", messages.note)}
"""The sign of a reply's tone, and its word, of which the page has one for every sign."""
BY_LAW_OF = show.by_law_of
REQUIRED, DATE_EXAMPLE = "(required)", "Oct 7, 2026"
CHOOSE, CANCEL, CHANGE = messages.choose_one, show.CANCEL, show.CHANGE
FEW = 15
"""Options that a closed list shows; others are found by typing."""
RADIOS = 8
"""Options of which one is chosen that are shown all at once; more are a list to open."""
ADD_DAYS, DAY_ENDS = messages.add_days_the_first_and_the, (messages.first_day, messages.last_day)

# On the board.
OVERDUE, SOON, LATER = "overdue", messages.due_within_a_week, "later"
GROUPS: Mapping[BoardGroup, str] = {
    BoardGroup.BREACH: messages.breaches_before_all_else,
    BoardGroup.OVERDUE: messages.overdue,
    BoardGroup.SOON: messages.due_within_a_week_2,
    BoardGroup.LATER: messages.later,
}
KEY, SAFE, LAST, TODAY = messages.signs_of_the_timeline, messages.safe_date, messages.last_date, "today"
NEWER, OLDER = "← Newer", "Older →"
MOST_NAMED = 3


def titled(what: str) -> str:
    """The title of a browser's tab."""
    return f"{what} · {NAME}"


def to_answer(number: int) -> str:
    """The button to the questions that wait for an answer."""
    return question_words.count(number=number)


def group(state: BoardGroup, number: int) -> str:
    """The heading of a group of deadlines, with their number."""
    return f"{GROUPS[state]} ({number})"


def looked_for(search: str) -> str:
    """The title of a browser's tab after a search."""
    return f"{search or messages.ONLY_GAPS} · {BOARD}"


def by_when(found: Sequence[UntoldBreach]) -> str:
    """By when the families of each breach must be told, for the first few."""
    named = [f"{one.vendor}: {one.word[:1].lower()}{one.word[1:]}" for one in found[:MOST_NAMED]]
    omitted = len(found) - len(named)
    return " · ".join((*named, *([f"{omitted} more"] if omitted else [])))


def sent_on(when: date) -> str:
    """Above a reminder."""
    return f"Sent {day(when)}"


def contracts(number: int, search: str) -> str:
    """Above the contracts that were found."""
    return f"{number} contract{'' if number == 1 else 's'}{_with(search)}"


def breaches(number: int, search: str) -> str:
    """Above the breaches that were found."""
    return f"{number} breach{'' if number == 1 else 'es'}{_with(search)}"


def _with(search: str) -> str:
    return f" with “{search}”" if search else ""


def earlier(number: int) -> str:
    """How many earlier reminders are folded away."""
    return f"{number} earlier"
