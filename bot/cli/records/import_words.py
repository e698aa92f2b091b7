"""Sentences of ``dpa import``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from handlers.imports.mapping import Column
from handlers.imports.plan import Change

HELP_MAP = "Which field a column holds, by its heading or letter; '-' leaves it out. May be given several times."
HELP_SHEET = "Read this sheet. Without it, every sheet that lists contracts; may be given several times."
HELP_DRY = "Only check; save nothing."
HELP_GOOD = "Save the good rows even if others are refused."
HELP_JSON = "One JSON object for each row, then the totals."
SAVING = "Saving"
RESULTS: Mapping[str, str] = {
    "new": "new",
    "changed": "to be corrected",
    "same": "on record already",
    "ask": "to be settled first, not saved",
    "refused": "refused",
}


def no_columns(fields: Sequence[str], others: Sequence[tuple[str, str]]) -> str:
    """No table of contracts is in the file."""
    why = "".join(f" {name}: {why}." for name, why in others if name)
    return (
        "No column has the name of a field. A list of contracts has a line of headings, with at least the vendor or "
        f"product and the day of execution.{why} Say which column is which: --map 'Company=vendor'. The fields are: "
        f"{', '.join(fields)}"
    )


def columns(found: Sequence[Column]) -> Iterator[str]:
    """Which field each column holds."""
    for one in found:
        if one.field:
            yield f"Column {one.letter}, {one.heading or 'without a heading'}: {one.field}"
    unread = [one.heading for one in found if not one.field]
    if unread:
        yield f"Not read: {', '.join(unread)}"


def other_sheet(name: str, why: str) -> str:
    """A sheet or table that is left out."""
    return f"Left out: {name}: {why}."


def left_out(sheet: str, number: int, why: str) -> str:
    """A row that is left out."""
    where = f"{sheet}, row {number}" if sheet else f"row {number}"
    return f"Left out: {where}: {why}."


def row(where: str, result: str, problems: Sequence[str]) -> str:
    """What is wrong in one row."""
    return f"{where}, {RESULTS[result]}: {' '.join(problems)}"


def changed(where: str, record: str, changes: Sequence[Change]) -> str:
    """What a row corrects."""
    listed = "; ".join(f"{label}: {old or 'empty'} → {new or 'empty'}" for label, old, new in changes)
    return f"{where}, corrects {record}: {listed}"


def unknown_owners(names: Sequence[str]) -> str:
    """Owners with names that nobody on file has; their reminders go to the privacy team."""
    return f"Nobody on file is called {', '.join(names)}. Until then, the privacy team is reminded of what is theirs."


def totals(found: Mapping[str, int], saved: int) -> str:
    """How many rows had each result, and how many were saved."""
    listed = "; ".join(f"{found[result]} {says}" for result, says in RESULTS.items() if found.get(result))
    return f"{sum(found.values())} rows: {listed or 'none'}. Saved: {saved}."


def undo(number: int) -> str:
    """How to undo the whole import."""
    return f"To take all of it back: dpa undo import {number}"
