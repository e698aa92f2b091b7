"""What a district keeps of somebody's wish to use a product, and of what was decided on it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class AppState(StrEnum):
    """Where a request for a product stands."""

    OPEN = "open"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Ground(StrEnum):
    """What an approval rests on beside the exception for a child's plan, which goes by its id."""

    CONTRACT = "contract"
    NO_DATA = "no-data"
    NO_ACCOUNT = "no-account"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppRequest:
    """Somebody wants to use a product, A-5; who asks for the same one while it is open joins it."""

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
    reason: str = ""  # for a refusal or a withdrawal; of an approval its ground, or the exception E-2 for one child
    decided: datetime | None = None
