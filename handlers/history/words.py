"""The sentences about corrected, withdrawn and erased records, and around a history."""

from __future__ import annotations

from datetime import date

from handlers.dialogue.reply import FieldKind
from handlers.dialogue.text.shorten import short
from handlers.dialogue.words import day, sentence

SAVE = "Save the correction"
WITHDRAW = "Withdraw"
REASON: tuple[str, FieldKind] = ("Why", "text")
CORRECTED = "Corrected. What it was before stays in its history."
AGAIN = "This correction was already saved. It was not saved twice."
MOVED = "the record was corrected"
OPEN_AGAIN = "It is open again."
RESTORED = "It is back on record, with what was due for it."
UNDO = "Undo the withdrawal"
STAYS = "It stays on record with its history, but nothing is due for it anymore."

ERASE = "Erase for good"
CONFIRM: tuple[str, FieldKind] = ("Confirm", "text")
MAY_BE_FORBIDDEN = "Erasing may be forbidden."
WITHDRAW_INSTEAD = (
    "Withdrawing keeps the record and stops its reminders. Erase only what should never have been here, such as a "
    "student's data."
)
DIGESTS_STAY = "Its history now holds only salted digests (scrambled fingerprints). Backups kept here were rewritten."


def moves(id: str, title: str, old: date, new: date) -> str:
    """A clock of a breach that is due on another day, as the contract's own term changed."""
    return f"{id}: {title[:1].lower()}{title[1:]} moves from {day(old)} to {day(new)}."


def moved(contract: str, old: date, new: date) -> str:
    """The same as a reason on record."""
    return f"the time in {contract} was corrected, so it moves from {day(old)} to {day(new)}"


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


def not_withdrawn(id: str, by: str = "", at: str = "") -> str:
    """Nothing to undo; who put it back, where somebody did."""
    return sentence(f"{by} restored {id} {at}") if by else f"{id} is not withdrawn; there is nothing to undo."


def already_withdrawn(id: str, by: str = "", at: str = "") -> str:
    """It was withdrawn before."""
    return sentence(f"{by} withdrew {id} {at}") if by else f"{id} is already withdrawn."


def nothing_to_correct(id: str) -> str:
    """The correction would change nothing."""
    return f"{id} already says that; nothing was changed."


def no_history(id: str) -> str:
    """There is no such record."""
    return f"There is nothing on record about '{id.strip()[:20]}'. Write its number, for example history C-1."


def history_title(title: str) -> str:
    """The history of a record."""
    return short(f"History of {title}")


def earlier(number: int) -> str:
    """Older entries are not shown."""
    return f"{number} earlier entries are in the export."


ALL_CONTRACTS = "All contracts"


def no_import(number: int) -> str:
    """There is nothing of the kind to undo."""
    return f"There is no import {number}." if number else "Nothing was imported yet."


def import_is_undone(number: int) -> str:
    """Nothing of it is left."""
    return f"Import {number} is undone already."


def import_undone(number: int) -> str:
    """It was taken back."""
    return f"Import {number} is undone"


def import_undone_reason(number: int) -> str:
    """Why a contract is withdrawn."""
    return f"import {number} was undone"


def taken_back(withdrawn: int, restored: int) -> str:
    """How many records it was."""
    gone = (
        f"{withdrawn} contract{'s' if withdrawn != 1 else ''} withdrawn, with what was due for them"
        if withdrawn
        else ""
    )
    back = f"{restored} contract{'s' if restored != 1 else ''} as before" if restored else ""
    told = "; ".join(filter(None, (gone, back)))
    return f"{told[:1].upper()}{told[1:]}. All of it stays in the history."
