"""The products that teachers may use, as the register shows them: by contract or by a decision of the privacy team."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from handlers.apps.finding.catalog import KnownProduct, catalog_of
from handlers.apps.finding.standing import Stand, standing_of
from handlers.dialogue.desk import Desk
from handlers.register.looked_into import has_personal_data
from knowledge.products.common import CommonProduct, common_products
from storage.kinds.app_request import Ground


@dataclass(frozen=True, slots=True)
class ApprovedProduct:
    """A product by its name; ``until`` is None where no end is on record."""

    name: str
    kind: CommonProduct | None = None
    """A common product of the same kind, which has its name in both languages."""
    until: date | None = None
    contract: str = ""
    """The id of the contract that it rests on, where that stands on the register."""
    bounds: str = ""
    """The ground of an approval that opens it without student data only."""


def approved_products(shown: Collection[str], desk: Desk) -> tuple[ApprovedProduct, ...]:
    """By name. ``shown`` are the ids of the contracts on the register, whose names may go out. Raises StoreError."""
    kinds = {one.kind: one for one in common_products()}
    found = (_approved(one, kinds.get(one.kind), shown, desk) for one in catalog_of(desk).products.values())
    return tuple(sorted((one for each in found for one in each), key=lambda one: one.name.casefold()))


def _approved(
    product: KnownProduct, kind: CommonProduct | None, shown: Collection[str], desk: Desk
) -> Iterator[ApprovedProduct]:
    standing = standing_of(product, desk)
    if standing.stand is not Stand.APPROVED:
        return
    contract = standing.contract.id if standing.contract else standing.request.contract if standing.request else ""
    public = contract if contract in shown else ""
    common = {name for one in common_products() for name in one.names}
    if public or product.name in common or not has_personal_data(product.name):
        ground = standing.request.reason if standing.request else ""
        bounds = ground if ground in {Ground.NO_DATA, Ground.NO_ACCOUNT} else ""
        yield ApprovedProduct(product.name, kind, standing.on, public, bounds)
