"""Sentences of the command that puts many contracts on record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

HELP_MAP = "Which field a column holds, where its name does not say so; may be given several times."
HELP_DRY = "Only check; save nothing."
HELP_GOOD = "Save the good rows even if others are refused."
HELP_JSON = "One JSON object for each row, then the totals."
NOT_CSV = "That file cannot be read as CSV in UTF-8. In a spreadsheet, save it as 'CSV UTF-8'."
RESULTS: Mapping[str, str] = {
    "new": "new",
    "same": "on record already",
    "ask": "to be settled first, not saved",
    "refused": "refused",
}


def no_columns(fields: Sequence[str]) -> str:
    """No column of the file is known."""
    return (
        f"No column has the name of a field. The first line names the columns; the fields are: {', '.join(fields)}. Or "
        "say which column is which: --map 'Company=vendor'"
    )


def row(number: int, result: str, problems: Sequence[str]) -> str:
    """What is wrong in one row."""
    return f"Row {number}, {RESULTS[result]}: {' '.join(problems)}"


def totals(found: Mapping[str, int], saved: int) -> str:
    """What came of the file."""
    told = "; ".join(f"{found[result]} {says}" for result, says in RESULTS.items() if found.get(result))
    return f"{sum(found.values())} rows: {told or 'none'}. Saved: {saved}."
