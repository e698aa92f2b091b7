"""Sentences that many replies share, those of starting the bot, and how dates and times are written."""

from __future__ import annotations

from datetime import date, datetime

from storage.records import Role

NOT_ADVICE = "Not legal advice."
SORRY_TITLE, BUG_TITLE = "Sorry", "Something went wrong"
WELCOME_TITLE = "Connecticut student data privacy"
WELCOME = (
    "Ask in your own words about the Student Data Privacy Act (C.G.S. 10-234aa to 10-234dd). Every answer has its cite "
    "and says how well it was checked."
)
FIRST_QUESTIONS = (
    "What must a contract contain?",
    "May a vendor sell student data?",
    "How fast must we tell families about a breach?",
)
ROLES: dict[Role, str] = {
    Role.EVERYONE: "everyone",
    Role.STAFF: "your district's staff",
    Role.PRIVACY: "your district's privacy team",
    Role.ADMIN: "your district's administrators",
}
YES, NO, NOT_SURE = "Yes", "No", "Not sure"


ONLY_HERE = "This page is for a browser on the machine that runs the bot."
OPEN_THE_LINK = (
    "This page opens by the link that the bot prints when it starts. Open that link in this browser once; the browser "
    "then remembers it. Programs send its token as Authorization: Bearer."
)
FOREIGN_PAGE = "This was sent from another page; open the bot's own page and try again."
STALE_PAGE = (
    "The bot was restarted after this page was opened, or this is not the bot's own page. Reload it and send again. "
    "What you typed is still in the form."
)
UNREADABLE = "This request cannot be read."
BODY_TOO_LARGE = "That is too large. Shorten it, or give me a link to the document instead."
STOPPED = "Stopped."
TOO_LONG = "This text took too long to read, so nothing was saved. Send it in shorter parts, or type the command alone."
TOO_LONG_AFTER_SAVING = "This is saved, but the answer took too long to put together. “history” shows what was saved."


def unreadable_file(path: str, why: str) -> str:
    """The file exists, but the bot may not read it; ``why`` is the system's message."""
    return f"The file '{path[:200]}' cannot be read{f' ({why})' if why else ''}."


def started(host: str, port: int, now: datetime, token: str) -> str:
    """Where to click; the link is for the account that runs the bot, and lasts."""
    return (
        f"The bot is running ({day(now)}). Open http://{host}:{port}/?token={token} in your browser; Ctrl-C stops it. "
        "Keep the link to yourself: who opens it is an administrator."
    )


def port_taken(port: int) -> str:
    """Another program listens on that port."""
    return f"Port {port} is in use, perhaps by another bot. Stop that one, or choose another: DPA_PORT={port + 1}"


def no_address(host: str, why: str) -> str:
    """An address that this machine does not have."""
    return f"I cannot listen on {host} ({why}). Set DPA_HOST to an address of this machine, for example 127.0.0.1."


def day(value: date) -> str:
    """``Wed, Oct 7, 2026``; with the time for a date-time."""
    shown = f"{value:%a, %b} {value.day}, {value.year}"
    return f"{shown}, {_clock(value)}" if isinstance(value, datetime) else shown


def _clock(value: datetime) -> str:
    return f"{value.hour % 12 or 12}:{value.minute:02} {'a.m.' if value.hour < 12 else 'p.m.'}"


def moment(value: datetime, now: datetime) -> str:
    """``at 9:14 a.m.`` on the same day, else ``on Wed, Oct 7``; both moments in one zone."""
    return f"at {_clock(value)}" if value.date() == now.date() else f"on {short_day(value, now)}"


def short_day(value: date, today: date) -> str:
    """``Wed, Oct 7``; with the year where it is another than today's."""
    year = "" if value.year == today.year else f", {value.year}"
    return f"{value:%a, %b} {value.day}{year}"


def sentence(text: str) -> str:
    """The text as a sentence: its first letter capital, and one period at the end, also after "a.m."."""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"


def no_date(text: str) -> str:
    """A date that cannot be read."""
    return f"I cannot read '{text.strip()[:40]}' as a date. Write it like 2026-10-07 or Oct 7, 2026."


def no_such_day(text: str) -> str:
    """A day that no calendar has."""
    return f"There is no such day as '{text.strip()[:40]}'. Check the day and the month."


def no_such_year(text: str, year: int) -> str:
    """A year that cannot be meant."""
    return f"The year {year:04} in '{text.strip()[:40]}' cannot be right. Check it."


def too_long(length: int, most: int) -> str:
    """A message that is too long."""
    return (
        f"That is {length:,} characters; I read up to {most:,}. Ask one question in a few sentences, "
        "without pasting the contract."
    )


def not_allowed(command: str, who: str, ask: str) -> str:
    """The person's role is not enough; ``ask`` names who can do it, or says how somebody becomes able to."""
    return f"Only {who} can use '{command}'. {ask}"


def incomplete(usage: str) -> str:
    """A command with something missing."""
    return f"Something is missing. Write: {usage}."


def bug(reference: str) -> str:
    """Something broke on our side."""
    return (
        f"Something went wrong on my side, and nothing was saved. Please give your administrator this reference: "
        f"{reference}."
    )
