"""What a handler gets: the Message, the Desk (law, records, clock, settings), and the Memory of the conversation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from handlers.dialogue import words
from handlers.dialogue.command_spec import CommandSpec, ParsedCommand, Sorry
from handlers.dialogue.reply import File
from knowledge.counting import Calendar
from knowledge.finding import Guess
from knowledge.frames.frame_reader import Frame
from knowledge.law import Law, LawOfDay
from knowledge.reading.reader import Signs
from storage.port import Store
from storage.records import DRAFT, Conversation, Event, Role
from storage.vault.sealed import PageChecks, SealedQuestions, WaitingFiles


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
    """The day of the law that is asked for; None for today."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """What a form brought, by field; several chosen values are joined by commas."""
    files: tuple[File, ...] = ()
    who: str = ""
    name: str = ""
    """What the chat calls the sender; empty where it does not tell, and on all other surfaces."""
    surface: str = "terminal"
    place: str = ""
    """Where the conversation is; empty where none is kept."""
    chat: str = ""
    """Where it begins a thread of its own: the chat, whose other threads are conversations too; else empty."""
    request: str = ""
    """Unique for one press, so that a press that arrives twice makes one record; empty where it cannot arrive twice."""
    proposal: str = ""
    """The id of the proposal whose button was pressed or whose form was sent; empty for all else."""
    outsider: bool = False
    """The sender is no full member of the district: a guest, or from another workspace or tenant."""
    owner: bool = False
    """The sender may claim to administer the bot, as long as nobody does."""
    public: bool = False
    """Many people, or people outside the district, read the place where it was written."""
    readers: PlaceReaders | None = None
    """Who reads the place that this would make the privacy team's own; None where that could not be looked up."""
    parsed: ParsedCommand | None = None
    """The command that ``text`` was parsed as in dispatch; None where it has not been parsed yet."""
    look: bool = False
    """Asks for the form that ``text`` leads to, and for nothing else: nothing is read out of it, nothing saved."""
    doubtful: bool = False
    """Whether it may be about the district's records, so that the law says neither Yes nor No to it."""


def read_nothing(text: str) -> Signs:  # noqa: ARG001 - the shape of every reader
    """The reader of the law where there is no model."""
    return Signs()


def no_frame(state: str, text: str) -> Frame:  # noqa: ARG001 - the shape of every reader
    """The reader of messages where there is no model."""
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
    """The beginning of the links by which invited people come to the page; None while the page has no address."""
    mail: bool = False
    """Whether people who have an e-mail address and no chat are reminded by e-mail."""
    written: list[Event] = field(default_factory=list)
    """The events written on the way to the reply; dispatch gives each message a list of its own."""
    commands: Mapping[str, CommandSpec] = field(default_factory=dict)
    """Every command by name, for modules that cannot import the command table; dispatch puts it here."""
    read: Callable[[str], Signs] = read_nothing
    """What the model reads in a question on the law."""
    frame: Callable[[str, str], Frame] = no_frame
    """What a message wants, by the line that tells where the dialogue stands, and the message."""
    register: str = ""
    """The folder into which the public register is published from a chat; empty where there is none."""
    recognizer: str = ""
    """Where the program is that recognizes text in pictures; empty where there is none, or it is not wanted."""
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


ON_THIS_MACHINE = frozenset({"terminal", "command line"})


def is_on_this_machine(message: Message) -> bool:
    """Whether somebody types at the machine that runs the bot, so that a path says which file is meant."""
    return message.surface in ON_THIS_MACHINE


def local_file(path: str, message: Message) -> File | None:
    """The file at a path on this machine; None where there is none, or the sender is elsewhere. Raises Sorry."""
    if not path or not is_on_this_machine(message):
        return None
    try:
        file_path = Path(path).expanduser()
    except RuntimeError:  # it begins with ~ and a name that nobody has on this machine
        return None
    try:
        return File(file_path.name, "", file_path.read_bytes()) if file_path.is_file() else None
    except OSError as problem:
        raise Sorry(words.unreadable_file(path, problem.strerror or "")) from problem


MOST_ROWS = 20
LONGEST_PRESS = 1500
_LAW, _FACT, _WISH, _LOOKED, _WAITING, _READING = "law.", "fact.", "wish.", "looked.", "waiting.", "reading"
_DRAFT = (_WISH, "task", "asked", _WAITING)
"""The keys that are kept of a form that is open."""
MOST_READINGS = 3


