"""The records that a district keeps.

Facts as people told them, never conclusions. Every `datetime` is aware and comes back in UTC; a `date` is a
day in Connecticut. Categories are the law's words: student_information, student_records,
student_generated_content and, for a breach, directory_information.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import get_args

from storage.kinds import AppRequest, FamilyRequest, PlanException, Training


class Role(StrEnum):
    """What a person may do; each role includes the ones before it. It is stored as its text."""

    EVERYONE = "everyone"
    STAFF = "staff"
    PRIVACY = "privacy"
    ADMIN = "admin"

    @property
    def rank(self) -> int:
        """The role's place in the order, 0 for the lowest; comparing the texts would go by the alphabet."""
        return list(Role).index(self)

    def includes(self, other: "Role") -> bool:
        """Whether this role may do all that the other may."""
        return self.rank >= other.rank

    @staticmethod
    def highest(*roles: "Role") -> "Role":
        """The role among them that includes all the others."""
        return max(roles, key=lambda role: role.rank)


class Status(StrEnum):
    """The status of a deadline."""

    OPEN = "open"
    DONE = "done"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A channel or chat that the bot can post to, as in `slack:C042`; the surface decides what `address` has."""

    id: str
    surface: str
    address: Mapping[str, str] = field(default_factory=dict)
    name: str = ""
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who uses the bot, as in `slack:U042`; `place` is where they can be written to alone."""

    id: str
    name: str = ""
    role: Role = Role.EVERYONE
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """A contract with a vendor, C-12."""

    id: str
    vendor: str
    executed: date | None  # the day the last party signed; None: on record without it, as nobody knows it
    product: str = ""
    purpose: str = ""
    description: str = ""
    categories: tuple[str, ...] = ()
    kinds: str = ""
    schools: tuple[str, ...] = ()  # where it is used; empty: nobody said, or all of them
    subprocessors: tuple[str, ...] = ()  # who works for the vendor and may hold the data
    start: date | None = None
    expiry: date | None = None
    link: str = ""
    file: str = ""  # sha256 of a stored file
    provisions: Mapping[str, bool | None] = field(default_factory=dict)  # by item; None: nobody knows
    breach_days: Mapping[str, int] = field(default_factory=dict)  # by category, where stricter than the law
    contact: str = ""
    owner: str = ""
    notes: str = ""
    withdrawn: datetime | None = None
    reason: str = ""  # for the withdrawal


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A breach of security, B-3; `contract` may be empty where only the vendor's name is known."""

    id: str
    vendor: str
    contract: str = ""
    discovered: date | None = None
    board_told: date | datetime | None = None
    categories: tuple[str, ...] = ()
    students: int | None = None
    description: str = ""
    owner: str = ""
    withdrawn: datetime | None = None
    reason: str = ""  # for the withdrawal


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A deadline, D-40: what must be done by when, and whether it was."""

    id: str
    record: str  # the contract or breach it follows from; empty for a yearly duty
    duty: str
    cite: str
    who: str  # whose duty it is: board, contractor, operator
    safe: date
    last: date | datetime
    opened: datetime
    owner: str = ""
    status: Status = Status.OPEN
    proof: str = ""
    closed: datetime | None = None
    snoozed_until: date | None = None
    reason: str = ""  # for snoozing or withdrawing
    tag: str = ""  # how far the rule behind it was checked
    trace: Mapping[str, str] = field(default_factory=dict, hash=False)  # how its dates were counted, when they were

    @property
    def last_day(self) -> date:
        """The last date, without a time."""
        return self.last.date() if isinstance(self.last, datetime) else self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One step of a deadline's reminders, or a daily digest; a deadline has each step once."""

    deadline: str  # empty for a digest
    step: str
    due_at: datetime
    where: str = ""  # who is to read it, as in team or owner: the place is looked up when it is sent
    claimed_until: datetime | None = None  # nobody else takes it before then
    attempts: int = 0  # claims so far
    post: str = ""  # the message in which it goes out, named before it is sent: with a name, it may be out
    trouble: str = ""  # why the last attempt failed
    sent_at: datetime | None = None
    sent_as: str = ""  # the message at the place, in the surface's own words
    withdrawn: bool = False

    @property
    def id(self) -> str:
        """As in D-40/last-day; a digest is its step alone."""
        return f"{self.deadline}/{self.step}" if self.deadline else self.step


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One change, as an entry of the audit chain.

    The caller gives the first five fields; the store fills in the rest. `before` and `after` have, by record, only
    the fields that changed. The hash covers their salted digest, so they can be erased and the chain stays valid.
    """

    who: str
    what: str
    when: datetime
    surface: str
    request: str = ""  # unique for one press or command; empty where it cannot come twice
    number: int = 0
    made: tuple[str, ...] = ()
    touched: tuple[str, ...] = ()
    before: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    after: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    salt: str = ""
    digest: str = ""
    previous: str = ""
    hash: str = ""

    @property
    def id(self) -> str:
        """The number, as text."""
        return str(self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A contract or a proof, kept by the hash of its bytes."""

    sha256: str
    name: str
    media_type: str
    size: int
    stored: datetime

    @property
    def id(self) -> str:
        """The hash of its bytes."""
        return self.sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """The topic of a conversation with a person in a place; never what they wrote.

    With `DRAFT` as its topic, it has the values of a form that was not sent, in a row of its own.
    """

    place: str
    person: str
    spoken: datetime
    topic: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """One id for each person in a place, and another one for their unsent form."""
        return f"{self.place} {self.person}{f' {DRAFT}' * self.draft}"

    @property
    def draft(self) -> bool:
        """Whether it holds a form."""
        return self.topic == DRAFT

    @property
    def lasts(self) -> timedelta:
        """How long it is kept."""
        return DRAFT_LASTS if self.draft else CONVERSATION_LASTS

    def over(self, now: datetime) -> bool:
        """Whether it has expired."""
        return now - self.spoken >= self.lasts


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A question that the book did not answer, G-7, sent to the privacy lead without the asker's name.

    With a `topic`, it is a phrasing of the district's own: that topic answers it from then on.
    """

    id: str
    question: str
    asked: datetime
    topic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """The settings of a district, which has one of these. People and places are named by their ids."""

    district: str = ""  # its name, for notices
    site: str = ""  # the address of its page of contracts
    place: str = ""  # where the privacy team is written to; empty: on the page only
    lead: str = ""  # the privacy lead
    superintendent: str = ""
    zone: str = ""  # as in America/New_York; empty: that of the bot
    morning: str = "08:00"  # posts and the digest go out from then on
    evening: str = "17:00"  # none go out after it
    closures: tuple[str, ...] = ()  # days on which nobody is there, as in 2026-12-24
    before: tuple[int, ...] = (3, 1)  # days before the safe date on which the board is reminded of a duty
    rungs: Mapping[str, Sequence[int]] = field(default_factory=dict)  # the same by duty, where it differs
    renewals: tuple[int, ...] = ()  # days before a contract's end on which people are reminded of it, as in 120, 60, 30
    members: Role = Role.STAFF  # what everybody of the district may do
    register: bool = False  # whether the bot itself shows the public register, at /register
    links: bool = False  # whether the posted pages are checked once a week
    training: bool = False  # whether everybody with a role is reminded once a year of the training
    published: str = ""  # sha256 of the stored file that says what was published last
    request_days: int = 0  # within how many days families' requests are answered, by policy; 0: none is set

    @property
    def id(self) -> str:
        """Always the same, as a district has one setup."""
        return "setup"


@dataclass(frozen=True, slots=True)
class Filing:
    """How the records of one kind are numbered and found, and what they follow from."""

    letter: str
    """The letter with which their ids begin, as in C-12."""
    searched: tuple[str, ...] = ()
    """The fields that a search reads."""
    also: str = ""
    """The field with another record's id, which finds this one too."""
    source: str = ""
    """The field with the id of the record that it follows from, which has to be on file."""


