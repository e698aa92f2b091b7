"""The sentences about importing contracts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from handlers.contracts.words import executed
from handlers.dialogue.catalog import Sentence, catalog
from handlers.dialogue.text import short
from handlers.reminders import words as reminder_words
from knowledge.wording import spelled

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

if TYPE_CHECKING:
    from handlers.imports.mapping import Column
    from handlers.imports.meaning import ReadDay
    from knowledge.citation import Citation
    from storage.records import Contract
    from storage.vault.sealed import OpenRows


def too_large(name: str, size: int, most: int) -> str:
    """The file itself is too large."""
    return messages.too_large(name=name, size=f"{size / 1024**2:.0f}", most=most // 1024**2)


def too_large_inside(most: int) -> str:
    """What the file unpacks to is too large."""
    return messages.too_large_inside(most=most // 1024**2)


def too_many_rows(most: int, sheet: str = "") -> str:
    """There are more rows than are read."""
    where = messages.the_sheet(sheet=sheet) if sheet else messages.this_file
    return messages.has_more_than_rows_delete_what(where=where, most=most)


def too_many_columns(most: int, sheet: str = "") -> str:
    """There are more columns than are read."""
    where = messages.the_sheet(sheet=sheet) if sheet else messages.this_file
    return messages.has_more_than_columns_delete_those(where=where, most=most)


_LABELS = {
    "executed": messages.date_executed,
    "expiry": messages.expires,
    "start": messages.starts,
    "posted": messages.already_posted_on,
    "owner": messages.owner,
}


def which_is_vendor(vendor: str, product: str) -> str:
    """It is not clear which name is the vendor's and which the product's."""
    names = f"'{vendor[:60]}' or '{product[:60]}'" if vendor else f"'{product[:80]}'"
    return messages.vendor_which_name_is_the_vendors(names=names)


def no_such_day(field: str, says: str) -> str:
    """It is written like a date, but no calendar has it."""
    return messages.no_such_day(labels=_LABELS[field], says=says)


def no_day(field: str, says: str) -> str:
    """The day is missing, or cannot be told from the words."""
    return (
        messages.names_no_day(labels=_LABELS[field], says=says)
        if says
        else messages.please_fill_this_in(labels=_LABELS[field])
    )


def no_year(field: str, says: str) -> str:
    """Only the year is missing of the day."""
    return messages.names_no_year(labels=_LABELS[field], says=says)


def signed_later(executed: ReadDay, signed: ReadDay) -> str:
    """A party signed after the day that the sheet calls that of execution."""
    return messages.signed_later(labels=_LABELS["executed"], executed=executed.day, signed=signed.day)


def order(field: str, says: str) -> str:
    """Other days of the column have the day before the month."""
    return messages.order(labels=_LABELS[field], says=says)


def posted_no_day(says: str) -> str:
    """It is said to be posted, but not when."""
    told = messages.names_no_day_2(says=says) if says else messages.the_sheet_says_yes_but_no
    return messages.posted_when_was_it_posted(told=told)


def noted(field: str, says: str) -> str:
    """What stands in the sheet in the place of a day or of a person."""
    return messages.field_says(labels=_LABELS[field], says=says)


def noted_in(told: Sequence[str], name: str, sheet: str, row: int) -> str:
    """What the form of a row's contract has among its notes, and where it stands."""
    return " ".join((*told, f"{listed(name, sheet, row)}."))


def logged_before(contract: Contract) -> str:
    """Somebody logged a contract of the row's vendor and product by hand, before the sheet came."""
    return messages.logged_before(id=contract.id, executed=executed(contract))


def listed(name: str, sheet: str, row: int) -> str:
    """Where it is told that a contract was posted, in the place of an address."""
    where = f"{sheet}, row {row}" if sheet else f"row {row}"
    return messages.told_in(name=name, where=where[:80])


def no_field(name: str, known: Sequence[str]) -> str:
    """A column was to hold something that no contract has."""
    return messages.no_field(name=name, known=", ".join(known))


_FIELDS = {
    "vendor": messages.vendor,
    "product": messages.product,
    "vendor_product": messages.vendor_and_product,
    "executed": messages.date_executed,
    "signature": messages.date_one_party_signed,
    "expiry": messages.expires,
    "start": messages.starts,
    "period": messages.starts_and_expires,
    "posted": messages.posted_and_when,
    "link": messages.address_of_the_notice,
    "owner": messages.owner,
    "provisions": messages.provisions,
    "signed": messages.whether_it_is_signed,
    "student_data": messages.whether_it_has_student_data,
    "kinds": messages.kinds_of_data,
    "schools": messages.schools_that_use_it,
    "subprocessors": messages.subprocessors,
    "contact": messages.vendors_contact,
}
_RESULTS = {
    "new": "new",
    "changed": messages.to_correct,
    "same": messages.on_record_already,
    "ask": messages.to_be_settled_first,
    "refused": messages.with_something_wrong,
}


