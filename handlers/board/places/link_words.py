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
HOW_TO_GET_ONE_HERE = "Ask an administrator of the bot for a new link."
NO_PAGE = (
    "This page has no web address yet. The person who runs the bot can set one with DPA_URL, for example "
    "https://dpa.example.org. Then /dpa board, typed in the chat, gives each person their own link."
)
OTHER_ADDRESS = "There is no page at this address. Type /dpa board in the chat for a link to the page."


def _how(*, at_machine: bool) -> str:
    """Where people get a link: where no chat gives it, from who names people."""
    return HOW_TO_GET_ONE_HERE if at_machine else HOW_TO_GET_A_LINK


def gone(*, at_machine: bool) -> str:
    """A link that opens nothing."""
    return f"Each link works once, and not for long. {_how(at_machine=at_machine)}"


def no_visit(*, at_machine: bool) -> str:
    """Nobody signed in in this browser."""
    return f"To open this page you need your own link. It then stays open for a while. {_how(at_machine=at_machine)}"


def left(*, at_machine: bool) -> str:
    """Somebody signed out."""
    return f"You are signed out in this browser. {_how(at_machine=at_machine)}"


def other_address(address: str, *, at_machine: bool) -> str:
    """The page is called by another name than its own, or has none."""
    if at_machine:
        return f"There is no page at this address. {HOW_TO_GET_ONE_HERE}"
    return OTHER_ADDRESS if address else NO_PAGE


def enter(lasts: timedelta) -> str:
    """Above the button that spends the link."""
    return (
        f"The link works once. The page is then open to you in this browser for {_time(lasts)}, or until you sign out."
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


def _time(lasts: timedelta) -> str:
    return f"{lasts.days} days" if lasts.days else f"{int(lasts.total_seconds()) // 3600} hours"
