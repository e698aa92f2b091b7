"""The contracts and breaches that the board lists, each with what is missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from handlers.board import words as board_words
from handlers.breaches import words as breach_words
from handlers.contracts.form import form as contract_form
from handlers.contracts.listing import searched
from handlers.dialogue.desk import Desk
from storage.records import Breach, Contract

R = TypeVar("R", Contract, Breach)
PAGE = 20


@dataclass(frozen=True, slots=True)
class BoardQuery:
    """What a reader wants to see of the board."""

    search: str = ""
    gaps: bool = False
    every: bool = False
    of_each: int = 0
    """So many of all deadlines, of the overdue ones and of the reader's own; otherwise the first few of all."""
    contracts: int = 1
    breaches: int = 1


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A contract or a breach in a list, with what is missing."""

    id: str
    name: str
    facts: str
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordPage:
    """One page of the contracts or breaches that fit, and how many there are."""

    found: int
    lacking: int
    """In how many of all on record something is missing."""
    shown: tuple[RecordRow, ...]
    page: int = 1

    @property
    def pages(self) -> int:
        """How many pages."""
        return max(1, -(-self.found // PAGE))


def contract_list(asked: BoardQuery, desk: Desk) -> RecordPage:
    """The contracts that fit, each with what is missing in it or on record."""
    ids = [item.id for item in contract_form.checklist(desk).items]

    def gaps(contract: Contract) -> tuple[str, ...]:
        marked = [contract.provisions.get(id) for id in ids]
        return tuple(board_words.contract_gaps(contract, marked.count(False), marked.count(None)))

    def to_row(contract: Contract) -> RecordRow:
        name = ", ".join(part for part in (contract.vendor, contract.product) if part)
        return RecordRow(contract.id, name, board_words.contract_facts(contract, desk.today), gaps(contract))

    every, found = (searched(said, desk) for said in ("", asked.search))
    lacking = {c.id for c in every if not c.withdrawn and gaps(c)}
    chosen = [c for c in found if not c.withdrawn and (c.id in lacking or not asked.gaps)]
    return _page_of(chosen, len(lacking), to_row, asked.contracts)


def breach_list(asked: BoardQuery, desk: Desk) -> RecordPage:
    """The breaches that fit, each with what is not known yet."""

    def gaps(breach: Breach) -> tuple[str, ...]:
        return tuple(board_words.breach_gaps(breach))

    def to_row(breach: Breach) -> RecordRow:
        facts = breach_words.state(breach, desk.today)
        return RecordRow(breach.id, breach.vendor, facts[:1].upper() + facts[1:], gaps(breach))

    every, found = (desk.store.breaches(said) for said in ("", asked.search))
    lacking = {b.id for b in every if not b.withdrawn and gaps(b)}
    chosen = [b for b in found if not b.withdrawn and (b.id in lacking or not asked.gaps)]
    return _page_of(chosen, len(lacking), to_row, asked.breaches)


def _page_of(chosen: Sequence[R], lacking: int, to_row: Callable[[R], RecordRow], page: int) -> RecordPage:
    """One page of them, the newest first; only the page itself is worded."""
    page = min(max(1, page), max(1, -(-len(chosen) // PAGE)))
    shown = chosen[::-1][(page - 1) * PAGE : page * PAGE]
    return RecordPage(len(chosen), lacking, tuple(map(to_row, shown)), page)
