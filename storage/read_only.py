"""A store that answers questions and refuses to write, for those who may only read."""

from collections.abc import Callable
from typing import Any, cast

from storage.port import ReadableStore, Store

ALSO = frozenset({"conversation", "file_content", "find_token", "tokens", "counted", "dump", "beside"})
"""What else only looks."""
READS = ALSO | {name for name, verb in vars(ReadableStore).items() if callable(verb) and not name.startswith("_")}
"""What a store answers without changing; a new verb is refused until it is a question of the port, or named here."""


class WriteRefusedError(RuntimeError):
    """Something tried to write where only reading is allowed: a bug, which changed nothing."""


def _refused(verb: str) -> Exception:
    return WriteRefusedError(f"{verb} would write, and this caller may only read")


class _ReadOnly:
    def __init__(self, store: Store, refused: Callable[[str], Exception]) -> None:
        self._store, self._refused = store, refused

    def __getattr__(self, name: str) -> Any:
        if name not in READS:
            raise self._refused(name)
        return getattr(self._store, name)


def read_only(store: Store, refused: Callable[[str], Exception] = _refused) -> Store:
    """The same records; whatever writes raises what ``refused`` makes of its name, and nothing is written."""
    return cast("Store", _ReadOnly(store, refused))
