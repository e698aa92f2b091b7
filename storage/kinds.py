"""Kinds of records: requests for apps, families' requests, exceptions for a child's plan, and trainings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class AppState(StrEnum):
    """Where a request for a product stands."""

    OPEN = "open"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Ground(StrEnum):
    """What an approval rests on. Where that is an exception for a child's plan, its id is stored instead."""

    CONTRACT = "contract"
    NO_DATA = "no-data"
    NO_ACCOUNT = "no-account"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppRequest:
    """A request to use a product, A-5; people who ask for the same one while it is open are added to it."""

    id: str
    product: str
    asked: datetime
    askers: tuple[str, ...] = ()  # the ids of people, in the order in which they asked
    kind: str = ""  # of product, in a few words
    data: str = ""  # whether it takes student data: yes, no, unsure
    school: str = ""  # whether it was built and marketed for schools: yes, no, unsure
    owner: str = ""
    contract: str = ""  # the contract that it may rest on
    status: AppState = AppState.OPEN
    until: date | None = None  # of an approval
    reason: str = ""  # of a refusal or a withdrawal; for an approval its `Ground`, or the exception, as in E-2
    decided: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyRequest:
    """A request to delete, see or correct data, R-5; ``reference`` stands for the family, who is not named."""

    id: str
    vendor: str
    kind: str  # delete, see or correct
    reference: str
    received: date
    product: str = ""
    contract: str = ""
    asked_by: str = ""  # parent or student
    details: str = ""
    owner: str = ""
    sent: date | None = None  # when the vendor was asked
    outcome: str = ""  # done, retained, backup or other; empty while it is open
    proof: str = ""  # what shows that it was done, or why it was not
    closed: datetime | None = None
    withdrawn: datetime | None = None
    reason: str = ""  # for the withdrawal


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanException:
    """A product used under the exception for a child's plan, E-2; whether its conditions are met is not stored."""

    id: str
    vendor: str
    product: str = ""
    student: str = ""  # initials or a number, never a name
    plan: str = ""  # iep or plan-504
    started: date | None = None
    ended: date | None = None
    evidence: Mapping[str, str] = field(default_factory=dict)  # by condition: what shows it; a signature: its day
    kept: str = ""  # where the signed agreement is kept; it names people, so it is not kept here
    review: date | None = None
    owner: str = ""
    notes: str = ""
    withdrawn: datetime | None = None
    reason: str = ""  # for the withdrawal


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """A completed training, T-7: who and on which day; how many answers were right is not kept."""

    id: str
    who: str
    day: date
