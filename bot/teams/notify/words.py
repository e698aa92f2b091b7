"""Sentences around a reminder in Teams."""

from __future__ import annotations

MAY_REPEAT = "You may have seen this before: I was not told whether it arrived and cannot check here."
NO_REFERENCE = "Nobody has spoken to the app there yet, so it is not known how to reach it."


def not_served(tenant: str) -> str:
    """Why a place cannot be reached."""
    return f"The place is in the Microsoft Entra tenant {tenant or '(unknown)'}, which is not this district's."
