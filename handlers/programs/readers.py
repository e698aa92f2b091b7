"""The secrets by which programs and calendars read the records, the calendar feed, and the commands for both."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from handlers.deadlines.status import subject
from handlers.deadlines.vendor_terms import deadline_title
from handlers.dialogue import bounded_re as re
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Bullets, Choice, Link, Part, Quote, Reply, Text
from handlers.export.export import CalendarEntry, written
from handlers.export.words import event_title
from handlers.forms.filling import change
from handlers.people import words as people_words
from handlers.people.access import Refused, allow, permit, role_of, shows_record
from handlers.people.chats import read_id
from handlers.people.page_people import as_member, new_pass
from handlers.programs import words
from storage.port import Store
from storage.records import Deadline, Role, Status
from storage.stores import read_only
from storage.transient import AccessToken, fingerprint

ReaderKind = Literal["program", "calendar"]
SURFACE = "program"
LASTS: Mapping[ReaderKind, timedelta] = {"program": timedelta(days=365), "calendar": timedelta(days=3650)}
"""A program's token is renewed each year; a calendar would only fall silent."""
ROLES = (Role.STAFF, Role.PRIVACY)
"""Those that a program of its own may read with."""
_PROGRAM = re.compile(r"program:(?P<role>staff|privacy):(?P<name>[a-z0-9][a-z0-9-]{0,39})")
_ADDRESS = re.compile(r"(?P<base>.+)/enter/(?P<district>[a-z0-9-]+)")


@dataclass(frozen=True, slots=True)
class ProgramReader:
    """Whom a program reads for: a person by their id, or itself, with the role that its token gives."""

    who: str
    role: Role = Role.EVERYONE
    outsider: bool = False
    """Whether it reads for somebody of whom it is not known that they are of the district: then the law only."""

    @property
    def name(self) -> str:
        """What a program of its own is called; empty where it reads for a person."""
        found = _PROGRAM.fullmatch(self.who)
        return found["name"] if found else ""

    def message(self, text: str = "") -> Message:
        """What it says; nothing is remembered of it."""
        return Message(text, who=self.who, surface=SURFACE, outsider=self.outsider)

    def desk(self, desk: Desk) -> Desk:
        """The desk at which it reads: by its own role, and without a way to write."""
        return replace(desk, role=self.role, records=read_only(desk.store), written=[])


AT_MACHINE = ProgramReader("program:staff:terminal", Role.STAFF)
"""Who starts a program at the bot's machine without a token reads as one of the staff."""


def reader_of(who: str) -> ProgramReader:
    """The reader that an access token is for."""
    found = _PROGRAM.fullmatch(who)
    return ProgramReader(who, Role(found["role"]) if found else Role.EVERYONE)


def program_id(name: str, role: Role) -> str:
    """The id of a program that reads for nobody in particular. Raises Sorry."""
    found = f"{SURFACE}:{role.value}:{name.strip().lower()}"
    if role not in ROLES or not _PROGRAM.fullmatch(found):
        raise Sorry(words.HOW_TO_NAME)
    return found


def own_holder(message: Message) -> str:
    """Whose secret somebody makes for themselves; empty where the surface does not know who they are."""
    return read_id(message.who)


def new_secret(kind: ReaderKind, who: str, desk: Desk) -> str:
    """A new secret, with the district in front; it replaces the one before. Raises Sorry, StoreError."""
    district = _where(desk)["district"]
    desk.store.end_tokens(who, kind)
    return f"{district}.{new_pass(kind, who, LASTS[kind], desk)}"


def address(path: str, desk: Desk) -> str:
    """The web address of a path of the bot's. Raises Sorry where it has none."""
    return f"{_where(desk)['base']}{path}"


def held(kind: ReaderKind, who: str, desk: Desk) -> AccessToken | None:
    """The token of somebody, where it is good."""
    return next((one for one in desk.store.tokens(kind, desk.now) if one.person == who), None)


def has_programs(desk: Desk) -> bool:
    """Whether any token for a program is good. Raises StoreError."""
    return bool(desk.records and desk.store.tokens("program", desk.now))


