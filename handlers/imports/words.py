"""The sentences about importing contracts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handlers.imports.mapping import Column

LOCKED = "This file is locked with a password. Open it in Excel, remove the password, and save it."
OLD_EXCEL = "This is an Excel file of the old kind. Open it in Excel, save it as .xlsx, and import that."
BROKEN = "This workbook cannot be read; it may be damaged or saved only in part. Open it in Excel and save it again."
NO_WORKBOOK = "This is no Excel workbook. Save the list as .xlsx or .csv, and import that."
TOO_MUCH = (
    "This file holds or needs far more than a list of contracts does, so it was not read. Save only the sheet with the "
    "contracts as .csv, and import that."
)
TOO_LONG = (
    "This file took too long to read, so reading was stopped. Save only the sheet with the contracts as .csv, and "
    "import that."
)
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
IS_WITHDRAWN = "it is withdrawn"
HIDDEN = "the sheet is hidden"
OLD_SHEET = "by its name it is not in use"
EARLIER_YEAR = "there is a sheet of a later year"
POSTED_AND_NOT = "Posted: the sheet has a day, and says that it is not posted. Which is right?"
LINK_NO_DAY = "Posted: there is an address, but no day. When was it posted?"
_LABELS = {"executed": "Date executed", "expiry": "Expires", "start": "Starts", "posted": "Already posted on"}


def only_product(name: str) -> str:
    """The row has only one name, that of the product."""
    return f"Vendor: Please fill this in. The sheet names only '{name[:80]}'."


def amendment(says: str) -> str:
    """It may belong to another contract."""
    return f"'{says[:60]}' may only amend another contract. Is it one of its own?"


def which_is_vendor(vendor: str, product: str) -> str:
    """It is not clear which name is the vendor's and which the product's."""
    names = f"'{vendor[:60]}' or '{product[:60]}'" if vendor else f"'{product[:80]}'"
    return f"Vendor: which name is the vendor's in {names}?"


def other_district(name: str) -> str:
    """A registry's export has rows of others."""
    return f"it is of another district, {name[:80]}"


def whose(name: str) -> str:
    """No row of the sheet has the name of our district."""
    return f"District: is '{name[:80]}' ours? No row has our district's name as in setup."


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


FORM_TITLE, READ, READ_AGAIN = "Import contracts", "Read the file", "Read it so"
SHEET = "Spreadsheet"
ONE_AT_A_TIME = "I read one spreadsheet at a time. Send the others after this one."
PATH = "Path of the file"
ONLY, ONLY_HINT = (
    "Only these sheets",
    "Leave blank to read every sheet that lists contracts. Separate names by semicolons.",
)
GONE = "I no longer have that spreadsheet. Please send it again."
CANCELED, NOTHING_KEPT = "Not imported", "Nothing was saved, and I have deleted the spreadsheet."
NOWHERE_TO_WAIT = "Here I cannot keep a spreadsheet while you look at it. Use the command: dpa import FILE"
COLUMNS_TITLE = "Which column is which?"
COLUMNS_HINT = "Below each column are the first things that stand in it."
NOT_READ_LABEL = "Not read"
CHANGE_COLUMNS, CANCEL, UNDO, ALL_CONTRACTS = "Change the columns", "Cancel", "Undo the import", "All contracts"
SHEET_DELETED = "I have deleted the spreadsheet."
ALREADY = "This was saved already. It was not saved twice."
_FIELDS = {
    "vendor": "Vendor",
    "product": "Product",
    "vendor_product": "Vendor and product",
    "executed": "Date executed",
    "signature": "Date one party signed",
    "expiry": "Expires",
    "start": "Starts",
    "period": "Starts and expires",
    "posted": "Posted, and when",
    "link": "Address of the notice",
    "owner": "Owner",
    "provisions": "Provisions",
    "signed": "Whether it is signed",
    "student_data": "Whether it has student data",
    "kinds": "Kinds of data",
    "schools": "Schools that use it",
    "subprocessors": "Subprocessors",
    "contact": "Vendor's contact",
}
_RESULTS = {
    "new": "new",
    "changed": "to correct",
    "same": "on record already",
    "ask": "to be settled first",
    "refused": "with something wrong",
}


