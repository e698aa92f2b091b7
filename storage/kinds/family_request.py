"""What a family or a student asks to have done with data that a vendor holds."""

from dataclasses import dataclass
from datetime import date, datetime


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
