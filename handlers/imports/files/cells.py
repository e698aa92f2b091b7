"""What a sheet is once it is read: rows of cells, and what stands beside their values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

Value = str | float | bool | date
"""What stands in a cell; a text without anything in it where it is empty."""
Found = Value | int | time | datetime | timedelta
"""What a workbook's cell may hold as it stands there."""
Row = Sequence[Value]
At = tuple[int, int]
"""A cell's row and column, from 0."""
MOST_ROWS = 20_000
MOST_COLUMNS = 200
LONGEST_CELL = 10_000
MOST_PLACES, MOST_CELLS, MOST_LETTERS = 2_000_000, 500_000, 10_000_000
"""Of a whole file: places for cells, cells in which something stands, and letters."""


def is_empty(value: Value) -> bool:
    """Whether nothing stands there; a box that is not ticked says nothing by itself."""
    return value is False or (isinstance(value, str) and value.strip().upper() in {"", "FALSE"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its rows of cells, and what stands beside the values. Merged cells are filled with their value."""

    name: str
    rows: Sequence[Row]
    hidden: bool = False
    links: Mapping[At, str] = field(default_factory=dict)
    """Where a cell leads, by cell."""
    merged: Mapping[At, At] = field(default_factory=dict)
    """The cell from which a filled one has its value."""
    struck: frozenset[int] = frozenset()
    """Rows that are struck through."""
    dayless: frozenset[At] = frozenset()
    """Dates that are shown without their day, as in Oct-25."""
    unvalued: frozenset[At] = frozenset()
    """Formulas whose value is not in the file."""
    from_1904: bool = False
    """Whether its serial numbers count the days from 1904 on, as on old Macs."""
