"""What one row of a file says of a contract."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class ToldRow:
    """What one row says, by the form's fields; what is to be settled before it can be saved, and what cannot be."""

    sheet: str
    number: int
    """As the spreadsheet counts, from 1."""
    values: dict[str, str] = field(default_factory=dict)
    asks: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    left_out: str = ""
    """Why it is no contract of this district; empty where it is one."""
