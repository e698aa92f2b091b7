"""Sentences for an operator, and for people of another organization, on how Teams is connected."""

from __future__ import annotations

ELSEWHERE = "This app is not set up for your organization. Whoever runs it can add your Microsoft 365 tenant."


def refused(word: str) -> str:
    """Entra gives us no token; ``word`` is its own."""
    return (
        f"Microsoft Entra rejects the bot's secret ({word}), so the bot cannot post in Teams. Check whether the secret "
        "in MicrosoftAppPassword has expired, and whether MicrosoftAppId, MicrosoftAppType and MicrosoftAppTenantId "
        "match the Azure Bot."
    )


def unreachable(word: str) -> str:
    """Entra cannot be reached; ``word`` is the kind of trouble."""
    return (
        f"Microsoft Entra cannot be reached ({word}), so the bot cannot post in Teams. Check that this machine can "
        "reach login.microsoftonline.com. I keep trying."
    )
