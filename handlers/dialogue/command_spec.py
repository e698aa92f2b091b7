"""Commands and kinds of record: who may give a command, how it is read, what it runs, and how records' ids look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from handlers.dialogue.bounded_re import MESSAGE_SECONDS, TookTooLong
from storage.kinds import AppRequest, FamilyRequest, PlanException
from storage.port import ReadableStore
from storage.records import NUMBERED, OF_VENDOR, Breach, Contract, Deadline, Gap, Numbered, Role

if TYPE_CHECKING:
    from handlers.dialogue.desk import Desk, Message
    from handlers.dialogue.reply import Reply


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A kind of record. Its ``word`` is also the command that shows one."""

    word: str
    record: type[Numbered]
    lists: str
    """The command that lists them."""
    logs: str = ""
    """The command that puts a new one on record; empty where none does."""
    searched: bool = False
    """Whether words after ``lists`` look for a vendor."""
    has_page: bool = True
    """Whether it is one of the district's records, with a page and a place in exports."""
    bare: bool = True
    """Whether its ids are understood without the hyphen, as C 12."""
    sees: Role = Role.STAFF
    """Who may look at one, where a command names it: this role or one that includes it."""
    tells: Role = Role.STAFF
    """Who may read its history, which can name people whom the record does not show."""

    @property
    def letter(self) -> str:
        """The letter with which its ids begin."""
        return NUMBERED[self.record].letter

    @property
    def table(self) -> str:
        """The name of its table in exports."""
        return self.lists.replace("-", "_")

    def find(self, records: ReadableStore, key: str) -> Numbered | None:
        """The one with that id, in capitals; None for none."""
        return records.record(self.record, key)


CONTRACT = RecordKind("contract", Contract, "contracts", "log-contract", searched=True)
BREACH = RecordKind("breach", Breach, "breaches", "log-breach", searched=True)
DEADLINE = RecordKind("deadline", Deadline, "deadlines")
EXCEPTION = RecordKind("exception", PlanException, "exceptions", "log-exception", bare=False, sees=Role.PRIVACY)
FAMILY_REQUEST = RecordKind(
    "family-request", FamilyRequest, "family-requests", "log-family-request", bare=False, sees=Role.PRIVACY
)
GAP = RecordKind("gap", Gap, "gaps", has_page=False)
APP = RecordKind("app", AppRequest, "apps", bare=False, tells=Role.PRIVACY)
KINDS = (CONTRACT, BREACH, DEADLINE, GAP, EXCEPTION, FAMILY_REQUEST, APP)
WITH_PAGES = tuple(kind for kind in KINDS if kind.has_page)
OF_VENDORS = tuple(kind for kind in KINDS if kind.record in OF_VENDOR)
OF_YEAR = tuple(kind for kind in KINDS if not kind.bare)
"""What a year brings beside contracts and breaches."""


def id_pattern(kinds: Iterable[RecordKind] = KINDS) -> str:
    """A regular expression for an id of one of these kinds, in capitals."""
    return rf"[{''.join(kind.letter for kind in kinds)}]-\d{{1,9}}"


def kind_of(id: str) -> RecordKind | None:
    """The kind of a record, by how its id begins; None where it is no id."""
    return next((kind for kind in KINDS if id.upper().startswith(f"{kind.letter}-")), None)


SEARCH_WORDS = r"(?!(?:to|for|of|in|under|from|are|is|do|does|and|or|on|the|when|that|which|about)\b).*"
"""What may follow a list's name to search for a vendor; words that continue a sentence ask about the law."""


class Run(Protocol):
    """What a command does, with the words after its name."""

    def __call__(self, rest: str, message: Message, desk: Desk, /) -> Reply:
        """The reply. Raises Sorry, StoreError."""


class HelpGroup(Enum):
    """The groups of commands in ``help`` by their headings, in their order."""

    ASK = "Ask"
    CONTRACTS = "Contracts"
    APPS = "Products"
    BREACHES = "Breaches"
    DEADLINES = "Deadlines"
    RECORDS = "Any record"
    YEAR = "Families"
    DISTRICT = "The district"


