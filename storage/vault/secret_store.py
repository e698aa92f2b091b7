"""What must a place be able to do in which sealed secrets lie?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeAlias

Write: TypeAlias = Callable[[str | None], str | None]
"""Makes the new value of the old one; None where there is none."""


class Shelf(Protocol):
    """Where the sealed secrets lie, for all threads and processes."""

    def read(self, name: str) -> str | None:
        """The sealed secret."""

    def names(self) -> list[str]:
        """All, in order."""

    def change(self, name: str, write: Write) -> None:
        """Put what `write` makes of it, alone: nobody else changes it meanwhile. If it raises, nothing happened."""

    def close(self) -> None:
        """Let go of what it holds."""
