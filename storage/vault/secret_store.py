"""The port for storing encrypted secrets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeAlias

Write: TypeAlias = Callable[[str | None], str | None]
"""Makes the new value from the old one; None means no value."""


class SecretStore(Protocol):
    """Stores encrypted secrets by name, for all threads and processes."""

    def read(self, name: str) -> str | None:
        """The encrypted secret, or None."""

    def names(self) -> list[str]:
        """All names, in order."""

    def change(self, name: str, write: Write) -> None:
        """Store what `write` makes of it; nobody else changes it meanwhile. If `write` raises, nothing happened."""

    def close(self) -> None:
        """Release what it holds."""
