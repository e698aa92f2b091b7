"""A store that answers questions and refuses to write, for those who may only read."""

from typing import Any, cast

from storage.port import ReadableStore, Store

ALSO = frozenset({"conversation", "file_content", "find_token", "tokens", "counted", "dump"})
"""What else only looks."""
READS = ALSO | {name for name, verb in vars(ReadableStore).items() if callable(verb) and not name.startswith("_")}


class WriteRefusedError(RuntimeError):
    """Something tried to write where only reading is allowed: a bug, which changed nothing."""


class _ReadOnly:
    def __init__(self, store: Store) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        if name not in READS:
            raise WriteRefusedError(f"{name} would write, and this caller may only read")
        return getattr(self._store, name)


def read_only(store: Store) -> Store:
    """The same records; whatever writes raises WriteRefusedError, and nothing is written."""
    return cast("Store", _ReadOnly(store))
