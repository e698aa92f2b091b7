"""The text of a paper, and where its pages begin."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: its row and column, from 0, and where it stands in the paper's text."""

    row: int
    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A table, by its cells in reading order; it stands in the text too.

    A row is a paragraph with a line for each cell. Cells that are long are paragraphs of their own.
    """

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """What was read of a file. Offsets count characters of ``text``."""

    text: str
    """Paragraphs parted by an empty line, without running headers and footers, words joined that a line broke."""
    pages: tuple[int, ...] = ()
    """Where each page begins; empty where the kind of file has no pages."""
    tables: tuple[PaperTable, ...] = ()
    notes: tuple[str, ...] = ()
    """What a reader must know, as sentences: that pages are pictures, or that filled form fields stand at the end."""

    def page(self, offset: int) -> int | None:
        """The page on which the character stands, from 1; None where there are no pages."""
        return bisect_right(self.pages, offset) or None if self.pages else None


class Unreadable(Exception):  # noqa: N818 - what a person is told of it
    """The file cannot be read as a paper; the message is a sentence for a person."""
