"""The kinds of record that people know by an id: how each is called, numbered, found, shown and listed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from storage.kinds.app_request import AppRequest
from storage.kinds.family_request import FamilyRequest
from storage.kinds.plan_exception import PlanException
from storage.port import ReadableStore
from storage.records import LETTERS, Breach, Contract, Deadline, Gap, Numbered, Role

Kept = Numbered
OfVendor = Contract | Breach | PlanException | FamilyRequest
"""What is on record about a vendor, with deadlines that follow from it."""


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
    has_page: bool = True
    """Whether it is one of the district's records, with a page and a place in exports."""
    bare: bool = True
    """Whether an id of it is known without its hyphen, as C 12."""
    sees: Role = Role.STAFF
    """Who may look at one, where a command names it: this role or one that includes it."""
    tells: Role = Role.STAFF
    """Who may read what happened to it, which can name people whom it does not show."""

    @property
    def letter(self) -> str:
        """The one with which its ids begin."""
        return LETTERS[self.record]


CONTRACT = RecordKind(
    "contract", Contract, lambda records, key: records.contract(key), "contracts", "log-contract", searched=True
)
BREACH = RecordKind("breach", Breach, lambda records, key: records.breach(key), "breaches", "log-breach", searched=True)
DEADLINE = RecordKind("deadline", Deadline, lambda records, key: records.deadline(key), "deadlines")
EXCEPTION = RecordKind(
    "exception",
    PlanException,
    lambda records, key: records.plan_exception(key),
    "exceptions",
    "log-exception",
    bare=False,
    sees=Role.PRIVACY,
)
FAMILY_REQUEST = RecordKind(
    "family-request",
    FamilyRequest,
    lambda records, key: records.family_request(key),
    "family-requests",
    "log-family-request",
    bare=False,
    sees=Role.PRIVACY,
)
GAP = RecordKind("gap", Gap, lambda records, key: records.gap(key), "gaps", has_page=False)
APP = RecordKind("app", AppRequest, lambda records, key: records.app(key), "apps", bare=False, tells=Role.PRIVACY)
KINDS = (CONTRACT, BREACH, DEADLINE, GAP, EXCEPTION, FAMILY_REQUEST, APP)
WITH_PAGES = tuple(kind for kind in KINDS if kind.has_page)


def id_pattern(kinds: Iterable[RecordKind] = KINDS) -> str:
    """A regular expression for an id of one of these kinds, in capitals."""
    return rf"[{''.join(kind.letter for kind in kinds)}]-\d{{1,9}}"


def kind_of(id: str) -> RecordKind | None:
    """The kind of a record, by how its id begins; None where it is no id."""
    return next((kind for kind in KINDS if id.upper().startswith(f"{kind.letter}-")), None)