def provisions_column(number: int, cite: Citation) -> str:
    """What a column is that tells which provisions a contract has; a yes there stands for all that the law requires."""
    return messages.provisions_column(number=spelled(number), cite=cite)


def claims_all(rows: int, number: int, cite: Citation) -> str:
    """How many rows say that their contract has all provisions that the law requires."""
    return messages.claims_all(rows=rows, number=spelled(number), cite=cite)


def sheet_hint(most: int) -> str:
    """Below the field that takes the file."""
    return messages.sheet_hint(most=most // 1024**2)


def no_file(path: str) -> str:
    """No file came with the form, or none is at the path."""
    return messages.there_is_no_file(path=path) if path else messages.please_choose_a_file


def too_large_here(most: int) -> str:
    """The file is too large to be kept until it is confirmed."""
    return messages.too_large_here(most=most // 1024**2)


def no_table(others: Sequence[tuple[str, str]]) -> str:
    """No table of contracts is in the file."""
    why = "".join(f" {name}: {why}." for name, why in others if name)
    return messages.i_found_no_list_of_contracts(why=why[:400])


def import_rows(count: int) -> str:
    """The button that saves."""
    return messages.import_the_1_good_row if count == 1 else messages.import_the_good_rows(count=count)


def totals(found: Mapping[str, int]) -> str:
    """How many rows came to what."""
    told = ", ".join(f"{found[result]:,} {says}" for result, says in _RESULTS.items() if found.get(result))
    rows = sum(found.values())
    return messages.rows_nothing_is_saved_yet(rows=rows, told=told or "none that is a contract")


def field_name(column: Column) -> str:
    """What a column holds."""
    return _FIELDS.get(column.field, column.field.replace("_", " ").capitalize())


def not_read(headings: Sequence[str]) -> str:
    """Columns that no field takes."""
    return messages.not_read(headings=", ".join(headings))


def corrects(record: str, changes: Sequence[tuple[str, str, str]]) -> str:
    """What a row corrects, field by field."""
    told = "; ".join(f"{label}: {old or 'empty'} → {new or 'empty'}" for label, old, new in changes)
    return f"{record}: {told}"


def row_title(sheet: str, number: int, name: str) -> str:
    """Which row it is, and of whom."""
    where = f"{sheet[:40]}, row {number}" if sheet else f"Row {number}"
    return f"{where}{f' ({name[:60]})' if name else ''}"


def problem(sheet: str, number: int, name: str, problems: Sequence[str]) -> str:
    """One row that needs a look."""
    return f"{row_title(sheet, number, name)}: {' '.join(problems)}"


def rows_left(left: OpenRows) -> str:
    """How many rows of a spreadsheet wait to be settled."""
    return reminder_words.rows_wait(number=len(left.rows), name=left.name)


def rows_set_aside(left: OpenRows) -> str:
    """Which rows nobody is reminded of any more."""
    told = ", ".join(row_title(*row, "") for row in left.rows)
    return messages.left_as_they_are(name=left.name, rows=short(told, 500))


def more(count: int) -> str:
    """How many more rows need a look."""
    return messages.more(count=count)


def left_out(rows: Sequence[tuple[int, str]]) -> str:
    """Rows that are no contracts."""
    told = "; ".join(f"row {number}: {why}" for number, why in rows)
    return messages.left_out_(told=told)


def undated(numbers: Sequence[int]) -> str:
    """Rows that are saved without the day of execution."""
    return messages.undated(number=len(numbers), rows=", ".join(map(str, numbers)))


def sheets_left_out(others: Sequence[tuple[str, str]]) -> str:
    """Sheets that are not read."""
    return messages.sheets_left_out(others="; ".join((f"{name}: {why}" for name, why in others)))


def imported(count: int) -> str:
    """The contracts have been imported."""
    return messages.text_1_contract_imported if count == 1 else messages.contracts_imported(count=count)


def unknown(names: Sequence[str]) -> str:
    """Owners whom nobody on file is called."""
    return messages.unknown(names=", ".join(names)[:300])
