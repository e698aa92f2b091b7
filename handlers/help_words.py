"""Which sentences say what one can say?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

ASK, CONTRACTS, BREACHES, DEADLINES = "Ask", "Contracts", "Breaches", "Deadlines"
RECORDS, DISTRICT = "Any record", "The district"
ALL, ALL_COMMANDS = "all", "All commands"
SAYS: Mapping[str, str] = {
    ASK: "what the law says, and by when",
    CONTRACTS: "what each is missing, and what must happen next",
    BREACHES: "whose clock is running, and until when",
    DEADLINES: "what is due, and from whom",
    RECORDS: "correct it, or see what changed",
    DISTRICT: "its settings and roles",
}
BUTTONS: Mapping[str, str] = {
    "log-contract": "Log a contract",
    "log-breach": "Log a breach",
    "deadlines": "What is due",
    "contracts": "Contracts",
    "breaches": "Breaches",
}


def line(group: str, names: Sequence[str]) -> str:
    """What a group is for, and what to type."""
    return f"{SAYS[group]} ({', '.join(names)})"


def sentence(help: str) -> str:
    """A command's line, standing alone."""
    return f"{help[:1].upper()}{help[1:]}."
