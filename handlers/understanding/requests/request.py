"""A request on the records: the command that answers it and every value that was said; and corrections of a record."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum

from handlers.dialogue import bounded_re as re
from handlers.understanding.days.day_clauses import EventDay
from handlers.understanding.requests.values.corrections import (
    OF_BREACHES,
    OF_CONTRACTS,
    counted,
    new_day,
    new_text,
    other_days,
    said_field,
)
from handlers.understanding.requests.values.days import SaidDay


@dataclass(frozen=True, slots=True)
class Names:
    """The district's own names, handed in so that understanding reads no records.

    Each maps a name as it is on record to the ids of the records that have it (a person's name to the person's id).
    """

    vendors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    products: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    closures: tuple[date, ...] = ()
    """The days on which the district is closed, so that "before winter break" has a date."""


class View(Enum):
    """What is to be shown of the records."""

    NONE = "none"
    ON_RECORD = "whether there is a contract"
    CARD = "one record"
    LIST = "records of one kind"
    COUNT = "how many"
    OWNER = "who is responsible"
    DUE = "what is due"
    OVERDUE = "what is late"
    EXPIRING = "what ends soon"
    MISSING = "what a record lacks"
    HOLDS = "which vendors hold which data"
    POSTED = "whether and where it was posted"
    HAPPENED = "what was done with a record, and by whom"
    TOLD = "who has been told of a breach"
    NOTICE = "the notice to post, or to send"
    DELETION = "the letter that asks a vendor to delete what it holds"
    YEARLY = "the yearly notice to families"
    REMINDERS = "which reminders are coming"
    FILE = "the file that is kept"
    EXPORT = "everything in one file"
    ROLES = "who may do what"
    SETTINGS = "the district's settings"
    RENEWAL = "what a renewal needs"
    STANDING = "where the district stands"
    HELP = "what the bot can do"


class Order(Enum):
    """Which end of a list is asked for, where one record or a few are."""

    NONE = ""
    NEWEST = "newest"
    OLDEST = "oldest"
    SOONEST = "first to end"


@dataclass(frozen=True, slots=True)
class Slots:
    """Every value that a message says for a command or a list; what was not said is empty."""

    ids: tuple[str, ...] = ()
    """Ids of records as typed, in capital letters."""
    vendor: str = ""
    """As it is on record where it is known, else as typed."""
    product: str = ""
    said: str = ""
    """The name as typed, where no record has exactly that one: it is part of one, or similar."""
    records: tuple[str, ...] = ()
    """Ids of the records whose vendor or product was named."""
    but: tuple[str, ...] = ()
    """Ids of the records that are to be left out."""
    person: str = ""
    """The id of the person named; ``me`` for the sender."""
    person_said: str = ""
    before: str = ""
    """The owner until now, as typed, where all their records go to somebody else."""
    email: str = ""
    """The e-mail address of the person named."""
    owner: str = ""
    """The owner of what is put on record, as typed or by id; ``me`` for the sender."""
    days: tuple[EventDay, ...] = ()
    """Days with what happened on each."""
    since: date | None = None
    until: date | None = None
    """The period that a list is asked for."""
    links: tuple[str, ...] = ()
    number: int | None = None
    """How many students."""
    provisions: tuple[str, ...] = ()
    """Names of provisions, as in ``deletion``; those that are said to be missing where it is about what lacks."""
    categories: tuple[str, ...] = ()
    """The law's words, as in ``student_information``."""
    kinds: str = ""
    """The kinds of data, as typed."""
    data: tuple[str, ...] = ()
    """Kinds of data in everyday words, as in ``grades``."""
    left: tuple[str, ...] = ()
    """Words that may narrow a list and that no other slot took, as said."""
    left_out: tuple[str, ...] = ()
    """The same where the list is to be without them."""
    without: tuple[str, ...] = ()
    """Names of provisions that a contract is said not to have."""
    note: str = ""
    """Why, or what is to be noted, in the person's own words."""
    said_days: tuple[SaidDay, ...] = ()
    """Days with what each is the day of, for an act."""
    means: str = ""
    """By what means somebody was told, as said: ``by e-mail``."""
    wrong_dates: tuple[str, ...] = ()
    """Dates that no calendar has, as typed."""
    duties: tuple[str, ...] = ()
    """Which deadlines: ``posting``, ``families``, ``website``, ``yearly``, ``report``, ``vendor``, ``end``."""
    field: str = ""
    """The field to be corrected or set."""
    value: str = ""
    """What it is to be, as typed; empty where that was not said."""
    role: str = ""
    """The role to be given."""
    marked: tuple[tuple[str, str], ...] = ()
    """What was said for the fields of a form: a slot of messages or the id of a field, and the words."""
    days_before: int | None = None
    """How many days before a date somebody wants to be reminded."""
    period: str = ""
    """The period as it was said, as in ``before winter break``."""
    lacks: tuple[str, ...] = ()
    """Fields that are said to be missing: ``owner``, ``expiry``, ``link``, ``file``, ``posting``, ``provisions``."""
    order: Order = Order.NONE
    closed: bool = False
    """Whether what is done or withdrawn is asked for."""
    by: str = ""
    """What happens in the period: ``signed``, ``expires``, ``due``, ``found``, ``done``."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request on the records. It is made for one reply and kept nowhere, as it holds the person's own words."""

    command: str
    """The command that answers it, as in ``contracts`` or ``log-breach``."""
    acts: bool = False
    """Whether it changes records; then it is shown first and waits for one press."""
    view: View = View.NONE
    kind: str = ""
    """``contract``, ``breach`` or ``deadline``, where it is about records of one kind."""
    slots: Slots = Slots()
    also: tuple[str, ...] = ()
    """Other commands that may have been meant."""
    sure: float = 1.0
    """Between 0 and 1; below one half, the question on the law is answered instead."""


