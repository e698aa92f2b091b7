"""One clause of a paper, and what it stands under."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ClauseKind(StrEnum):
    """What a clause is; only a promise is evidence of one."""

    PROMISE = "promise"
    """A sentence, a list item or a row: somebody says what is or will be."""
    HEADING = "heading"
    DEFINITION = "definition"
    RECITAL = "recital"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence, list item or row. ``start`` and ``end`` are offsets in the paper's text."""

    start: int
    end: int
    text: str
    """Its own words, as they stand in the paper."""
    kind: ClauseKind = ClauseKind.PROMISE
    lead: str = ""
    """The words before a list that each of its items completes, as in "Provider shall:"."""
    heading: str = ""
    """The headings over it, the nearest last."""
    row: bool = False
    """Whether it is a row of a table."""

    @property
    def whole(self) -> str:
        """What it says with the words that lead to it."""
        return f"{self.lead} {self.text}" if self.lead else self.text
