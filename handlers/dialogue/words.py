"""Sentences that many replies share, those of starting the bot, and how dates and times are written."""

from collections.abc import Callable
from datetime import date, datetime

from handlers.dialogue.catalog import Sentence, catalog, clock
from handlers.dialogue.catalog import day as day  # noqa: PLC0414 - beside the other ways to write a date
from storage.records import Role

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

FIRST_QUESTIONS = (
    messages.what_must_a_contract_contain,
    messages.may_a_vendor_sell_student_data,
    messages.how_fast_must_we_tell_families,
)
ROLES: dict[Role, str] = {
    Role.EVERYONE: "everyone",
    Role.STAFF: messages.your_districts_staff,
    Role.PRIVACY: messages.your_districts_privacy_team,
    Role.ADMIN: messages.your_districts_administrators,
}


def unreadable_file(path: str, why: str) -> str:
    """The file exists, but the bot may not read it; ``why`` is the system's message."""
    return messages.unreadable_file(path=path, why=f" ({why})" if why else "")


def port_taken(port: int) -> str:
    """Another program listens on that port."""
    return messages.port_taken(port=port, free=port + 1)


def moment(value: datetime, now: datetime) -> str:
    """``at 9:14 a.m.`` on the same day, else ``on Wed, Oct 7``; both moments in one zone."""
    return f"at {clock(value)}" if value.date() == now.date() else f"on {short_day(value, now)}"


def month_day(value: date) -> str:
    """``Oct 7``."""
    return f"{value:%b} {value.day}"


def short_day(value: date, today: date) -> str:
    """``Wed, Oct 7``; with the year where it is another than today's."""
    year = "" if value.year == today.year else f", {value.year}"
    return f"{value:%a}, {month_day(value)}{year}"


def sentence(text: str) -> str:
    """The text as a sentence: its first letter capital, and one period at the end, also after "a.m."."""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"


def no_date(text: str) -> str:
    """A date that cannot be read."""
    return messages.no_date(text=text.strip()[:40])


def no_such_day(text: str) -> str:
    """A day that no calendar has."""
    return messages.no_such_day(text=text.strip()[:40])


def no_such_year(text: str, year: int) -> str:
    """A year that cannot be meant."""
    return messages.no_such_year(year=year, text=text.strip()[:40])
