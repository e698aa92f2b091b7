"""The kinds of record that people know by an id: how each is called, numbered, shown and listed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from storage.records import LETTERS, Breach, Contract, Deadline, Gap


@dataclass(frozen=True, slots=True)
class RecordKind:
    """One kind. Its word is also the command that shows a record of it."""

    word: str
    record: type[Contract | Breach | Deadline | Gap]
    lists: str
    """The command that lists them."""
    logs: str = ""
    """The command that puts a new one on record; empty where none does."""
    searched: bool = False
    """Whether words after ``lists`` look for a vendor."""

    @property
    def letter(self) -> str:
        """The one with which its ids begin."""
        return LETTERS[self.record]


CONTRACT = RecordKind("contract", Contract, "contracts", "log-contract", searched=True)
BREACH = RecordKind("breach", Breach, "breaches", "log-breach", searched=True)
DEADLINE = RecordKind("deadline", Deadline, "deadlines")
GAP = RecordKind("gap", Gap, "gaps")
KINDS = (CONTRACT, BREACH, DEADLINE, GAP)


def id_pattern(kinds: Iterable[RecordKind] = KINDS) -> str:
    """A regular expression for an id of one of these kinds, in capitals."""
    return rf"[{''.join(kind.letter for kind in kinds)}]-\d{{1,9}}"


_ID = re.compile(id_pattern(), re.IGNORECASE)


def kind_of(id: str) -> RecordKind | None:
    """The kind of a record, by its id; None where it is no id."""
    if not _ID.fullmatch(id):
        return None
    return next(kind for kind in KINDS if kind.letter == id[0].upper())
