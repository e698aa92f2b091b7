"""The kinds of record that people know by an id: how each is called, numbered, found, shown and listed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from storage.app_requests import AppRequest
from storage.port import ReadableStore
from storage.records import LETTERS, Breach, Contract, Deadline, Gap

Kept = Contract | Breach | Deadline | Gap | AppRequest


@dataclass(frozen=True, slots=True)
class RecordKind:
    """One kind. Its word is also the command that shows a record of it."""

    word: str
    record: type[Kept]
    find: Callable[[ReadableStore, str], Kept | None]
    """Looks one up by its id, in capitals."""
    lists: str
    """The command that lists them."""
    logs: str = ""
    """The command that puts a new one on record; empty where none does."""
    searched: bool = False
    """Whether words after ``lists`` look for a vendor."""
    loose: bool = True
    """Whether its id may be typed without the hyphen, as in C4."""
    has_page: bool = True
    """Whether it is one of the district's records, with a page and a place in exports."""

    @property
    def letter(self) -> str:
        """The one with which its ids begin."""
        return LETTERS[self.record]


CONTRACT = RecordKind(
    "contract", Contract, lambda records, key: records.contract(key), "contracts", "log-contract", searched=True
)
BREACH = RecordKind("breach", Breach, lambda records, key: records.breach(key), "breaches", "log-breach", searched=True)
DEADLINE = RecordKind("deadline", Deadline, lambda records, key: records.deadline(key), "deadlines")
GAP = RecordKind("gap", Gap, lambda records, key: records.gap(key), "gaps", has_page=False)
APP = RecordKind("app", AppRequest, lambda records, key: records.app(key), "apps", loose=False)
KINDS = (CONTRACT, BREACH, DEADLINE, GAP, APP)
WITH_PAGES = tuple(kind for kind in KINDS if kind.has_page)


def id_pattern(kinds: Iterable[RecordKind] = KINDS) -> str:
    """A regular expression for an id of one of these kinds, in capitals."""
    return rf"[{''.join(kind.letter for kind in kinds)}]-\d{{1,9}}"


def kind_of(id: str) -> RecordKind | None:
    """The kind of a record, by how its id begins; None where it is no id."""
    return next((kind for kind in KINDS if id.upper().startswith(f"{kind.letter}-")), None)
