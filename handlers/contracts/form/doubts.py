"""What is asked about before a contract is saved: dates that can hardly be right, and a second contract."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.contracts import words as contract_words
from handlers.contracts.form.form import duplicate_of, identity
from handlers.dialogue.desk import Desk, Message
from handlers.forms.filled import Filled
from handlers.forms.saving import saved_by
from handlers.forms.values.plausible import FAR, ask_if_far
from storage.records import Contract


def ask_about(filled: Filled, contract: Contract, old: Contract | None = None) -> None:
    """Doubt its dates; ``old`` is the record that is corrected, whose dates are not asked about again."""
    for id in ("executed", "start", "expiry"):
        ask_if_far(filled, id, getattr(contract, id), getattr(old, id, None), FAR)
    signed, starts = contract.executed, contract.start
    if starts and starts < signed and (old is None or (old.start, old.executed) != (starts, signed)):
        filled.doubt("start-first", contract_words.starts_before(starts, signed))


def ask_about_another(filled: Filled, contract: Contract, message: Message, desk: Desk) -> None:
    """Doubt a contract that is on record already, or whose product has another contract that has not ended."""
    if twin := duplicate_of(contract, message, desk):
        filled.doubt("twin", contract_words.twin(twin.id))
    elif other := _other_of(contract, message, desk):
        filled.doubt("second", contract_words.second(other))


def unlike_only_in_product(contract: Contract, others: Sequence[Contract]) -> Contract | None:
    """One of the others with the same vendor and day, where one of both names no product."""
    vendor, product, day = identity(contract)
    found = ((one, identity(one)) for one in others)
    return next((one for one, its in found if its[::2] == (vendor, day) and not (its[1] and product)), None)


def _other_of(contract: Contract, message: Message, desk: Desk) -> Contract | None:
    """The newest running contract for the same product, unless this very message logged it."""
    one = running_beside(contract, desk.store.contracts())
    return None if one and saved_by(message, one.id, desk) else one


def running_beside(contract: Contract, others: Sequence[Contract]) -> Contract | None:
    """The newest of the others that is for the same product and has not ended when this one is executed."""
    names = identity(contract)[:2]
    for one in reversed(others if contract.product else ()):
        is_over = one.withdrawn or (one.expiry and one.expiry <= contract.executed)
        if identity(one)[:2] == names and not is_over:
            return one
    return None
