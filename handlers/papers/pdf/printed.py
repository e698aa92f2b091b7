"""Words and lines by their places on a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from handlers.papers.building import TableCell


@dataclass(frozen=True, slots=True)
class PrintedWord:
    """A word and its box, in points from the lower left corner of the upright page."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    order: int = 0
    """Its place in the file, which is often the order of reading."""
    broken: bool = False
    """Whether a hyphen at the line's end breaks it."""
    table: tuple[TableCell, ...] = ()
    """A whole table, in whose place this stands."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """Words that stand side by side, from left to right."""

    words: Sequence[PrintedWord]
    page: int
    left: float = field(init=False)
    right: float = field(init=False)
    bottom: float = field(init=False)
    top: float = field(init=False)
    text: str = field(init=False)
    """The words with a space between them."""

    def __post_init__(self) -> None:
        tallest = max(self.words, key=lambda word: word.top - word.bottom)
        object.__setattr__(self, "left", self.words[0].left)
        object.__setattr__(self, "right", max(word.right for word in self.words))
        object.__setattr__(self, "bottom", tallest.bottom)
        object.__setattr__(self, "top", tallest.top)
        object.__setattr__(self, "text", " ".join([word.text for word in self.words]))

    @property
    def size(self) -> float:
        """The height of its letters."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class PrintedColumn:
    """Lines that are read from top to bottom, and the edges between which they could stand."""

    lines: Sequence[PrintedLine]
    left: float
    right: float


def lines_of(words: Iterable[PrintedWord], page: int) -> list[PrintedLine]:
    """The lines that words stand in, from the top."""
    rows: list[list[PrintedWord]] = []
    bottom = top = 0.0
    for word in sorted(words, key=lambda word: -(word.top + word.bottom)):
        overlap = min(top, word.top) - max(bottom, word.bottom)
        if rows and overlap > 0.5 * min(top - bottom, word.top - word.bottom):
            rows[-1].append(word)
        else:
            rows.append([word])
            bottom, top = word.bottom, word.top
    return [PrintedLine(sorted(row, key=lambda word: word.left), page) for row in rows]
