"""The commands by which people let a program or a calendar read, and end that."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Bullets, Choice, Link, Part, Quote, Reply, Text
from handlers.forms.saving import change
from handlers.people import words as people_words
from handlers.people.access import allow, role_of
from handlers.programs import words
from handlers.programs.readers import (
    LASTS,
    ReaderKind,
    address,
    held,
    new_secret,
    own_holder,
    program_id,
    reader_of,
    split_secret,
)
from storage.records import Role

TOKEN, CALENDAR, NEW, END = "token", "calendar", "new", "end"
MCP_PATH, CALENDAR_PATH = "/mcp", "/calendar"
_COMMAND: Mapping[ReaderKind, str] = {"program": TOKEN, "calendar": CALENDAR}


def token(rest: str, message: Message, desk: Desk) -> Reply:
    """``token``: those there are; ``token new [NAME ROLE]`` makes one, ``token end [NAME]`` ends one."""
    match rest.split():
        case ["new", *said]:
            return _new_token(said, message, desk)
        case ["end", *said]:
            return _end_token(said, message, desk)
        case _:
            return _tokens(message, desk)


def _tokens(message: Message, desk: Desk) -> Reply:
    own, leads = own_holder(message), role_of(message, desk) is Role.ADMIN
    seen = [(one, reader_of(one.person)) for one in desk.store.tokens("program", desk.now)]
    shown = [(one, of) for one, of in seen if one.person == own or (leads and of.name)]
    lines = tuple(
        words.token_line(of.name or words.OWN_TOKEN, people_words.NAMES[of.role] if of.name else "", one.until.date())
        for one, of in shown
    )
    has_own = any(one.person == own for one, _ in shown)
    make = (Choice(words.RENEW_TOKEN if has_own else words.MAKE_TOKEN, f"{TOKEN} {NEW}"),) if own else ()
    ends = [
        Choice(words.end(of.name) if of.name else words.END_OWN, f"{TOKEN} {END} {of.name}".strip()) for _, of in shown
    ]
    return Reply(
        title=words.TOKENS_TITLE,
        parts=(Text(words.TOKENS), Bullets(lines) if lines else Text(words.NO_TOKEN if own else words.HOW_TO_NAME)),
        choices=(*make, *ends[:8]),
    )


def _new_token(said: list[str], message: Message, desk: Desk) -> Reply:
    who, at = _named(said, message, desk), address(MCP_PATH, desk)
    secret = _made("program", who, message, desk)
    name = reader_of(who).name
    return Reply(
        title=words.TOKEN_TITLE,
        parts=(
            Text(words.made(name, (desk.now + LASTS["program"]).date())),
            Quote(secret),
            Link(words.ADDRESS, at, handed_on=True),
        ),
        choices=(Choice(words.END, f"{TOKEN} {END} {name}".strip()),),
        tone="done",
    )


def _named(said: list[str], message: Message, desk: Desk) -> str:
    """Who a token is for: the sender, or a program that an administrator names. Raises Sorry."""
    if not said:
        if own := own_holder(message):
            return own
        raise Sorry(words.AT_MACHINE)
    allow(f"{TOKEN} {NEW}", Role.ADMIN, message, desk)
    name, role = said[0], said[1].lower() if len(said) > 1 else Role.STAFF.value
    if len(said) > 2 or role not in list(Role):
        raise Sorry(words.HOW_TO_NAME)
    return program_id(name, Role(role))


def _end_token(said: list[str], message: Message, desk: Desk) -> Reply:
    if not said:
        return _ended("program", [own_holder(message)], message, desk)
    allow(f"{TOKEN} {END}", Role.ADMIN, message, desk)
    held_by = [one.person for one in desk.store.tokens("program", desk.now)]
    return _ended("program", [who for who in held_by if reader_of(who).name == said[0].lower()], message, desk)


def calendar(rest: str, message: Message, desk: Desk) -> Reply:
    """``calendar``: how deadlines come to a calendar; ``calendar new`` makes the address, ``calendar end`` ends it."""
    who = own_holder(message) or program_id(CALENDAR, Role.STAFF)
    match rest:
        case "new":
            return _new_calendar(who, message, desk)
        case "end":
            return _ended("calendar", [who], message, desk)
    has = held("calendar", who, desk)
    ends = (Choice(words.END, f"{CALENDAR} {END}"),) if has else ()
    return Reply(
        title=words.CALENDAR_TITLE,
        parts=(Text(words.CALENDAR), Text(words.HAS_CALENDAR if has else words.NO_CALENDAR)),
        choices=(Choice(words.RENEW_CALENDAR if has else words.MAKE_CALENDAR, f"{CALENDAR} {NEW}"), *ends),
    )


def _new_calendar(who: str, message: Message, desk: Desk) -> Reply:
    address(CALENDAR_PATH, desk)
    district, secret = split_secret(_made("calendar", who, message, desk))
    at = address(f"{CALENDAR_PATH}/{district}/{secret}.ics", desk)
    parts: tuple[Part, ...] = (Text(words.NEW_CALENDAR), Link(words.CALENDAR_LINK, at, handed_on=True))
    return Reply(
        title=words.NEW_CALENDAR_TITLE,
        parts=parts,
        choices=(Choice(words.END, f"{CALENDAR} {END}"),),
        tone="done",
    )


def _made(kind: ReaderKind, who: str, message: Message, desk: Desk) -> str:
    """A new secret; the audit tells that somebody made one, and nothing of it. Raises Sorry, StoreError."""
    secret = new_secret(kind, who, desk)
    change(_COMMAND[kind], message, desk, lambda _: [])
    return secret


def _ended(kind: ReaderKind, people: list[str], message: Message, desk: Desk) -> Reply:
    found = [who for who in people if who and held(kind, who, desk)]
    for who in found:
        desk.store.end_tokens(who, kind)
    if found:
        change(_COMMAND[kind], message, desk, lambda _: [])
    says = words.ENDED if found else words.NO_SUCH
    return Reply(title=words.ENDED_TITLE, parts=(Text(says),), tone="done" if found else "plain")
