"""The sentences about what waits for the privacy team."""

from __future__ import annotations

from collections.abc import Iterable

LISTS = {"apps open": "Open products", "exceptions": "All exceptions"}
"""The buttons to the lists, below a digest that says what waits."""


def not_complete(number: int) -> str:
    """Exceptions for a child's plan of which nothing shows all conditions."""
    return f"{number} exception{'' if number == 1 else 's'} not complete"


def to_review(number: int) -> str:
    """Exceptions whose day of review has come or is near."""
    return f"{number} exception{'' if number == 1 else 's'} to review"


def open_requests(number: int) -> str:
    """Requests of families that nobody has closed."""
    return f"{number} family request{'' if number == 1 else 's'} open"


def ending(number: int, days: int) -> str:
    """Contracts that end soon."""
    return f"{number} contract{' ends' if number == 1 else 's end'} within {days} days"


def list_of_ending(days: int) -> str:
    """What is typed to see them."""
    return f"contracts expiring in the next {days} days"


def also_waiting(lines: Iterable[str]) -> str:
    """What waits beside the deadlines."""
    return f"Also waiting: {', '.join(lines)}."
