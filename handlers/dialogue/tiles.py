"""A few figures that are read at a glance: each a number with what it counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handlers.dialogue.reply import Tone

LONGEST_LABEL, MOST_TILES = 30, 6


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure; ``say`` shows what it counts, where something does, and ``tone`` is how that stands."""

    value: int
    label: str
    tone: Tone = "plain"
    say: str = ""

    @property
    def stands(self) -> Tone:
        """How it stands: what there is none of, stands out in no way."""
        return self.tone if self.value else "plain"


@dataclass(frozen=True, slots=True)
class Tiles:
    """Figures side by side, always the same ones in the same order. Raises ValueError for too much or too little."""

    tiles: tuple[Tile, ...]

    def __post_init__(self) -> None:
        if not 0 < len(self.tiles) <= MOST_TILES or any(len(one.label) > LONGEST_LABEL for one in self.tiles):
            raise ValueError(f"tiles that no surface has room for: {[one.label for one in self.tiles]}")

    @property
    def says(self) -> str:
        """The same in a line."""
        return " · ".join(f"{one.label}: {one.value}" for one in self.tiles)