@dataclass(frozen=True, slots=True)
class HelpButton:
    """A button in ``help`` for a command that is used much; the lowest ``place`` comes first."""

    label: str
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandSpec:
    """One command; ``usage``, ``help`` and ``example`` are what people read about it."""

    name: str
    run: Run
    usage: str = ""
    """How it is written; without one, as its name alone."""
    help: str = ""
    """Half a sentence: what it is for."""
    example: str = ""
    """A line as somebody would type it."""
    group: HelpGroup | None = None
    """Where ``help`` lists it; None for what only buttons say."""
    button: HelpButton | None = None

    # Who may, and what it does.
    role: Role = Role.EVERYONE
    """Who may: this role or one that includes it."""
    guests: bool = True
    """Whether guests and people outside the district may too, where everyone may."""
    owners: bool = False
    """Whether the owner of the deadline that it names may too, as one of the staff."""
    leads: bool = False
    """Whether the district's privacy lead may too, whatever their role."""
    tells: bool = False
    """Whether it shows a record's history, which can take a higher role than looking at the record."""
    anywhere: bool = False
    """Whether it may be given where many people read along: only the asker sees the answer."""
    changes: bool = False
    """Whether it changes the records once it has all that it asks for."""
    final: str = ""
    """Why what it did cannot be undone; empty where it can."""
    own: bool = False
    """Whether all staff may, about what they did themselves: where no record's id follows it."""
    takes_back: bool = False
    """Whether it takes back or ends what is on record, so that its button is never the one to press next."""
    verb: str = ""
    """What a record's history says somebody did with it; empty: the name."""
    instead: Run | None = None
    """Run for those who may not give the command, where they read more than a refusal."""

    # How it is read.
    seconds: float = MESSAGE_SECONDS
    """How long it may search texts, all together."""
    takes_id: tuple[RecordKind, ...] = ()
    """The kinds of record whose id may follow it."""
    takes_file: bool = False
    """Whether a file that is given with it is kept."""
    file_is_enough: bool = False
    """Whether a file is all that it needs, so that without one it opens its form."""
    needs_argument: bool | None = None
    """Whether it is incomplete without anything after its name; unless told, where an id stands in its usage."""
    short_argument: bool = False
    """Whether a name follows it, so that many words make it a question and a period at the end is left out."""
    takes_question: bool = False
    """Whether a question of many words may follow it."""
    in_lines: bool = False
    """Whether its fields may be typed one to a line."""
    fits: str | None = None
    """A pattern for what follows its name where it is a command at all; None: anything."""
    meant: str = ""
    """A pattern for what does not fit and was still meant for this command."""
    shape: str = ""
    """How the command is written, shown to those whose text is only ``meant``."""
    phrases: Sequence[str] = ()
    """What people type instead."""
    with_argument: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """What people type instead of the command with an argument, by that argument."""
    titles: Sequence[str] = ()
    """What other buttons that say it are called; typing that is the same as pressing them."""

    def __post_init__(self) -> None:
        if not self.usage:
            object.__setattr__(self, "usage", self.name)
        if self.needs_argument is None:
            object.__setattr__(self, "needs_argument", " ID" in self.usage)

    @property
    def listed(self) -> bool:
        """Whether ``help`` lists it."""
        return self.group is not None

    @property
    def only_tells(self) -> bool:
        """Whether it is about the law alone and changes nothing, so that its answer is no secret."""
        return self.role is Role.EVERYONE and not self.changes


class Sorry(Exception):  # noqa: N818 - the house's word
    """A sentence for the person: what was wrong, and what to do."""


@dataclass(frozen=True, slots=True)
class ParsedCommand:
    """The command that a text is, and what follows its name; a question on the law is the command ``ask``."""

    name: str
    """Empty where the text cannot be read as a command; ``problem`` then says why, to the person."""
    rest: str = ""
    changes: bool = False
    """Whether it is a command that changes the records."""
    problem: Sorry | TookTooLong | None = None
    id: str = ""
    """The record that it is about, as in C-12; empty where the command takes none, or none was given."""
