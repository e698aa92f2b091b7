"""Which words do people type for a command, and what do they read where none was quite meant?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers import help_words as words
from handlers.board import words as board
from handlers.people import words as people
from handlers.reminders import words as digest

TITLES: Mapping[str, Sequence[str]] = {
    **{name: (title,) for name, title in words.BUTTONS.items() if name != "deadlines"},
    "help all": (words.ALL_COMMANDS,),
    "deadlines": (words.BUTTONS["deadlines"], board.DUE, board.ALL_DUE, board.MY_DUE, board.DEADLINES, digest.ALL),
    "contracts": (words.BUTTONS["contracts"], board.ALL_CONTRACTS, board.MINE),
    "breaches": (words.BUTTONS["breaches"], board.ALL_BREACHES),
    "board": (board.BOARD,),
    "log-contract": (words.BUTTONS["log-contract"], board.LOG_CONTRACT),
    "log-breach": (words.BUTTONS["log-breach"], board.LOG_BREACH),
    "grant": (people.GRANT_TITLE, people.GRANT),
    "roles": (people.ROLES_TITLE,),
    "setup": (people.SETUP_TITLE,),
}
"""What stands on the buttons that are always there, by what pressing them says."""
PHRASES: Mapping[str, Sequence[str]] = {
    "help": (
        "menu",
        "what can you do",
        "what can you do for me",
        "what can i do",
        "what can i do here",
        "what can i ask",
        "what do you do",
        "who are you",
        "how does this work",
        "how do i use this",
        "commands",
        "help me",
        "i need help",
        "options",
        "start",
    ),
    "help all": ("list commands", "show all commands", "every command"),
    "deadlines": (
        "deadline",
        "due dates",
        "show deadlines",
        "list deadlines",
        "my deadlines",
        "our deadlines",
        "to do",
        "todo",
    ),
    "contracts": (
        "list contracts",
        "show contracts",
        "our contracts",
        "which contracts do we have",
        "what contracts do we have",
    ),
    "breaches": ("list breaches", "show breaches", "our breaches", "which breaches do we have"),
    "log-contract": ("log contract", "log a new contract", "log the contract", "add a contract", "record a contract"),
    "log-breach": (
        "log breach",
        "log a new breach",
        "log the breach",
        "log a data breach",
        "record a breach",
        "report a breach",
    ),
    "setup": ("set up", "settings"),
    "board": ("dashboard", "open the board", "link to the board"),
    "gaps": ("open questions",),
}
"""What people type instead, by what it says."""
USAGES: Mapping[str, str] = {
    "grant": "grant PERSON ROLE, for example grant Ana Ruiz privacy (the roles are staff, privacy and admin)",
    "setup": "setup FIELD: VALUE, for example setup lead: Ana Ruiz; or setup alone, for its form",
}
NEARLY_TITLE = "Not quite a command"


def nearly(say: str) -> str:
    """One letter is wrong."""
    return f"Did you mean {say[:200]}?"


def usage(shape: str) -> str:
    """It began like a command and could not be read as one; how it is written."""
    return f"I cannot read that as a command, and have changed nothing. Write: {shape}."
