"""What a paper does with one item, and on which clauses that rests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from handlers.review.reading.read import ReadClause
from handlers.review.review import ItemStatus


@dataclass(frozen=True, slots=True)
class ItemVerdict:
    """A status, the clauses it rests on, the most telling first, and why in one sentence."""

    status: ItemStatus
    reads: tuple[ReadClause, ...]
    why: str


def present(reads: Iterable[ReadClause], why: str) -> ItemVerdict:
    """It would satisfy the item."""
    return ItemVerdict(ItemStatus.PRESENT, tuple(reads), why)


def weak(reads: Iterable[ReadClause], why: str) -> ItemVerdict:
    """It touches on the item and does not satisfy it."""
    return ItemVerdict(ItemStatus.WEAK, tuple(reads), why)


def contradicted(reads: Iterable[ReadClause], why: str) -> ItemVerdict:
    """It says the opposite, or is overridden."""
    return ItemVerdict(ItemStatus.CONTRADICTED, tuple(reads), why)


def absent(why: str) -> ItemVerdict:
    """Nothing in the paper speaks of it."""
    return ItemVerdict(ItemStatus.ABSENT, (), why)
