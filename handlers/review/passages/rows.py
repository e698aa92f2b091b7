"""The rows of a table as label and answer."""

from __future__ import annotations

import re

from handlers.review.passages.clause import Clause, Kind


class Rows:
    """The rows of one table; the first is its head."""

    def __init__(self) -> None:
        self._head: str | None = None

    def row(self, body: str, start: int, heading: str) -> Clause:
        """A row; its head leads to it."""
        cells = [cell.strip(" *_") for cell in re.split(r"\||\t", body.strip("| \t")) if cell.strip()]
        kind = Kind.PROMISE
        if self._head is None:
            self._head = " / ".join(cells)
            if all(len(cell.split()) < 4 for cell in cells):
                kind = Kind.HEADING
        if not re.search(r"\w", body):
            kind = Kind.HEADING
        lead = len(body) - len(body.lstrip("| \t"))
        words = body.strip("| \t")
        return Clause(start + lead, start + lead + len(words), words, kind, heading=heading, row=True)
