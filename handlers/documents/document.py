"""What does a paper say, before anyone decides how it looks?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from handlers.dialogue.chart import Chart

Language = Literal["en", "es"]
LOCALES: Mapping[Language, str] = {"en": "en-US", "es": "es-US"}


@dataclass(frozen=True, slots=True)
class Blank:
    """Something that nobody has told us; a person fills it in. ``says`` is what belongs there."""

    says: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that must be seen."""

    says: str


@dataclass(frozen=True, slots=True)
class Hyperlink:
    """An address, under its name or as itself."""

    address: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """Words that are marked; a `Jump` leads to them by their ``place``, which no others have."""

    says: str
    place: str


@dataclass(frozen=True, slots=True)
class Jump:
    """A way to the marked words of that ``place`` in the same paper."""

    place: str
    says: str


@dataclass(frozen=True, slots=True)
class Noted:
    """Words with a note for the people who work on the paper: a comment in Word, in brackets elsewhere."""

    says: str
    note: str


Run = str | Blank | Strong | Hyperlink | Marked | Jump | Noted


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of what follows; level 1 stands below the paper's own title."""

    says: str
    level: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences, with blanks and links where they stand."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list."""

    items: tuple[tuple[Run, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under their columns. ``widths`` are shares of the page, equal where there are none.

    Raises ValueError where a row does not have every column.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows) or len(self.widths) not in {0, len(self.columns)}:
            raise ValueError(f"a table of {len(self.columns)} columns has a row or widths of another number")

    def shares(self) -> tuple[float, ...]:
        """How wide each column is, all together 1."""
        widths = self.widths or (1.0,) * len(self.columns)
        return tuple(width / sum(widths) for width in widths)


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart; its text always stands with it."""

    chart: Chart


Block = Heading | Paragraph | BulletList | Table | Figure


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper; ``made`` is its day."""

    title: str
    blocks: tuple[Block, ...]
    made: date
    language: Language = "en"
    footer: str = ""

    def blanks(self) -> tuple[str, ...]:
        """What a person has yet to fill in, in the order of the paper, each once."""
        return tuple(dict.fromkeys(run.says for run in _runs(self.blocks) if isinstance(run, Blank)))


def paragraph(*runs: Run) -> Paragraph:
    """A paragraph of these."""
    return Paragraph(runs)


def _runs(blocks: Iterable[Block]) -> Iterator[Run]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.runs
        elif isinstance(block, BulletList):
            for item in block.items:
                yield from item
