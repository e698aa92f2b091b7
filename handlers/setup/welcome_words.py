"""The sentences of the welcome, its checklist, and invitations."""

from __future__ import annotations

from datetime import datetime

from handlers.dialogue.words import day

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
    """An item of the checklist, with a sign for done or open."""
    return f"{'✅' if done else '⬜'} {label}"


def progress(done: int, among: int) -> str:
    """The title while items are left."""
    return f"Getting started: {done} of {among} done"


def there(name: str) -> str:
    """The button that chooses a place by its name."""
    return f"Send reminders to {name}"[:75]


EMAIL_HINT = "Only for somebody in no chat with me: you get a link for them."
PERSON_HINT = "Their full name."
NO_EMAIL = "Write an e-mail address, for example ana@example.org."
HAS_ID = "Leave this blank: the person you chose comes from a chat and needs no link."
NO_ADDRESS = (
    "The page has no web address yet, so I cannot make a link to it. The person who runs the bot can set one with "
    "DPA_URL, for example https://dpa.example.org."
)
NEW_LINK, TAKE_BACK = "Make a new link", "Take the role and the link back"
ONLY_HERE = (
    "It opens only on the computer that runs the bot. The person who runs the bot can open the page to other computers "
    "with DPA_URL."
)
ENDED = "Their link and their visits to the page have ended."


def hand_over(name: str, until: datetime) -> str:
    """The text above an invitation link."""
    return (
        f"Hand this link to {name[:100]}; I send no e-mail. It works once, until {day(until)}, and the person who "
        "opens it acts in their name."
    )


def link_of(name: str) -> str:
    """The label of an invitation link."""
    return f"Link for {name[:100]}"


def same_name(name: str, email: str) -> str:
    """Somebody on file already has that name."""
    known = f" with the e-mail {email}" if email else ""
    return (
        f"{name[:100]} is on file already{known}. Leave the e-mail blank to give them the role, or write the name of "
        "the new person in another way."
    )


def new_here(name: str) -> str:
    """Nobody on file has that name, where people are named by their e-mail address."""
    return f"I do not know anyone called '{name[:60]}' yet. Add their e-mail to name them, for example ana@example.org."
