"""The stores of all districts, and a view of one store that refuses to write."""

# ruff: noqa: D102 (some names say it all)

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any, Protocol, cast

from storage.atomic_files import make_folder
from storage.embedded.store import open_embedded
from storage.port import ReadableStore, Store, StoreError
from storage.reading import origin_of


class Stores(Protocol):
    """Opens the store of any district; for the heartbeat and the surfaces only, never for a handler.

    All methods may raise StoreError.
    """

    def open(self, district: str) -> Store:
        """The district's store, made if it is new."""

    def districts(self) -> list[str]:
        """The districts that have a store, by name."""

    def with_due(self, now: datetime) -> list[str]:
        """The districts in which a reminder is due and not claimed: what a heartbeat asks first.

        One whose store cannot be read may be among them, so that reading it reports why.
        """

    def close(self) -> None: ...


class EmbeddedStores:
    """`Stores` in the folder of the data."""

    def __init__(self, data: Path) -> None:
        make_folder(data)
        self._data, self._stores, self._lock = data, dict[str, Store](), Lock()

    def open(self, district: str) -> Store:
        with self._lock:
            if district not in self._stores:
                self._stores[district] = open_embedded(self._data, district)
            return self._stores[district]

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
        for store in self._stores.values():
            store.close()


ALSO = frozenset({"conversation", "conversations", "file_content", "find_token", "tokens", "counted", "dump", "beside"})
"""Further verbs of a store that do not change anything."""
READS = ALSO | {name for name, verb in vars(ReadableStore).items() if callable(verb) and not name.startswith("_")}
"""All verbs that only read; a new verb is refused until it is in `ReadableStore` or in `ALSO`."""


class WriteRefusedError(RuntimeError):
    """Something tried to write where only reading is allowed: a bug, which changed nothing."""


def _refused(verb: str) -> Exception:
    return WriteRefusedError(f"{verb} would write, and this caller may only read")


class _ReadOnly:
    def __init__(self, store: Store, refused: Callable[[str], Exception]) -> None:
        self._store, self._refused = store, refused
        self.origin = origin_of(store)

    def __getattr__(self, name: str) -> Any:
        if name not in READS:
            raise self._refused(name)
        return getattr(self._store, name)


def read_only(store: Store, refused: Callable[[str], Exception] = _refused) -> Store:
    """A view of the store that only reads; a verb that writes raises what ``refused`` returns for its name."""
    return cast("Store", _ReadOnly(store, refused))
