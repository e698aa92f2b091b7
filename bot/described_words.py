"""The sentences about values that a program sent and that do not fit."""

from __future__ import annotations

from collections.abc import Sequence


def unknown(name: str, known: Sequence[str]) -> str:
    """A value that nothing asks for."""
    return f"There is no {name[:60]} here. Known: {', '.join(known) or 'none'}."


def wrong(field: str, why: str) -> str:
    """A value that is missing or does not fit."""
    return f"{field[:60]}: {why[:200]}."
