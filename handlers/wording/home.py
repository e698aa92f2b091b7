"""Which sentences does somebody read on their App Home?"""

from __future__ import annotations

START = "Choose what to do here, or ask in Messages in your own words; there, help lists everything I understand."
DUE, MINE, BOARD = "What is due", "My contracts", "The board"
MY_DUE = "What is due from you"
NONE_MINE = "You own no contract. Whoever logs one, or is named as its owner, sees it here."
COUNTS = {"overdue": "Overdue", "passing": "Safe date passed", "soon": "Within a week", "later": "Later"}
LACKING, BREACHES = "Contracts in which something is missing", "Breaches"
ALL_DUE, ALL_CONTRACTS, ALL_BREACHES = "All deadlines", "All contracts", "All breaches"
NONE = "None."


def more(shown: int, found: int) -> str:
    """That a list goes on."""
    return f"{shown} of {found} shown." if found > shown else ""
