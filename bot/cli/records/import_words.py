"""Sentences of ``dpa import``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from handlers.dialogue.catalog import Sentence, catalog
from handlers.imports.mapping import Column
from handlers.imports.plan import Change

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

RESULTS: Mapping[str, str] = {
    "new": "new",
    "changed": messages.to_be_corrected,
    "same": messages.on_record_already,
    "ask": messages.to_be_settled_first_not_saved,
    "refused": "refused",
}


def no_columns(fields: Sequence[str], others: Sequence[tuple[str, str]]) -> str:
    """No table of contracts is in the file."""
    why = "".join(f" {name}: {why}." for name, why in others if name)
    return messages.no_column_has_the_name_of(why=why, fields=", ".join(fields))


def columns(found: Sequence[Column]) -> Iterator[str]:
    """Which field each column holds."""
    for one in found:
        if one.field:
            yield f"Column {one.letter}, {one.heading or 'without a heading'}: {one.field}"
    unread = [one.heading for one in found if not one.field]
    if unread:
        yield messages.not_read(unread=", ".join(unread))


def left_out(sheet: str, number: int, why: str) -> str:
    """A row that is left out."""
    where = f"{sheet}, row {number}" if sheet else f"row {number}"
    return messages.left_out_(where=where, why=why)


def row(where: str, result: str, problems: Sequence[str]) -> str:
    """What is wrong in one row."""
    return f"{where}, {RESULTS[result]}: {' '.join(problems)}"


def changed(where: str, record: str, changes: Sequence[Change]) -> str:
    """What a row corrects."""
    listed = "; ".join(f"{label}: {old or 'empty'} → {new or 'empty'}" for label, old, new in changes)
    return f"{where}, corrects {record}: {listed}"


def unknown_owners(names: Sequence[str]) -> str:
    """Owners with names that nobody on file has; their reminders go to the privacy team."""
    return messages.unknown_owners(names=", ".join(names))


def totals(found: Mapping[str, int], saved: int) -> str:
    """How many rows had each result, and how many were saved."""
    listed = "; ".join(f"{found[result]} {says}" for result, says in RESULTS.items() if found.get(result))
    return messages.rows_saved(number=sum(found.values()), listed=listed or "none", saved=saved)
