"""Which sentences do people read about corrections and histories?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, tzinfo

from handlers.dialogue.reply import FieldKind
from handlers.dialogue.shorten import short
from handlers.dialogue.words import day
from storage.records import Breach, Contract, Event

SAVE = "Save the correction"
WITHDRAW = "Withdraw"
REASON: tuple[str, FieldKind] = ("Why", "text")
CORRECTED = "Corrected. What it was before stays in its history."
AGAIN = "This correction was already saved. It was not saved twice."
MOVED = "the record was corrected"
STAYS = "It stays on record with its history, but nothing is due for it anymore."
MOST_EVENTS = 40
REMINDED = "sent a reminder"


ERASE = "Erase for good"
CONFIRM: tuple[str, FieldKind] = ("Confirm", "text")
RECORDS_LAW = (
    "Public-records law may forbid this: a board's records may be destroyed only with the Public Records "
    "Administrator's approval (C.G.S. 7-109, 11-8). Withdrawing keeps the record and stops its reminders. Erase only "
    "what should never have been here, such as a student's data."
)
DIGESTS_STAY = "Its history now holds only salted digests (scrambled fingerprints). Backups kept here were rewritten."


def erase_title(id: str) -> str:
    """The form that warns."""
    return f"Erase {id} for good?"


def confirm_hint(id: str) -> str:
    """What to type to confirm."""
    return f"Type {id} to erase it with its deadlines and reminders. With a contract, its breaches are erased too."


def erased(id: str) -> str:
    """It is gone."""
    return f"{id} is erased"


def correct_title(id: str) -> str:
    """The form of a correction."""
    return f"Correct {id}"


def withdraw_title(id: str) -> str:
    """The form of a withdrawal."""
    return f"Withdraw {id}: why?"


def withdrawn(id: str) -> str:
    """It is withdrawn."""
    return f"{id} is withdrawn"


def gone(id: str) -> str:
    """It was withdrawn before."""
    return f"{id} is withdrawn already."


def same(id: str) -> str:
    """Nothing would change."""
    return f"{id} says that already; nothing was changed."


def no_history(id: str) -> str:
    """There is no such record."""
    return f"There is nothing on record about '{id.strip()[:20]}'. Write its number, for example history C-1."


def history_title(title: str) -> str:
    """The life of a record."""
    return short(f"History of {title}")


def earlier(number: int) -> str:
    """That the history is longer."""
    return f"{number} earlier entries are in the export."


def event(found: Event, verb: str, people: Mapping[str, str], zone: tzinfo | None) -> str:
    """One change: when, who, what was done, and each field that changed; ``people`` are names by id."""
    changes = [change for key in found.touched for change in _changes(key, found, people)]
    told = f": {'; '.join(changes)}" if changes else ""
    who = people.get(found.who, found.who)
    return f"{day(found.when.astimezone(zone))}, {who} ({found.surface}) {verb}{told}"[:1500]


def _changes(key: str, found: Event, people: Mapping[str, str]) -> list[str]:
    if "/" in key:
        return []
    before, after = found.before.get(key, {}), found.after.get(key, {})
    if not before:
        return [f"{key} new"] if after else []
    return [
        f"{key} {name.replace('_', ' ')} from {_value(before.get(name), people)} to {_value(value, people)}"
        for name, value in after.items()
        if name not in {"closed", "opened"}
    ]


def _value(value: object, people: Mapping[str, str]) -> str:
    if value in (None, "", (), [], {}):
        return "nothing"
    if isinstance(value, list | tuple):
        return ", ".join(str(part) for part in value)
    return f"'{people.get(value, value) if isinstance(value, str) else value}'"


def contract_values(contract: Contract) -> dict[str, str]:
    """A contract as the form shows it."""
    return {
        "vendor": contract.vendor,
        "product": contract.product,
        "executed": contract.executed.isoformat(),
        "purpose": contract.purpose,
        "description": contract.description,
        "categories": ",".join(contract.categories),
        "kinds": contract.kinds,
        "start": _day(contract.start),
        "expiry": _day(contract.expiry),
        "link": contract.link,
        "provisions": ",".join(name for name, has in contract.provisions.items() if has),
        "breach_days": str(contract.breach_days.get("student_information", "")),
        "breach_days_other": str(contract.breach_days.get("other", "")),
        "contact": contract.contact,
        "owner": contract.owner,
        "notes": contract.notes,
    }


def breach_values(breach: Breach) -> dict[str, str]:
    """A breach as the form shows it."""
    return {
        "contract": breach.contract,
        "vendor": breach.vendor,
        "discovered": _day(breach.discovered),
        "board_told": breach.board_told.isoformat() if breach.board_told else "",
        "categories": ",".join(breach.categories),
        "students": str(breach.students or ""),
        "description": breach.description,
        "owner": breach.owner,
    }


def _day(value: date | datetime | None) -> str:
    return value.isoformat() if value else ""
