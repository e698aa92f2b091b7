"""Keep records decoded, by the version of their row, so that a page decodes only what has changed."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from threading import Lock
from typing import Any, TypeVar, cast

R = TypeVar("R")
MOST_KEPT = 30_000
"""Records of all districts; beyond that the district that was read longest ago is decoded again."""


class DecodedRecords:
    """The records of all districts as they were last read, for the threads of one process."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, type[Any]], dict[str, tuple[str, Any]]] = OrderedDict()
        self._lock = Lock()

    def find(
        self,
        district: str,
        kind: type[R],
        versions: Mapping[str, str],
        fetch: Callable[[list[str]], Iterable[tuple[str, str, R]]],
        *,
        every: bool,
    ) -> list[R]:
        """The records with these ids; those whose version is another than the kept one are fetched.

        What ``fetch`` does not give any more, since it was changed meanwhile, is left out. Where these are ``every``
        record of the kind, no other is kept, such as an erased one.
        """
        with self._lock:
            kept = self._kept.get((district, kind), {})
        stale = [id for id, version in versions.items() if kept.get(id, ("",))[0] != version]
        if stale or (every and len(kept) > len(versions)):
            fresh = {id: (version, found) for id, version, found in fetch(stale)}
            gone = set(stale)
            kept = {id: one for id, one in kept.items() if id not in gone and (not every or id in versions)} | fresh
            self._keep((district, kind), kept)
        return [cast("R", kept[id][1]) for id in versions if id in kept]

    def _keep(self, key: tuple[str, type[Any]], records: dict[str, tuple[str, Any]]) -> None:
        with self._lock:
            self._kept[key] = records
            self._kept.move_to_end(key)
            while len(self._kept) > 1 and sum(map(len, self._kept.values())) > MOST_KEPT:
                self._kept.popitem(last=False)
