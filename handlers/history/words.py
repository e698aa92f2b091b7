"""The sentences about corrected, withdrawn and erased records, and around a history."""

from __future__ import annotations

from collections.abc import Sequence
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


MOST_NAMED = 4
UNDO_TITLE = "Undo your last change?"
UNDO_IT = "Undo it"
UNDONE = "Undone"
UNDONE_REASON = "undone by the person who logged it"


def takes_back(withdrawn: Sequence[str], restored: Sequence[str]) -> str:
    """What undoing a change does."""
    gone = f"withdraws {_ids(withdrawn)}, with what was due" if withdrawn else ""
    back = f"puts {_ids(restored)} back as before" if restored else ""
    return f"Undoing it {' and '.join(filter(None, (gone, back))) or 'stops that reminder'}."


def _ids(ids: Sequence[str]) -> str:
    names = ["the settings" if one == "setup" else one for one in ids]
    if len(names) > MOST_NAMED:
        return f"{len(names)} records"
    return f"{', '.join(names[:-1])} and {names[-1]}" if names[1:] else names[0]


def taken_back(withdrawn: int, restored: int) -> str:
    """How many records it was."""
    gone = f"{withdrawn} record{'s' if withdrawn != 1 else ''} withdrawn, with what was due" if withdrawn else ""
    back = f"{restored} record{'s' if restored != 1 else ''} as before" if restored else ""
    told = "; ".join(filter(None, (gone, back))) or "The reminder is off"
    return f"{told[:1].upper()}{told[1:]}. All of it stays in the history."


def nothing_to_undo(id: str) -> str:
    """The sender changed nothing that still stands."""
    about = f" of {id}" if id else ""
    return f"I know of no change{about} by you that could be undone here. A record's history shows who changed what."


def final(line: str, why: str) -> str:
    """A change that cannot be undone, and why."""
    return f"This cannot be undone: {line} {why}"


def changed_since(by: str, at: str) -> str:
    """Somebody else changed the same once more."""
    return sentence(f"{by} changed the same {at}, after your last change, so I leave it as it is")


def stays_changed(id: str, by: str, at: str) -> str:
    """What somebody changed since is not undone."""
    return sentence(f"{by} changed {id} {at}; that change stays")


def taken_back_already(by: str) -> str:
    """Nothing of the change is left."""
    return sentence(f"{by} undid or changed that already") if by else "That is undone already."


def no_change(number: int) -> str:
    """There is no change with that number."""
    return f"There is no change number {number} that could be undone."


def show_record(id: str) -> str:
    """The button to a record."""
    return f"Show {id}"
