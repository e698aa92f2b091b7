"""Read each thing on record once for a page that shows it in many places."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, cast

from handlers.dialogue.desk import Desk
from storage.port import Store
from storage.records import Breach, Contract, Deadline

READS = frozenset("contracts breaches deadlines reminders people person places place setup head deadline".split())


def reading_once(desk: Desk) -> Desk:
    """The same desk for one page: what it has read stays as it was then."""
    return replace(desk, records=cast("Store", ReadOnce(desk.store))) if desk.records is not None else desk


class ReadOnce:
    """A store that remembers its answers. A single contract or breach is found among all of them, read together."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[tuple[Any, ...], Any] = {}
        self._by_id: dict[str, Mapping[str, Any]] = {}
        self._deadlines: dict[str, Deadline] = {}

    def contract(self, key: str) -> Contract | None:
        """The contract, or None."""
        found: Contract | None = self._one("contracts", key)
        return found

    def breach(self, key: str) -> Breach | None:
        """The breach, or None."""
        found: Breach | None = self._one("breaches", key)
        return found

    def deadline(self, key: str) -> Deadline | None:
        """The deadline, or None; of a list that was read, or asked for by itself."""
        found: Deadline | None = self._deadlines.get(key) or self._remembered("deadline", key)
        return found

    def __getattr__(self, name: str) -> Any:
        if name not in READS:
            return getattr(self._store, name)

        def read(*args: Any, **words: Any) -> Any:
            return self._remembered(name, *args, **words)

        return read

    def _one(self, name: str, key: str) -> Any:
        if name not in self._by_id:
            self._by_id[name] = {one.id: one for one in self._remembered(name)}
        return self._by_id[name].get(key)

    def _remembered(self, name: str, *args: Any, **words: Any) -> Any:
        asked = (name, *args, *sorted(words.items()))
        if asked not in self._known:
            verb: Callable[..., Any] = getattr(self._store, name)
            self._known[asked] = verb(*args, **words)
            if name == "deadlines":
                self._deadlines.update({one.id: one for one in self._known[asked]})
        return self._known[asked]
