"""The sentences about importing contracts."""

from __future__ import annotations

from collections.abc import Sequence

LOCKED = "This file is locked with a password. Open it in Excel, remove the password, and save it."
OLD_EXCEL = "This is an Excel file of the old kind. Open it in Excel, save it as .xlsx, and import that."
BROKEN = "This workbook cannot be read; it may be damaged or saved only in part. Open it in Excel and save it again."
NO_WORKBOOK = "This is no Excel workbook. Save the list as .xlsx or .csv, and import that."
NO_TEXT = "This file cannot be read as a list. Save it as .xlsx or .csv, and import that."


def empty(name: str) -> str:
    """Nothing is in the file."""
    return f"{name[:100]} is empty."


def too_large(name: str, size: int, most: int) -> str:
    """The file itself is too large."""
    return f"{name[:100]} has {size / 1024**2:.0f} MB. I read up to {most // 1024**2} MB."


def too_large_inside(most: int) -> str:
    """What the file unpacks to is too large."""
    return f"This workbook unpacks to more than {most // 1024**2} MB. Save only the sheet with the contracts."


def too_many_rows(most: int, sheet: str = "") -> str:
    """There are more rows than are read."""
    where = f"The sheet '{sheet[:50]}'" if sheet else "This file"
    return f"{where} has more than {most:,} rows. Delete what is no contract, or split the list."


def too_many_columns(most: int, sheet: str = "") -> str:
    """There are more columns than are read."""
    where = f"The sheet '{sheet[:50]}'" if sheet else "This file"
    return f"{where} has more than {most} columns. Delete those that you do not need."


def too_many_sheets(most: int) -> str:
    """There are more sheets than are read."""
    return f"This workbook has more than {most} sheets. Save only those with contracts."


def not_a_sheet(name: str) -> str:
    """The file is of another kind."""
    return f"{name[:100]} is no spreadsheet that I can read. Save it as .xlsx or .csv."


NO_STUDENT_DATA = "by the sheet it holds no student data"
FORMULA = "a formula whose value was not kept"
STRUCK = "it is struck through"
TOTALS = "it holds totals"
NOTE = "it is a note"
ONE_CELL = "only one cell is filled"
NO_NAME = "neither vendor nor product is named"
NO_TABLE = "it has no table of contracts"
NO_DAY_COLUMN = "it has no column with the day of execution"
NOT_ASKED = "another sheet was asked for"
HIDDEN = "the sheet is hidden"
OLD_SHEET = "by its name it is not in use"
EARLIER_YEAR = "there is a sheet of a later year"
POSTED_AND_NOT = "Posted: the sheet has a day, and says that it is not posted. Which is right?"
LINK_NO_DAY = "Posted: there is an address, but no day. When was it posted?"
_LABELS = {"executed": "Date executed", "expiry": "Expires", "start": "Starts", "posted": "Already posted on"}


def only_product(name: str) -> str:
    """One name alone is told."""
    return f"Vendor: Please fill this in. The sheet names only '{name[:80]}'."


def amendment(says: str) -> str:
    """It may belong to another contract."""
    return f"'{says[:60]}' may only amend another contract. Is it one of its own?"


def which_is_vendor(vendor: str, product: str) -> str:
    """Nobody can tell which of the names is whose."""
    names = f"'{vendor[:60]}' or '{product[:60]}'" if vendor else f"'{product[:80]}'"
    return f"Vendor: which name is the vendor's in {names}?"


def other_district(name: str) -> str:
    """A registry's export has rows of others."""
    return f"it is of another district, {name[:80]}"


def denied(says: str) -> str:
    """There is a day, and a word against it."""
    return f"The sheet says '{says[:60]}' of it. Was it signed?"


def not_signed(says: str) -> str:
    """No contract has been signed."""
    return f"no signed contract: '{says[:60]}'"


def no_such_day(field: str, says: str) -> str:
    """It is written like a date, but no calendar has it."""
    return f"{_LABELS[field]}: There is no such day as '{says[:40]}'. Please check it."


def no_day(field: str, says: str) -> str:
    """The day is missing, or cannot be told from the words."""
    return f"{_LABELS[field]}: '{says[:60]}' names no day." if says else f"{_LABELS[field]}: Please fill this in."


def order(field: str, says: str) -> str:
    """Other days of the column have the day before the month."""
    return f"{_LABELS[field]}: '{says[:40]}' may be month first or day first; other days of the column are day first."


def posted_no_day(says: str) -> str:
    """It is said to be posted, but not when."""
    told = f"'{says[:60]}' names no day" if says else "the sheet says yes, but no day"
    return f"Posted: {told}. When was it posted?"


NEEDED = "Please fill this in."


def listed(name: str, sheet: str, row: int) -> str:
    """Where it is told that a contract was posted, in the place of an address."""
    where = f"{sheet}, row {row}" if sheet else f"row {row}"
    return f"Told in {name[:80]}, {where[:80]}"


def row_above(number: int) -> str:
    """The same contract stands further up."""
    return f"Row {number} is the same contract."


def logged_meanwhile(row: int) -> str:
    """Somebody put the same contract on record since the rows were checked."""
    return f"Somebody has just logged the contract of row {row}. Nothing was saved; please import the file again."


BOTH_LABEL = "Vendor and product in one"
SIGNED_LABEL = "Whether it is signed"
DISTRICT_LABEL = "District"


def no_field(name: str, known: Sequence[str]) -> str:
    """A column was to hold something that no contract has."""
    return f"There is no field '{name[:40]}'. The fields are: {', '.join(known)}."
