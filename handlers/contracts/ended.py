"""Whether a contract has ended."""

from datetime import date

from storage.records import Contract


def has_ended(contract: Contract, today: date) -> bool:
    """Whether its last day has passed."""
    return contract.expiry is not None and contract.expiry < today
