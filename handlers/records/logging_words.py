"""The texts that propose to log a contract, a renewal, a breach or the vendor's notice of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from handlers.dialogue.words import day

APPROVED = (
    "You told me the day on which the board approved it. I count the days to post from the day put down as executed, "
    "as a rule that of the last signature; if that was another day, change the date before you save."
)
HAPPENED = (
    "I count nothing from the day on which it happened. Ask the vendor when it discovered the breach, and add that day."
)
NO_DISCOVERY = (
    "Not known yet: the day on which the vendor discovered it. Ask the vendor, and leave it blank until then."
)
NO_NOTICE = (
    "If the vendor has told the board, add the day on which its notice arrived: I count the days to tell families "
    "from it."
)
PROVISIONS_LEFT = "The provisions are not carried over, as a renewal is a new text. Mark those that it has."


def follows(title: str, when: str, cite: str) -> str:
    """A deadline that saving would open."""
    return f"{title}: {when} ({cite})"


def log_contract_title(vendor: str) -> str:
    """A contract is to be logged."""
    return f"Log the contract with {vendor}?" if vendor else "Log a contract: with which vendor?"


def renewal_title(vendor: str, id: str) -> str:
    """A renewal is to be logged as a contract of its own."""
    return f"Log the renewed contract with {vendor} (before: {id})?"


def log_breach_title(vendor: str, first: str) -> str:
    """The title that proposes to log a breach, with the first duty and its date where those are known."""
    asks = f"Log the breach at {vendor}?" if vendor else "Log a breach: at which vendor?"
    return f"{asks} {first}".strip()


def by_when(title: str, safe: date) -> str:
    """A duty and its safe date."""
    return f"{title} by {safe:%a, %b} {safe.day}"


def received_title(id: str, vendor: str) -> str:
    """The title that proposes to record the vendor's notice."""
    return f"{id}: record that the notice of {vendor} arrived?"


def has_notice(id: str, told: date) -> str:
    """The day of the notice is on record already."""
    return f"{id} has a date of receipt already: {day(told)}. To change it, correct it."


def maybe_known(id: str, vendor: str) -> str:
    """A breach at the same vendor is on record already."""
    return f"{id} is a breach at {vendor} that is on record already. If it is the same one, use that."


def no_contract_title(name: str) -> str:
    """An app is in use, and no contract is on record."""
    return f"{name}: in use, and no contract is on record"


def contract_there(id: str, vendor: str) -> str:
    """There is a contract on record after all."""
    return f"{id} is a contract with {vendor} on record. Check whether it covers this use."


LOG_IT = "Log the contract once it is signed"
OPERATOR = "Check it step by step"


def lacking(provisions: Sequence[str], titles: Mapping[str, str]) -> str:
    """The provisions that the message calls missing, where it says nothing about the others."""
    named = ", ".join(titles.get(one, one) for one in provisions)
    return f"You told me that this is missing: {named}. Check which of the others it has."


def law_says(says: str, cite: str) -> str:
    """A sentence of the law with its cite."""
    return f"{says} ({cite})"


def received_button(id: str) -> str:
    """The button that notes the arrival of the notice."""
    return f"The notice for {id} arrived"


def show_button(id: str) -> str:
    """The button that shows a record."""
    return f"Show {id}"