OfVendor = Contract | Breach | PlanException | FamilyRequest
"""What is on record about a vendor: deadlines may follow from it, and it can be withdrawn."""
Numbered = OfVendor | Deadline | Gap | AppRequest | Training
NUMBERED: Mapping[type[Numbered], Filing] = {
    Contract: Filing("C", ("vendor", "product", "description")),
    Breach: Filing("B", ("vendor", "description"), also="contract", source="contract"),
    Deadline: Filing("D", source="record"),
    Gap: Filing("G"),
    PlanException: Filing("E", ("vendor", "product")),
    FamilyRequest: Filing("R", ("vendor", "product"), also="contract"),
    AppRequest: Filing("A"),
    Training: Filing("T"),
}
"""The kinds of record that people know by an id."""
OF_VENDOR: tuple[type[OfVendor], ...] = get_args(OfVendor)


def kind_with(id: str) -> type[Numbered] | None:
    """The kind whose ids begin like this one; None where it is no such id."""
    letter = id.partition("-")[0]
    return next((kind for kind, one in NUMBERED.items() if one.letter == letter), None)


CONVERSATION_LASTS = timedelta(minutes=30)
DRAFT_LASTS = timedelta(hours=24)
DRAFT = "form not sent"

Record = Place | Person | Reminder | StoredFile | Setup | Numbered
"""What a change may put."""
