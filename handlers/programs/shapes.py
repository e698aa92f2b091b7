"""The shapes of what programs read: one description, from which the tools and the read API take their schemas."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """A passage of the law: its cite, and the official link where there is one."""

    cite: str
    link: str


@dataclass(frozen=True, slots=True)
class HowChecked:
    """How far the least checked statement behind an answer was checked: the tag and its meaning."""

    tag: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcedAnswer:
    """What every answer has: the text for people, the cites, how far it was checked, and the day it speaks for."""

    text: str
    cites: tuple[CitedPassage, ...]
    checked: HowChecked | None
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AskAnswer(SourcedAnswer):
    """An answer to a question about the law."""

    verdict: str
    opens: str | None
    topics: tuple[str, ...]
    score: float
    asked_back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DueAnswer(SourcedAnswer):
    """The dates that follow from an event; null where no duty with a time limit follows."""

    safe: str | None
    last: str | None
    rule: str | None
    counted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewAnswer(SourcedAnswer):
    """What a paper does with each of the ten provisions; ``review`` has the keys of ``dpa review --json``."""

    review: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractEntry:
    """One contract on record, without its notes and the vendor's contact."""

    id: str
    vendor: str
    product: str
    purpose: str
    executed: date | None
    start: date | None
    expiry: date | None
    ended: bool
    categories: tuple[str, ...]
    schools: tuple[str, ...]
    subprocessors: tuple[str, ...]
    posted_at: str
    has_file: bool
    missing: tuple[str, ...]
    not_checked: tuple[str, ...]
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineEntry:
    """One open deadline; ``record``, ``about``, ``trace`` are empty where its reader may not see what it follows from.

    ``trace`` is how its dates were counted, kept since then; it is empty for a deadline of an earlier version, too.
    """

    id: str
    title: str
    record: str
    about: str
    safe: date
    last: date
    stands: str
    whose: str
    cite: str
    tag: str
    trace: Mapping[str, str]
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPart:
    """Which part of a list it is; ``next`` is the number of the page after it, null on the last."""

    total: int
    page: int
    pages: int
    next: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractPage(ListPart):
    """Contracts on record, the newest first, with the law on what they must have."""

    day: date
    contracts: tuple[ContractEntry, ...]
    cites: tuple[CitedPassage, ...]
    checked: HowChecked | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlinePage(ListPart):
    """Open deadlines, those of breaches first, then by date, with the law behind them."""

    day: date
    deadlines: tuple[DeadlineEntry, ...]
    cites: tuple[CitedPassage, ...]
    checked: HowChecked | None
