"""Sentences of ``dpa connect teams`` about what Microsoft says to an app's ID and secret."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

TAKEN = "Microsoft takes this ID and secret."
_NO_TENANT = "Microsoft knows no such tenant. Copy the App Tenant ID from the Azure Bot's page Configuration."
REFUSED: Mapping[str, str] = {
    "7000215": (
        "Microsoft refuses this secret. Copy the Value, not the Secret ID, from Certificates & secrets. If it is "
        "hidden, make a new secret."
    ),
    "7000222": "This secret has expired. Make a new one under Certificates & secrets, and copy its Value.",
    "700016": (
        "Microsoft does not find this app in that tenant. Compare the Microsoft App ID and the App Tenant ID with "
        "the Azure Bot's page Configuration."
    ),
    "90002": _NO_TENANT,
    "900023": _NO_TENANT,
}
"""By Entra's number of the error."""


def refused(word: str, codes: Sequence[str]) -> str:
    """Entra does not take it, for a reason of its own."""
    return f"Microsoft refuses this: {' '.join((word, *(f'AADSTS{code}' for code in codes))) or 'no reason given'}."


def unreachable(word: str) -> str:
    """Entra could not be asked."""
    return f"Microsoft could not be reached ({word})."
