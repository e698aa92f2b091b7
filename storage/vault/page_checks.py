"""Keep what came of the last check of the posted pages.

Short-lived, so no record, audit event or backup has any of it: the next checks find it again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from storage.serialize import plain, record

if TYPE_CHECKING:
    from storage.vault.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class BadPage:
    """An address at which something is wrong: what, at how many checks in a row, and when that was told."""

    address: str
    state: str
    times: int = 1
    told: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCheck:
    """The day of a check, and what was wrong."""

    checked: date
    bad: tuple[BadPage, ...] = ()


class PageChecks:
    """The last check of one district. All verbs may raise StoreError."""

    def __init__(self, vault: Vault, district: str) -> None:
        self._vault, self._name = vault, f"pages {district}"

    def last(self) -> PageCheck | None:
        """What came of it; None before the first."""
        kept = self._vault.get(self._name)
        if not kept:
            return None
        told = json.loads(kept)
        bad = tuple(record(BadPage, row) for row in told["bad"])
        return PageCheck(checked=date.fromisoformat(told["checked"]), bad=bad)

    def put(self, check: PageCheck) -> None:
        """Replace the one before."""
        rows = [plain(one) for one in check.bad]
        self._vault.put(self._name, json.dumps({"checked": check.checked.isoformat(), "bad": rows}))
