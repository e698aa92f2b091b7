"""Charts and tiles: figures to look at, always with the same in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from handlers.dialogue.reply import Tone


Look = Literal["late", "soon", "good", "plain"]
"""What a bar stands for, so that each surface gives it its color; its label says it too."""
LONGEST_LABEL, LONGEST_TITLE, MOST_BARS = 20, 50, 12
"""The limits of Slack's chart."""
FULL = 12
SQUARES: Mapping[Look, str] = {"late": "🟥", "soon": "🟨", "good": "🟩", "plain": "🟦"}


@dataclass(frozen=True, slots=True)
class Bar:
    """One number and what it counts."""

    label: str
    value: int
    look: Look = "plain"


@dataclass(frozen=True, slots=True)
class Chart:
    """Numbers side by side, or parts of one ``whole``; ``says`` tells the same to those who do not see it.

    Raises ValueError for one that the narrowest surface cannot draw.
    """

    title: str
    bars: tuple[Bar, ...]
    says: str
    whole: bool = False

    def __post_init__(self) -> None:
        labels = [bar.label for bar in self.bars]
        fits = 0 < len(labels) <= MOST_BARS and len(set(labels)) == len(labels) and len(self.title) <= LONGEST_TITLE
        if not fits or any(not 0 < len(label) <= LONGEST_LABEL for label in labels):
            raise ValueError(f"the chart '{self.title[:80]}' has too much, too little, or the same label twice")
        if any(bar.value < 0 for bar in self.bars) or not any(bar.value for bar in self.bars):
            raise ValueError(f"the chart '{self.title}' has nothing to show")

    def squares(self) -> str:
        """The parts of a whole as colored squares: one for each up to `FULL`, else scaled to that."""
        total = sum(bar.value for bar in self.bars)
        scale = min(1.0, FULL / total)
        return "".join(SQUARES[bar.look] * round(bar.value * scale) for bar in self.bars)

    def lines(self) -> Iterator[str]:
        """The bars as lines of characters, for a fixed-width font."""
        most, wide = max(bar.value for bar in self.bars), max(len(bar.label) for bar in self.bars)
        scale = min(1.0, FULL / most)
        for bar in self.bars:
            drawn = "█" * (max(1, round(bar.value * scale)) if bar.value else 0)
            yield f"{bar.label:<{wide}} {f'{drawn} ' if drawn else ''}{bar.value}"


LONGEST_TILE_LABEL, MOST_TILES = 30, 6


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure; ``say`` is the command that shows what it counts, if any, and ``tone`` is how it stands."""

    value: int
    label: str
    tone: Tone = "plain"
    say: str = ""

    @property
    def stands(self) -> Tone:
        """The tone to show: that of a figure of 0 is plain."""
        return self.tone if self.value else "plain"


@dataclass(frozen=True, slots=True)
class Tiles:
    """Figures side by side, always the same ones in the same order. Raises ValueError for too much or too little."""

    tiles: tuple[Tile, ...]

    def __post_init__(self) -> None:
        if not 0 < len(self.tiles) <= MOST_TILES or any(len(one.label) > LONGEST_TILE_LABEL for one in self.tiles):
            raise ValueError(f"tiles that no surface has room for: {[one.label for one in self.tiles]}")

    @property
    def says(self) -> str:
        """The same in a line."""
        return " · ".join(f"{one.label}: {one.value}" for one in self.tiles)
