"""The figures of a period, and the period itself, as somebody types it."""

from dataclasses import dataclass
from datetime import date

from handlers.apps.card import AppFigures
from handlers.dialogue.catalog import catalog
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.words import day
from handlers.understanding.days.elapsed import TimeSpan
from handlers.understanding.days.periods import SCHOOL_YEAR, period_in
from knowledge.citation import Tag
from knowledge.counting import day_of
from knowledge.model import Item
from storage.records import Breach, Contract, Deadline

messages = catalog(__file__)


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """The first and last day of a period, both included. Raises Sorry where it ends before it begins."""

    since: date
    until: date

    def __post_init__(self) -> None:
        if self.until < self.since:
            raise Sorry(messages.backward(until=day(self.until), since=day(self.since), examples=messages.EXAMPLES))

    def covers(self, day: date | None) -> bool:
        """Whether the day is one of them."""
        return day is not None and self.since <= day <= self.until


def school_year(today: date) -> ReportPeriod:
    """The school year so far."""
    return ReportPeriod(date(today.year - (today.month < SCHOOL_YEAR), SCHOOL_YEAR, 1), today)


def period_said(text: str, today: date) -> TimeSpan | None:
    """The period that somebody typed; None where it names none."""
    return period_in(f"{'from' if ' to ' in text else 'in'} {text}", today) or period_in(text, today)


def read_period(text: str, today: date) -> ReportPeriod:
    """What somebody typed, as in "last month" or "2026-07-01 to 2026-12-31"; nothing is the school year until today.

    What has not come yet is left out. Raises Sorry where it names no period.
    """
    if not text.strip():
        return school_year(today)
    period = period_said(text, today)
    if period is None or period.since is None:
        raise Sorry(messages.no_period(text=text.strip()[:40], examples=messages.EXAMPLES))
    if period.since > today:
        raise Sorry(messages.not_yet(since=day(period.since), examples=messages.EXAMPLES))
    return ReportPeriod(period.since, min(period.until or today, today))


@dataclass(frozen=True, slots=True)
class Kept:
    """How one of the board's duties was kept: of those whose last date fell into the period."""

    duty: str
    title: str
    cite: str
    on_time: int
    late: int
    not_done: int

    @property
    def due(self) -> int:
        """How many had to be done."""
        return self.on_time + self.late + self.not_done

    @property
    def share(self) -> int:
        """Percent on time, rounded down so that 100 means all of them."""
        return 100 * self.on_time // self.due


@dataclass(frozen=True, slots=True)
class ContractFigures:
    """The contracts in force when the period ended, by what is known of their provisions."""

    in_force: int
    complete: int
    lacking: int
    unmarked: int
    signed: tuple[Contract, ...]
    ended: tuple[Contract, ...]
    ends_next: tuple[Contract, ...]


@dataclass(frozen=True, slots=True)
class MissingItem:
    """A provision, and in how many of the contracts whose provisions are marked it is missing."""

    item: Item
    contracts: int


@dataclass(frozen=True, slots=True)
class BreachFigures:
    """A breach and its days: until the vendor told the board, and until the families were told; None: not known."""

    breach: Breach
    vendors_days: int | None
    families_told: date | None
    is_open: bool

    @property
    def boards_days(self) -> int | None:
        """Days between the vendor's notice and the notice to families."""
        told = self.breach.board_told
        return (self.families_told - day_of(told)).days if told and self.families_told else None


@dataclass(frozen=True, slots=True)
class FamilyFigures:
    """Families' requests: those that arrived in the period, what came of those closed in it, and those open today."""

    received: int
    done: int
    not_done: int
    waiting: int

    @property
    def any(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.received or self.done or self.not_done or self.waiting)


@dataclass(frozen=True, slots=True)
class ExceptionFigures:
    """Exceptions for a child's plan that were in use in the period, and of how many a condition is not shown."""

    used: int
    incomplete: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that a packet shows; it speaks for the records of ``day``."""

    period: ReportPeriod
    day: date
    contracts: ContractFigures
    postings: Kept | None
    """How contracts were posted; None where none had to be."""
    kept: tuple[Kept, ...]
    missing: tuple[MissingItem, ...]
    breaches: tuple[BreachFigures, ...]
    families: FamilyFigures
    exceptions: ExceptionFigures
    overdue: tuple[Deadline, ...]
    next: tuple[Deadline, ...]
    apps: AppFigures
    checked: Tag
    """How far the least checked of the rules behind the figures was checked."""
