"""How does a product stand with the district: approved, lacking, under review, refused, or on no file?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from handlers.apps.catalog import KnownProduct, catalog_of, covers
from handlers.contracts.ended import has_ended
from handlers.contracts.form import missing_provisions
from handlers.dialogue.command_spec import EXCEPTION, kind_of
from handlers.dialogue.desk import Desk
from handlers.exceptions.conditions import is_complete
from knowledge.model import Item
from storage.kinds import AppRequest, AppState, Ground
from storage.records import Contract


class Stand(Enum):
    """How a product stands."""

    APPROVED = "approved"
    FOR_CHILD = "for one child only"
    UNFOUNDED = "approved without what the law asks for"
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

    What was refused and is asked for once more is under review; a contract alone does not undo a refusal. A decision
    opens a product only while what the law asks for is on record.
    """
    if product is None or not product.on_file:
        return Standing(Stand.NOT_ON_FILE)
    decided = _last_decided(product.requests)
    own = _of_approval(decided, product, desk) if decided and decided.status is AppState.APPROVED else None
    if own and own.stand is Stand.APPROVED:
        return own
    refused = decided if decided and decided.status is AppState.REFUSED else None
    waiting = next((one for one in product.requests if one.status is AppState.OPEN), None)
    by_contract = _of_contracts(product, desk)
    if by_contract and by_contract.stand is Stand.APPROVED and not refused:
        return by_contract
    if waiting or refused:
        return Standing(Stand.REVIEW if waiting else Stand.REFUSED, request=waiting or refused)
    if own and own.stand is not Stand.ENDED:
        return own
    return by_contract or _ended(product, own)


def approval_of(request: AppRequest, desk: Desk) -> Standing:
    """How an approval stands today: by its own ground, else by a contract of its product."""
    product = catalog_of(desk).of_request(request.id) or KnownProduct(request.product)
    own = _of_approval(request, product, desk)
    by_contract = None if own.stand is Stand.APPROVED else _of_contracts(product, desk)
    return by_contract if by_contract and by_contract.stand is Stand.APPROVED else own


def is_unfounded(request: AppRequest, desk: Desk) -> bool:
    """Whether it was approved and nothing on record is what the law asks for."""
    return request.status is AppState.APPROVED and approval_of(request, desk).stand is Stand.UNFOUNDED


def unfounded(desk: Desk) -> tuple[AppRequest, ...]:
    """The approvals of which nothing on record is what the law asks for, by their ids. Raises StoreError."""
    decided = (_last_decided(one.requests) for one in catalog_of(desk).products.values())
    found = (one for one in decided if one and is_unfounded(one, desk))
    return tuple(sorted(found, key=lambda one: int(one.id.partition("-")[2])))


def in_force(contract: Contract | None, today: date) -> bool:
    """Whether it has begun, goes on and was not withdrawn."""
    if contract is None or contract.withdrawn:
        return False
    return not has_ended(contract, today) and not (contract.start and contract.start > today)


def _of_approval(request: AppRequest, product: KnownProduct, desk: Desk) -> Standing:
    """What an approval comes to by its own ground; it never outlives its contract, or the exception for one child."""
    if request.reason in {Ground.NO_DATA, Ground.NO_ACCOUNT, Ground.NEITHER}:
        found = Standing(Stand.APPROVED, request=request, on=request.until)
    elif kind_of(request.reason) is EXCEPTION:
        found = _for_child(request, desk)
    else:
        found = _on_contract(request, product, desk)
    over = found.on is not None and found.on < desk.today and found.stand is not Stand.NOT_BEGUN
    return replace(found, stand=Stand.ENDED) if over else found


def _on_contract(request: AppRequest, product: KnownProduct, desk: Desk) -> Standing:
    """Of a contract that was named before somebody had to say that it covers the product, its own words count."""
    contract = desk.store.contract(request.contract) if request.contract else None
    if contract is None or contract.withdrawn:
        return Standing(Stand.UNFOUNDED, request=request, on=request.until)
    if request.reason != Ground.CONTRACT and not covers(contract.vendor, contract.product, product):
        return Standing(Stand.UNFOUNDED, request=request, on=request.until)
    if contract.start and contract.start > desk.today:
        return Standing(Stand.NOT_BEGUN, contract, request, contract.start)
    ends = min((day for day in (request.until, contract.expiry) if day), default=None)
    return Standing(Stand.APPROVED, contract, request, ends)


def _for_child(request: AppRequest, desk: Desk) -> Standing:
    exception = desk.store.plan_exception(request.reason)
    if exception is None or exception.withdrawn or not is_complete(exception, desk):
        return Standing(Stand.UNFOUNDED, request=request, on=request.until)
    ends = min((day for day in (request.until, exception.ended) if day), default=None)
    return Standing(Stand.FOR_CHILD, request=request, on=ends)


def _of_contracts(product: KnownProduct, desk: Desk) -> Standing | None:
    """What the contracts that have not ended come to, the best of them."""
    found: list[Standing] = []
    for one in (each for each in product.contracts if not has_ended(each, desk.today)):
        if lacks := missing_provisions(one, desk):
            found.append(Standing(Stand.LACKS, contract=one, lacks=lacks))
        elif one.start and one.start > desk.today:
            found.append(Standing(Stand.NOT_BEGUN, contract=one, on=one.start))
        else:
            found.append(Standing(Stand.APPROVED, contract=one, on=one.expiry))
    order = (Stand.APPROVED, Stand.NOT_BEGUN, Stand.LACKS)
    return min(found, key=lambda one: (order.index(one.stand), -(one.on or date.max).toordinal()), default=None)


def _ended(product: KnownProduct, own: Standing | None) -> Standing:
    """What it was approved by, and until when."""
    ends = [Standing(Stand.ENDED, contract=one, on=one.expiry) for one in product.contracts if one.expiry]
    ends += [own] if own else []
    return max(ends, key=lambda one: one.on or date.max, default=Standing(Stand.NOT_ON_FILE))


def _last_decided(requests: Iterable[AppRequest]) -> AppRequest | None:
    """The one that was decided last and is still so."""
    return max((one for one in requests if one.decided), key=lambda one: str(one.decided), default=None)
