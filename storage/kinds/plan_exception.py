"""The use of a product without a contract, for a child's IEP or Section 504 plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


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
