"""What the dialogue itself says: what was understood, what was dropped, what is not saved yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

READING_TITLE = "Which one do you mean?"
READING_AGAIN = "I am still not sure. Is it one of these?"
NOT_UNDERSTOOD = "I did not understand that."
NOT_UNDERSTOOD_AGAIN = "I still do not understand. Use fewer words, or press a button."
NOT_UNDERSTOOD_THIRD = "I cannot make sense of this. A person can: send it to the privacy lead."
CAN_DO = "I answer questions on Connecticut's student data privacy law, and keep contracts, breaches and deadlines."
ASK_LAW = "Ask about the law"
SEND = "Send to the privacy lead"
WHAT_I_CAN = "What I can do"
PRESS_IT = "A yes in words does not do this one. Press its button."
PRESS_IF_YES = "If you mean yes, press the button. It is not saved yet."
NOTHING_OPEN = "Nothing was open, and nothing was saved."
NOT_SAVED = "Not saved."
DROP, SAY_DROP = "Drop it", "cancel"
GO_ON = "Go on"
WAITS = "Left open, not saved:"
ALSO = "You also asked for something else:"


def dropped(command: str) -> str:
    """The title once an open act was dropped."""
    return f"Dropped: {called(command)}. Nothing was saved." if command else NOTHING_OPEN


_CALLED: Mapping[str, str] = {
    "log-contract": "log a contract",
    "log-breach": "log a breach",
    "received": "note when the vendor's notice came",
    "done": "mark a deadline done",
    "undo": "undo a change",
    "snooze": "put a deadline off",
    "assign": "give it to somebody",
    "remind": "remind you",
    "correct": "correct a record",
    "note": "add a note",
    "withdraw": "withdraw a record",
    "erase": "erase a record",
    "grant": "give somebody a role",
    "revoke": "take a role away",
    "setup": "change the setup",
    "vendor-letter": "write to the vendor",
    "log-exception": "log an exception for a child's plan",
    "log-family-request": "log a family's request",
    "close-request": "close a family's request",
    "ask-app": "ask for a product",
    "approve-app": "approve a product",
    "refuse-app": "refuse a product",
    "add-file": "add a file",
    "mark-provision": "mark a provision",
    "answer": "answer a question",
    "send-gap": "send a question to the privacy lead",
    "publish": "publish the register",
}


def called(command: str) -> str:
    """What an act is called in a sentence."""
    return _CALLED.get(command, command.replace("-", " "))


_SHOWS: Mapping[str, str] = {
    "contract": "Show the contract",
    "contracts": "Show contracts",
    "breach": "Show the breach",
    "breaches": "Show breaches",
    "due": "Show what is due",
    "overdue": "Show what is overdue",
    "owner": "Show who is responsible",
    "expiring": "Show what ends soon",
    "missing": "Show what is missing",
    "count": "Count them",
    "who-has": "Show who holds the data",
    "posted": "Show whether it is posted",
    "history": "Show what was done",
    "renewal": "Show what a renewal needs",
    "standing": "Show where we stand",
    "file": "Show the file",
    "reminders": "Show coming reminders",
    "roles": "Show who may do what",
    "notice-text": "Show the notice",
    "settings": "Show the settings",
    "app": "Look up an app",
    "apps": "Show the apps",
    "no-contract": "Show apps approved without a contract",
    "board": "Show the board",
    "register": "Show the register of apps",
    "gaps": "Show questions that wait",
    "stats": "Show the figures",
    "packet": "Make the board of education's report",
    "report": "Make the Commission's report",
    "export": "Export the records",
    "exceptions": "Show exceptions",
    "family-requests": "Show families' requests",
    "training": "Record a training",
    "trainings": "Show the trainings",
    "drill": "Practice a breach",
    "help": "Show what I can do",
    "import": "Import a spreadsheet",
    "review": "Review a vendor's paper",
    "addendum": "Draft an addendum",
}


def reading(intent: str, command: str, name: str) -> str:
    """The label of a button for something that may have been meant."""
    label = _SHOWS.get(intent) or called(command).capitalize()
    return f"{label}: {name}" if name else label


def not_understood(missed: int) -> str:
    """The title where nothing was understood, in other words each time."""
    return (NOT_UNDERSTOOD, NOT_UNDERSTOOD_AGAIN, NOT_UNDERSTOOD_THIRD)[min(missed, 2)]


def unplaced(said: Sequence[str]) -> str:
    """Values were said for which there is no field."""
    quoted = ", ".join(f'"{one}"' for one in said)
    return f"Not used: {quoted}."


def what_is_wrong(act: str) -> str:
    """How to go on after a no."""
    return f"Tell me what should be different, and I show it again. Still open: {act}."