_ALSO = re.compile(r"\b(?:also|too|as well|in addition)\b", re.IGNORECASE)
ALSO = "also"
"""The value of a field that gets more, and keeps what it has; before a field's name, a further one to correct."""
SHORT = 3
"""Most letters of a word in a name that may be an everyday word."""
DEADLINE, CONTRACT, BREACH = "D", "C", "B"


def kinds(slots: Slots) -> set[str]:
    """The letters of the records that were named; a contract's, where a name is only like one on file."""
    return {id[0] for id in (*slots.ids, *slots.records)} or ({CONTRACT} if slots.said else set())


def corrected(said: str, slots: Slots) -> Slots:
    """The slots with the field to be corrected, and its new value or day."""
    deadline = any(id[0] == DEADLINE for id in slots.ids)
    field = "proof" if deadline else said_field(_plain(said, slots), slots.said_days, _fields(slots))
    new = new_day(said, slots.said_days)
    value = "" if new else new_text(said)
    if (slots.provisions or slots.without) and not (field and new):
        field = "provisions"
    if field in {"", "students"} and slots.number is None and BREACH in kinds(slots) and not new:
        number = counted(said)
        slots = replace(slots, number=number)
        field = "students" if number is not None else field
    if field == "categories" and _ALSO.search(said):
        value = ALSO
    others = () if deadline else other_days(said, slots.said_days, new)
    return replace(slots, field=field, value=value, said_days=(*others, new) if new else ())


def _plain(said: str, slots: Slots) -> str:
    """The text with "_" for the record's names, as "Discovery Education" says nothing of a discovery."""
    names = {word for name in (slots.vendor, slots.product) for word in name.split() if len(word) > SHORT}
    return re.sub(rf"\b(?:{'|'.join(map(re.escape, names))})\b", "_", said) if names else said


def _fields(slots: Slots) -> frozenset[str]:
    """The fields that the records named do not have."""
    found = kinds(slots)
    return OF_BREACHES if found == {CONTRACT} else OF_CONTRACTS if found == {BREACH} else frozenset()
