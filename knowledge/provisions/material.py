"""Reads the clauses that the reader of provisions learns from: what each does with a provision of the checklist.

A file for each item, as in ``deletion.txt``: ``# status``, then a clause a line, after the heading over it and an arrow
where it has one. Those of ``none.txt`` are about none of the ten.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.complaint import BadLaw, Complaint

FOLDER = Path(__file__).parent / "clauses"
STATUSES = ("none", "present", "weak", "contradicted")
_HEADING = "Write: # none, # present, # weak or # contradicted."


@dataclass(frozen=True, slots=True)
class LabeledClause:
    """A clause that somebody wrote to teach, and what it does with an item."""

    text: str
    item: str
    """As in ``deletion``; ``none`` where it is about none of them."""
    status: str


def read_clauses(folder: Path = FOLDER) -> tuple[LabeledClause, ...]:
    """Every clause of the folder's files. Raises BadLaw with every malformed line."""
    complaints: list[Complaint] = []
    found = [clause for file in sorted(folder.glob("*.txt")) for clause in _clauses(file, complaints)]
    if complaints:
        raise BadLaw(complaints)
    return tuple(found)


def _clauses(file: Path, complaints: list[Complaint]) -> Iterator[LabeledClause]:
    status = ""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            status = line[1:].strip()
        elif line.strip() and status in STATUSES:
            yield LabeledClause(line.strip(), file.stem, status)
        elif line.strip():
            complaints.append(Complaint(file.name, number, f"this clause has no status: {line[:60]}", _HEADING))
