"""The sentences of the welcome and of its checklist."""

from __future__ import annotations

ADMINISTRATOR, REMINDERS, LEAD, CONTRACT = "Administrator", "Reminders go to", "Privacy lead", "First contract"
AND = "and"
NOBODY = "nobody yet"
THIS_COMPUTER = "anyone who uses the bot's own computer"
ON_PAGE = "the board, on this page"
NOT_CHOSEN = "not chosen yet"
ADD_ME = "no channel yet: add me to the privacy team's private channel or group chat"
BY_GRANT = "not named yet: grant names one, by an e-mail address too"
NOT_NAMED = "not named yet"
LOGGED, NOT_LOGGED = "logged", "not logged yet"
HERE = "Send reminders here"
I_LEAD, ANOTHER_LEADS = "I am the privacy lead", "Somebody else is"
IS_IT_HERE = "Is this the privacy team's own place? Then reminders can come here."
WHERE = "Where should the privacy team's reminders go?"
WHO_LEADS = "Who leads privacy in your district? They also hear of what is overdue."
LOG_ONE = "Log a contract, and I remind you of its dates from then on."
LOG_FIRST = "Log the first contract"
OPEN_PLACE = (
    "Mention me and ask about the law in your own words. I do not talk about contracts and breaches here, because too "
    "many people could read them."
)
CLOSED_PLACE = "Mention me and ask in your own words. What you ask about contracts and breaches, I answer to you alone."
ALL_SET = "Everything is set up."


def item(label: str, *, done: bool) -> str:
    """What is to be set up, with a sign that says whether it is."""
    return f"{'✅' if done else '⬜'} {label}"


def progress(done: int, among: int) -> str:
    """The title while something is left."""
    return f"Getting started: {done} of {among} done"


def there(name: str) -> str:
    """The button that chooses a place by its name."""
    return f"Send reminders to {name}"[:75]
