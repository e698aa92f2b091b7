"""The sentences about programs and calendars that read the records."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from handlers.dialogue.words import NOT_ADVICE, day
from handlers.programs.shapes import ContractEntry, DeadlineEntry, HowChecked, ListPart

NOT_KNOWN: Mapping[str, str] = {
    "program": (
        "I do not know this token: it was ended, has expired, or was not copied whole. Somebody with a role can make a "
        "new one with token new."
    ),
    "calendar": "This calendar address was ended, or was not copied whole. Make a new one with calendar new.",
}
WHAT: Mapping[str, str] = {"program": "read with this token", "calendar": "read this calendar"}
NO_ADDRESS = (
    "The page has no web address yet, so no program could reach me. The person who runs the bot can set one with "
    "DPA_URL, for example https://dpa.example.org."
)
HOW_TO_NAME = (
    "Write a short name and a role, for example token new copilot staff. A name has letters, digits and hyphens; the "
    "role is staff or privacy."
)
AT_MACHINE = "I do not know who you are here. " + HOW_TO_NAME

NO_PAPER = "Send a PDF, Word, web or text file, with the ending of its name."

# The command token.
TOKENS_TITLE = "Programs that read for you"
TOKENS = (
    "A token lets a program, such as another assistant, read what you may read. It changes nothing. Keep it like a "
    "password."
)
NO_TOKEN = "You have no token."  # noqa: S105 - a sentence
OWN_TOKEN, END_OWN = "Your token", "End your token"
MAKE_TOKEN, RENEW_TOKEN = "Make a token", "Replace the token"
TOKEN_TITLE = "A new token"  # noqa: S105 - a title
ENDED_TITLE, ENDED = "Ended", "It no longer opens anything."
NO_SUCH = "There was nothing to end."

# The command calendar.
CALENDAR_TITLE = "Deadlines in your calendar"
CALENDAR = (
    "A calendar address shows the open deadlines in Outlook, Google Calendar or Apple Calendar, and keeps them up to "
    "date. Anybody who has the address can read them, so keep it to yourself."
)
NO_CALENDAR = "You have no calendar address."
HAS_CALENDAR = "You have a calendar address. I cannot show it again, only make a new one in its place."
MAKE_CALENDAR, RENEW_CALENDAR, END = "Make the address", "Make a new address", "End it"
NEW_CALENDAR_TITLE = "Your calendar address"
NEW_CALENDAR = (
    "Add it in your calendar as a subscription by address (from a URL). It works until you end it or lose your role. "
    "Each new address ends the one before. Some calendars want webcal:// in place of https://."
)
CALENDAR_LINK, ADDRESS = "Calendar address", "Address for the program"


def made(name: str, until: date) -> str:
    """The sentence above a new token."""
    whose = f"For {name}, as a program of its own." if name else "It reads for you, with your role."
    return f"{whose} Copy it now: I keep only a fingerprint and cannot show it again. It is good until {day(until)}."


def token_line(name: str, role: str, until: date) -> str:
    """One token in the list."""
    with_role = f", reads as {role}" if role else ""
    return f"{name}{with_role}: until {day(until)}"


def end(name: str) -> str:
    """The button that ends a token."""
    return f"End {name}"


def nobody_so(search: str) -> str:
    """No deadline has such a vendor or owner, or several people are called so."""
    return f"No open deadline is found by '{search[:60]}'. Write overdue, today, this week, mine, a vendor or an owner."


def bad_page(most: int) -> str:
    """A page, or a number of entries on it, that there is not."""
    return f"Pages count from 1, and a page has 1 to {most} entries."


def page_head(page: ListPart) -> str:
    """The line above a page of records."""
    return f"{page.total} found, page {page.page} of {page.pages}."


def contract_line(one: ContractEntry) -> str:
    """One contract in a line."""
    name = f"{one.vendor} ({one.product})" if one.product else one.vendor
    ends = f", {'ended' if one.ended else 'ends'} {day(one.expiry)}" if one.expiry else ""
    gaps = [f"{len(of)} {says}" for of, says in ((one.missing, "missing"), (one.not_checked, "not checked")) if of]
    lacks = f"; provisions: {', '.join(gaps)}" if gaps else "; no provision missing"
    return f"- {one.id} {name}: signed {day(one.executed)}{ends}{lacks}"


def deadline_line(one: DeadlineEntry) -> str:
    """One deadline in a line."""
    about = f" ({one.about})" if one.about else ""
    return f"- {one.id} {one.title}{about}: {one.stands}, safe {day(one.safe)}, last {day(one.last)} ({one.cite})"


def page_foot(checked: HowChecked | None, on: date) -> str:
    """The line below a page of records."""
    how = f"{checked.says}. " if checked else ""
    return f"{how}As of {day(on)}. {NOT_ADVICE}"
