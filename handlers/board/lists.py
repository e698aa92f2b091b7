"""Which contracts and breaches does the board list, and what is missing in each?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from handlers.board import words as wording_board
from handlers.breaches import words as wording_breaches
from handlers.contracts import form as contract_form
from handlers.dialogue.desk import Desk
from storage.records import Breach, Contract

PAGE = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to see of it."""

    search: str = ""
    gaps: bool = False
    every: bool = False
    of_each: int = 0
    """So many of all deadlines, of the overdue ones and of the reader's own; otherwise the first few of all."""
    contracts: int = 1
    breaches: int = 1


@dataclass(frozen=True, slots=True)
class Kept:
    """A contract or a breach in a list, with what is missing."""

    id: str
    name: str
    facts: str
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """One page of the contracts or breaches that were looked for, and how many there are."""

    found: int
    lacking: int
    shown: tuple[Kept, ...]
    page: int = 1

    @property
    def pages(self) -> int:
        """How many pages."""
        return max(1, -(-self.found // PAGE))


def contract_list(asked: Asked, desk: Desk) -> Shelf:
    """The contracts that were looked for, each with what is missing in it or on record."""
    items = contract_form.checklist(desk).items

    def kept(contract: Contract) -> Kept:
        lacking = sum(contract.provisions.get(item.id) is not True for item in items)
        return Kept(
            contract.id,
            ", ".join(part for part in (contract.vendor, contract.product) if part),
            wording_board.contract_facts(contract),
            tuple(wording_board.contract_gaps(contract, lacking)),
        )

    found = [c for c in desk.store.contracts(asked.search) if not c.withdrawn]
    return _shelf(found, kept, asked, asked.contracts)


def breach_list(asked: Asked, desk: Desk) -> Shelf:
    """The breaches that were looked for, each with what nobody knows yet."""

    def kept(breach: Breach) -> Kept:
        facts = wording_breaches.state(breach)
        gaps = tuple(wording_board.breach_gaps(breach))
        return Kept(breach.id, breach.vendor, facts[:1].upper() + facts[1:], gaps)

    found = [b for b in desk.store.breaches(asked.search) if not b.withdrawn]
    return _shelf(found, kept, asked, asked.breaches)


def _shelf(found: Sequence[Contract] | Sequence[Breach], kept: Callable[..., Kept], asked: Asked, page: int) -> Shelf:
    """One page of them, the newest first."""
    every = [kept(record) for record in reversed(found)]
    lacking = [record for record in every if record.gaps]
    wanted = lacking if asked.gaps else every
    page = min(max(1, page), max(1, -(-len(wanted) // PAGE)))
    return Shelf(len(wanted), len(lacking), tuple(wanted[(page - 1) * PAGE : page * PAGE]), page)
