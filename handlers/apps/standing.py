"""How a product stands with the district: approved, lacking, under review, refused, or not on file."""

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
from storage.kinds import AppRequest, AppState, Ground, PlanException
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
    """How a product stands, and what that rests on."""

    stand: Stand
    contract: Contract | None = None
    request: AppRequest | None = None
    on: date | None = None
    """The last day of the approval, its first day for NOT_BEGUN, the day it ended for ENDED; None for no end."""
    lacks: tuple[Item, ...] = ()


def standing_of(product: KnownProduct | None, desk: Desk) -> Standing:
    """How it stands today: by the privacy team's last decision, else by its contracts.

    A refused product that is asked for again is under review; a contract alone does not undo a refusal. An approval
    counts only while what the law asks for is on record.
    """
    if product is None or not product.on_file:
        return Standing(Stand.NOT_ON_FILE)
    decided = _last_decided(product.requests)
    by_decision = _of_approval(decided, product, desk) if decided and decided.status is AppState.APPROVED else None
    if by_decision and by_decision.stand is Stand.APPROVED:
        return by_decision
    refused = decided if decided and decided.status is AppState.REFUSED else None
    waiting = next((one for one in product.requests if one.status is AppState.OPEN), None)
    by_contract = _of_contracts(product, desk)
    if by_contract and by_contract.stand is Stand.APPROVED and not refused:
        return by_contract
    if waiting or refused:
        return Standing(Stand.REVIEW if waiting else Stand.REFUSED, request=waiting or refused)
    if by_decision and by_decision.stand is not Stand.ENDED:
        return by_decision
    return by_contract or _ended(product, by_decision)


def approval_of(request: AppRequest, desk: Desk) -> Standing:
    """How an approval stands today: by its own ground, else by a contract for its product."""
    product = catalog_of(desk).of_request(request.id) or KnownProduct(request.product)
    by_ground = _of_approval(request, product, desk)
    by_contract = None if by_ground.stand is Stand.APPROVED else _of_contracts(product, desk)
    return by_contract if by_contract and by_contract.stand is Stand.APPROVED else by_ground


def is_unfounded(request: AppRequest, desk: Desk) -> bool:
    """Whether it is approved while nothing that the law asks for is on record."""
    return request.status is AppState.APPROVED and approval_of(request, desk).stand is Stand.UNFOUNDED


def unfounded(desk: Desk) -> tuple[AppRequest, ...]:
    """The approvals that nothing on record supports as the law asks, by id. Raises StoreError."""
    decided = (_last_decided(one.requests) for one in catalog_of(desk).products.values())
    found = (one for one in decided if one and is_unfounded(one, desk))
    return tuple(sorted(found, key=lambda one: int(one.id.partition("-")[2])))


def in_force(contract: Contract | None, today: date) -> bool:
    """Whether the contract has begun, has not ended and was not withdrawn."""
    if contract is None or contract.withdrawn:
        return False
    return not has_ended(contract, today) and not (contract.start and contract.start > today)


def _of_approval(request: AppRequest, product: KnownProduct, desk: Desk) -> Standing:
    """How an approval stands by its own ground; it never outlives its contract or its exception."""
    if request.reason in {Ground.NO_DATA, Ground.NO_ACCOUNT, Ground.NEITHER}:
        standing = Standing(Stand.APPROVED, request=request, on=request.until)
    elif kind_of(request.reason) is EXCEPTION:
        standing = _for_child(request, desk)
    else:
        standing = _on_contract(request, product, desk)
    has_passed = standing.on is not None and standing.on < desk.today and standing.stand is not Stand.NOT_BEGUN
    return replace(standing, stand=Stand.ENDED) if has_passed else standing


def _on_contract(request: AppRequest, product: KnownProduct, desk: Desk) -> Standing:
    """How an approval on a contract stands.

    An older approval, which nobody confirmed to be covered, counts only where the contract's own words name the
    product.
    """
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
    exception = desk.store.record(PlanException, request.reason)
    if exception is None or exception.withdrawn or not is_complete(exception, desk):
        return Standing(Stand.UNFOUNDED, request=request, on=request.until)
    ends = min((day for day in (request.until, exception.ended) if day), default=None)
    return Standing(Stand.FOR_CHILD, request=request, on=ends)


def _of_contracts(product: KnownProduct, desk: Desk) -> Standing | None:
    """How the product stands by its contracts that have not ended, at best; None where there is none."""
    standings: list[Standing] = []
    for contract in (each for each in product.contracts if not has_ended(each, desk.today)):
        if lacks := missing_provisions(contract, desk):
            standings.append(Standing(Stand.LACKS, contract=contract, lacks=lacks))
        elif contract.start and contract.start > desk.today:
            standings.append(Standing(Stand.NOT_BEGUN, contract=contract, on=contract.start))
        else:
            standings.append(Standing(Stand.APPROVED, contract=contract, on=contract.expiry))
    order = (Stand.APPROVED, Stand.NOT_BEGUN, Stand.LACKS)
    return min(standings, key=lambda one: (order.index(one.stand), -(one.on or date.max).toordinal()), default=None)


def _ended(product: KnownProduct, own: Standing | None) -> Standing:
    """By which contract or approval it could be used last, and until when."""
    ends = [Standing(Stand.ENDED, contract=one, on=one.expiry) for one in product.contracts if one.expiry]
    ends += [own] if own else []
    return max(ends, key=lambda one: one.on or date.max, default=Standing(Stand.NOT_ON_FILE))


def _last_decided(requests: Iterable[AppRequest]) -> AppRequest | None:
    """The request that was decided last and is not open again; None for none."""
    return max((one for one in requests if one.decided), key=lambda one: str(one.decided), default=None)
