"""Which sentences does somebody read on their App Home?"""

from __future__ import annotations

START = "Choose what to do here, or open Messages and ask in your own words. Type help there to see all I can do."
DUE, MINE, BOARD = "What is due", "My contracts", "The board"
MY_DUE = "What is due from you"
NONE_MINE = "You do not own any contracts. Contracts you log, or that name you as owner, show up here."
COUNTS = {"overdue": "Overdue", "passing": "Safe date passed", "soon": "Within a week", "later": "Later"}
LACKING, BREACHES = "Contracts with something missing", "Breaches"
ALL_DUE, ALL_CONTRACTS, ALL_BREACHES = "All deadlines", "All contracts", "All breaches"
NONE = "None."


def more(shown: int, found: int) -> str:
    """That a list goes on."""
    return f"{shown} of {found} shown." if found > shown else ""
