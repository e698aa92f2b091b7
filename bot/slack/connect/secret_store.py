"""Where the tokens for Slack's workspaces are kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class TokenVault(Protocol):
    """Where secrets are kept."""

    def get(self, name: str) -> str | None:
        """The secret, or None."""

    def put(self, name: str, secret: str) -> None:
        """Keep it, in the place of what was there."""

    def take(self, name: str) -> str | None:
        """The secret, which is gone then: of many who take at once one gets it."""

    def change(self, name: str, write: Callable[[str | None], str | None]) -> None:
        """Put what `write` makes of it, None to drop it; nobody else changes it meanwhile."""

    def names(self, begins: str = "") -> list[str]:
        """Those that begin so, in order."""
