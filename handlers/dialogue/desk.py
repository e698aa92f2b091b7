"""What does a clerk have in front of them?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from handlers.dialogue.command_spec import CommandSpec
from handlers.dialogue.parsed import ParsedCommand
from handlers.dialogue.reply import File
from knowledge.calendar import Calendar
from knowledge.finding import Guess
from knowledge.frames.frame import Frame
from knowledge.law import Law, LawOfDay
from knowledge.reading.signs import Signs
from storage.port import Store
from storage.records import Event, Role
from storage.vault.page_checks import PageChecks
from storage.vault.sealed_questions import SealedQuestions
from storage.vault.waiting_files import WaitingFiles


@dataclass(frozen=True, slots=True)
class PlaceReaders:
    """Who reads a place beside the people on duty, as far as its chat tells; ``place`` is its id."""

    place: str
    guests: tuple[str, ...] = ()
    """Guests and people outside the district, as people read it: ``Gus Gast (guest)``."""
    everyone: bool = False
    """Whether all of a team read it, and anyone who joins the team later."""
    known: bool = False
    """Whether the chat told of everybody there; if not, there may be more guests."""


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody said, by typing, by pressing a button or by sending a form."""

    text: str
    as_of: date | None = None
    """Asks for the law of another day."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """What a form brought, by field; several chosen values are joined by commas."""
    files: tuple[File, ...] = ()
    who: str = ""
    surface: str = "terminal"
    place: str = ""
    """Where the conversation is; empty where none is kept."""
    request: str = ""
    """Unique for one press, so that the same one twice makes one record; empty where it cannot come twice."""
    proposal: str = ""
    """The id of the proposal whose button was pressed or whose form was sent; empty for all else."""
    outsider: bool = False
    """The sender is no full member of the district: a guest, or from another workspace or tenant."""
    owner: bool = False
    """The sender may claim to administer the bot, as long as nobody does."""
    public: bool = False
    """Many people, or people outside the district, read the place where it was written."""
    readers: PlaceReaders | None = None
    """Who reads the place that this would make the privacy team's own; None where nobody could look."""
    parsed: ParsedCommand | None = None
    """What ``text`` was taken for at the door; None where nobody has read it yet."""
    look: bool = False
    """Asks for the form that ``text`` leads to, and for nothing else: nothing is read out of it, nothing saved."""
    doubtful: bool = False
    """Whether it may be about the district's records, so that the law says neither Yes nor No to it."""


def read_nothing(text: str) -> Signs:  # noqa: ARG001 - the shape of every reader
    """Where no model reads what a message says."""
    return Signs()


def no_frame(state: str, text: str) -> Frame:  # noqa: ARG001 - the shape of every reader
    """Where no model reads what a message wants."""
    return Frame()


@dataclass(frozen=True, slots=True)
class Desk:
    """The law, the finder of topics, the calendar, the district's records and the time, aware and in its zone."""

    law: Law
    rank: Callable[[str], tuple[Guess, ...]]
    calendar: Calendar
    now: datetime
    records: Store | None = None
    role: Role = Role.EVERYONE
    """The role that the surface itself gives, as to somebody at the machine that runs the bot."""
    admins: tuple[str, ...] = ()
    """The ids of those whom the settings make administrators, as in ``slack:U042``."""
    page: str | None = ""
    """Where a secret opens the page, as in ``https://dpa.example.org/enter/hartford``; None while nobody has said under
    which address it is reached, empty where no secret is needed, as the page serves the bot's own machine."""
    invites: str | None = None
    """What a link begins with by which somebody who is named here comes to the page; None while it has no address."""
    mail: bool = False
    """Whether people who have an e-mail address and no chat are reminded by e-mail."""
    written: list[Event] = field(default_factory=list)
    """What was changed on record on the way to the reply; the door gives each message a list of its own."""
    commands: Mapping[str, CommandSpec] = field(default_factory=dict)
    """Every command by name, for the rooms below the table of them; the door puts it here."""
    read: Callable[[str], Signs] = read_nothing
    """What a model reads in a question on the law."""
    frame: Callable[[str, str], Frame] = no_frame
    """What a message wants, by the line that tells where the dialogue stands, and the message."""
    register: str = ""
    """The folder into which the public register is published from a chat; empty where there is none."""
    waiting: WaitingFiles | None = None
    """The files that somebody is about to put on record, encrypted."""
    page_checks: PageChecks | None = None
    """What came of the last check of the posted pages."""
    backup_failed: Callable[[], bool] | None = None
    """Whether the last backup of the records failed; None where nobody knows."""
    sealed: SealedQuestions | None = None
    """The questions that wait for the privacy lead, encrypted."""

    drills: MutableMapping[str, object] = field(default_factory=dict)
    """The drills under way in this process, by the person who is in one."""

    @property
    def today(self) -> date:
        """The district's date."""
        return self.now.date()

    def law_of(self, message: Message) -> LawOfDay:
        """The law of the day the message asks for."""
        return self.law.on(message.as_of or self.today)

    @property
    def zone(self) -> ZoneInfo:
        """The district's zone."""
        assert isinstance(self.now.tzinfo, ZoneInfo)
        return self.now.tzinfo

    @property
    def store(self) -> Store:
        """The district's records; only commands on records need them."""
        if self.records is None:
            raise RuntimeError("this desk was opened without records")
        return self.records

    @property
    def questions(self) -> SealedQuestions:
        """The district's sealed questions; only commands on them need these."""
        if self.sealed is None:
            raise RuntimeError("this desk was opened without a vault")
        return self.sealed