@dataclass(frozen=True, slots=True)
class Memory:
    """What was spoken of so far in one place with one person."""

    topic: str = ""
    """The topic of the law that was answered last."""
    law: Mapping[str, str] = field(default_factory=dict)
    """Of that answer: ``about`` the entry, ``stance`` and ``claim``, ``event`` counted from, ``near`` topics."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """What was told for it: an element, and yes or no."""
    wish: Mapping[str, str] = field(default_factory=dict)
    """The view or act that was shown last, with its values."""
    looked: Mapping[str, str] = field(default_factory=dict)
    """The view that was shown while an act is open."""
    subject: str = ""
    """The id of the record that was shown last."""
    rows: tuple[str, ...] = ()
    """The ids of the records that were listed last, in that order."""
    press: str = ""
    """The complete command of the button that waits for a press."""
    proposal: str = ""
    """The id of the proposal in which that button stands."""
    newest: str = ""
    """Whether the law or the records were spoken of last: ``law`` or ``records``."""
    named: str = ""
    """The vendor or product that was named in a question on the law."""
    pressable: str = ""
    """Until when a yes in words presses that button: a moment in ISO format."""
    guessed: str = ""
    """What a yes says in place of the last message, where that was asked: "Did you mean Amplify?"."""
    task: str = ""
    """The command whose form is open, or that waits for that button."""
    asked: str = ""
    """The field of that form that is asked for first."""
    aside: int = 0
    """How many messages in a row were about something else than that form."""
    waiting: Mapping[str, str] = field(default_factory=dict)
    """The act that was left for another one, with its values."""
    readings: tuple[Mapping[str, str], ...] = ()
    """What the message before may have meant, in the order of the buttons that were offered."""
    missed: int = 0
    """How many messages in a row were not understood."""

    @property
    def empty(self) -> bool:
        """Whether nothing is kept."""
        return self == Memory()

    def with_law(self, topic: str, law: Mapping[str, str], facts: Mapping[str, str]) -> Memory:
        """The same after an answer on the law."""
        return replace(self, topic=topic, law=law, facts=facts, newest="law" if topic else self.newest)


def recall(message: Message, desk: Desk) -> Memory:
    """What is remembered of this person in this place; nothing where no conversation is kept. Raises StoreError."""
    if not message.place or desk.records is None:
        return Memory()
    conversation = desk.records.conversation(message.place, message.who, desk.now)
    draft = None if conversation else desk.records.conversation(message.place, message.who, desk.now, draft=True)
    kept = conversation.answers if conversation else draft.answers if draft else {}
    return Memory(
        topic=conversation.topic if conversation else "",
        law=_under(_LAW, kept),
        facts=_under(_FACT, kept),
        wish=_under(_WISH, kept),
        looked=_under(_LOOKED, kept),
        subject=kept.get("subject", ""),
        rows=tuple(kept.get("rows", "").split()),
        press=kept.get("press", ""),
        proposal=kept.get("proposal", ""),
        newest=kept.get("newest", ""),
        pressable=kept.get("pressable", ""),
        guessed=kept.get("guessed", ""),
        named=kept.get("named", ""),
        task=kept.get("task", ""),
        asked=kept.get("asked", ""),
        waiting=_under(_WAITING, kept),
        readings=tuple(filter(None, (_under(f"{_READING}{k}.", kept) for k in range(MOST_READINGS)))),
        missed=int(kept.get("missed", "0")),
        aside=int(kept.get("aside", "0")),
    )


def keep(memory: Memory, message: Message, desk: Desk) -> None:
    """Remember it for the next turn. Raises StoreError."""
    if not message.place or message.look or desk.records is None:
        return
    known = recall(message, desk)
    if memory.empty and known.empty:
        return
    single = {"subject": memory.subject, "rows": " ".join(memory.rows[:MOST_ROWS]), "newest": memory.newest}
    single |= {"task": memory.task, "asked": memory.asked, "missed": str(memory.missed or ""), "named": memory.named}
    single |= {"aside": str(memory.aside or "")}
    if len(memory.guessed) <= LONGEST_PRESS:
        single |= {"guessed": memory.guessed}
    if len(memory.press) <= LONGEST_PRESS:
        single |= {"press": memory.press, "proposal": memory.proposal, "pressable": memory.pressable}
    answers = {
        **{key: value for key, value in single.items() if value},
        **_prefixed(_LAW, memory.law),
        **_prefixed(_FACT, memory.facts),
        **_prefixed(_WISH, memory.wish),
        **_prefixed(_LOOKED, memory.looked),
        **_prefixed(_WAITING, memory.waiting),
    }
    for place, reading in enumerate(memory.readings[:MOST_READINGS]):
        answers |= _prefixed(f"{_READING}{place}.", reading)
    talk = Conversation(place=message.place, person=message.who, spoken=desk.now, topic=memory.topic, answers=answers)
    desk.records.remember(talk)
    draft = {key: value for key, value in answers.items() if key.startswith(_DRAFT if memory.task else _WAITING)}
    if draft or desk.records.conversation(message.place, message.who, desk.now, draft=True):
        desk.records.remember(replace(talk, topic=DRAFT, answers=draft))


def _under(prefix: str, kept: Mapping[str, str]) -> dict[str, str]:
    return {key.removeprefix(prefix): value for key, value in kept.items() if key.startswith(prefix)}


def _prefixed(prefix: str, values: Mapping[str, str]) -> dict[str, str]:
    return {f"{prefix}{key}": value for key, value in values.items() if value}
