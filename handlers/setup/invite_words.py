"""The sentences about people who come to the page by a link that an administrator hands to them."""

from __future__ import annotations

from datetime import datetime

from handlers.dialogue.words import day

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
    """Above the link."""
    return (
        f"Hand this link to {name[:100]}; I send no e-mail. It works once, until {day(until)}, and the person who "
        "opens it acts in their name."
    )


def link_of(name: str) -> str:
    """What the link is."""
    return f"Link for {name[:100]}"


def same_name(name: str, email: str) -> str:
    """Somebody on file is called so already."""
    known = f" with the e-mail {email}" if email else ""
    return (
        f"{name[:100]} is on file already{known}. Leave the e-mail blank to give them the role, or write the name of "
        "the new person in another way."
    )


def new_here(name: str) -> str:
    """Nobody on file is called so, where people are named by their e-mail address."""
    return f"I do not know anyone called '{name[:60]}' yet. Add their e-mail to name them, for example ana@example.org."
