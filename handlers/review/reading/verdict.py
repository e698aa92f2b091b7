"""What a paper does with one item, and on which clauses that rests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from handlers.review.reading.read import Read
from handlers.review.review import Status


@dataclass(frozen=True, slots=True)
class Verdict:
    """A status, the clauses it rests on, the most telling first, and why in one sentence."""

    status: Status
    reads: tuple[Read, ...]
    why: str


def present(reads: Iterable[Read], why: str) -> Verdict:
    """It would satisfy the item."""
    return Verdict(Status.PRESENT, tuple(reads), why)


def weak(reads: Iterable[Read], why: str) -> Verdict:
    """It touches on the item and does not satisfy it."""
    return Verdict(Status.WEAK, tuple(reads), why)


def contradicted(reads: Iterable[Read], why: str) -> Verdict:
    """It says the opposite, or is overridden."""
    return Verdict(Status.CONTRADICTED, tuple(reads), why)


def absent(why: str) -> Verdict:
    """Nothing in the paper speaks of it."""
    return Verdict(Status.ABSENT, (), why)
