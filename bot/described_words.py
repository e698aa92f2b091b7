"""Sentences about values from a program that are unknown or wrong."""

from __future__ import annotations

from collections.abc import Sequence


def unknown(name: str, known: Sequence[str]) -> str:
    """A value with a name that nothing uses."""
    return f"There is no {name[:60]} here. Known: {', '.join(known) or 'none'}."


def wrong(field: str, why: str) -> str:
    """A value that is missing or does not fit."""
    return f"{field[:60]}: {why[:200]}."
