"""Lets people pick one of the contracts on record, or type its number where the list does not have it."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.contracts import words as contract_words
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import LONGEST_LABEL, Field
from handlers.dialogue.text.shorten import short
from handlers.forms.filled import Filled
from storage.records import Contract

PICK, NUMBER = "contract", "contract_number"
MOST_LISTED = 250
"""Contracts in one list; more would not fit into a card of Teams."""


def pick_fields(desk: Desk, hint: str = "", section: str = "", *, required: bool = False) -> Iterator[Field]:
    """The list of contracts, the newest first; where there are more than fit, also a line for the number."""
    found = [one for one in desk.store.contracts() if not one.withdrawn][::-1] if desk.records is not None else []
    options = tuple((one.id, _label(one)) for one in found[:MOST_LISTED])
    more = len(found) > MOST_LISTED
    needed = required and not more
    yield Field(PICK, contract_words.WHICH, "pick", options, hint, needed, section=section)
    if more:
        yield Field(NUMBER, contract_words.OR_NUMBER, "text", hint=contract_words.newest(MOST_LISTED), section=section)


def picked(filled: Filled) -> str:
    """The number that was typed, else the contract that was picked; empty where neither was."""
    return filled.text(NUMBER) or filled.picked(PICK)


def mark_wrong(filled: Filled, says: str) -> None:
    """Say at the field that was filled in what is wrong with it."""
    filled.errors[NUMBER if filled.values.get(NUMBER) else PICK] = says


def _label(contract: Contract) -> str:
    return short(f"{contract.id}: {contract_words.name(contract)}", LONGEST_LABEL)
