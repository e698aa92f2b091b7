"""How does a product stand with the district: approved, lacking, under review, refused, or on no file?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from handlers.apps.finding.catalog import KnownProduct
from handlers.contracts.ended import has_ended
from handlers.contracts.form.provisions import missing_provisions
from handlers.dialogue.desk import Desk
from knowledge.model import Item
from storage.kinds.app_request import AppRequest, AppState
from storage.records import Contract


class Stand(Enum):
    """How a product stands."""

    APPROVED = "approved"
    REFUSED = "refused"
    REVIEW = "under review"
    LACKS = "contract lacks something"
    NOT_BEGUN = "contract not begun"
    ENDED = "approval ended"
    NOT_ON_FILE = "not on file"


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands, and what that rests on."""

    stand: Stand
    contract: Contract | None = None
    request: AppRequest | None = None
    on: date | None = None
    """The day until which it is approved, from which it is, or on which that ended; None where there is no end."""
    lacks: tuple[Item, ...] = ()


def standing_of(product: KnownProduct | None, desk: Desk) -> Standing:
    """How it stands today: what the privacy team decided last, else what its contracts come to.

    What was refused and is asked for once more is under review; a contract alone does not undo a refusal.
    """
    if product is None or not product.on_file:
        return Standing(Stand.NOT_ON_FILE)
    decided = _last_decided(product.requests)
    if decided and decided.status is AppState.APPROVED and not (decided.until and decided.until < desk.today):
        return Standing(Stand.APPROVED, request=decided, on=decided.until)
    refused = decided if decided and decided.status is AppState.REFUSED else None
    waiting = next((one for one in product.requests if one.status is AppState.OPEN), None)
    by_contract = _of_contracts([one for one in product.contracts if not has_ended(one, desk.today)], desk)
    if by_contract and by_contract.stand is Stand.APPROVED and not refused:
        return by_contract
    if waiting or refused:
        return Standing(Stand.REVIEW if waiting else Stand.REFUSED, request=waiting or refused)
    return by_contract or _ended(product, decided)


def _of_contracts(running: Iterable[Contract], desk: Desk) -> Standing | None:
    """What the contracts that have not ended come to, the best of them."""
    found: list[Standing] = []
    for one in running:
        if lacks := missing_provisions(one, desk):
            found.append(Standing(Stand.LACKS, contract=one, lacks=lacks))
        elif one.start and one.start > desk.today:
            found.append(Standing(Stand.NOT_BEGUN, contract=one, on=one.start))
        else:
            found.append(Standing(Stand.APPROVED, contract=one, on=one.expiry))
    order = (Stand.APPROVED, Stand.NOT_BEGUN, Stand.LACKS)
    return min(found, key=lambda one: (order.index(one.stand), -(one.on or date.max).toordinal()), default=None)


def _ended(product: KnownProduct, decided: AppRequest | None) -> Standing:
    """What it was approved by, and until when."""
    ends = [(one.expiry, Standing(Stand.ENDED, contract=one, on=one.expiry)) for one in product.contracts if one.expiry]
    if decided and decided.until:
        ends.append((decided.until, Standing(Stand.ENDED, request=decided, on=decided.until)))
    return max(ends, key=lambda one: one[0])[1] if ends else Standing(Stand.NOT_ON_FILE)


def _last_decided(requests: Iterable[AppRequest]) -> AppRequest | None:
    """The one that was decided last and is still so."""
    return max((one for one in requests if one.decided), key=lambda one: str(one.decided), default=None)
