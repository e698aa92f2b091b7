"""The sentences about a contract's own time for the vendor to report a breach."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from handlers.dialogue.words import day
from knowledge.counting import Within
from knowledge.wording.numbers import in_words

STRICTER, CLASHES, TIME_LIMIT = "Stricter breach notice", "Clashes with the law", "Time limit"


def kind_of_data(kind: str) -> str:
    """As in ``Contract.breach_days``, in words."""
    return "other data" if kind == "other" else kind.replace("_", " ")


def stricter(kind: str, days: int) -> str:
    """A term that counts."""
    return f"{kind_of_data(kind)} {_days(days)}"


def clashing(kind: str, days: int, law: Within) -> str:
    """A term that gives the vendor more time, in a row."""
    return f"breach notice for {kind_of_data(kind)} {_days(days)}, where the law allows {law.number}"


def clash(kind: str, days: int, law: Within) -> str:
    """A term that gives the vendor more time, and what counts."""
    return (
        f"A clause that clashes with the law: The contract gives the vendor {_days(days)} to report a breach of "
        f"{kind_of_data(kind)}; the law allows {in_words(law)} at most. That is no stricter term, so the law's "
        f"{in_words(law)} count."
    )


def why(says: Iterable[str], checked: str) -> str:
    """What the law says of a term that clashes with it, and how far that was checked."""
    return f"{' '.join(says)} {checked}"


def by_contract(days: int, discovered: date, law: Within) -> str:
    """How a stricter term was counted."""
    return (
        f"{of_contract(days)}, counted from the day after {day(discovered)}; weekends and holidays count. The law "
        f"alone would allow {in_words(law)}."
    )


def of_contract(days: int) -> str:
    """A number of days that the contract sets."""
    return f"{_days(days)} (your contract)"


def told_late(told: date, last: date, days: int, *, by_contract: bool) -> str:
    """The vendor told the board after its last day."""
    limit = of_contract(days) if by_contract else _days(days)
    return (
        f"The vendor told the board late: its last day was {day(last)}, {limit} after it discovered the breach, and it "
        f"told the board on {day(told)}."
    )


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"


def clashes(pin: str) -> str:
    """A clause of the contract has no force, in a line; ``pin`` is where the law says so."""
    return f"A clause of the contract clashes with the law ({pin})."
