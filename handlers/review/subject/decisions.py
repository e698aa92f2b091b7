"""What people decided on a contract's provisions, with their names and the days, as its history tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from handlers.dialogue.desk import Desk
from handlers.people import names
from storage.records import Contract


@dataclass(frozen=True, slots=True)
class ProvisionDecision:
    """What somebody said of one provision: whether it is present; the machine never overwrites it."""

    present: bool
    who: str = ""
    """The person's name; empty where an erased history no longer tells."""
    on: date | None = None
    of_file: bool = True
    """Whether it was said of the file that is kept now, and not of one that this one replaced."""


def decisions_of(contract: Contract, desk: Desk) -> Mapping[str, ProvisionDecision]:
    """By item, where somebody said whether the contract has it."""
    told: dict[str, ProvisionDecision] = {}
    for event in desk.store.history(contract.id):
        row = event.after.get(contract.id, {})
        if "file" in row:
            told = {item: replace(one, of_file=False) for item, one in told.items()}
        was, now = _marks(event.before.get(contract.id, {})), _marks(row)
        new = {item: has for item, has in now.items() if has is not None and was.get(item) is not has}
        on, who = event.when.astimezone(desk.zone).date(), names.display_name(event.who, desk)
        told |= {item: ProvisionDecision(has, who, on) for item, has in new.items()}
    known = {item: has for item, has in contract.provisions.items() if has is not None}
    return {
        item: one if (one := told.get(item)) and one.present is has else ProvisionDecision(has)
        for item, has in known.items()
    }


def _marks(row: Mapping[str, object]) -> Mapping[str, bool | None]:
    marks = row.get("provisions")
    return marks if isinstance(marks, Mapping) else {}
