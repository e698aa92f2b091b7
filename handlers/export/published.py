"""What was last published on the register, as rows of an export, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from handlers.register.publication import Publication

AT, ADDRESS, DISTRICT, CONTENT = "published", "address", "district", "content"
CONTRACT, CHECKED, FILE = "contract", "checked", "file"
"""A contract that was ever shown, a text or file that a person answers for, and a file of the site."""


def rows_of_publication(found: Publication | None) -> Iterator[Mapping[str, str]]:
    """One row for each thing that the publication says."""
    if found is None:
        return
    yield _row(AT, found.at.isoformat())
    yield _row(ADDRESS, found.address)
    yield _row(DISTRICT, found.district)
    yield _row(CONTENT, sha256=found.content)
    yield from (_row(CONTRACT, id) for id in found.contracts)
    yield from (_row(CHECKED, sha256=one) for one in sorted(found.checked))
    yield from (_row(FILE, path, sha) for path, sha in sorted(found.files.items()))


def publication_of(rows: Iterable[Mapping[str, Any]]) -> Publication | None:
    """The publication of such rows. Raises KeyError, ValueError where they are damaged."""
    told: dict[str, dict[str, str]] = {}
    for row in rows:
        told.setdefault(row["what"], {})[row["name"] or row["sha256"]] = row["sha256"]
    if not told:
        return None
    (at,), (content,) = told[AT], told[CONTENT]
    return Publication(
        at=datetime.fromisoformat(at),
        content=content,
        address=next(iter(told[ADDRESS])),
        district=next(iter(told[DISTRICT])),
        contracts=tuple(told.get(CONTRACT, ())),
        checked=frozenset(told.get(CHECKED, ())),
        files=told.get(FILE, {}),
    )


def _row(what: str, name: str = "", sha256: str = "") -> Mapping[str, str]:
    return {"what": what, "name": name, "sha256": sha256}
