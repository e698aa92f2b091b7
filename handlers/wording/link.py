"""Which sentences do people read about the link to the page?"""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.wording import day

HELP_BOARD = "a link to the page with everything that is due and on record"
TITLE, OPEN = "Your link to the board", "Open the board"
ON_THE_PAGE = "You are on the page: Board, above, has everything that is due and on record."
AT_THE_MACHINE = (
    "The board is a page on the computer that runs the bot, and opens in a browser there. This is what it lists as due:"
)
NO_ADDRESS = (
    "The board is a page, and nobody has said yet under which address a browser reaches it: whoever runs the bot sets "
    "DPA_URL to it, for example https://dpa.example.org. This is what the board lists as due:"
)

# On the page.
ENTER_TITLE, GONE_TITLE, ASK_TITLE, LEFT_TITLE = "The board", "This link is used up", "A link first", "Signed out"
TYPE_IT = "In the chat with the bot, type /dpa board (in Teams: board): the answer, for you alone, has a link."
GONE = f"A link opens the page once, within ten minutes of asking for it. {TYPE_IT}"
NO_VISIT = f"This page opens by a link of your own, and for some hours only. {TYPE_IT}"
NO_PAGE = (
    "This page has no address yet. Whoever runs the bot sets DPA_URL to the address under which browsers reach it, for "
    "example https://dpa.example.org; then /dpa board, typed in the chat, gives everybody a link of their own."
)
OTHER_ADDRESS = "Nothing is served under this address. Type /dpa board in the chat for a link to the page."
LEFT = f"You are signed out in this browser. {TYPE_IT}"


def enter(lasts: timedelta) -> str:
    """Above the button that spends the link."""
    return (
        f"The link works once. The page is then open to you in this browser for {_hours(lasts)}, or until you sign out."
    )


def told(lasts: timedelta) -> str:
    """Above the link."""
    minutes = int(lasts.total_seconds()) // 60
    return (
        f"It works once, within {minutes} minutes. Keep it to yourself: whoever opens it acts in your name, and what "
        "they do stands under it."
    )


def started(host: str, port: int, now: datetime) -> str:
    """Where the bot listens, and how the page is entered."""
    return (
        f"The bot is running ({day(now)}) on http://{host}:{port}/ and answers in the chats that it is connected to. "
        "There, /dpa board gives a link to its page. Ctrl-C stops it."
    )


def _hours(lasts: timedelta) -> str:
    return f"{int(lasts.total_seconds()) // 3600} hours"