def split_secret(secret: str) -> tuple[str, str]:
    """The district, and what is secret; both empty where it has not the shape of one."""
    found = re.fullmatch(r"([a-z0-9][a-z0-9-]*)\.([\w-]{43})", secret, re.ASCII)
    return (found[1], found[2]) if found else ("", "")


def find_reader(kind: ReaderKind, secret: str, desk: Desk) -> ProgramReader:
    """Whom a secret lets in, as long as their role allows it. Raises Refused, StoreError."""
    access = desk.store.find_token(fingerprint(secret), kind, desk.now)
    if access is None:
        raise Refused(words.NOT_KNOWN[kind])
    reader = reader_of(access.person)
    allow(words.WHAT[kind], Role.STAFF, reader.message(), reader.desk(desk))
    return reader


def member_reader(email: str, role: str, desk: Desk) -> ProgramReader:
    """Whom an access token of the district's own sign-in lets in, as on the page. Raises Refused, StoreError."""
    member = as_member(email, role, desk)
    reader = ProgramReader(member.id, member.role)
    allow(words.WHAT["program"], Role.STAFF, reader.message(), reader.desk(desk))
    return reader


def check_token(token: str, store: Store, now: datetime) -> None:
    """Refuse a program's token that is not good, before anything else is loaded. Raises Refused, StoreError."""
    secret = split_secret(token)[1]
    if not secret or store.find_token(fingerprint(secret), "program", now) is None:
        raise Refused(words.NOT_KNOWN["program"])


def _where(desk: Desk) -> re.Match[str]:
    found = _ADDRESS.fullmatch(desk.invites or "")
    if found is None:
        raise Sorry(words.NO_ADDRESS)
    return found


AGAIN_AFTER = (("x-published-ttl", "PT1H"),)
"""How long a calendar may wait until it asks again."""


def feed(district: str, reader: ProgramReader, desk: Desk) -> bytes:
    """The open deadlines as far as the reader may see them. Raises Refused, StoreError."""
    permit(desk.commands["deadlines"], "", reader.message(), desk)
    found = desk.store.deadlines(status=Status.OPEN)
    return written((_entry(one, district, reader, desk) for one in found), AGAIN_AFTER)


def _entry(one: Deadline, district: str, reader: ProgramReader, desk: Desk) -> CalendarEntry:
    seen = shows_record(one, reader.message(), desk)
    title = deadline_title(one, desk).partition(": ")[0]
    return CalendarEntry(
        uid=f"{one.id}-{district}@dpa",
        made=one.opened,
        title=event_title(title, subject(one, desk) if seen else ""),
        safe=one.safe,
        last=one.last,
        tag=one.tag,
        names=(one.id, one.record if seen else "", one.cite),
    )


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
    person, leads = own_holder(message), role_of(message, desk) is Role.ADMIN
    seen = [(one, reader_of(one.person)) for one in desk.store.tokens("program", desk.now)]
    listed = [(one, of) for one, of in seen if one.person == person or (leads and of.name)]
    lines = tuple(
        words.token_line(of.name or words.OWN_TOKEN, people_words.NAMES[of.role] if of.name else "", one.until.date())
        for one, of in listed
    )
    has_own = any(one.person == person for one, _ in listed)
    make = (Choice(words.RENEW_TOKEN if has_own else words.MAKE_TOKEN, f"{TOKEN} {NEW}"),) if person else ()
    ends = [
        Choice(words.end(name=of.name) if of.name else words.END_OWN, f"{TOKEN} {END} {of.name}".strip())
        for _, of in listed
    ]
    return Reply(
        title=words.TOKENS_TITLE,
        parts=(Text(words.TOKENS), Bullets(lines) if lines else Text(words.NO_TOKEN if person else words.HOW_TO_NAME)),
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
    holders = [who for who in people if who and held(kind, who, desk)]
    for who in holders:
        desk.store.end_tokens(who, kind)
    if holders:
        change(_COMMAND[kind], message, desk, lambda _: [])
    says = words.ENDED if holders else words.NO_SUCH
    return Reply(title=words.ENDED_TITLE, parts=(Text(says),), tone="done" if holders else "plain")
