"""Sentences and labels of the page: chat, board, forms, and what its script shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot import words as show
from handlers.board.dues import BoardGroup, UntoldBreach
from handlers.board.words import WAITING as WAITING  # noqa: PLC0414 - for the template
from handlers.dialogue import text
from handlers.dialogue.reply import Tone
from handlers.dialogue.words import SORRY_TITLE, WELCOME_TITLE, day
from handlers.questions import words as question_words

# On every page.
NAME, SECTIONS = WELCOME_TITLE, "C.G.S. 10-234aa to 10-234dd"
SKIP, PAGES = "Skip to the content", "Pages"
CHAT, BOARD, BACK = "Chat", "Board", "← Board"
LAW = "The whole law, passage by passage"
REPLY, CLOSE, SORRY = "The bot's reply", show.CLOSE, SORRY_TITLE

# What the page's script says; it puts the number and the title of the last reminder into the two about reminders.
LOST = (
    "The bot did not answer. What you typed is still here, so try again in a moment. If that does not help, tell "
    "the person who runs the bot."
)
DROP_HINT = "Or drop the file on this page."
NOTHING_TO_DROP_ON = (
    "Drop a spreadsheet to import it, or a contract to review it. For another file, open its form first."
)
AWAY = "The bot is not answering. This page keeps trying. If this lasts, tell the person who runs the bot."
BACK_AGAIN = "The bot is answering again."
NEW, NEW_ONES = "New: {title}", "{number} new reminders. The last one: {title}"

# What a script is told.
NOT_JSON = "The body is not JSON."
NOT_A_FORM = "The form cannot be read."
NO_QUESTION = 'Send a JSON object with your question: {"q": "may the vendor sell student data?"}'

NOT_YOURS = "Only your district's staff can read this. Ask your district's privacy lead for access."

# In the conversation.
CONVERSATION, YOU, REMINDERS, MORE = "Conversation", "You", "Reminders", "More"
WHAT_NOW, ASK = "What do you want to know or do?", "Ask"
ASK_EXAMPLE, ASK_HINT = (
    "May a vendor sell data?",
    ("No student names, please: the answer never needs one. Drop a contract here to have it reviewed."),
)
SIGNS: Mapping[Tone, tuple[str, str]] = {**text.MARKS, "sorry": ("⚠️", "Note")}
"""The sign of a reply's tone, and its word, of which the page has one for every sign."""
BY_LAW_OF = show.by_law_of
REQUIRED, DATE_EXAMPLE = "(required)", "Oct 7, 2026"
CHOOSE, CANCEL, CHANGE = "Choose one", show.CANCEL, show.CHANGE
FEW = 15
"""Options that a closed list shows; others are found by typing."""
ADD_DAYS, DAY_ENDS = "Add days: the first, and the last if there are more.", ("First day", "Last day")

# On the board.
STANDS = "How things stand"
OVERDUE, SOON, LATER = "overdue", "due within a week", "later"
GROUPS: Mapping[BoardGroup, str] = {
    BoardGroup.BREACH: "Breaches, before all else",
    BoardGroup.OVERDUE: "Overdue",
    BoardGroup.SOON: "Due within a week",
    BoardGroup.LATER: "Later",
}
URGENT = "Urgent"
ALL_DONE = "Nothing is due. Well done."
NOTHING_YET = "Nothing is on record yet. Log your first contract or breach. What is due will show up here."
KEY, SAFE, LAST, TODAY = "Signs of the timeline", "safe date", "last date", "today"
SEARCH, SEARCH_FOR, ONLY_GAPS = "Search", "Search contracts and breaches", "Only where something is missing"
WHOLE_BOARD = "Clear the search"
MISSING, NONE_YET = "Missing:", "None on record yet."
NONE_FOUND = "No contract or breach has all of these words. Check the spelling, or search for fewer words."
NEWER, OLDER = "← Newer", "Older →"
MOST_NAMED = 3
TYPE_OR_ASK = "Ask, or type what to do"
SENT = "Reminders sent"
NONE_SENT = "None yet. Reminders go out before, on and after each date, and show up here right away."
TOO_MANY = "Many questions are waiting at the moment, so this one was not taken. Ask it again in a few seconds."


def titled(what: str) -> str:
    """The title of a browser's tab."""
    return f"{what} · {NAME}"


def to_answer(number: int) -> str:
    """The button to the questions that wait for an answer."""
    return question_words.count(number)


def group(state: BoardGroup, number: int) -> str:
    """The heading of a group of deadlines, with their number."""
    return f"{GROUPS[state]} ({number})"


def looked_for(search: str) -> str:
    """The title of a browser's tab after a search."""
    return f"{search or ONLY_GAPS} · {BOARD}"


def untold(number: int) -> str:
    """After the number of breaches of which families must hear."""
    return f"breach{'' if number == 1 else 'es'}: tell the families"


def by_when(found: Sequence[UntoldBreach]) -> str:
    """By when the families of each breach must be told, for the first few."""
    named = [f"{one.vendor}: {one.word[:1].lower()}{one.word[1:]}" for one in found[:MOST_NAMED]]
    omitted = len(found) - len(named)
    return " · ".join((*named, *([f"{omitted} more"] if omitted else [])))


def sign_out(visitor: str) -> str:
    """The button by which somebody leaves."""
    return f"Sign out ({visitor})"


def sent_on(when: date) -> str:
    """Above a reminder."""
    return f"Sent {day(when)}"


def choose_day(label: str) -> str:
    """The button that opens a calendar."""
    return f"Choose the day: {label}"


def on_board(number: int) -> str:
    """The reminders that the conversation leaves out."""
    return f"{number} more on the board"


def open_deadlines(number: int) -> str:
    """Above the timeline."""
    return f"{number} open deadline{'' if number == 1 else 's'}"


def contracts(number: int, search: str) -> str:
    """Above the contracts that were found."""
    return f"{number} contract{'' if number == 1 else 's'}{_with(search)}"


def breaches(number: int, search: str) -> str:
    """Above the breaches that were found."""
    return f"{number} breach{'' if number == 1 else 'es'}{_with(search)}"


def _with(search: str) -> str:
    return f" with “{search}”" if search else ""


def lacking(number: int) -> str:
    """After the number of records in which something is missing."""
    return f"incomplete record{'' if number == 1 else 's'}"


def show_more(number: int) -> str:
    """The deadlines that the timeline leaves out."""
    return f"Show {number} more"


def earlier(number: int) -> str:
    """How many earlier reminders are folded away."""
    return f"{number} earlier"


def pages_of(section: str) -> str:
    """The label of the links to newer and older records."""
    return f"Pages of {section}"


def page(number: int, count: int) -> str:
    """Which page of how many is shown."""
    return f"Page {number} of {count}"
