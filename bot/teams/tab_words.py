"""Sentences that people read in the personal tab."""

from collections.abc import Callable, Sequence

from handlers.board.words import FAMILIES as FAMILIES  # noqa: PLC0414 - for the template
from handlers.dialogue.catalog import Sentence, catalog

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

MOST_RECORDS = 5
RECORDS = {"contract": messages.contracts, "breach": messages.breaches}
LOG = {"contract": messages.log_a_contract, "breach": messages.log_a_breach}
SORTS = {"mine": messages.mine, "all": messages.all, "overdue": messages.overdue}


def missing(gaps: Sequence[str]) -> str:
    """What a record lacks, in a few words: the first, and how much more; empty where it lacks nothing."""
    more = f", {len(gaps) - 1} more" if len(gaps) > 1 else ""
    return f"Missing: {gaps[0]}{more}" if gaps else ""


def more(number: int) -> str:
    """The deadlines that the timeline leaves out."""
    return f"{number} more"
