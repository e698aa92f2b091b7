"""Which sentences say what one can say?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

ASK, CONTRACTS, BREACHES, DEADLINES = "Ask", "Contracts", "Breaches", "Deadlines"
RECORDS, DISTRICT = "Any record", "The district"
ALL, ALL_COMMANDS = "all", "All commands"
SAYS: Mapping[str, str] = {
    ASK: "what the law says, and by when",
    CONTRACTS: "what each lacks, what must follow",
    BREACHES: "whose clock runs, until when",
    DEADLINES: "what is due, and from whom",
    RECORDS: "what became of it",
    DISTRICT: "how I serve it",
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