def sheet_hint(most: int) -> str:
    """Below the field that takes the file."""
    return f"Excel or CSV, up to {most // 1024**2} MB. You see what I read before anything is saved."


def no_file(path: str) -> str:
    """No file came with the form, or none is at the path."""
    return f"There is no file '{path[:100]}'." if path else "Please choose a file."


def too_large_here(most: int) -> str:
    """The file is too large to be kept until it is confirmed."""
    return f"I can keep up to {most // 1024**2} MB here. For a larger file, use the command: dpa import FILE"


def no_table(others: Sequence[tuple[str, str]]) -> str:
    """No table of contracts is in the file."""
    why = "".join(f" {name}: {why}." for name, why in others if name)
    return (
        "I found no list of contracts in this file. It needs a line of headings, with at least the vendor or product "
        f"and the day of execution.{why[:400]}"
    )


def review_title(name: str) -> str:
    """Above what would come of a file."""
    return f"Import {name[:100]}?"


def import_rows(count: int) -> str:
    """The button that saves."""
    return "Import the 1 good row" if count == 1 else f"Import the {count:,} good rows"


def totals(found: Mapping[str, int]) -> str:
    """How many rows came to what."""
    told = ", ".join(f"{found[result]:,} {says}" for result, says in _RESULTS.items() if found.get(result))
    rows = sum(found.values())
    return f"{rows:,} row{'' if rows == 1 else 's'}: {told or 'none that is a contract'}. Nothing is saved yet."


def field_name(column: Column) -> str:
    """What a column holds."""
    return _FIELDS.get(column.field, column.field.replace("_", " ").capitalize())


def sheet_heading(name: str, rows: int) -> str:
    """Above the columns of one sheet."""
    return f"{name[:60]} ({rows:,} row{'' if rows == 1 else 's'})"


def not_read(headings: Sequence[str]) -> str:
    """Columns that no field takes."""
    return f"Not read: {', '.join(headings)}."


def corrections(count: int) -> str:
    """Above what would be corrected."""
    return f"{count} contract{'' if count == 1 else 's'} on record to correct"


def corrects(record: str, changes: Sequence[tuple[str, str, str]]) -> str:
    """What a row corrects, field by field."""
    told = "; ".join(f"{label}: {old or 'empty'} → {new or 'empty'}" for label, old, new in changes)
    return f"{record}: {told}"


def not_saved(count: int) -> str:
    """Above the rows that need a look."""
    return f"{count} row{'' if count == 1 else 's'} not to be saved as {'it is' if count == 1 else 'they are'}"


def problem(sheet: str, number: int, name: str, problems: Sequence[str]) -> str:
    """One row that needs a look."""
    where = f"{sheet[:40]}, row {number}" if sheet else f"Row {number}"
    return f"{where}{f' ({name[:60]})' if name else ''}: {' '.join(problems)}"


def more(count: int) -> str:
    """How many more rows need a look."""
    return f"And {count} more."


def left_out(rows: Sequence[tuple[int, str]]) -> str:
    """Rows that are no contracts."""
    told = "; ".join(f"row {number}: {why}" for number, why in rows)
    return f"Left out: {told}."


def sheets_left_out(others: Sequence[tuple[str, str]]) -> str:
    """Sheets that are not read."""
    return f"Sheets left out: {'; '.join(f'{name}: {why}' for name, why in others)}."


def imported(count: int) -> str:
    """The contracts have been imported."""
    return "1 contract imported" if count == 1 else f"{count:,} contracts imported"


def unknown(names: Sequence[str]) -> str:
    """Owners whom nobody on file is called."""
    return f"Nobody on file is called {', '.join(names)[:300]}. Until then, the team is reminded of what is theirs."
