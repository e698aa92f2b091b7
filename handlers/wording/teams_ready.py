"""Which sentences does an operator, or somebody of another organization, read of how Teams is connected?"""

from __future__ import annotations

ELSEWHERE = "This app serves other organizations. Whoever runs it can name your Microsoft 365 tenant in its settings."


def refused(word: str) -> str:
    """Entra gives us no token; ``word`` is its own."""
    return (
        f"Microsoft Entra refuses the bot's secret ({word}), so nothing can be said in Teams. See whether the secret "
        "in MicrosoftAppPassword has ended, and whether MicrosoftAppId, MicrosoftAppType and MicrosoftAppTenantId "
        "are those of the Azure Bot."
    )


def unreachable(word: str) -> str:
    """Entra cannot be reached; ``word`` is the kind of trouble."""
    return (
        f"Microsoft Entra cannot be reached ({word}), so nothing can be said in Teams. See whether this machine may "
        "call login.microsoftonline.com; it is being tried again."
    )
