"""Where are the drawers of all districts?"""

# ruff: noqa: D102 (some names say it all)

from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Protocol

from storage.embedded.atomic_files import make_folder
from storage.embedded.store import open_embedded
from storage.port import Store, StoreError


class Stores(Protocol):
    """What a bot for several districts holds: for the clock and for the surfaces' front doors alone.

    All may raise StoreError.
    """

    def open(self, district: str) -> Store:
        """The district's drawer, made if it is new."""

    def districts(self) -> list[str]:
        """Those that have a drawer, by name."""

    def with_due(self, now: datetime) -> list[str]:
        """Those in which a reminder is due and free: what a heartbeat asks first.

        One whose drawer cannot be read may be among them, so that whoever looks there learns why.
        """

    def close(self) -> None: ...


class EmbeddedStores:
    """`Stores` in the folder of the data."""

    def __init__(self, data: Path) -> None:
        make_folder(data)
        self._data, self._drawers, self._one_opens = data, dict[str, Store](), Lock()

    def open(self, district: str) -> Store:
        with self._one_opens:
            if district not in self._drawers:
                self._drawers[district] = open_embedded(self._data, district)
            return self._drawers[district]

    def districts(self) -> list[str]:
        return sorted(path.parent.name for path in self._data.glob("*/district.json"))

    def with_due(self, now: datetime) -> list[str]:
        return [district for district in self.districts() if self._may_be_due(district, now)]

    def _may_be_due(self, district: str, now: datetime) -> bool:
        try:
            return bool(self.open(district).due(now, 1))
        except StoreError:
            return True

    def close(self) -> None:
        for drawer in self._drawers.values():
            drawer.close()
