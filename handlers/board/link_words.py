"""The sentences about the link to the page."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.dialogue.words import day
from handlers.people.chats import HOW_TO_GET_A_LINK

TITLE, OPEN = "Your link to the board", "Open the board"
ON_THE_PAGE = "You are already on the page. Open Board, above, to see everything that is due and on record."
AT_THE_MACHINE = "The board is a web page that opens on the computer that runs the bot. Here is what it lists as due:"
NO_ADDRESS = (
    "The board has no web address yet. The person who runs the bot can set one with DPA_URL, for example "
    "https://dpa.example.org. For now, here is what the board lists as due:"
)

# On the page.
ENTER_TITLE, GONE_TITLE, ASK_TITLE, LEFT_TITLE = "The board", "Link expired", "You need a link", "Signed out"
GONE = f"Each link works once, within 10 minutes of asking for it. {HOW_TO_GET_A_LINK}"
NO_VISIT = f"To open this page you need your own link. It then stays open for a few hours. {HOW_TO_GET_A_LINK}"
NO_PAGE = (
    "This page has no web address yet. The person who runs the bot can set one with DPA_URL, for example "
    "https://dpa.example.org. Then /dpa board, typed in the chat, gives each person their own link."
)
OTHER_ADDRESS = "There is no page at this address. Type /dpa board in the chat for a link to the page."
LEFT = f"You are signed out in this browser. {HOW_TO_GET_A_LINK}"


def enter(lasts: timedelta) -> str:
    """Above the button that spends the link."""
    return (
        f"The link works once. The page is then open to you in this browser for {_hours(lasts)}, or until you sign out."
    )


def told(lasts: timedelta) -> str:
    """Above the link."""
    minutes = int(lasts.total_seconds()) // 60
    return (
        f"This link works once, within {minutes} minutes. Keep it to yourself: anyone who opens it acts in your name, "
        "and what they do is recorded as yours."
    )


def started(host: str, port: int, now: datetime) -> str:
    """Where the bot listens, and how the page is entered."""
    return (
        f"The bot is running ({day(now)}) on http://{host}:{port}/ and answers in the chats that it is connected to. "
        "There, /dpa board gives a link to its page. Ctrl-C stops it."
    )


def _hours(lasts: timedelta) -> str:
    return f"{int(lasts.total_seconds()) // 3600} hours"
