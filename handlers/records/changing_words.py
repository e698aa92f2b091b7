"""The texts that propose to correct, withdraw or erase a record."""

from __future__ import annotations

WITHDRAWN_STAYS = "It stays on record with its history, and nothing is due for it anymore."
GOES_WITH = (
    "A deadline follows from its record. It goes when it is done, or when the record is withdrawn or its dates are "
    "corrected."
)
NOTE_BUTTON = "Add the note"
ALL_CONTRACTS = "All contracts"
ALL_BREACHES = "All breaches"


def note_title(id: str) -> str:
    """A note is to be added to a record."""
    return f"Add a note to {id}?"


def correct_title(id: str) -> str:
    """A record is to be corrected."""
    return f"Correct {id}?"


def withdraw_title(id: str) -> str:
    """A record is to be withdrawn."""
    return f"Withdraw {id}?"


def goes_with_title(called: str) -> str:
    """The title where a deadline is to be withdrawn or erased, which goes only with its record."""
    return f"Take {called} off?"


def withdraw_button(id: str) -> str:
    """The button that withdraws a record."""
    return f"Withdraw {id}"


def none_named(vendor: str) -> str:
    """No record of that vendor."""
    return f"Nothing on record about {vendor}" if vendor else "Which record?"


PROOF_STAYS = "It stays done; only its proof changes, and the history keeps the one before."
