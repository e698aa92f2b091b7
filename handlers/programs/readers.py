"""Makes, finds and ends the secrets by which programs and calendars read the records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.people.access import Refused, allow
from handlers.people.chats import read_id
from handlers.people.passes import new_pass
from handlers.programs import words
from storage.beside.access_tokens import AccessToken, fingerprint
from storage.port import Store
from storage.read_only import read_only
from storage.records import Role

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
    found = desk.store.find_token(fingerprint(secret), kind, desk.now)
    if found is None:
        raise Refused(words.NOT_KNOWN[kind])
    reader = reader_of(found.person)
    allow(words.WHAT[kind], Role.STAFF, reader.message(), reader.desk(desk))
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
