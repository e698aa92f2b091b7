"""Which addresses are checked: those that the district gave for what it posted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from urllib.parse import urlsplit

from handlers.contracts.ended import has_ended
from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk
from knowledge.names import POST_BREACH, POST_CONTRACT
from storage.records import Status

_ADDRESS = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
_AFTER = ".,;:!?)]}"
"""What ends a sentence and not an address."""


def posted_pages(desk: Desk) -> Mapping[str, tuple[str, ...]]:
    """Each address, with the ids of the records whose page it is; an empty id is the register's own. Raises StoreError.

    What has ended or was withdrawn no longer has to be there.
    """
    found: dict[str, list[str]] = {}
    for id, text in _given(desk):
        for address in _ADDRESS.findall(text):
            with suppress(ValueError):  # what only looks like an address
                ids = found.setdefault(urlsplit(address.rstrip(_AFTER))._replace(fragment="").geturl(), [])
                ids += [id] if id not in ids else []
    return {address: tuple(ids) for address, ids in found.items()}


def _given(desk: Desk) -> Iterator[tuple[str, str]]:
    """The texts that may hold an address, each with its record's id."""
    yield "", desk.store.setup().site
    current = [one for one in desk.store.contracts() if not one.withdrawn and not has_ended(one, desk.today)]
    yield from ((one.id, one.link) for one in current)
    ids = {one.id for one in current} | {one.id for one in desk.store.breaches() if not one.withdrawn}
    for deadline in desk.store.deadlines(status=Status.DONE):
        if deadline.duty in {POST_CONTRACT, POST_BREACH} and deadline.record in ids:
            yield deadline.record, deadline.proof
