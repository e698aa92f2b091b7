"""Lists the products that may be used, as the register shows them: by a decision of the privacy team or by contract."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.apps import words
from handlers.apps.card import of_approval
from handlers.apps.finding.catalog import catalog_of
from handlers.apps.finding.standing import Stand, Standing, standing_of
from handlers.contracts.listing import opened_by
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import LONGEST_LABEL, Choice, Row
from handlers.dialogue.text.shorten import short


def approved_rows(desk: Desk) -> list[Row]:
    """A row for each, by name. Raises StoreError."""
    found = ((one.name, standing_of(one, desk)) for one in catalog_of(desk).products.values())
    approved = [(name, standing) for name, standing in found if standing.stand is Stand.APPROVED]
    return [_row(name, standing) for name, standing in sorted(approved, key=lambda each: each[0].casefold())]


def _row(name: str, standing: Standing) -> Row:
    ids = " · ".join(_ids(standing))
    return Row(name, words.row_decided(ids, of_approval(standing)), "plain", _opens(name, standing))


def _ids(standing: Standing) -> Iterator[str]:
    if standing.request:
        yield standing.request.id
    if standing.contract:
        yield standing.contract.id


def _opens(name: str, standing: Standing) -> Choice | None:
    if standing.request:
        return Choice(short(f"{standing.request.id} {name}", LONGEST_LABEL), f"app {standing.request.id}")
    return opened_by(standing.contract) if standing.contract else None
